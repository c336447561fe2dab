"""App Homes of every shape, for everything that looks at one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.core.change.state import State
from bot.core.findings import Status
from bot.core.jobs.home import Home, ListBudgets
from bot.core.model.budget import Money, Spend
from bot.core.stake import Stake, Sum
from bot.slack.render.budget_table import PAGE as TABLE_PAGE
from bot.slack.render.budget_table import BudgetRow, budgets_view
from bot.slack.render.budget_table import text_view as no_budgets
from bot.slack.render.home import PAGE, Board, home_view, text_view
from bot.slack.render.home_card import Card
from bot.slack.render.home_cause import CauseRow, Mend, Snoozed
from bot.slack.render.home_filters import MOST_ACCOUNTS, Filters
from bot.slack.render.home_needs import Needs, OpenTicket, SnoozedBudget, WaitingPullRequest
from bot.slack.render.loading_views import table_loading
from bot.slack.render.parts import Json
from bot.slack.render.rich import AnyView
from tests.slack.render.shapes import FOX, NASTY
from tests.store.things import PLAN
from tests.store.things import change as new_change

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ACCOUNT = "111111111111"
KEY = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
TOPIC = f"arn:aws:sns:eu-west-1:{ACCOUNT}:budget-alerts"
SPEND = Spend(Money("100", "USD"), Money("84.5", "USD"), Money("120.256", "USD"), "MONTHLY")
SNOOZED = Snoozed("ab12", NOW + timedelta(days=1), "U1", "We know.")
MEND = Mend("allow-on-key", "a1.0")
STAKE = Stake((Sum("USD", "MONTHLY", Decimal(41000)),), 2)
ROW = CauseRow(
    Status.BROKEN, "key.policy-silent", KEY, ACCOUNT, "", ("tax", "cost"), 1, STAKE, MEND
)
ALONE = replace(ROW, names=("tax",), code="topic.missing", resource=TOPIC, mend=Mend())
CARD = Card(ACCOUNT, "prod", "tax", Status.BROKEN, "key.policy-silent", NOW, SPEND, MEND)
ONE = Filters("", "", [(ACCOUNT, ACCOUNT)], "", ("key.policy-silent",))
SEEN = Home(0, "", "", "")
TALLY = {Status.BROKEN: 2, Status.OK: 77}
CHANGE = new_change(state=State.WAITING)
NEEDS = Needs(
    approvals=[CHANGE] * 7,
    mine=[replace(CHANGE, state=State.APPLYING)] * 7,
    tickets=[OpenTicket("oi-1", "tax", NOW)] * 7,
    snoozes=[SnoozedBudget("tax: the key is disabled", SNOOZED)] * 7,
)


def board(*rows: CauseRow, filters: Filters = ONE, found: int = -1, seen: Home = SEEN) -> Board:
    budgets = [(ACCOUNT, name) for row in rows for name in row.names]
    count = len(rows) if found < 0 else found
    return Board(seen, TALLY if rows else {}, NOW if rows else None, rows, count, filters, budgets)


def accounts(count: int, title: str = "account") -> list[tuple[str, str]]:
    return [(f"{n:012}", f"{title} {n}") for n in range(count)]


def many(row: CauseRow) -> Board:
    """A full page in the middle."""
    return board(*[row] * PAGE, found=PAGE * 50, seen=SEEN._replace(page=25))


def hard(name: str) -> Board:
    """The longest, or the worst, of everything."""
    row = replace(
        ROW,
        names=(name,) * 500,
        called=name,
        topics=6,
        mend=Mend(under_way=name, stands="waits for approval"),
        snoozed=replace(SNOOZED, reason=name),
    )
    chosen = Filters("BROKEN", f"{MOST_ACCOUNTS - 1:012}", accounts(MOST_ACCOUNTS + 1, "a" * 64))
    change = replace(CHANGE, plan=replace(PLAN, title=name, budget=name))
    needs = Needs(
        [change] * 9,
        [change] * 9,
        [OpenTicket(name, name, NOW)] * 9,
        [SnoozedBudget(name, replace(SNOOZED, reason=name))] * 9,
        [WaitingPullRequest(name, "https://github.example/x", name, merged=True)] * 9,
        name,
    )
    cards = [replace(CARD, name=name, called=name)] * 5
    seen = SEEN._replace(page=25, at=4)
    return replace(many(row), filters=chosen, needs=needs, cards=cards, notes=[name] * 4, seen=seen)


BOARDS: Mapping[str, Board] = {
    "nothing": board(),
    "one cause": board(ROW),
    "one budget": board(ALONE),
    "all is well": replace(board(), tally={Status.OK: 79}, oldest=NOW),
    "what can stop": replace(
        board(replace(ROW, verdict=Status.AT_RISK)), tally={Status.AT_RISK: 1}
    ),
    "unknown": replace(board(replace(ROW, verdict=Status.UNKNOWN)), tally={Status.UNKNOWN: 3}),
    "snoozed": board(replace(ROW, snoozed=SNOOZED, mend=Mend())),
    "under way": board(replace(ROW, mend=Mend(under_way="Add it", stands="is being applied"))),
    "of another version": board(replace(ROW, code="moon.new", resource="")),
    "a card under a row": replace(board(ROW, ALONE), cards=[CARD], seen=SEEN._replace(at=0)),
    "a card above": replace(board(ROW), cards=[replace(CARD, verdict=Status.OK, code="")]),
    "checking": replace(board(ROW), cards=[replace(CARD, checking=True)]),
    "gone": replace(board(ROW), cards=[replace(CARD, verdict=None)]),
    "needs": replace(board(ROW), needs=NEEDS),
    "nothing left": replace(board(), tally=TALLY, oldest=NOW, filters=replace(ONE, verdict="OK")),
    "the last page": board(ROW, found=PAGE + 1, seen=SEEN._replace(page=1)),
    "a menu of 250": replace(board(ROW), budgets=[(ACCOUNT, f"b {n}") for n in range(250)]),
    "too many for a menu": replace(
        board(ROW), budgets=[(ACCOUNT, f"b {n}") for n in range(3000)], seen=SEEN._replace(find="b")
    ),
    "99 accounts": board(ROW, filters=Filters("BROKEN", "", accounts(99))),
    "100 accounts": board(ROW, filters=Filters("", "000000000099", accounts(100))),
    "an account that is gone": board(ROW, filters=Filters("", "999999999999", accounts(3))),
    "150 causes": board(ROW, filters=replace(ONE, causes=[f"moon.{n}" for n in range(150)])),
    "nasty": hard(NASTY),
    "foxes": hard(FOX),
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


def tables() -> list[AnyView]:
    """The modals with every budget."""
    wanted = ListBudgets("money", 3, ACCOUNT, "key.policy-silent", KEY, "V1")
    rows = [
        BudgetRow(name, "prod", verdict, NOW, SPEND)
        for name in ("tax", NASTY, FOX)
        for verdict in Status
    ]
    page = [replace(rows[-1], called=FOX)] * TABLE_PAGE
    return [
        budgets_view("j", rows, len(rows), wanted._replace(page=0, sort="none")),
        budgets_view("j", page, 1000, wanted),
        budgets_view("j", [replace(rows[0], called="", spend=Spend())], 1, wanted._replace(page=0)),
        budgets_view("j", [], 0, wanted),
        table_loading("j"),
        no_budgets(NASTY, "j"),
    ]
