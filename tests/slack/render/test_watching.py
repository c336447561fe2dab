"""What the watch posts, of one budget and of several: within Slack's limits, and in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.core.act import Act
from bot.core.findings import Status
from bot.core.model.budget import Money, Spend
from bot.core.outage import Outage
from bot.core.verdict_change import AffectedBudget, VerdictChange
from bot.slack.render.message import Message
from bot.slack.render.open_ticket import OpenTicket
from bot.slack.render.watch import watch_post
from bot.slack.render.watch_budgets import PAGE, budgets_view
from bot.slack.render.watch_lines import turned_lines
from bot.slack.render.watch_view import BudgetState, MendOffer, WatchView
from bot.slack.values import unpack
from tests.slack.render.limits import check_message, check_view, forms, walk
from tests.slack.render.test_reports import says

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LONG = "<!channel> & \U0001f98a" * 60
TOPIC, KEY = "arn:aws:sns:eu-west-1:111111111111:t", "arn:aws:kms:eu-west-1:111111111111:key/k"
DANA = Act("dana, role Developer", NOW, "PutKeyPolicy")
MINA = Act("U0MENDER", NOW + timedelta(minutes=1), "", "U0MENDER", "c1")
OVER = Outage(NOW, NOW + timedelta(minutes=1), complete=True)


def state(n: int, verdict: Status = Status.BROKEN, **different: Any) -> BudgetState:
    down = verdict in {Status.BROKEN, Status.UNKNOWN}
    made = BudgetState(
        "111111111111",
        f"team-{n:04}",
        verdict,
        "key.policy-silent" if down else "",
        Spend(Money("100.0", "USD"), Money(f"{n}.0", "USD")),
        Outage(NOW) if down else OVER,
        (TOPIC,),
        (KEY,),
    )
    return replace(made, **different)


def view(*states: BudgetState, **different: Any) -> WatchView:
    return replace(WatchView("e1.told", states, DANA), **different)


def post(*states: BudgetState, **different: Any) -> str:
    return " ".join(says(watch_post("g", view(*states, **different)).blocks).split())


def turned(n: int, how: VerdictChange = VerdictChange.BROKE) -> AffectedBudget:
    verdict = Status.BROKEN if how is VerdictChange.BROKE else Status.OK
    return AffectedBudget("1" * 12, f"team-{n:04}", how, verdict, "", NOW, "j", NOW)


def nasty(n: int, verdict: Status) -> BudgetState:
    return state(
        n,
        verdict,
        account=f"{n:012}",
        budget=f"{n}{LONG}"[:100],
        code=LONG,
        topics=(f"{LONG}{n}",),
        keys=(f"{LONG}{n}",),
        outage=Outage(NOW, NOW, (LONG,) * 9, (LONG,) * 9),
    )


def worst() -> list[Message]:
    broken = [nasty(n, Status.BROKEN) for n in range(500)]
    mended = [nasty(n, Status.OK) for n in range(500)]
    act = Act(LONG, NOW, LONG)
    offer = MendOffer("move-to-new-key", "Use a new key (USD 1/month)", "a" * 100, 500)
    more = {"mend": offer, "ticket": "a.0", "acknowledged": ("U0MENDER",) * 5, "key_name": LONG}
    late = [replace(turned(n, how), budget=LONG[:100]) for how in VerdictChange for n in range(99)]
    return [
        watch_post("g", view(*broken, broke=act, **more)),
        watch_post("g", view(broken[0], broke=act, **more)),
        watch_post("g", view(*broken[:250], *mended[250:], broke=None)),
        watch_post("g", view(*mended, broke=act, mended=act, undo="c1")),
        watch_post("g", view(mended[0], mended=MINA)),
        turned_lines("g", late, act, several=True),
    ]


def test_everything_is_within_the_limits_and_mentions_nobody_else() -> None:
    for message in worst():
        check_message(message)
        for text in walk(message.blocks):
            if text.get("type") == "mrkdwn":
                assert text["verbatim"] is True and "<!c" not in str(text["text"])
            assert text.get("user_id") in {None, "U0MENDER"}
        assert "<" not in message.text


def test_many_budgets_with_one_cause() -> None:
    offer = MendOffer("allow-on-key", "Let AWS Budgets use the key", "a.0", 41)
    found = view(*(state(n) for n in range(60, 101)), mend=offer, ticket="a.0", key_name="alias/t")
    message = watch_post("g", found)
    text = says(message.blocks)
    assert "❌ 41 budgets do not alert" in text
    assert "One cause:" in text and "the key's policy does not let AWS Budgets in" in text
    assert "USD 4,100 budgeted, 20 above 80 %" in text and "dana, role Developer" in text
    assert "Mend all 41 (1 change)" in text and "Open one ticket" in text
    snooze = next(one for one in walk(message.blocks) if one.get("action_id") == "snooze.new")
    assert unpack(str(snooze["value"]))["whole"] == 1
    assert "Most spent: team-0100 (100.00 USD), team-0099 (99.00 USD), team-0098" in text
    assert text.count("team-") == 3 and "Show the budgets" in text
    assert "|alias/t>" in text and "/kms/home" in text and "/sns/v3/home" in text
    assert message.text == (
        "❌ 41 budgets do not alert: alias/t: the key's policy does not let AWS Budgets in "
        "(dana, role Developer, 2026-11-24 12:00 UTC)"
    )


def test_one_budget_is_the_same_form_with_its_own_mend() -> None:
    offer = MendOffer("allow-on-key", "Let AWS Budgets use the key", "a.0", 1)
    message = watch_post("g", view(state(81), mend=offer))
    text = says(message.blocks)
    snooze = next(one for one in walk(message.blocks) if one.get("action_id") == "snooze.new")
    assert "whole" not in unpack(str(snooze["value"]))
    assert "❌ team-0081 does not alert" in text and "Let AWS Budgets use the key" in text
    assert "81.00 USD of 100.00 USD (81 %)" in text and "Show the budgets" not in text
    assert message.text == (
        "❌ team-0081 does not alert: the key's policy does not let AWS Budgets in"
    )


@pytest.mark.parametrize(
    ("states", "title"),
    [
        ((state(1), state(2, Status.OK)), "❌ 1 of 2 budgets do not alert"),
        ((state(1, Status.UNKNOWN),), "❓ Cannot tell whether team-0001 alerts"),
        (
            (state(1, Status.UNKNOWN), state(2, Status.UNKNOWN)),
            "❓ Cannot tell whether 2 budgets alert",
        ),
        ((state(1, Status.UNKNOWN), state(2)), "❌ 2 budgets do not alert"),
        ((state(1, Status.AT_RISK),), "✅ team-0001 alerts again"),
        ((state(1, Status.OK), state(2, Status.AT_RISK)), "✅ Mended: 2 budgets"),
    ],
)
def test_the_first_line_says_how_they_stand_now(
    states: tuple[BudgetState, ...], title: str
) -> None:
    message = watch_post("g", view(*states))
    assert says(message.blocks).strip().startswith(title)
    assert message.text.startswith(title)


def test_partly_mended_says_how_many() -> None:
    text = post(*(state(n, Status.OK if n % 2 else Status.BROKEN) for n in range(10)))
    assert "❌ 5 of 10 budgets do not alert" in text and "5 of 10 alert again." in text


def test_a_mend_says_who_when_how_long_and_what_fell_into_the_gap() -> None:
    lost = replace(OVER, lost=("ACTUAL",))
    states = [state(1, Status.OK, outage=lost), *(state(n, Status.OK) for n in range(2, 41))]
    text = post(*states, mended=MINA, undo="c1", provable=True)
    assert "✅ Mended: 40 budgets" in text and "1 min" in text
    assert "with budget-check" in text and "PutKeyPolicy" in text
    assert "crossed a threshold while they did not alert" in text and "team-0001" in text
    assert "Undo" in text and "Prove it with a real alert" in text
    blocks = watch_post("g", view(*states, mended=MINA)).blocks
    assert any(one.get("user_id") == "U0MENDER" for one in walk(blocks))


def test_a_ticket_that_is_open_is_shown_instead_of_offered() -> None:
    offer = MendOffer("allow-on-key", "Let AWS Budgets use the key", "a.0", 2)
    ticket = OpenTicket("oi-33e", "https://console.aws.amazon.com/x", NOW, "mina")
    for states in ((state(1),), (state(1), state(2))):
        found = view(*states, mend=offer, ticket="a.0", opened=ticket)
        text = " ".join(says(watch_post("g", found).blocks).split())
        assert "oi-33e is open, opened by mina" in text and "Open ticket oi-33e" in text
        assert "Open one ticket" not in text and "Open another ticket" in text
        bare = post(*states, mend=offer, opened=ticket)
        assert "oi-33e" not in bare, "no ticket system is set up any more"


@pytest.mark.parametrize("mended", [MINA, None])
def test_a_mend_can_be_proved_where_the_alert_would_be_heard(mended: Act | None) -> None:
    assert "Prove it" in post(state(1, Status.OK), mended=mended, provable=True)
    assert "Prove it" not in post(state(1, Status.OK), mended=mended)
    assert "Prove it" not in post(state(1, Status.OK, topics=()), provable=True)
    assert "Prove it" not in post(state(1), provable=True)


def test_that_no_alert_was_due_is_said_only_where_it_is_certain() -> None:
    assert "No alert was due" in post(state(1, Status.OK))
    unsure = replace(OVER, complete=False)
    assert "due" not in post(state(1, Status.OK), state(2, Status.OK, outage=unsure))
    doubtful = replace(unsure, doubtful=("ACTUAL",))
    assert "It is not clear whether that alert arrived" in post(
        state(1, Status.OK, outage=doubtful)
    )


def test_a_cause_that_not_all_have_says_of_how_many() -> None:
    states = [state(1), state(2), state(3, code="key.disabled")]
    assert "2 of the 3 : the key's policy does not let AWS Budgets in" in post(*states)


def test_those_that_turn_later_are_named_by_how_they_turned() -> None:
    late = [turned(1, VerdictChange.UNKNOWN), *(turned(n) for n in range(2, 25))]
    told = turned_lines("g", late, None, several=False)
    broke, unknown = (says([block]).strip() for block in told.blocks)
    assert broke.startswith("❌ 23 more budgets do not alert: team-0002, ")
    assert broke.endswith("team-0021, and 3 more")
    assert unknown == "❓ Cannot tell whether these alert: team-0001"
    alike = turned_lines("g", late[:1], None, several=True)
    assert alike.text.endswith("team-0001 (111111111111)")
    back = turned_lines("g", [turned(1, VerdictChange.MENDED)], MINA, several=False)
    assert back.text == "✅ 1 budget alerts again: team-0001. Mended with budget-check."


def test_the_list_turns_its_pages_within_the_limits() -> None:
    states = [nasty(n, Status.BROKEN) for n in range(PAGE * 2 + 5)]
    for page in (0, 1, 2, 99):
        check_view(budgets_view("v", "e1.told", states, page))
    drawn = budgets_view("v", "n", [state(5), state(99, Status.OK), state(50)], 0)
    rich, text = (says(form["blocks"]) for form in forms(drawn))
    assert rich.index("team-0050") < rich.index("team-0005") < rich.index("team-0099")
    assert text.index("team-0050") < text.index("team-0005") < text.index("team-0099")
    assert "❌ does not alert, 50.00 USD of 100.00 USD (50 %)" in text and "1 to 3 of 3" in text
