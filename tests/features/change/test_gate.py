"""Approve there, apply here: a change waits for its change request in ServiceNow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.core.change.gate import Gate
from bot.core.change.state import State
from bot.core.jobs import Job, Place
from bot.core.jobs.change_steps import Apply, PassGate, TellGate, WatchGate
from playground.slack import seed as people
from playground.tickets.local import LocalTickets
from playground.tickets.servicenow import State as Stands
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.features.change.gating import (
    FIX,
    change_of,
    gated_world,
    implement,
    passes,
    posted,
    request,
    requests,
    submitted,
    writes,
)
from tests.features.conftest import GRANT
from tests.features.world import Mending, buttons_of, text_of
from tests.tickets.local import tickets

__all__ = ["tickets"]


@pytest.fixture
def world(
    embedded_aws: EmbeddedAws, opener: OpenAws, tickets: LocalTickets, different: dict[str, Any]
) -> Iterator[Mending]:
    with gated_world(embedded_aws, opener, tickets, **different) as here:
        yield here


def test_it_waits_is_applied_and_told(world: Mending, tickets: LocalTickets) -> None:
    view = world.preview(world.check(GRANT), FIX)
    assert "It is applied once a change request for it is approved in" in text_of(view)
    assert view.body["submit"]["text"] == "Ask for approval"
    assert "once its change request is approved. You can close this window." in world.submit(view)
    reply = world.thread()[-1]
    opened = request(tickets)
    assert reply.text == (
        f"🕐 Waits for {opened.number} in ServiceNow: let AWS Budgets use the key of "
        "alert_topic_test, for cost-all-services-test"
    )
    assert f"change_request.do%3Fsys_id%3D{opened.sys_id}" in str(reply.blocks)
    assert buttons_of(reply) == ["change.reject", "change.difference"]
    assert '"Sid": "BudgetCheckAllowBudgets"' in opened.fields["implementation_plan"]
    assert "+" in opened.fields["implementation_plan"] and opened.type == "normal"
    (answer,) = world.answers()
    assert FIX not in buttons_of(answer) and "waits for a change request" in text_of(answer)
    passes(world)
    assert (writes(world), change_of(world).state) == (0, State.GATED)
    implement(tickets)
    passes(world)
    assert writes(world) == 1
    assert len(world.thread()) == 1 and world.thread()[0].text.startswith("✅")
    assert "change.undo" in buttons_of(world.thread()[0])
    assert opened.state is Stands.REVIEW
    assert len([note for note in opened.notes if "Done. Alerts of" in note]) == 1
    assert posted(tickets) == 1
    for word in ("waits for a change request", "released", "began", "applied"):
        assert world.records().count(word) == 1


def looks(tickets: LocalTickets) -> list[Any]:
    """The requests that ask how it stands."""
    return [one for one in tickets.requests("servicenow") if one.method == "GET"]


def test_it_is_looked_at_no_more_than_every_few_minutes(
    world: Mending, tickets: LocalTickets
) -> None:
    submitted(world)
    before = len(looks(tickets))
    change = change_of(world)
    for _ in range(20):
        world.routes.send(Job("j", Place("", "", ""), WatchGate(change.id)))
        world.tick()
    assert len(looks(tickets)) == before
    for _ in range(4):
        passes(world)
    assert 1 <= len(looks(tickets)) - before <= 4


@pytest.mark.parametrize(
    ("state", "word"), [(Stands.CANCELED, "Canceled"), (Stands.CLOSED, "Closed")]
)
def test_where_it_ends_there_the_change_is_over(
    world: Mending, tickets: LocalTickets, state: Stands, word: str
) -> None:
    submitted(world)
    number = tickets.servicenow.move(request(tickets).number, state).number
    passes(world)
    (reply,) = world.thread()
    assert reply.text.startswith("✋ Stopped, nothing was written")
    assert f"{number} ended as {word} before it was applied." in text_of(reply)
    assert (writes(world), world.store.changes.open_changes()) == (0, ())
    assert FIX in buttons_of(world.answers()[0])


def test_one_that_is_rejected_there_is_not_applied(world: Mending, tickets: LocalTickets) -> None:
    submitted(world)
    tickets.servicenow.reject(request(tickets).number)
    passes(world)
    assert "ended as Rejected" in text_of(world.thread()[0])
    assert writes(world) == 0


def test_one_that_is_rejected_here_is_cancelled_there(
    world: Mending, tickets: LocalTickets
) -> None:
    reply = submitted(world)
    world.press(reply, "change.reject")
    world.submit(world.slack.views(people.MENDER)[-1], "Not this week.")
    opened = request(tickets)
    assert "Rejected, nothing was written" in world.thread()[0].text
    assert opened.state is Stands.CANCELED and "Not this week." in opened.notes[-1]
    implement(tickets)
    passes(world)
    assert writes(world) == 0


def test_its_time_runs_out(world: Mending, tickets: LocalTickets) -> None:
    submitted(world)
    passes(world, days=13, hours=23)
    assert change_of(world).state is State.GATED
    passes(world, hours=2)
    assert world.thread()[0].text.startswith("⌛ Expired")
    assert request(tickets).state is Stands.CANCELED
    assert "has expired" in request(tickets).notes[-1]


@pytest.mark.parametrize("different", [{"approvals": 1}])
def test_slacks_own_approvals_come_first(world: Mending, tickets: LocalTickets) -> None:
    asked = submitted(world)
    assert requests(tickets) == []
    world.press(asked, "change.approve", people.APPROVER)
    assert request(tickets).number in world.thread()[0].text
    implement(tickets)
    passes(world)
    assert writes(world) == 1
    assert f"Approved by <@{people.APPROVER}>" in text_of(world.thread()[0])


def test_another_document_voids_it(world: Mending, tickets: LocalTickets) -> None:
    submitted(world)
    opened = implement(tickets)
    plan = change_of(world).plan
    kms = world.aws.client("kms", plan.topic.split(":")[3])
    policy = world.key_policy(GRANT)
    policy["Statement"].append({**policy["Statement"][0], "Sid": "Another"})
    kms.put_key_policy(KeyId=plan.resource, PolicyName="default", Policy=json.dumps(policy))
    world.aws.control.forget_calls()
    passes(world)
    said = text_of(world.thread()[0])
    assert writes(world) == 0 and "Stopped" in said
    assert f"{opened.number} does not count for another plan" in said
    assert opened.state is Stands.CANCELED and "does not count" in opened.notes[-1]
    world.submit(world.slack.views(people.MENDER)[-1])
    first, second = requests(tickets)
    assert first.fields["correlation_id"] != second.fields["correlation_id"]
    assert (writes(world), change_of(world).ticket) == (0, second.number)


def test_an_undo_waits_as_well(world: Mending, tickets: LocalTickets) -> None:
    submitted(world)
    implement(tickets)
    passes(world)
    world.submit(world.preview(world.thread()[0], "change.undo"))
    first, second = requests(tickets)
    assert writes(world) == 1 and first.state is Stands.REVIEW
    tickets.servicenow.move(second.number, Stands.IMPLEMENT)
    passes(world)
    assert (writes(world), second.state) == (2, Stands.REVIEW)


def forged(world: Mending, *works: Any) -> None:
    """Jobs that somebody who may fill a queue leaves there."""
    for what in works:
        world.routes.send(Job("forged", Place("T1", people.NOBODY, world.channel), what))
    world.settle()


def test_a_forged_job_applies_nothing(world: Mending, tickets: LocalTickets) -> None:
    submitted(world)
    id = change_of(world).id
    forged(world, Apply(id), PassGate(id), WatchGate(id), TellGate(id), PassGate(id), Apply(id))
    assert (writes(world), change_of(world).state) == (0, State.GATED)
    assert request(tickets).state is Stands.NEW


def test_a_release_of_another_plan_counts_for_nothing(
    world: Mending, tickets: LocalTickets
) -> None:
    """Not even with the change where only a job is missing."""
    submitted(world)
    change = change_of(world)
    now = world.clock()
    gate = world.store.gates.get(change.id)
    assert gate
    other = replace(gate, version=gate.version + 1, fingerprint="0" * 64, released=now)
    assert world.store.gates.put(other)
    forged(world, PassGate(change.id), Apply(change.id))
    assert (writes(world), change_of(world).state) == (0, State.GATED)


def test_who_asks_servicenow_leaves_nothing_for_who_writes(
    world: Mending, tickets: LocalTickets
) -> None:
    """The role of `check` may not fill the queue of `mend` (deploy/roles.yml)."""
    submitted(world)
    implement(tickets)
    world.clock.pass_(minutes=6)
    id, (_, mend) = change_of(world).id, world.soon
    before = len(mend.sent)
    forged(world, WatchGate(id), TellGate(id))
    assert len(mend.sent) == before
    gate = world.store.gates.get(id)
    assert gate and gate.released and writes(world) == 0


@pytest.mark.parametrize("released", [False, True])
def test_what_is_approved_here_and_not_there_goes_back_to_waiting(
    world: Mending, tickets: LocalTickets, *, released: bool
) -> None:
    """A change whose record says nothing, or of another plan, is never claimed."""
    for queue in world.soon:
        queue.holds = (Apply,)
    world.submit(world.preview(world.check(GRANT), FIX))
    change = change_of(world)
    assert change.state is State.APPROVED
    if released:
        gate = Gate(change.id, "0" * 64, 1, world.clock(), "CHG1", "", world.clock())
        assert world.store.gates.put(gate)
    for queue in world.soon:
        queue.holds = ()
    forged(world, Apply(change.id))
    assert (writes(world), change_of(world).state) == (0, State.GATED)


def test_a_silent_system_is_said_and_asked_again(world: Mending, tickets: LocalTickets) -> None:
    tickets.fail("servicenow", method="POST", path="/change/", drop=True, after=True)
    tickets.fail("servicenow", method="GET", path="/change", status=500, times=None)
    reply = submitted(world)
    assert reply.text.startswith("🕐 Waits for a change request in ServiceNow")
    assert "(status 500)" in text_of(reply)
    tickets.faults.clear()
    passes(world)
    (now,) = world.thread()
    assert request(tickets).number in now.text and "status 500" not in text_of(now)
    assert posted(tickets) == len(requests(tickets)) <= 1


def test_an_outcome_that_is_not_taken_is_told_later(world: Mending, tickets: LocalTickets) -> None:
    submitted(world)
    opened = implement(tickets)
    tickets.fail("servicenow", method="PATCH", status=503, times=2)
    passes(world)
    assert (writes(world), opened.state) == (1, Stands.IMPLEMENT)
    for _ in range(3):
        passes(world)
    assert request(tickets).state is Stands.REVIEW
    assert len([note for note in opened.notes if "Done. Alerts of" in note]) == 1
