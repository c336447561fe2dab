"""App Homes of every shape, for everything that looks at one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.core.findings import Status
from bot.core.model.budget import Money, Spend
from bot.slack.render.home import PAGE, Board, Row, home_view, text_view
from bot.slack.render.home_filters import MOST_ACCOUNTS, UNCHECKED, VERDICTS, Filters
from bot.slack.render.names import KnownVerdict
from bot.slack.render.parts import Json
from tests.jobs.fakes import ACCOUNT, NOW
from tests.slack.render.shapes import FOX, NASTY

SPEND = Spend(Money("100", "USD"), Money("84.5", "USD"), Money("120.256", "USD"))
ROW = Row(ACCOUNT, "prod", "tax", KnownVerdict(Status.BROKEN, "key.policy-silent", NOW), SPEND)
ONE = Filters("", "", [(ACCOUNT, ACCOUNT)])


def board(*rows: Row, filters: Filters = ONE, found: int = -1, page: int = 0) -> Board:
    tally = {"BROKEN": len(rows)} if rows else {}
    return Board(rows, tally, len(rows) if found < 0 else found, page, filters)


def accounts(count: int, title: str = "account") -> list[tuple[str, str]]:
    return [(f"{n:012}", f"{title} {n}") for n in range(count)]


def many(row: Row) -> Board:
    """A full page in the middle."""
    return board(*[row] * PAGE, found=PAGE * 50, page=25)


def foxes() -> Board:
    """The longest of everything."""
    changes = tuple(f"{FOX} {n}" for n in range(60))
    row = replace(ROW, name=FOX, called=FOX, alert=NOW, changes=changes)
    chosen = Filters("OK", f"{MOST_ACCOUNTS - 1:012}", accounts(MOST_ACCOUNTS + 1, "a" * 64))
    return replace(many(row), filters=chosen, notes=[FOX * 100, "", FOX * 100])


BOARDS: Mapping[str, Board] = {
    "nothing": board(),
    "one": board(ROW),
    "never checked": replace(board(replace(ROW, last=None, spend=None)), tally={UNCHECKED: 1}),
    "checking": board(replace(ROW, checking=True), ROW),
    "without a limit": board(replace(ROW, spend=Spend(actual=Money("1", "USD")))),
    "nothing known of the spend": board(replace(ROW, spend=Spend())),
    "of another version": board(replace(ROW, last=KnownVerdict(Status.UNKNOWN, "moon.new", NOW))),
    "nothing left": replace(board(ROW), rows=[], found=0),
    "every kind": replace(board(ROW), tally=dict.fromkeys(VERDICTS, 3)),
    "the last page": board(ROW, found=PAGE + 1, page=1),
    "99 accounts": board(ROW, filters=Filters("BROKEN", "", accounts(99))),
    "100 accounts": board(ROW, filters=Filters("", "000000000099", accounts(100))),
    "an account that is gone": board(ROW, filters=Filters("", "999999999999", accounts(3))),
    "nasty": many(replace(ROW, name=NASTY, called=NASTY, changes=(NASTY,))),
    "foxes": foxes(),
}


def homes() -> list[Json]:
    drawn = [home_view("j", board) for board in BOARDS.values()]
    people = [f"U{n}" for n in range(500)]
    return [
        *drawn,
        text_view("j", NASTY),
        text_view("j", "No.", people),
        text_view("j", "", ["S1"]),
    ]
