"""The App Home: within Slack's limits, and saying what it must in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.core.model.budget import Money, Spend
from bot.slack.home_state import state_of
from bot.slack.render.home import PAGE, home_view, text_view
from bot.slack.render.home_filters import MOST_ACCOUNTS
from bot.slack.render.parts import Json
from bot.slack.values import unpack
from playground.slack.blocks import check_view as refused
from tests.slack.render.homes import (
    ACCOUNT,
    ALONE,
    BOARDS,
    CARD,
    KEY,
    ROW,
    SEEN,
    board,
    homes,
    tables,
)
from tests.slack.render.limits import check_view, forms, walk
from tests.slack.render.shapes import FOX, NASTY


def words(thing: Any) -> Iterator[str]:
    """Every text in the order of reading; a date by its fallback, a person by their id."""
    if isinstance(thing, list):
        for one in thing:
            yield from words(one)
    elif isinstance(thing, dict):
        if thing.get("type") == "date":
            yield f"[{thing['fallback']}]"
        elif thing.get("type") == "user":
            yield f"<@{thing['user_id']}>"
        else:
            for name, value in thing.items():
                if name == "text" and isinstance(value, str):
                    yield value
                elif name not in {"options", "option_groups", "confirm", "placeholder"}:
                    yield from words(value)


def text_of(view: Json) -> str:
    return "".join(words(view["blocks"]))


def drawn(name: str) -> str:
    return text_of(home_view("j", BOARDS[name]))


def select(view: Json, action: str) -> Any:
    (found,) = [one for one in walk(view) if one.get("action_id") == action]
    return found


def ids(view: Json) -> list[str]:
    return [str(one["action_id"]) for one in walk(view) if "action_id" in one]


def test_every_home_and_table_is_within_the_limits() -> None:
    for drawn in [*homes(), *tables()]:
        check_view(drawn)
        view = forms(drawn)[-1]
        assert refused(view) == []
        assert len(json.dumps(view, ensure_ascii=True)) < 250_000
        assert len(str(view["private_metadata"])) <= 3000


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("one cause", "❌ 2 of 79 budgets do not alert"),
        ("all is well", "✅ All 79 budgets alert"),
        ("what can stop", "⚠️ The budget alerts, but can stop"),
        ("unknown", "❓ Cannot tell whether 3 of 3 budgets alert"),
        ("nothing", "Do the alerts of our budgets arrive?"),
    ],
)
def test_the_first_line_says_how_many_of_how_many(name: str, first: str) -> None:
    assert drawn(name).startswith(first)


def test_a_row_says_who_is_hit_why_where_and_how_much_money() -> None:
    said = drawn("one cause")
    assert "❌ 2 budgets do not alert: the key's policy does not let AWS Budgets in\n" in said
    assert "key 1234abcd, USD 41,000 a month, 2 above 80 %\ntax, cost" in said
    one = drawn("one budget")
    assert "❌ tax does not alert: the topic does not exist\ntopic budget-alerts, USD" in one


def test_a_row_has_its_mend_its_check_and_its_snooze() -> None:
    view = home_view("j", BOARDS["one cause"])
    fix = select(view, "fix.allow-on-key")
    assert (fix["value"], fix["style"]) == ("a1.0", "primary")
    assert unpack(str(select(view, "home.check")["value"])) == {
        "account": ACCOUNT,
        "budget": "tax",
        "at": 0,
    }
    assert unpack(select(view, "snooze.new")["value"])["whole"] == 1
    which = [
        unpack(str(one["value"])) for one in walk(view) if one.get("action_id") == "home.budgets"
    ]
    assert {"account": ACCOUNT, "code": "key.policy-silent", "resource": KEY} in which


def test_many_names_are_a_number() -> None:
    row = replace(ROW, names=tuple(f"b{n}" for n in range(500)), topics=6)
    said = text_of(home_view("j", board(row)))
    assert "b0, b1, b2 and 497 more" in said and "b3," not in said
    assert "on 6 topics, a change for each" in said
    shared = text_of(home_view("j", board(replace(row, each=False))))
    assert "on 6 topics" in shared and "a change for each" not in shared


def test_what_is_under_way_or_snoozed_says_so_and_is_not_offered_again() -> None:
    under = home_view("j", BOARDS["under way"])
    assert "Add it: is being applied." in text_of(under)
    assert not any(one.startswith("fix.") for one in ids(under))
    snoozed = home_view("j", BOARDS["snoozed"])
    assert "💤 Snoozed until [2026-11-24 12:00 UTC] by <@U1>: We know." in text_of(snoozed)
    assert "snooze.wake" in ids(snoozed) and "snooze.new" not in ids(snoozed)


def test_a_card_stands_where_it_was_asked_for() -> None:
    said = drawn("a card under a row")
    assert said.index("tax, cost") < said.index("prod, checked [") < said.index("the topic does")
    above = drawn("a card above")
    assert above.index("✅ tax alerts") < above.index("2 budgets do not alert:")


def test_a_card_says_spend_and_when_it_was_checked() -> None:
    said = drawn("a card under a row")
    assert "▓▓▓▓▓▓▓▓░░ 85 %  spent 84.50 USD, limit 100.00 USD, forecast 120.26 USD" in said
    assert "prod, checked [2026-11-23 12:00 UTC]" in said
    assert "⏳ tax is being checked." in drawn("checking")
    assert "There is no budget tax any more." in drawn("gone")


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
    one = replace(CARD, spend=spend)
    said = text_of(home_view("j", replace(board(ALONE), cards=[one])))
    assert line in said
    assert ("spent" in said or "limit" in said) == bool(line)
    assert "▓" not in said


def test_what_needs_a_person_is_there_with_its_buttons() -> None:
    view = home_view("j", BOARDS["needs"])
    said = text_of(view)
    assert "<@U1> asks for an approval: Let AWS Budgets use the key of" in said
    assert "is being applied." in said and "🎫 oi-1 for tax, opened [" in said
    assert "tax: the key is disabled" in said and said.count("And 2 more.") == 4
    approve = next(one for one in walk(view) if one.get("action_id") == "change.approve")
    assert "confirm" in approve and "fingerprint" in unpack(str(approve["value"]))


def test_other_peoples_text_is_never_read_by_slack() -> None:
    drawn = [*homes(), *(form for table in tables() for form in forms(table))]
    for view in drawn:
        for found in walk(view):
            if found.get("type") == "mrkdwn":
                assert "<!channel>" not in str(found["text"])
                assert NASTY not in str(found["text"]) and FOX not in str(found["text"])


def test_the_pages_meet() -> None:
    view = home_view("j", BOARDS["nasty"])
    assert unpack(str(select(view, "home.page.previous")["value"])) == {"page": 24}
    assert unpack(str(select(view, "home.page.next")["value"])) == {"page": 26}
    assert f"{25 * PAGE + 1} to {26 * PAGE} of {50 * PAGE} causes" in text_of(view)
    last = ids(home_view("j", BOARDS["the last page"]))
    assert "home.page.previous" in last and "home.page.next" not in last


def test_what_is_chosen_is_shown_and_kept() -> None:
    seen = SEEN._replace(page=2, verdict="BROKEN", account="1", cause="a.b", shown="1 x y", at=3)
    kept = home_view("j", replace(BOARDS["one cause"], seen=seen))["private_metadata"]
    assert state_of(str(kept), "h") == seen._replace(hash="h")
    view = home_view("j", BOARDS["100 accounts"])
    assert select(view, "home.only.account")["initial_option"]["value"] == "000000000099"
    groups = select(view, "home.only.account")["option_groups"]
    assert [len(group["options"]) for group in groups] == [100, 1]
    gone = home_view("j", BOARDS["an account that is gone"])
    assert select(gone, "home.only.account")["initial_option"]["value"] == "all"


def test_one_of_a_kind_is_no_choice_and_too_many_are_said() -> None:
    alone = ids(home_view("j", BOARDS["one cause"]))
    assert "home.only.verdict" in alone
    assert "home.only.account" not in alone and "home.only.cause" not in alone
    assert MOST_ACCOUNTS == 300
    assert "1 more accounts are not in this menu" in drawn("foxes")
    causes = select(home_view("j", BOARDS["150 causes"]), "home.only.cause")
    assert len(causes["options"]) == 100


def test_a_budget_is_found_in_a_menu_or_where_they_are_too_many_by_a_part_of_its_name() -> None:
    menu = select(home_view("j", BOARDS["a menu of 250"]), "home.find")
    assert [len(group["options"]) for group in menu["option_groups"]] == [100, 100, 50]
    assert menu["option_groups"][0]["options"][7]["value"] == f"{ACCOUNT} b 7"
    field = select(home_view("j", BOARDS["too many for a menu"]), "home.find")
    assert (field["type"], field["initial_value"]) == ("plain_text_input", "b")


def test_an_empty_list_says_why() -> None:
    assert "No budget is known yet." in drawn("nothing")
    assert "Nothing is left by these filters." in drawn("nothing left")
    assert "Nothing keeps an alert from arriving." in drawn("all is well")


def test_whom_to_ask_is_named() -> None:
    said = str(text_view("j", "No.", ["U1", "S1"]))
    assert "Whom to ask: <@U1> or <!subteam^S1>." in said
    assert "Whom" not in str(text_view("j", "No."))


def test_the_table_says_each_budget_in_words() -> None:
    rich, plain = forms(tables()[0])
    assert "❌ does not alert" in text_of(rich) and "tax (prod)" in text_of(rich)
    said = text_of(plain)
    assert "1 to 12 of 12 budgets" in said
    assert "❌ tax does not alert in prod, 84.50 USD of 100.00 USD (85 %), checked [" in said
