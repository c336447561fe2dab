"""The preview of a proof by an alarm and what came of it, within Slack's limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.change.change import ChangePlace
from bot.core.proof.alarm_plan import AlarmProofPlan
from bot.core.proof.alarm_run import AlarmOutcome, AlarmProof, AlarmProofEvent
from bot.core.texts.alarm_proof import ONLY_CLOUDWATCH
from bot.slack.render.alarm_proof import alarm_news, alarm_proof_view
from bot.slack.render.proof import proof_button, submission
from bot.slack.values import unpack
from tests.features.check.test_command import everything
from tests.slack.render.limits import check_blocks, check_message, check_view

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
TOPIC = "arn:aws:sns:eu-west-1:111111111111:" + "t" * 256
NAME = "R&D <!channel> *" + "a" * 239
PLAN = AlarmProofPlan(
    account="111111111111",
    budget=f"alarm:arn:aws:cloudwatch:eu-west-1:111111111111:alarm:{NAME}",
    topic=TOPIC,
    reaches=("email <@U1>@example.com", "https https://pager.example.com"),
    mails=("<@U1>@example.com",),
    acts=("https https://pager.example.com",),
    pending=("email late@example.com",),
)
CROWD = tuple(f"https https://pager.example.com/{'x' * 900}/{n}" for n in range(300))
PROOF = AlarmProof(
    id="0123abcd",
    account=PLAN.account,
    budget=PLAN.budget,
    topic=TOPIC,
    requester="U1",
    place=ChangePlace("C1", thread="1.1"),
    begun=NOW,
    set_at=NOW,
    told_at=NOW + timedelta(seconds=3),
)
SAYS = {
    AlarmProofEvent.ACCEPTED: (AlarmOutcome.ACCEPTED, "accepted a real alarm after 3 s"),
    AlarmProofEvent.REJECTED: (AlarmOutcome.REJECTED, "did not get into"),
    AlarmProofEvent.UNSEEN: (AlarmOutcome.UNSEEN, "is not known"),
    AlarmProofEvent.FAILED: (AlarmOutcome.FAILED, "No real alarm was sent"),
    AlarmProofEvent.NOT_SET: (AlarmOutcome.FAILED, "No real alarm was sent"),
    AlarmProofEvent.ABANDONED: (AlarmOutcome.FAILED, "No real alarm was sent"),
    AlarmProofEvent.STUCK: (AlarmOutcome.ACCEPTED, "is still there"),
    AlarmProofEvent.FREED: (AlarmOutcome.ACCEPTED, "is gone"),
}


@pytest.mark.parametrize(
    "plan",
    [
        PLAN,
        replace(PLAN, acts=(), reaches=()),
        replace(PLAN, reaches=CROWD, mails=CROWD, acts=CROWD, filtered=CROWD, pending=CROWD),
    ],
)
def test_the_preview_fits(plan: AlarmProofPlan) -> None:
    ids = submission(plan, PROOF.id, "C1", "1.1")
    assert len(ids) <= 3000
    view = alarm_proof_view(plan, PROOF.name, "v1", ids, "note " * 50)
    check_view(view)
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    assert [b["type"] for b in blocks].count("input") == bool(plan.acts)


def test_the_preview_says_whom_it_reaches_what_it_says_and_what_it_proves() -> None:
    said = everything(alarm_proof_view(PLAN, PROOF.name, "v1", "{}")["blocks"])
    assert "Who gets the message: 2 of 3 subscriptions" in said
    assert "https https://pager.example.com may act on it" in said
    assert "email late@example.com" in said and "nothing is wrong" in said
    assert ONLY_CLOUDWATCH in said and "not for AWS Budgets" in ONLY_CLOUDWATCH
    assert "Accepted by the topic" in said and "arrived" not in said


def test_the_button_of_an_alarm_fits() -> None:
    made = proof_button(PLAN.account, PLAN.budget, PLAN.topic)
    assert unpack(str(made["value"]))["budget"] == PLAN.budget
    check_blocks([{"type": "actions", "elements": [made], "block_id": "1"}])


@pytest.mark.parametrize("event", SAYS)
@pytest.mark.parametrize("why", ["", "why <!channel> " * 900])
def test_what_came_of_it_fits(event: AlarmProofEvent, why: str) -> None:
    outcome, says = SAYS[event]
    shown = alarm_news(replace(PROOF, outcome=outcome, why=why), "m1", event, why)
    check_message(shown)
    assert says in shown.text and "{" not in everything(shown.blocks)
    assert "arrived" not in everything(shown.blocks)


def test_every_event_that_is_told_is_said() -> None:
    assert set(SAYS) == {event for event in AlarmProofEvent if event.row.heard}
