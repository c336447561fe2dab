"""A GitHub on loopback, and the bot's code host over it."""

from __future__ import annotations

from dataclasses import replace

from bot.core.sources import Place
from bot.pull_requests import CodeHost, Proposal, hosts
from bot.rest import Http
from playground.tickets import LocalTickets
from playground.tickets.github import seed
from playground.tickets.github.model import Issue, Repository
from tests.tickets.github import Killed, KilledError, local, ports

__all__ = ["Killed", "KilledError", "local"]

REPOSITORY = seed.REPOSITORY
KEYS = "accounts/demo/keys.tf"
PLACE = Place("github", REPOSITORY, "accounts/demo", "main")
BRANCH = "budget-check/0123456789ab"
NEW = "# mended: é\r\nresource {}\n"


def code_of(local: LocalTickets, token: str = seed.TOKEN, http: Http | None = None) -> CodeHost:
    given = ports(local, token)
    return hosts()["github"].make(replace(given, http=http) if http else given)


def repository(local: LocalTickets, name: str = REPOSITORY) -> Repository:
    return local.github.repositories[name]


def proposal(local: LocalTickets, place: Place = PLACE, **more: object) -> Proposal:
    """Over the base of now."""
    made = Proposal(
        place=place,
        commit=repository(local, place.repository).branches["main"],
        path=KEYS,
        text=NEW,
        branch=BRANCH,
        title="Let AWS Budgets use the key of alerts @here",
        body="## What is wrong\n\nAsk @dana: fixes #1",
    )
    return replace(made, **more)  # type: ignore[arg-type]  # what a test changes


def pulls(local: LocalTickets, name: str = REPOSITORY) -> list[Issue]:
    return [issue for issue in local.github.issues(name) if issue.pull]


def at(local: LocalTickets, branch: str, path: str = KEYS, name: str = REPOSITORY) -> bytes:
    """What a branch holds in a file."""
    there = repository(local, name)
    entry = there.git.entry(there.branches[branch], path)
    assert entry
    return there.git.blobs[entry.sha]


def commits(local: LocalTickets, branch: str = BRANCH) -> int:
    """How many commits a branch has that the base does not have."""
    there = repository(local)
    return len(
        {*there.git.ancestors(there.branches[branch])}
        - {*there.git.ancestors(there.branches["main"])}
    )
