"""Change requests in a local ServiceNow, which answers in pairs and cuts what is too long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.core.model.read import Cause, ReadFailed
from bot.core.tickets import Draft, Section
from bot.core.tickets.difference import pretty
from bot.errors import SettingsError
from bot.tickets import (
    ChangeGate,
    GateState,
    Ticket,
    TicketState,
    TicketSystem,
    Trouble,
    kind_named,
)
from playground.tickets.local import LocalTickets
from playground.tickets.servicenow import Change, State, seed
from tests.core.tickets.things import ALLOW, STACK, allow_on_key, move_to_new_key
from tests.tickets.local import ports, tickets
from tests.tickets.test_jira import HOSTILE

__all__ = ["tickets"]

DRAFT = allow_on_key(STACK)
SECRET = {"client_id": seed.CLIENT_ID, "client_secret": seed.CLIENT_SECRET}
(GROUP,) = (id for id, name in seed.GROUPS.items() if name == "Cloud FinOps")
(TEMPLATE,) = seed.TEMPLATES
(ITEM,) = seed.ITEMS
CHANGES = "/api/sn_chg_rest/change"
Instance = Callable[..., TicketSystem]


@pytest.fixture
def servicenow(tickets: LocalTickets) -> Instance:
    """The instance."""

    def make(secret: Any = SECRET, **settings: str) -> TicketSystem:
        instance = {"INSTANCE": tickets.servicenow_url}
        return kind_named("servicenow").make(ports({**instance, **settings}, secret))

    return make


@pytest.fixture
def gate(tickets: LocalTickets) -> ChangeGate:
    """What changes wait for there."""
    settings = {"INSTANCE": tickets.servicenow_url, "GATE": "true"}
    made = kind_named("servicenow").gate(ports(settings, SECRET))
    assert made
    return made


def opened(system: TicketSystem, draft: Draft = DRAFT) -> Ticket:
    found = system.open(draft)
    assert isinstance(found, Ticket), found
    return found


def trouble(system: TicketSystem, draft: Draft = DRAFT) -> Trouble:
    found = system.open(draft)
    assert isinstance(found, Trouble), found
    return found


def posted(tickets: LocalTickets) -> int:
    """How many requests asked for a new change."""
    every = tickets.requests("servicenow")
    return sum(one.method == "POST" and one.path.startswith(CHANGES) for one in every)


def only(tickets: LocalTickets) -> Change:
    (change,) = tickets.servicenow.changes.every
    return change


def test_a_ticket_carries_the_draft(tickets: LocalTickets, servicenow: Instance) -> None:
    ticket = opened(servicenow(CI=ITEM, GROUP="Cloud FinOps"))
    change = only(tickets)
    page = f"change_request.do%3Fsys_id%3D{change.sys_id}"
    assert ticket == Ticket(change.number, f"{tickets.servicenow_url}/nav_to.do?uri={page}")
    assert change.type == "normal"
    assert change.fields["short_description"] == DRAFT.title
    assert pretty(ALLOW.statement) in change.fields["implementation_plan"]
    assert change.fields["correlation_id"] == DRAFT.dedup
    assert (change.fields["assignment_group"], change.fields["cmdb_ci"]) == (GROUP, ITEM)


def test_nothing_of_hostile_text_is_cut_silently(
    tickets: LocalTickets, servicenow: Instance
) -> None:
    long = replace(HOSTILE, sections=(*DRAFT.sections, Section("x", "Long", "é" * 30_000)))
    opened(servicenow(), long)
    change = only(tickets)
    assert change.fields["description"].endswith("too long for this field.")
    assert "é" * 30_000 in change.notes[0]
    assert "\u202e" not in change.fields["short_description"]


def test_the_open_one_is_found(tickets: LocalTickets, servicenow: Instance) -> None:
    first = opened(servicenow())
    assert opened(servicenow()) == Ticket(first.id, first.url, already_open=True)
    assert opened(servicenow(), move_to_new_key()).id != first.id
    tickets.servicenow.move(first.id, State.CANCELED)
    assert opened(servicenow()).id not in {first.id, ""}
    assert len(tickets.servicenow.changes.every) == posted(tickets) == 3


@pytest.mark.parametrize(
    "fault", [{"drop": True, "after": True}, {"cut": True}, {"status": 502, "after": True}]
)
def test_an_answer_that_is_lost_makes_no_second_one(
    tickets: LocalTickets, servicenow: Instance, fault: dict[str, Any]
) -> None:
    tickets.fail("servicenow", method="POST", path="/change/normal", **fault)
    ticket = opened(servicenow())
    assert (ticket.id, ticket.already_open) == (only(tickets).number, False)
    assert posted(tickets) == 1


def test_a_request_that_never_came_is_not_repeated_by_itself(
    tickets: LocalTickets, servicenow: Instance
) -> None:
    tickets.fail("servicenow", method="POST", path="/change/normal", drop=True)
    assert trouble(servicenow()).again
    assert posted(tickets) == 1
    assert opened(servicenow()).id == only(tickets).number


def test_a_token_that_ended_is_asked_for_anew(tickets: LocalTickets, servicenow: Instance) -> None:
    system = servicenow()
    opened(system)
    tickets.servicenow.end_tokens()
    opened(system, move_to_new_key())
    asked = [one.path for one in tickets.requests("servicenow")]
    assert asked.count("/oauth_token.do") == 2


@pytest.mark.parametrize(
    ("secret", "says"),
    [
        ({**SECRET, "client_secret": "old"}, "does not take the client id and secret"),
        ({"client_id": "x"}, '"client_id" and "client_secret" in the member "servicenow"'),
        ({"user": "budget.check", "password": "old"}, "does not take the credentials"),
        (
            ReadFailed("ssm:GetParameters", "/x/tickets", Cause.REFUSED, "no"),
            "needs the permission ssm:GetParameters on /x/tickets",
        ),
    ],
)
def test_a_secret_that_does_not_serve(servicenow: Instance, secret: Any, says: str) -> None:
    assert says in trouble(servicenow(secret)).says
    (fault,) = servicenow(secret).faults()
    assert says in fault.says


def test_name_and_password_of_a_developer_instance(
    tickets: LocalTickets, servicenow: Instance
) -> None:
    opened(servicenow({"user": "budget.check", "password": seed.CLIENT_SECRET}))
    assert "/oauth_token.do" not in [one.path for one in tickets.requests("servicenow")]


def test_a_role_that_is_missing_is_named(servicenow: Instance) -> None:
    reader = {**SECRET, "client_id": seed.READER_ID}
    found = trouble(servicenow(reader))
    assert found.permission == "sn_change_write"
    assert "needs the role sn_change_write" in found.says
    stranger = {**SECRET, "client_id": seed.STRANGER_ID}
    (fault,) = servicenow(stranger).faults()
    assert "sn_change_write" in fault.says + fault.do and fault.certain


def test_a_standard_change_has_its_template(tickets: LocalTickets, servicenow: Instance) -> None:
    standard = servicenow(TYPE="standard", TEMPLATE=TEMPLATE)
    assert [*standard.faults()] == []
    opened(standard)
    assert only(tickets).type == "standard"
    unknown = servicenow(TYPE="standard", TEMPLATE="f" * 32)
    assert not trouble(unknown, move_to_new_key()).again
    (fault,) = unknown.faults()
    assert f"no published standard change template {'f' * 32}" in fault.says


def test_the_group_is_found_and_never_guessed(tickets: LocalTickets, servicenow: Instance) -> None:
    opened(servicenow(GROUP="Network"), replace(DRAFT, assignee=" Cloud FinOps "))
    assert only(tickets).fields["assignment_group"] == GROUP
    for typed in ("@here", "Network^ORname=Cloud FinOps", "\u202eNetwork"):
        found = trouble(servicenow(), replace(move_to_new_key(), assignee=typed))
        assert "shows no active assignment group" in found.says and found.again
    (fault,) = servicenow(GROUP="Nobody").faults()
    assert "no active assignment group Nobody" in fault.says
    assert posted(tickets) == 1


def test_how_it_stands(tickets: LocalTickets, servicenow: Instance) -> None:
    system = servicenow()
    ticket = opened(system)
    assert system.look("1", ticket.id) == TicketState(True, "New")
    tickets.servicenow.move(ticket.id, State.CANCELED)
    assert system.look("1", ticket.id) == TicketState(False, "canceled", "Dana Developer")
    assert system.look("1", "CHG0099999") == TicketState(False, "gone", gone=True)
    assert isinstance(system.look("1", "CHG1^active=true"), Trouble)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("INSTANCE", ""),
        ("INSTANCE", "http://acme.service-now.com"),
        ("TYPE", "urgent"),
        ("TYPE", "standard"),
        ("TEMPLATE", TEMPLATE),
        ("TEMPLATE", "x"),
        ("CI", "aws-budgets"),
        ("GROUP", "a^b"),
        ("GATE", "maybe"),
    ],
)
def test_a_wrong_setting_stops_the_start(servicenow: Instance, setting: str, value: str) -> None:
    with pytest.raises(SettingsError, match="SERVICENOW_"):
        servicenow(**{setting: value})


def test_an_instance_by_its_name() -> None:
    kind = kind_named("servicenow")
    assert kind.gate(ports({"INSTANCE": "acme"}, SECRET)) is None
    assert kind.gate(ports({"INSTANCE": "acme", "GATE": "true"}, SECRET))


@pytest.mark.parametrize(
    ("state", "stands"),
    [
        (State.NEW, GateState()),
        (State.SCHEDULED, GateState()),
        (State.IMPLEMENT, GateState(released=True)),
        (State.REVIEW, GateState(over="Review")),
        (State.CLOSED, GateState(over="Closed")),
        (State.CANCELED, GateState(over="Canceled")),
    ],
)
def test_what_a_change_waits_for(
    tickets: LocalTickets, gate: ChangeGate, state: State, stands: GateState
) -> None:
    ticket = gate.open(DRAFT)
    assert isinstance(ticket, Ticket)
    tickets.servicenow.move(ticket.id, state)
    assert gate.stands(ticket.id) == stands


def test_one_that_is_rejected_there(tickets: LocalTickets, gate: ChangeGate) -> None:
    ticket = gate.open(DRAFT)
    assert isinstance(ticket, Ticket)
    tickets.servicenow.reject(ticket.id)
    assert gate.stands(ticket.id) == GateState(over="Rejected")


def test_the_outcome_is_written_once_and_it_moves_on(
    tickets: LocalTickets, gate: ChangeGate
) -> None:
    ticket = gate.open(DRAFT)
    assert isinstance(ticket, Ticket)
    change = tickets.servicenow.move(ticket.id, State.IMPLEMENT)
    before = len(change.notes)
    tickets.fail("servicenow", method="PATCH", drop=True, after=True)
    lost = gate.tell(ticket.id, "[m1]", "Done. [code]x[/code]", done=True)
    assert lost and lost.again
    assert gate.tell(ticket.id, "[m1]", "Done. [code]x[/code]", done=True) is None
    assert change.notes[before:] == ["Done. [ code]x[ /code]\n[m1]"]
    assert change.state is State.REVIEW


def test_where_the_notes_are_hidden_the_state_tells_that_it_was_written(
    tickets: LocalTickets, gate: ChangeGate
) -> None:
    ticket = gate.open(DRAFT)
    assert isinstance(ticket, Ticket)
    change = tickets.servicenow.move(ticket.id, State.IMPLEMENT)
    assert gate.tell(ticket.id, "[m1]", "Done.", done=True) is None
    change.notes.clear()
    assert gate.tell(ticket.id, "[m1]", "Done.", done=True, again=True) is None
    assert change.notes == []


@pytest.mark.parametrize(
    ("before", "done", "after"),
    [
        (State.IMPLEMENT, False, State.CANCELED),
        (State.ASSESS, False, State.CANCELED),
        (State.ASSESS, True, State.ASSESS),
        (State.REVIEW, True, State.REVIEW),
    ],
)
def test_where_the_next_state_is_refused_the_note_stands_alone(
    tickets: LocalTickets, gate: ChangeGate, before: State, *, done: bool, after: State
) -> None:
    ticket = gate.open(DRAFT)
    assert isinstance(ticket, Ticket)
    change = tickets.servicenow.move(ticket.id, before)
    assert gate.tell(ticket.id, "[m1]", "Said.", done=done) is None
    assert change.notes[-1] == "Said.\n[m1]"
    assert change.state is after
