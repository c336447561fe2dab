"""The preview of a proof and its lines, within Slack's limits whatever the names hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.change.change import ChangePlace
from bot.core.proof.plan import ProofPlan
from bot.core.proof.run import LIVES, Outcome, Proof, ProofEvent
from bot.slack.render.proof import news, proof_button, proof_view, reply, submission, text_view
from bot.slack.values import unpack
from tests.features.check.test_command import everything
from tests.slack.render.limits import check_blocks, check_message, check_view

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
TOPIC = "arn:aws:sns:eu-west-1:111111111111:" + "t" * 256
PLAN = ProofPlan(
    account="111111111111",
    budget="R&D <!channel> *日本*",
    topic=TOPIC,
    unit="USD",
    reaches=("budget-check itself (lambda arn)", "email <@U1>@example.com"),
    mails=("<@U1>@example.com",),
    acts=(),
)
CROWD = tuple(f"https https://pager.example.com/{'x' * 900}/{n}" for n in range(300))
PROOF = Proof(
    id="0123456789abcdef",
    account=PLAN.account,
    budget="b" * 100,
    topic=TOPIC,
    unit="USD",
    requester="U1",
    place=ChangePlace("C1", thread="1.1"),
    begun=NOW,
    until=NOW + LIVES,
)


@pytest.mark.parametrize(
    "plan",
    [
        PLAN,
        replace(PLAN, reaches=CROWD, mails=CROWD, acts=CROWD, notes=CROWD),
        replace(PLAN, acts=("sqs q",)),
    ],
)
def test_the_preview_fits(plan: ProofPlan) -> None:
    ids = submission(plan, PROOF.id, "C1", "1.1")
    assert len(ids) <= 3000
    view = proof_view(plan, PROOF.name, "v1", ids, "note " * 50)
    check_view(view)
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    assert [b["type"] for b in blocks].count("input") == bool(plan.acts)


def test_nobody_is_mentioned_by_a_name() -> None:
    view = proof_view(PLAN, PROOF.name, "v1", "{}")
    mrkdwn = [b for b in view["blocks"] if b.get("text", {}).get("type") == "mrkdwn"]  # type: ignore[attr-defined]
    assert "<" not in everything(mrkdwn)
    assert "R&D <!channel> *日本*" in everything(view["blocks"])


def test_it_says_what_aws_documents_and_what_it_does_not() -> None:
    said = everything(proof_view(PLAN, PROOF.name, "v1", "{}")["blocks"])
    assert "AWS does not document how soon" in said and "only once more than 0.01 USD" in said
    assert "People will get a mail: <@U1>@example.com" in said
    assert "after 24 hours" in said and PROOF.name in said


def test_the_button_names_the_budget_and_its_topic() -> None:
    made = proof_button(PLAN.account, PLAN.budget, PLAN.topic)
    assert unpack(str(made["value"])) == {
        "account": PLAN.account,
        "budget": PLAN.budget,
        "topic": TOPIC,
    }
    check_blocks([{"type": "actions", "elements": [made], "block_id": "1"}])


def test_the_lines_fit() -> None:
    for outcome in Outcome:
        at = replace(PROOF, outcome=outcome, waited=True, ended_by="U2", why="<!channel> " * 900)
        for edit in (True, False):
            shown = reply(at, "m1", edit=edit)
            check_message(shown)
            assert PROOF.budget in shown.text and "{" not in everything(shown.blocks)
            assert ("user_id" in str(shown.blocks) or "<@" in str(shown.blocks)) == edit
    for event in (ProofEvent.ARRIVED, ProofEvent.EXPIRED, ProofEvent.STUCK, ProofEvent.FREED):
        check_message(news(PROOF, "m2", event, "why <!channel> " * 900))
    check_view(text_view("no " * 4000, "v1"))
