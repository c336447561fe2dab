"""The App Home: within Slack's limits, and saying what it must in words."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.core.model.budget import Money, Spend
from bot.slack.render.home import PAGE, home_view, text_view
from bot.slack.render.home_filters import MOST_ACCOUNTS
from bot.slack.render.parts import Json
from bot.slack.values import unpack
from playground.slack.blocks import check_view as refused
from tests.slack.render.homes import BOARDS, ROW, board, homes
from tests.slack.render.limits import check_view, walk
from tests.slack.render.shapes import FOX, NASTY
from tests.slack.render.test_reports import says


def text_of(view: Json) -> str:
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    return says(blocks)


def select(view: Json, action: str) -> Json:
    (found,) = [one for one in walk(view) if one.get("action_id") == action]
    return found


def test_every_home_is_within_the_limits() -> None:
    for view in homes():
        check_view(view)
        assert refused(view) == []
        assert len(json.dumps(view, ensure_ascii=True)) < 250_000
        assert len(str(view["private_metadata"])) <= 3000


def test_a_row_says_everything_in_words() -> None:
    row = replace(
        ROW, alert=ROW.last.at if ROW.last else None, changes=("allow-on-key (proposed)",)
    )
    said = text_of(home_view("j", board(row)))
    assert "tax, in prod" in said
    assert "❌ BROKEN: the key's policy does not let AWS Budgets in (key.policy-silent)" in said
    assert "▓▓▓▓▓▓▓▓░░ 84 %  spent 84.50 USD, limit 100.00 USD, forecast 120.26 USD" in said
    assert "checked 2026-11-23 12:00 UTC" in said and "last alert 2026-11-23 12:00 UTC" in said
    assert "open changes: allow-on-key (proposed)" in said


@pytest.mark.parametrize(
    ("spend", "line"),
    [
        (Spend(actual=Money("1", "USD")), "spent 1.00 USD"),
        (Spend(limit=Money("1", "USD")), "limit 1.00 USD"),
        (Spend(Money("0", "USD"), Money("1", "USD")), "spent 1.00 USD, limit 0.00 USD"),
        (Spend(Money("9", "GB"), Money("1", "USD")), "spent 1.00 USD, limit 9.00 GB"),
        (Spend(Money("2", "USD"), Money("-1", "USD")), "░░░░░░░░░░ -50 %  spent -1.00 USD"),
        (Spend(actual=Money("much", "USD")), ""),
        (Spend(), ""),
        (None, ""),
    ],
)
def test_absent_spend_stays_absent(spend: Spend | None, line: str) -> None:
    said = text_of(home_view("j", board(replace(ROW, spend=spend))))
    assert line in said
    assert ("spent" in said or "limit" in said) == bool(line)
    assert "▓" not in said


def test_other_peoples_text_is_never_read_by_slack() -> None:
    for view in homes():
        for found in walk(view):
            if found.get("type") == "mrkdwn":
                assert NASTY not in str(found["text"]) and FOX not in str(found["text"])
                assert "<!channel>" not in str(found["text"])


def test_what_is_checked_now_has_no_button() -> None:
    view = home_view("j", BOARDS["checking"])
    assert "checking…" in text_of(view)
    assert sum(one.get("action_id") == "home.check" for one in walk(view)) == 1


def test_the_pages_meet() -> None:
    view = home_view("j", BOARDS["nasty"])
    assert unpack(str(select(view, "home.page.previous")["value"])) == {"page": 24}
    assert unpack(str(select(view, "home.page.next")["value"])) == {"page": 26}
    assert f"{25 * PAGE + 1} to {26 * PAGE} of {50 * PAGE}" in text_of(view)
    last = [one.get("action_id") for one in walk(home_view("j", BOARDS["the last page"]))]
    assert "home.page.previous" in last and "home.page.next" not in last


def test_what_is_chosen_is_shown_and_kept() -> None:
    view = home_view("j", BOARDS["100 accounts"])
    assert unpack(str(view["private_metadata"])) == {
        "page": 0,
        "verdict": "",
        "account": "000000000099",
    }
    assert select(view, "home.only.account")["initial_option"]["value"] == "000000000099"  # type: ignore[index]
    groups = select(view, "home.only.account")["option_groups"]
    assert isinstance(groups, list) and [len(group["options"]) for group in groups] == [100, 1]
    gone = home_view("j", BOARDS["an account that is gone"])
    assert select(gone, "home.only.account")["initial_option"]["value"] == "all"  # type: ignore[index]


def test_one_account_is_no_choice_and_too_many_are_said() -> None:
    alone = [one.get("action_id") for one in walk(home_view("j", BOARDS["one"]))]
    assert "home.only.verdict" in alone and "home.only.account" not in alone
    assert MOST_ACCOUNTS == 400
    assert "1 more accounts are in the list" in text_of(home_view("j", BOARDS["foxes"]))


def test_an_empty_list_says_why() -> None:
    assert "No budget is known." in text_of(home_view("j", BOARDS["nothing"]))
    assert "No budget is left by these filters." in text_of(home_view("j", BOARDS["nothing left"]))


def test_whom_to_ask_is_named() -> None:
    said = text_of(text_view("j", "No.", ["U1", "S1"]))
    assert "Whom to ask: <@U1> or <!subteam^S1>." in said
    assert "Whom" not in text_of(text_view("j", "No."))
