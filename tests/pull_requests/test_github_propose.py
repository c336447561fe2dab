"""One pull request, whatever happens on the way; never over somebody's work."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.sources import Place
from bot.pull_requests import PullRequest, PullRequestState, Standing
from bot.rest import Asked, Request
from bot.tickets import Trouble
from playground.tickets import Fault, LocalTickets
from playground.tickets.github import seed
from playground.tickets.github.model import Token
from tests.pull_requests.github import (
    BRANCH,
    KEYS,
    NEW,
    PLACE,
    REPOSITORY,
    Killed,
    KilledError,
    at,
    code_of,
    commits,
    local,
    proposal,
    pulls,
    repository,
)
from tests.tickets.github import ports

__all__ = ["local"]

REQUESTS = 6
"""Of a proposal over the base of now: pulls, base, branch, new branch, commit, new pull request;
the file of a new branch is asked for as well."""


def opened(made: object) -> PullRequest:
    assert isinstance(made, PullRequest), made
    return made


def refused(made: object) -> Trouble:
    assert isinstance(made, Trouble), made
    return made


def test_a_draft_with_the_new_text_and_nothing_else(local: LocalTickets) -> None:
    before = at(local, "main")
    made = opened(code_of(local).propose(proposal(local)))
    assert made.id == "acme/infra#1"
    assert made.url.endswith("/acme/infra/pull/1")
    assert not made.already_open
    (issue,) = pulls(local)
    assert issue.pull
    assert (issue.pull.draft, issue.pull.head, issue.pull.base) == (True, BRANCH, "main")
    assert at(local, BRANCH) == NEW.encode()
    assert at(local, "main") == before
    assert commits(local) == 1
    there = repository(local)
    old, new = (there.git.at(there.branches[name]) for name in ("main", BRANCH))
    assert {path for path in old | new if old.get(path) != new.get(path)} == {KEYS}


def test_it_notifies_nobody_and_closes_no_issue(local: LocalTickets) -> None:
    code_of(local).propose(proposal(local))
    (issue,) = pulls(local)
    there = repository(local)
    message = there.git.commits[there.branches[BRANCH]].message
    for text in (issue.title, issue.body or "", message):
        assert "@here" not in text
        assert "@dana" not in text
        assert "#1" not in text
    assert message.startswith("Let AWS Budgets use the key of alerts @\u200bhere")


def test_it_is_found_and_not_repeated(local: LocalTickets) -> None:
    first = opened(code_of(local).propose(proposal(local)))
    again = code_of(local).propose(proposal(local, text="another\n"))
    assert again == replace(first, already_open=True)
    assert (len(pulls(local)), at(local, BRANCH)) == (1, NEW.encode())


@pytest.mark.parametrize("sent", [False, True], ids=["before", "after"])
def test_killed_at_any_request_and_done_again(local: LocalTickets, sent: bool) -> None:
    """The same job comes again; each attempt before it ended at another request."""
    killed = 0
    for at_ in range(20):
        local.github.reset()
        http = Killed(ports(local).http, at_, sent=sent)
        try:
            code_of(local, http=http).propose(proposal(local))
        except KilledError:
            killed += 1
        opened(code_of(local).propose(proposal(local)))
        assert (len(pulls(local)), commits(local)) == (1, 1), at_
        assert at(local, BRANCH) == NEW.encode()
    assert killed >= REQUESTS


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/git/refs$"), ("POST", "/graphql$"), ("POST", "/pulls$")]
)
@pytest.mark.parametrize(
    "how", [{"drop": True}, {"cut": True}, {"status": 500}, {"status": 503}], ids=str
)
def test_an_answer_that_was_lost(
    local: LocalTickets, method: str, path: str, how: dict[str, bool]
) -> None:
    local.faults.add(Fault("github", method, path, after=True, **how))  # type: ignore[arg-type]  # parametrized
    made = opened(code_of(local).propose(proposal(local)))
    assert not made.already_open
    assert (len(pulls(local)), commits(local)) == (1, 1)


@pytest.mark.parametrize("path", ["/git/refs$", "/graphql$", "/pulls$"])
@pytest.mark.parametrize("how", [{"drop": True}, {"status": 500}], ids=str)
def test_where_nothing_came_of_it_another_try_opens_it(
    local: LocalTickets, path: str, how: dict[str, bool]
) -> None:
    local.faults.add(Fault("github", "POST", path, **how))  # type: ignore[arg-type]  # parametrized
    found = refused(code_of(local).propose(proposal(local)))
    assert found.again
    assert pulls(local) == []
    opened(code_of(local).propose(proposal(local)))
    assert (len(pulls(local)), commits(local)) == (1, 1)


def test_a_base_that_moved_elsewhere_is_no_matter(local: LocalTickets) -> None:
    old = proposal(local)
    local.github.push(REPOSITORY, "main", {"README.md": b"new\n"})
    opened(code_of(local).propose(old))
    assert at(local, BRANCH, "README.md") == b"new\n"
    assert commits(local) == 1


@pytest.mark.parametrize(
    "files",
    [{KEYS: b"changed\n"}, {KEYS: None}, {KEYS: None, f"{KEYS}/a.tf": b"a folder\n"}],
    ids=["changed", "deleted", "a folder"],
)
def test_a_file_that_changed_meanwhile_is_not_written(
    local: LocalTickets, files: dict[str, bytes | None]
) -> None:
    old = proposal(local)
    local.github.push(REPOSITORY, "main", files)
    found = refused(code_of(local).propose(old))
    assert found.again
    assert f"{KEYS} was changed on main meanwhile, so nothing was written" in found.says
    assert (BRANCH in repository(local).branches, pulls(local)) == (False, [])


def test_a_branch_from_a_crash_is_brought_up_to_the_base(local: LocalTickets) -> None:
    there = repository(local)
    there.branches[BRANCH] = there.branches["main"]
    local.github.push(REPOSITORY, "main", {KEYS: b"newer\n"})
    opened(code_of(local).propose(proposal(local)))
    assert (at(local, BRANCH), commits(local)) == (NEW.encode(), 1)


@pytest.mark.parametrize(
    "how", [{"after": True, "drop": True}, {"after": True, "status": 500}], ids=str
)
def test_that_answer_may_be_lost_too(local: LocalTickets, how: dict[str, bool]) -> None:
    there = repository(local)
    there.branches[BRANCH] = there.branches["main"]
    local.github.push(REPOSITORY, "main", {KEYS: b"newer\n"})
    local.faults.add(Fault("github", "PATCH", "", **how))  # type: ignore[arg-type]  # parametrized
    opened(code_of(local).propose(proposal(local)))
    assert commits(local) == 1


def test_what_a_person_put_on_the_branch_is_kept(local: LocalTickets) -> None:
    there = repository(local)
    there.branches[BRANCH] = there.branches["main"]
    theirs = local.github.push(REPOSITORY, BRANCH, {KEYS: b"theirs\n"})
    found = refused(code_of(local).propose(proposal(local)))
    assert f"The branch {BRANCH} in acme/infra has other commits than this change" in found.says
    assert not found.again
    assert (there.branches[BRANCH], pulls(local)) == (theirs, [])


def test_what_a_person_put_on_top_of_ours_is_kept(local: LocalTickets) -> None:
    """Our commit, no pull request, and a commit of theirs beside the file: nobody asked for it."""
    there = repository(local)
    there.branches[BRANCH] = there.branches["main"]
    local.github.push(REPOSITORY, BRANCH, {KEYS: NEW.encode()})
    theirs = local.github.push(REPOSITORY, BRANCH, {"README.md": b"theirs\n"})
    found = refused(code_of(local).propose(proposal(local)))
    assert f"The branch {BRANCH} in acme/infra has other commits than this change" in found.says
    assert (there.branches[BRANCH], pulls(local)) == (theirs, [])


def test_what_was_merged_and_reverted_is_proposed_anew(local: LocalTickets) -> None:
    there = repository(local)
    before = at(local, "main")
    opened(code_of(local).propose(proposal(local)))
    there.branches["main"] = there.branches[BRANCH]
    local.github.close(REPOSITORY, 1)
    local.github.push(REPOSITORY, "main", {KEYS: before})
    made = opened(code_of(local).propose(proposal(local)))
    assert made.id == "acme/infra#2"
    assert (at(local, BRANCH), commits(local)) == (NEW.encode(), 1)


def test_somebody_who_pushes_while_we_write(local: LocalTickets) -> None:
    """GitHub compares: the commit names the one that the branch must be at."""
    theirs: list[str] = []

    class Meanwhile:
        def send(self, request: Request) -> Asked:
            if request.url.endswith("/graphql") and not theirs:
                theirs.append(local.github.push(REPOSITORY, BRANCH, {"a.tf": b"theirs\n"}))
            return ports(local).http.send(request)

    found = refused(code_of(local, http=Meanwhile()).propose(proposal(local)))
    assert found.again
    assert "moved while budget-check wrote to it" in found.says
    assert repository(local).branches[BRANCH] == theirs[0]


@pytest.mark.parametrize("path", ["/git/refs", "/graphql", "/pulls"])
def test_another_worker_that_is_one_step_ahead(local: LocalTickets, path: str) -> None:
    """Both believe to hold the lease: one pull request comes of it all the same."""
    first: list[object] = []

    class Behind:
        def send(self, request: Request) -> Asked:
            if request.method == "POST" and request.url.endswith(path) and not first:
                first.append(code_of(local).propose(proposal(local)))
            return ports(local).http.send(request)

    second = code_of(local, http=Behind()).propose(proposal(local))
    assert isinstance(first[0], PullRequest)
    if isinstance(second, Trouble):
        assert second.again
        second = code_of(local).propose(proposal(local))
    assert opened(second).id == first[0].id
    assert (len(pulls(local)), commits(local)) == (1, 1)


def test_what_the_base_has_already(local: LocalTickets) -> None:
    local.github.push(REPOSITORY, "main", {KEYS: NEW.encode()})
    found = refused(code_of(local).propose(proposal(local)))
    assert found.says == "main in acme/infra has this change already: there is nothing to propose."
    assert not found.again


def test_a_plan_without_drafts(local: LocalTickets) -> None:
    repository(local).drafts = False
    opened(code_of(local).propose(proposal(local)))
    (issue,) = pulls(local)
    assert issue.pull
    assert not issue.pull.draft


def test_a_branch_that_is_protected(local: LocalTickets) -> None:
    repository(local).protected.add(BRANCH)
    found = refused(code_of(local).propose(proposal(local)))
    assert "let them leave out branches that begin with budget-check/" in found.says
    assert not found.again


def test_after_it_was_closed_it_can_be_opened_anew(local: LocalTickets) -> None:
    code_of(local).propose(proposal(local))
    local.github.close(REPOSITORY, 1)
    made = opened(code_of(local).propose(proposal(local)))
    assert (made.id, made.already_open) == ("acme/infra#2", False)


@pytest.mark.parametrize(
    ("name", "words", "permission"),
    [
        (seed.ARCHIVED, "acme/old-infra is archived", ""),
        ("acme/nothing", "shows budget-check no acme/nothing", "Pull requests: read and write"),
    ],
)
def test_a_repository_that_takes_none(
    local: LocalTickets, name: str, words: str, permission: str
) -> None:
    place = Place("github", name, "", "main")
    wanted = replace(proposal(local), place=place)
    if name in local.github.repositories:
        wanted = proposal(local, place)
    found = refused(code_of(local).propose(wanted))
    assert words in found.says
    assert found.permission == permission


def test_a_private_one_is_as_good_as_any(local: LocalTickets) -> None:
    place = replace(PLACE, repository=seed.PRIVATE)
    made = opened(code_of(local).propose(proposal(local, place)))
    assert made.id == f"{seed.PRIVATE}#1"


@pytest.mark.parametrize(
    ("rights", "permission"),
    [
        ({"contents": "read", "pull_requests": "write"}, "Contents: read and write"),
        ({"contents": "write", "pull_requests": "read"}, "Pull requests: read and write"),
    ],
)
def test_a_token_without_the_right(
    local: LocalTickets, rights: dict[str, str], permission: str
) -> None:
    token = Token("narrow", seed.BOT, {"metadata": "read", **rights})
    local.github.tokens["narrow"] = token
    found = refused(code_of(local, "narrow").propose(proposal(local)))
    assert found.permission == permission
    assert permission in found.says
    assert found.again
    opened(code_of(local).propose(proposal(local)))
    assert (len(pulls(local)), commits(local)) == (1, 1)


def test_how_it_stands(local: LocalTickets) -> None:
    host = code_of(local)
    made = opened(host.propose(proposal(local)))
    assert host.look(made.id) == PullRequestState(Standing.OPEN)
    issue = pulls(local)[0]
    assert issue.pull
    issue.pull.draft = False
    local.github.merge(REPOSITORY, 1)
    now = local.github.clock.now()
    assert host.look(made.id) == PullRequestState(Standing.MERGED, "dana", now)


def test_one_that_was_closed(local: LocalTickets) -> None:
    host = code_of(local)
    made = opened(host.propose(proposal(local)))
    local.github.close(REPOSITORY, 1)
    now = local.github.clock.now()
    assert host.look(made.id) == PullRequestState(Standing.CLOSED, "dana", now)
    local.faults.add(Fault("github", "GET", "/issues/1$", status=500))
    assert host.look(made.id) == PullRequestState(Standing.CLOSED, "", now)


@pytest.mark.parametrize("id", ["", "12", "acme/infra", "a/b#1/../../user", "acme/infra#x"])
def test_what_is_no_pull_request(local: LocalTickets, id: str) -> None:
    assert not refused(code_of(local).look(id)).again
    assert local.requests() == []
