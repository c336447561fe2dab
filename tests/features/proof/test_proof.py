"""Prove it with a real alert, from the button to the budget that is gone again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot.aws.apply import Result
from bot.aws.proof_budgets import Order
from bot.core.alerts.message import Alert
from bot.core.alerts.parse import parse
from bot.core.change.change import ChangePlace
from bot.core.jobs import Job
from bot.core.jobs import Place as JobPlace
from bot.core.jobs.change_steps import RunDue
from bot.core.model.read import ReadFailed
from bot.core.proof.names import PREFIX, name_of
from bot.core.proof.run import Outcome, Proof
from bot.features.proof.arrival import proof_arrived
from bot.features.proof.engine import ProofEngine, proof_engine_of
from bot.features.proof.ports import ProofPreview, ProofRequest
from bot.jobs.context import Context
from bot.jobs.ports import Budgets
from bot.slack.render.message import message
from bot.slack.render.parts import actions
from bot.slack.render.proof import proof_button
from playground.scenarios.load import find
from playground.slack import Fault, Message, View, seed
from tests.aws.world import OpenAws
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.deploy.members import PATH, Hub
from tests.features.conftest import GRANT
from tests.features.world import Mending, buttons_of, mending, text_of

ACTS, QUIET = "lambda-and-queue", "no-encryption"
[FUNCTION] = find(ACTS).functions
OURS = {"events_function": FUNCTION.arn}
ID = "0123456789abcdef"


@pytest.fixture
def names() -> list[str]:
    return [ACTS, QUIET, GRANT]


@pytest.fixture
def different() -> dict[str, Any]:
    return OURS


@pytest.fixture
def world(
    embedded_aws: EmbeddedAws, opener: OpenAws, names: list[str], different: dict[str, Any]
) -> Iterator[Mending]:
    """budget-check's function is a subscriber of each topic."""
    with mending(embedded_aws, opener, names, **different) as found:
        for name in (QUIET, GRANT):
            subscribe(found, name)
        yield found


def topic_of(name: str) -> str:
    return find(name).topics[0].arn


def subscribe(world: Mending, name: str) -> None:
    topic = find(name).topics[0]
    world.aws.client("sns", topic.region).subscribe(
        TopicArn=topic.arn, Protocol="lambda", Endpoint=FUNCTION.arn
    )


def button(world: Mending, name: str) -> Message:
    """A message of ours about the budget, with the button under it."""
    row = actions(proof_button(ACCOUNT, find(name).budget, topic_of(name)))
    slack = context(world).slack
    ts = slack.post(world.channel, message("b", "About a budget", [row]), f"b.{name}")
    return next(m for m in world.messages() if m.ts == ts)


def begun(world: Mending, name: str = QUIET) -> Proof:
    """Pressed and submitted: the proof that runs."""
    view = world.preview(button(world, name), "proof.preview")
    said = world.submit(view, find(name).topics[0].name if name == ACTS else "")
    assert "The thread says when its alert arrives" in said, said
    return running(world, name)


def running(world: Mending, name: str = QUIET) -> Proof:
    found = world.store.proofs.on_topic(topic_of(name))
    assert found
    return found


def temporary(world: Mending) -> list[str]:
    """The temporary budgets that there are."""
    every = world.aws.client("budgets").describe_budgets(AccountId=ACCOUNT)["Budgets"]
    return [one["BudgetName"] for one in every if one["BudgetName"].startswith(PREFIX)]


def context(world: Mending) -> Context:
    return world.worker.parts.context(Job("hook", JobPlace("", "", ""), RunDue()))


def alert_of(world: Mending, proof: Proof, spend: float = 5.0) -> Alert:
    """Spend crosses; what SNS hands to budget-check's function, understood."""
    world.aws.control.set_spend(ACCOUNT, proof.name, spend)
    mine = [m for m in world.aws.control.messages(proof.topic) if m.endpoint == FUNCTION.arn]
    found = parse(mine[-1].subject, mine[-1].message)
    assert isinstance(found, Alert) and found.budget == proof.name
    return found


def prover(world: Mending) -> ProofEngine:
    return proof_engine_of(context(world))


def now(world: Mending, proof: Proof) -> Proof:
    found = world.store.proofs.get(proof.id)
    assert found
    return found


def pass_(world: Mending, **time: float) -> None:
    world.clock.pass_(**time)
    world.tick()


def test_an_answer_that_alerts_has_it_in_its_menu(world: Mending) -> None:
    answer = world.check(QUIET)
    assert "proof.answer" in buttons_of(answer)
    view = world.preview(answer, "proof.answer")
    assert "Who gets the alert" in text_of(view)
    assert "The thread says when its alert arrives" in world.submit(view)
    assert world.thread()[-1].thread_ts == answer.ts and running(world, QUIET)


def test_an_answer_has_none_where_no_alert_would_come_or_be_heard(world: Mending) -> None:
    assert "proof.answer" not in buttons_of(world.check(GRANT)), "it does not alert"
    topic = find(QUIET).topics[0]
    sns = world.aws.client("sns", topic.region)
    found = sns.list_subscriptions_by_topic(TopicArn=topic.arn)["Subscriptions"]
    (ours,) = [one["SubscriptionArn"] for one in found if one["Endpoint"] == FUNCTION.arn]
    sns.unsubscribe(SubscriptionArn=ours)
    assert "proof.answer" not in buttons_of(world.check(QUIET)), "budget-check is not subscribed"


def test_a_menu_that_is_too_old_proves_nothing(world: Mending) -> None:
    answer = world.check(QUIET)
    world.clock.pass_(hours=25)
    assert "Check again" in text_of(world.preview(answer, "proof.answer"))


def test_from_a_mended_key_to_the_alert(world: Mending) -> None:
    world.mend(GRANT, "allow-on-key")
    applied = world.thread()[-1]
    assert set(buttons_of(applied)) == {"change.undo", "proof.preview"}
    view = world.preview(applied, "proof.preview")
    assert "Who gets the alert" in text_of(view) and view.body["submit"]
    assert f"budget-check itself (lambda {FUNCTION.arn})" in text_of(view)
    world.submit(view)
    proof = running(world, GRANT)
    started = world.thread()[-1]
    assert proof.name in text_of(started) and buttons_of(started) == ["proof.end"]
    assert "is awaited until" in text_of(started) and find(GRANT).budget in started.text
    assert re.fullmatch(f"{PREFIX}[0-9a-f]{{8}}", proof.name)
    assert "<@" not in str(started.blocks) and "user_id" not in str(started.blocks)
    assert started.thread_ts == applied.thread_ts
    world.clock.pass_(minutes=3, seconds=12)
    assert proof_arrived(context(world), alert_of(world, proof))
    told = world.thread()[-1]
    line = f"✅ A real alert of {find(GRANT).budget} arrived after 3 min 1[2-9] s."
    assert re.fullmatch(line, told.text) and started.text == told.text
    assert f"<@{seed.MENDER}>" in text_of(told) and buttons_of(started) == []
    world.tick()
    assert temporary(world) == [] and now(world, proof).removed
    assert world.store.proofs.on_topic(proof.topic) is None
    assert world.records()[-5:] == [
        "intends to make a temporary budget",
        "made the temporary budget",
        "got the proof's alert",
        "proved: the alert arrived",
        "removed the temporary budget",
    ]
    assert not proof_arrived(context(world), Alert(find(GRANT).budget, "", ACCOUNT))


def test_the_topics_name_is_typed_where_something_may_act(world: Mending) -> None:
    view = world.preview(button(world, ACTS), "proof.preview")
    assert "sqs arn:aws:sqs:us-east-1:111111111111:budget-alerts may act on it" in text_of(view)
    for typed in ("alerts", "core-alerts-2", "  CORE-ALERTS"):
        said = world.submit(view, typed)
        assert "Nothing was sent. The topic's name is core-alerts, and you typed" in said
        view = world.slack.views(seed.MENDER)[-1]
    assert temporary(world) == [] and world.records() == ["refused"] * 3
    assert "is awaited for" in world.submit(view, " core-alerts ")
    assert len(temporary(world)) == 1


def test_two_at_once_on_one_topic(world: Mending) -> None:
    one = world.preview(button(world, QUIET), "proof.preview")
    two = world.preview(button(world, QUIET), "proof.preview", seed.APPROVER)
    world.submit(one)
    assert "Another proof is going on" in world.submit(two, user=seed.APPROVER)
    assert temporary(world) == [running(world).name]
    later = world.preview(button(world, QUIET), "proof.preview")
    assert "Another proof is going on" in text_of(later) and not later.body.get("submit")
    assert begun(world, ACTS)


def test_a_submission_that_is_delivered_twice(world: Mending) -> None:
    proof = begun(world)
    said = prover(world).begin(ask(), proof.id, "", "")
    assert isinstance(said, str) and "its alert is awaited" in said
    assert temporary(world) == [proof.name]


def test_it_is_said_once_that_it_takes_long_and_expires(world: Mending) -> None:
    proof = begun(world)
    pass_(world, minutes=30)
    assert len(world.thread()) == 1
    pass_(world, minutes=31)
    (started,) = world.thread()
    assert "It has not come yet." in text_of(started)
    pass_(world, hours=12)
    assert len(world.thread()) == 1
    pass_(world, hours=12)
    started, last = world.thread()
    assert "came within 24 hours" in last.text and started.text == last.text
    assert buttons_of(started) == []
    assert temporary(world) == [] and now(world, proof).outcome is Outcome.EXPIRED
    late = Alert(proof.name, "", ACCOUNT)
    assert proof_arrived(context(world), late) and len(world.thread()) == 2


def test_what_is_said_of_the_start_after_the_end_has_no_button(world: Mending) -> None:
    world.lose_later_attempts()
    view = world.preview(button(world, QUIET), "proof.preview")
    world.slack.faults.add(Fault("chat.postMessage", retry_after=90, times=None))
    world.submit(view)
    world.slack.faults.clear()
    proof_engine_of(context(world)).end(running(world).id, seed.MENDER, "j")
    world.clock.pass_(minutes=2)
    world.tick()
    assert [buttons_of(one) for one in world.thread()] == [[]]


def test_who_asked_ends_it(world: Mending) -> None:
    proof = begun(world)
    started = world.thread()[-1]
    world.press(started, "proof.end", seed.NOBODY)
    assert "a proof is ended by a mender, or by who asked" in world.alone(seed.NOBODY)[-1]
    assert temporary(world) == [proof.name] and world.records()[-1] == "refused"
    world.press(started, "proof.end")
    (told,) = world.thread()
    assert told.text.endswith("was ended before an alert came.") and "was ended by" in text_of(told)
    assert temporary(world) == [] and buttons_of(started) == []
    assert world.store.proofs.on_topic(proof.topic) is None


def test_who_is_no_mender_is_refused_and_that_is_logged(world: Mending) -> None:
    view = world.preview(button(world, QUIET), "proof.preview", seed.NOBODY)
    assert "Only who is named in MENDERS" in text_of(view) and not view.body.get("submit")
    assert world.records() == ["refused"] and temporary(world) == []


def test_a_viewers_right_comes_first(world: Mending) -> None:
    view = world.preview(button(world, QUIET), "proof.preview", seed.GUEST)
    assert "Guests may not" in text_of(view) and world.records() == ["refused"]


def test_whom_it_reaches_is_looked_up_again(world: Mending) -> None:
    view = world.preview(button(world, QUIET), "proof.preview")
    topic = find(QUIET).topics[0]
    world.aws.client("sns", topic.region).subscribe(
        TopicArn=topic.arn, Protocol="email", Endpoint="boss@example.com"
    )
    world.aws.control.confirm(topic.arn, "boss@example.com")
    said = world.submit(view)
    assert "Whom the alert would reach has changed" in said and "boss@example.com" in said
    assert temporary(world) == []
    world.submit(world.slack.views(seed.MENDER)[-1])
    assert temporary(world) == [running(world).name]


@pytest.mark.parametrize("names", [[ACTS, QUIET, GRANT, "topic-default-policy"]])
def test_a_path_that_is_broken_has_nothing_to_prove(world: Mending) -> None:
    view = world.preview(button(world, "topic-default-policy"), "proof.preview")
    assert "There is nothing to prove yet: the topic is BROKEN" in text_of(view)


@pytest.mark.parametrize("different", [{}])
def test_without_a_function_there_is_no_button_and_no_proof(world: Mending) -> None:
    world.mend(GRANT, "allow-on-key")
    assert buttons_of(world.thread()[-1]) == ["change.undo"]
    view = world.preview(button(world, QUIET), "proof.preview")
    assert "needs budget-check deployed on AWS" in text_of(view)


def test_a_forged_alert_proves_nothing(world: Mending) -> None:
    """Anybody who may publish can write the text; AWS shows no ALARM."""
    proof = begun(world)
    forged = Alert(proof.name, "", ACCOUNT)
    assert proof_arrived(context(world), forged)
    assert now(world, proof).runs and len(world.thread()) == 1
    assert proof_arrived(context(world), replace(forged, account="222222222222"))
    assert proof_arrived(context(world), forged, topic=f"{proof.topic}-2")
    pass_(world, hours=25)
    assert "it proves nothing" in text_of(world.thread()[-1]) and temporary(world) == []


def test_an_alert_that_comes_before_aws_shows_the_alarm(world: Mending) -> None:
    proof = begun(world)
    assert proof_arrived(context(world), Alert(proof.name, "", ACCOUNT))
    world.clock.pass_(minutes=1)
    alert_of(world, proof)
    pass_(world, minutes=2)
    assert world.thread()[-1].text.startswith("✅ A real alert of")
    pass_(world, minutes=3)
    assert temporary(world) == []


def test_an_alert_of_no_proof_that_is_known(
    world: Mending, caplog: pytest.LogCaptureFixture
) -> None:
    for name in (name_of(ID), PREFIX):
        assert proof_arrived(context(world), Alert(name, "", ACCOUNT))
        assert f"{name} (account {ACCOUNT}) is of no proof" in caplog.text
    assert world.messages() == []


def test_the_same_alert_three_times_is_told_once(world: Mending) -> None:
    proof = begun(world)
    alert = alert_of(world, proof)
    assert all(proof_arrived(context(world), alert) for _ in range(3))
    assert len(world.thread()) == 2


def test_aws_refuses_to_make_it(world: Mending) -> None:
    world.aws.fault("budgets", "CreateBudget", code="AccessDeniedException", status=400)
    said = world.submit(world.preview(button(world, QUIET), "proof.preview"))
    assert "lacks the permission budgets:ModifyBudget on budget/budget-check-proof-" in said
    assert world.thread()[-1].text == f"❌ The proof of {find(QUIET).budget} did not begin."
    assert world.store.proofs.on_topic(topic_of(QUIET)) is None
    world.aws.control.forget_faults()
    assert begun(world)


def test_aws_refuses_to_remove_it(world: Mending) -> None:
    proof = begun(world)
    world.aws.fault("budgets", "DeleteBudget", code="AccessDeniedException", status=400)
    world.press(world.thread()[-1], "proof.end")
    told = text_of(world.thread()[-1])
    assert f"{proof.name} could not be removed" in told and "budgets:ModifyBudget" in told
    assert f"Whoever administers account {ACCOUNT}" in told
    before = len(world.thread())
    pass_(world, minutes=61)
    assert len(world.thread()) == before and temporary(world) == [proof.name]
    assert "is still to be removed" in text_of(world.preview(button(world, QUIET), "proof.preview"))
    world.aws.control.forget_faults()
    pass_(world, minutes=61)
    assert world.thread()[-1].text.endswith("is gone.")
    assert temporary(world) == [] and begun(world)


def test_aws_does_not_answer(world: Mending) -> None:
    """It is looked for by its name, and is not there."""
    world.aws.fault("budgets", "CreateBudget", code="InternalErrorException", status=500)
    said = world.submit(world.preview(button(world, QUIET), "proof.preview"))
    assert "AWS did not answer" in said and "makes no second one" in said
    world.aws.control.forget_faults()
    proof = running(world)
    pass_(world, minutes=7)
    assert now(world, proof).outcome is Outcome.FAILED
    assert "The attempt was interrupted" in text_of(world.thread()[-1])


class DiedError(Exception):
    """The process is gone."""


@dataclass
class Dying:
    """Budgets of a process that dies before or after it has made one."""

    budgets: Budgets
    after: bool
    made: list[str] = field(default_factory=list)

    def why_not(self, account: str) -> str:
        return self.budgets.why_not(account)

    def make(self, order: Order) -> Result:
        if self.after:
            self.budgets.make(order)
        raise DiedError

    def remove(self, account: str, name: str) -> Result:
        raise DiedError

    def is_there(self, account: str, name: str) -> bool | ReadFailed:
        raise DiedError


def ask(name: str = QUIET) -> ProofRequest:
    place = ChangePlace(seed.FINOPS, thread="")
    return ProofRequest(seed.MENDER, ACCOUNT, find(name).budget, topic_of(name), place, "job")


def died(world: Mending, *, after: bool) -> Proof:
    """A worker that died in the midst of the making."""
    dying = replace(prover(world), budgets=Dying(prover(world).budgets, after))
    shown = dying.preview(ask())
    assert isinstance(shown, ProofPreview)
    with pytest.raises(DiedError):
        dying.begin(ask(), shown.id, shown.plan.fingerprint, "")
    assert world.records() == ["intends to make a temporary budget"]
    return running(world)


def test_a_crash_before_the_budget_is_made(world: Mending) -> None:
    proof = died(world, after=False)
    world.tick()
    assert now(world, proof) == proof, "it may still be worked on"
    pass_(world, minutes=7)
    assert now(world, proof).outcome is Outcome.FAILED and temporary(world) == []
    assert "The attempt was interrupted" in text_of(world.messages()[-1])
    assert begun(world)


def test_a_crash_after_it_is_found_by_its_name(world: Mending) -> None:
    proof = died(world, after=True)
    assert temporary(world) == [proof.name]
    pass_(world, minutes=7)
    assert "found the temporary budget made" in world.records()
    assert proof.name in text_of(world.messages()[-1])
    assert proof_arrived(context(world), alert_of(world, proof))
    world.tick()
    assert temporary(world) == [] and now(world, proof).outcome is Outcome.ARRIVED


def test_its_alert_comes_although_nobody_wrote_down_that_it_is_made(world: Mending) -> None:
    proof = died(world, after=True)
    assert proof_arrived(context(world), alert_of(world, proof))
    world.tick()
    assert temporary(world) == [] and now(world, proof).outcome is Outcome.ARRIVED


def test_a_crash_before_the_budget_is_removed(world: Mending) -> None:
    proof = begun(world)
    dying = replace(prover(world), budgets=Dying(prover(world).budgets, after=False))
    with pytest.raises(DiedError):
        dying.end(proof.id, seed.MENDER, "job")
    assert temporary(world) == [proof.name]
    world.tick()
    assert temporary(world) == [] and now(world, proof).removed


def test_slack_is_busy_and_each_line_is_told_once(world: Mending) -> None:
    view = world.preview(button(world, QUIET), "proof.preview")
    world.slack.faults.add(Fault("chat.postMessage", retry_after=1))
    world.submit(view)
    proof = running(world)
    world.settle()
    assert [proof.name in text_of(m) for m in world.thread()] == [True]
    world.slack.faults.add(Fault("chat.postMessage", after=True, drop=True))
    assert proof_arrived(context(world), alert_of(world, proof))
    world.settle()
    assert len([m for m in world.thread() if "arrived after" in m.text]) == 2


def test_a_channel_that_takes_no_word(world: Mending) -> None:
    proof = begun(world)
    world.slack.fail("chat.postMessage", "is_archived", times=1)
    assert proof_arrived(context(world), alert_of(world, proof))
    world.tick()
    assert temporary(world) == [] and now(world, proof).outcome is Outcome.ARRIVED
    direct = world.slack.messages(seed.DIRECT, seen_by=seed.MENDER)
    assert "arrived after" in direct[-1].text


def test_in_another_account_through_its_mend_role(
    embedded_aws: EmbeddedAws, opener: OpenAws
) -> None:
    hub = Hub(embedded_aws)
    hub.deploy(ACCOUNT, AllowMending="true")
    hub.entry("prod", ACCOUNT, buttons=True)
    settings = {"accounts_parameter": PATH, **OURS}
    with mending(embedded_aws, opener, [ACTS, QUIET], hub.role("mend"), **settings) as world:
        subscribe(world, QUIET)
        proof = begun(world)
        assert temporary(world) == [proof.name]
        world.press(world.thread()[-1], "proof.end")
        assert temporary(world) == []


def test_where_nothing_may_be_mended(embedded_aws: EmbeddedAws, opener: OpenAws) -> None:
    hub = Hub(embedded_aws)
    hub.deploy(ACCOUNT)
    hub.entry("prod", ACCOUNT, buttons=False)
    settings = {"accounts_parameter": PATH, **OURS}
    with mending(embedded_aws, opener, [ACTS, QUIET], hub.role("mend"), **settings) as world:
        subscribe(world, QUIET)
        view: View = world.preview(button(world, QUIET), "proof.preview")
        assert "names no mend_role" in text_of(view)
