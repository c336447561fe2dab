"""Issues in a local Jira, which refuses what Jira refuses and whose search lags as Jira's does."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.core.model.read import Cause, ReadFailed
from bot.core.tickets import Draft, Section
from bot.errors import SettingsError
from bot.tickets import SetupFault, Ticket, TicketState, TicketSystem, Trouble, kind_named
from bot.tickets._jira_site import Site as Address
from playground.tickets.jira import Issue, Status, seed
from playground.tickets.local import LocalTickets
from tests.core.tickets.things import STACK, allow_on_key, move_to_new_key
from tests.tickets.local import ports, tickets

__all__ = ["tickets"]

DRAFT = allow_on_key(STACK)
SECRET = {"email": seed.EMAIL, "token": seed.CLASSIC_TOKEN}
HOSTILE = replace(
    DRAFT,
    title=f"@here #1 \u202e{'😀' * 300}\nsecond line",
    budget="@here #1",
    sections=(
        *DRAFT.sections,
        Section("evidence", "[~accountid:1]\n", "x" * 40_000, ("", "\x00", "@here", "é" * 9000)),
        Section("difference", "The exact difference", code="+\x1b[0m\n" * 9000, language="diff"),
    ),
)
Site = Callable[..., TicketSystem]


@pytest.fixture
def jira(tickets: LocalTickets) -> Site:
    """A project of the site."""

    def make(
        secret: dict[str, str] | ReadFailed = SECRET, project: str = "OPS", **settings: str
    ) -> TicketSystem:
        site = {"SITE": tickets.jira_url, "PROJECT": project}
        return kind_named("jira").make(ports({**site, **settings}, secret))

    return make


def posted(tickets: LocalTickets) -> int:
    """How many requests asked for a new issue."""
    every = tickets.requests("jira")
    paths = ("/rest/api/3/issue", "/rest/servicedeskapi/request")
    return sum(one.method == "POST" and one.path in paths for one in every)


def opened(system: TicketSystem, draft: Draft = DRAFT) -> Ticket:
    found = system.open(draft)
    assert isinstance(found, Ticket), found
    return found


def trouble(system: TicketSystem, draft: Draft = DRAFT) -> Trouble:
    found = system.open(draft)
    assert isinstance(found, Trouble), found
    return found


def only(tickets: LocalTickets) -> Issue:
    (issue,) = tickets.jira.issues
    return issue


def test_a_ticket_carries_the_draft(tickets: LocalTickets, jira: Site) -> None:
    ticket = opened(jira())
    issue = only(tickets)
    assert ticket == Ticket("OPS-1", f"{tickets.jira_url}/browse/OPS-1")
    assert issue.fields["summary"] == DRAFT.title
    assert issue.labels == ["budget-check", DRAFT.dedup]
    assert issue.fields["priority"] == {"id": "2"}
    assert issue.properties["budget-check"]["account"] == DRAFT.account
    assert DRAFT.thread in json.dumps(issue.fields["description"])


def test_one_with_hostile_text_at_every_limit(tickets: LocalTickets, jira: Site) -> None:
    opened(jira(), HOSTILE)
    said = json.dumps(only(tickets).fields, ensure_ascii=False)
    assert "Left out, for it is too long" in said and "\u202e" not in said
    assert '"mention"' not in said


def test_the_open_one_is_found_though_the_search_lags(tickets: LocalTickets, jira: Site) -> None:
    first = opened(jira())
    assert opened(jira()) == Ticket(first.id, first.url, already_open=True)
    assert opened(jira(), move_to_new_key()).id == "OPS-2"
    tickets.jira.catch_up()
    assert opened(jira()).id == first.id
    assert (posted(tickets), len(tickets.jira.issues)) == (2, 2)


def test_after_it_is_done_a_new_one_is_opened(tickets: LocalTickets, jira: Site) -> None:
    first = opened(jira())
    tickets.jira.move(first.id, Status.DECLINED, "Won't do")
    assert opened(jira()).id == "OPS-2"
    tickets.jira.catch_up()
    assert opened(jira()).id == "OPS-2"


@pytest.mark.parametrize(
    "fault", [{"drop": True, "after": True}, {"cut": True}, {"status": 502, "after": True}]
)
def test_an_answer_that_is_lost_makes_no_second_one(
    tickets: LocalTickets, jira: Site, fault: dict[str, Any]
) -> None:
    tickets.fail("jira", method="POST", path="/issue$", **fault)
    ticket = opened(jira())
    assert (ticket.id, ticket.already_open) == ("OPS-1", False)
    assert (posted(tickets), len(tickets.jira.issues)) == (1, 1)


def test_a_request_that_never_came_is_not_repeated_by_itself(
    tickets: LocalTickets, jira: Site
) -> None:
    tickets.fail("jira", method="POST", path="/issue$", drop=True)
    found = trouble(jira())
    assert found.again and "did not say whether it opened the ticket" in found.says
    assert posted(tickets) == 1
    assert opened(jira()).id == "OPS-1"


def test_a_busy_site_opens_nothing_and_says_so(tickets: LocalTickets, jira: Site) -> None:
    tickets.fail("jira", method="POST", path="/issue$", retry_after=300, times=None)
    assert trouble(jira()) == Trouble(
        "Jira is busy. Nothing was done: try again in a minute.", again=True
    )
    assert tickets.jira.issues == []


def test_where_it_cannot_be_told_whether_one_is_open_none_is_opened(
    tickets: LocalTickets, jira: Site
) -> None:
    tickets.fail("jira", path="bulkfetch", status=500, times=None)
    assert trouble(jira()).again
    assert posted(tickets) == 0


@pytest.mark.parametrize(
    ("secret", "says"),
    [
        ({**SECRET, "token": seed.ENDED_TOKEN}, "has ended, was revoked, or lacks a scope"),
        ({"email": seed.EMAIL}, '"email" and "token" in the member "jira"'),
        (
            ReadFailed("ssm:GetParameters", "/x/tickets", Cause.REFUSED, "no"),
            "needs the permission ssm:GetParameters on /x/tickets",
        ),
    ],
)
def test_a_secret_that_does_not_serve(jira: Site, secret: Any, says: str) -> None:
    found = trouble(jira(secret))
    assert says in found.says
    assert "playground" not in found.says
    (fault,) = jira(secret).faults()
    assert says in fault.says


def test_a_field_that_the_project_demands_is_named(tickets: LocalTickets, jira: Site) -> None:
    found = trouble(jira(project="SEC"))
    assert "customfield_10050: Owning team is required." in found.says
    assert "JIRA_FIELDS" in found.says and not found.again
    fixed = '{"customfield_10050": {"value": "FinOps"}}'
    opened(jira(project="SEC", FIELDS=fixed))
    assert only(tickets).fields["customfield_10050"] == {"value": "FinOps"}


def test_the_doctor_prints_the_line_that_fills_it(tickets: LocalTickets, jira: Site) -> None:
    (fault,) = jira(project="SEC").faults()
    assert "demands fields that budget-check does not fill: Owning team" in fault.says
    line = fault.do.partition("JIRA_FIELDS=")[2].partition(" with the values")[0]
    opened(jira(project="SEC", FIELDS=line))
    assert [*jira(project="SEC", FIELDS=line).faults()] == []


def test_a_change_of_service_management(tickets: LocalTickets, jira: Site) -> None:
    assert [*jira(project="CHG", ISSUE_TYPE="[System] Change").faults()] == []
    opened(jira(project="CHG", ISSUE_TYPE="[system] change"))
    fields = only(tickets).fields
    chosen = [fields[f"customfield_1000{n}"]["id"] for n in (5, 6, 7)]
    assert chosen == ["100051", "100060", "100071"]
    assert DRAFT.budget in json.dumps(fields["customfield_10012"])


def test_a_request_of_a_service_desk(tickets: LocalTickets, jira: Site) -> None:
    desk = {"SERVICE_DESK": seed.DESK, "REQUEST_TYPE": seed.REQUEST_TYPE}
    system = jira(project="CHG", **desk)
    assert [*system.faults()] == []
    ticket = opened(system, replace(DRAFT, assignee="ada@acme.example"))
    issue = only(tickets)
    assert issue.labels == ["budget-check", DRAFT.dedup]
    assert issue.fields["assignee"] == {"id": "712020:ad4"}
    issue.fields["labels"] = []  # what never came after it was made
    assert opened(system) == Ticket(ticket.id, ticket.url, already_open=True)


def test_who_gets_it(tickets: LocalTickets, jira: Site) -> None:
    opened(jira(), replace(DRAFT, assignee=" dana@acme.example "))
    assert only(tickets).fields["assignee"] == {"id": "712020:dan4"}
    nobody = trouble(jira(), replace(move_to_new_key(), assignee="@here"))
    assert nobody.says.startswith("Nobody who can be assigned issues of OPS") and nobody.again
    several = trouble(jira(), replace(move_to_new_key(), assignee="@acme.example"))
    assert "people are found in Jira as @acme.example: budget-check, Ada Admin" in several.says
    opened(jira(), replace(move_to_new_key(), assignee="712020:ad4"))
    assert tickets.jira.issues[-1].fields["assignee"] == {"id": "712020:ad4"}


def test_how_it_stands(tickets: LocalTickets, jira: Site) -> None:
    system = jira()
    ticket = opened(system)
    assert system.look("1", ticket.id) == TicketState(True, "To Do")
    tickets.jira.move(ticket.id, Status.IN_PROGRESS)
    tickets.jira.move(ticket.id, Status.DECLINED, "Won't do")
    assert system.look("1", ticket.id) == TicketState(False, "closed as Won't do", "Dana Developer")
    assert system.look("1", "OPS-9") == TicketState(False, "gone", gone=True)
    assert isinstance(system.look("1", "../myself"), Trouble)
    assert [one.path for one in tickets.requests("jira")][-1].endswith("/OPS-9")


@pytest.mark.parametrize(
    ("project", "settings", "says"),
    [
        ("NONE", {}, "No project could be found with key 'NONE'"),
        ("READ", {}, "lacks the permission CREATE_ISSUES (Create issues) in READ"),
        ("OPS", {"ISSUE_TYPE": "Epic"}, "no issue type 'Epic': set JIRA_ISSUE_TYPE to one of Task"),
        (
            "OPS",
            {"FIELDS": '{"customfield_1": 1}'},
            "fills customfield_1, which is not on the form",
        ),
        ("OPS", {"PRIORITIES": '{"high": "P1"}'}, "has no priority P1: it has Highest, High"),
    ],
)
def test_the_doctor_names_what_is_wrong(
    jira: Site, project: str, settings: dict[str, str], says: str
) -> None:
    found = [*jira(project=project, **settings).faults()]
    assert found and all(isinstance(one, SetupFault) for one in found)
    assert any(says in one.says for one in found), found


def test_a_right_that_is_missing_is_named(tickets: LocalTickets, jira: Site) -> None:
    found = trouble(jira(project="READ"))
    assert "permission to create issues" in found.says
    tickets.fail("jira", method="POST", path="/issue$", token="read-only", times=None)
    refused = trouble(jira())
    assert refused.permission == "CREATE_ISSUES"
    assert "needs the permission Create issues in OPS" in refused.says


def test_a_token_with_scopes_goes_to_the_gateway(jira: Site) -> None:
    asked: list[str] = []

    class Asked:
        def send(self, request: Any) -> Any:
            asked.append(request.url)
            raise AssertionError(request.url)

    site = Address.of(
        replace(
            ports({"SITE": "https://acme.atlassian.net", "CLOUD_ID": seed.CLOUD_ID}, SECRET),
            http=Asked(),
        )
    )
    with pytest.raises(AssertionError):
        site.read("/rest/api/3/myself")
    assert asked == [f"https://api.atlassian.com/ex/jira/{seed.CLOUD_ID}/rest/api/3/myself"]
    assert site.page("OPS-1") == "https://acme.atlassian.net/browse/OPS-1"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("SITE", "http://acme.atlassian.net"),
        ("SITE", "acme.atlassian.net"),
        ("SITE", ""),
        ("PROJECT", "chg"),
        ("PROJECT", ""),
        ("CLOUD_ID", "../x"),
        ("FIELDS", "[]"),
        ("FIELDS", "{"),
        ("PRIORITIES", '{"urgent": "P1"}'),
        ("SERVICE_DESK", "4"),
        ("REQUEST_TYPE", "x"),
    ],
)
def test_a_wrong_setting_stops_the_start(jira: Site, setting: str, value: str) -> None:
    with pytest.raises(SettingsError, match="JIRA_"):
        jira(**({"project": value} if setting == "PROJECT" else {setting: value}))
