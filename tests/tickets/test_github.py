"""Issues in a GitHub on loopback, which checks each request against GitHub's own schema."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.report import judge
from bot.core.tickets import draft
from bot.errors import SettingsError
from bot.rest import Answer, Asked, Request
from bot.tickets import Ticket, TicketState, Trouble, kind_named
from bot.tickets._github_issue import mark
from playground.tickets import Fault, LocalTickets
from playground.tickets.github import labels, seed
from tests.core.tickets.things import AWS_KEY, STACK, THREAD, allow_on_key
from tests.tickets.github import REPOSITORY, Killed, KilledError, issues_of, local, ports

__all__ = ["local"]

DRAFT = replace(allow_on_key(STACK), thread=THREAD)
MARK = mark(DRAFT.dedup)


def opened(local: LocalTickets, made: object) -> Ticket:
    assert isinstance(made, Ticket), made
    return made


def test_an_issue_carries_the_draft(local: LocalTickets) -> None:
    system = issues_of(local, LABELS="finops, cost alerts")
    ticket = opened(local, system.open(replace(DRAFT, assignee="@dana")))
    (issue,) = local.github.issues()
    assert ticket.id == f"acme/infra#{issue.number}"
    assert ticket.url.endswith(f"/acme/infra/issues/{issue.number}")
    assert not ticket.already_open
    assert issue.title == DRAFT.title
    assert issue.body
    assert issue.body.startswith(DRAFT.head())
    for section in DRAFT.sections:
        assert section.code in issue.body
        assert f"## {section.title}" in issue.body or "\\" in section.markdown()
    assert issue.labels == [MARK, "finops", "cost alerts"]
    assert [who.login for who in issue.assignees] == ["dana"]


def test_the_open_one_is_linked_and_not_repeated(local: LocalTickets) -> None:
    system = issues_of(local)
    first, other = opened(local, system.open(DRAFT)), system.open(draft(judge(AWS_KEY)))
    assert opened(local, other).id != first.id
    assert system.open(DRAFT) == replace(first, already_open=True)
    assert len(local.github.issues()) == 2


def test_after_it_is_closed_a_new_one_is_opened(local: LocalTickets) -> None:
    system = issues_of(local)
    first = opened(local, system.open(DRAFT))
    local.github.close(REPOSITORY, 1, "not_planned")
    second = opened(local, system.open(DRAFT))
    assert (second.id != first.id, second.already_open) == (True, False)


def test_once_its_label_is_gone_it_is_not_found(local: LocalTickets) -> None:
    """Our own record is looked at first; here a person said that it is another matter."""
    system = issues_of(local)
    system.open(DRAFT)
    labels.delete(local.github.repositories[REPOSITORY], MARK)
    assert not opened(local, system.open(DRAFT)).already_open


@pytest.mark.parametrize(
    "fault",
    [
        Fault("github", "POST", "/issues$", after=True, drop=True),
        Fault("github", "POST", "/issues$", after=True, cut=True),
        Fault("github", "POST", "/issues$", after=True, status=500),
        Fault("github", "POST", "/issues$", after=True, status=503, retry_after=1),
    ],
    ids=["dropped", "cut", "500", "503"],
)
def test_an_issue_whose_answer_was_lost_is_found(local: LocalTickets, fault: Fault) -> None:
    local.faults.add(fault)
    ticket = opened(local, issues_of(local).open(DRAFT))
    assert not ticket.already_open
    assert [issue.number for issue in local.github.issues()] == [1]
    assert ticket.id == "acme/infra#1"


@pytest.mark.parametrize("status", [0, 500, 502, 503])
def test_where_nothing_came_of_it_another_try_opens_it(local: LocalTickets, status: int) -> None:
    local.faults.add(Fault("github", "POST", "/issues$", status=status, drop=not status))
    found = issues_of(local).open(DRAFT)
    assert isinstance(found, Trouble)
    assert (found.again, found.permission) == (True, "")
    assert "what is there is found, not repeated" in found.says
    assert local.github.issues() == []
    assert not opened(local, issues_of(local).open(DRAFT)).already_open


def test_where_looking_again_fails_too_the_next_try_finds_it(local: LocalTickets) -> None:
    local.faults.add(Fault("github", "POST", "/issues$", after=True, drop=True))
    system = issues_of(local)
    assert opened(local, system.open(DRAFT)).id == "acme/infra#1"
    local.github.reset()
    local.faults.add(Fault("github", "GET", "/issues$"))
    local.faults.add(Fault("github", "POST", "/issues$", after=True, drop=True))
    local.faults.add(Fault("github", "GET", "/issues$", status=500, times=None))
    found = system.open(DRAFT)
    assert isinstance(found, Trouble)
    assert found.again
    local.faults.clear()
    assert opened(local, system.open(DRAFT)).already_open
    assert len(local.github.issues()) == 1


def test_a_budget_named_here_notifies_nobody(local: LocalTickets) -> None:
    sections = (replace(DRAFT.sections[0], says="Ask @dana, it fixes #1."), *DRAFT.sections[1:])
    loud = replace(DRAFT, title="Alert: @here #1", summary="@acme/all #2", sections=sections)
    opened(local, issues_of(local).open(loud))
    (issue,) = local.github.issues()
    for text in (issue.title, issue.body or ""):
        for one in ("@here", "#1", "@acme", "#2", "@dana"):
            assert one not in text
    assert "Ask @\u200bdana, it fixes #\u200b1." in (issue.body or "")


@pytest.mark.parametrize("login", ["stella", "nobody-of-this-name"])
def test_somebody_who_cannot_be_assigned(local: LocalTickets, login: str) -> None:
    system = issues_of(local)
    found = system.open(replace(DRAFT, assignee=login))
    assert found == Trouble(
        f"{login} cannot be assigned in acme/infra: correct the field Assignee, or leave it empty.",
        again=False,
    )
    assert local.github.issues() == []
    assert isinstance(system.open(DRAFT), Ticket)


@pytest.mark.parametrize("login", ["Dana Smith", "dana@acme.example", "-x", "@", "a" * 60])
def test_what_is_no_login_is_not_asked_for(local: LocalTickets, login: str) -> None:
    found = issues_of(local).open(replace(DRAFT, assignee=login))
    assert isinstance(found, Trouble)
    assert found.says.startswith(f"{login} cannot be assigned")
    assert local.requests() == []


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        ("completed", "closed as completed"),
        ("not_planned", "closed as not planned"),
        ("duplicate", "closed as duplicate"),
    ],
)
def test_how_it_stands(local: LocalTickets, reason: str, status: str) -> None:
    system = issues_of(local)
    ticket = opened(local, system.open(DRAFT))
    assert system.look("", ticket.id) == TicketState(open=True, status="open")
    local.github.close(REPOSITORY, 1, reason)
    assert system.look("", ticket.id) == TicketState(open=False, status=status, who="dana")


@pytest.mark.parametrize("id", ["", "12", "acme/infra", "acme/infra#x", "a/b#1/../../../user"])
def test_what_is_no_issue(local: LocalTickets, id: str) -> None:
    found = issues_of(local).look("", id)
    assert isinstance(found, Trouble)
    assert not found.again


def test_an_issue_that_is_not_shown(local: LocalTickets) -> None:
    system = issues_of(local)
    found = system.look("", "acme/infra#7")
    assert found == TicketState(open=False, status="deleted", gone=True)
    found = system.look("", "acme/nothing#7")
    assert isinstance(found, Trouble)
    assert "shows budget-check no acme/nothing" in found.says
    local.github.repositories[REPOSITORY].has_issues = False
    found = system.look("", "acme/infra#7")
    assert isinstance(found, Trouble)
    assert "Issues are turned off in acme/infra" in found.says


class Deleted:
    """GitHub's answer for an issue that was deleted (docs/facts.md 6)."""

    def send(self, request: Request) -> Asked:
        return Answer(410, {}, {"message": "This issue was deleted", "documentation_url": ""})


def test_an_issue_that_was_deleted_is_over(local: LocalTickets) -> None:
    system = kind_named("github").make(replace(ports(local), http=Deleted()))
    assert system.look("", "acme/infra#1") == TicketState(open=False, status="deleted", gone=True)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"REPOSITORY": ""}, "GITHUB_REPOSITORY is missing: name one, such as acme/infra."),
        ({"REPOSITORY": "infra"}, "GITHUB_REPOSITORY is 'infra', which is no repository"),
        ({"REPOSITORY": "https://github.com/acme/infra"}, "GITHUB_REPOSITORY is 'https"),
        ({"LABELS": f"ok, {'x' * 51}"}, "a label has at most 50"),
        ({"API_URL": "http://git.acme.example/api/v3"}, "GITHUB_API_URL is"),
        ({"APP_ID": "1"}, "GITHUB_INSTALLATION_ID is missing"),
    ],
)
def test_a_wrong_setting_stops_the_start(
    local: LocalTickets, settings: dict[str, str], words: str
) -> None:
    with pytest.raises(SettingsError, match="GITHUB_") as error:
        kind_named("github").make(ports(local, seed.TOKEN, **settings))
    assert words in str(error.value)


@pytest.mark.parametrize("sent", [False, True], ids=["before", "after"])
def test_killed_at_any_request_and_done_again(local: LocalTickets, sent: bool) -> None:
    """The same job comes again; each attempt before it ended at another request."""
    killed = 0
    for at in range(4):
        local.github.reset()
        http = Killed(ports(local).http, at, sent=sent)
        try:
            kind_named("github").make(replace(ports(local), http=http)).open(DRAFT)
        except KilledError:
            killed += 1
        opened(local, issues_of(local).open(DRAFT))
        assert len(local.github.issues()) == 1, at
    assert killed == 2
