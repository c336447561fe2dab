"""Everything that was opened, in one list: for the page, and for tests that count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from playground.tickets import github, jira, servicenow
from playground.tickets.github import pages
from playground.tickets.jira import adf

if TYPE_CHECKING:
    from playground.tickets.tickets import Tickets


@dataclass(frozen=True, slots=True)
class Opened:
    """One thing: an issue, a change, a pull request (`kind`). `open` says whether it still is,
    `state` in the system's own word; `difference` is what a pull request changes.
    """

    system: str
    kind: str
    id: str
    title: str
    text: str
    state: str
    open: bool
    url: str
    at: datetime
    difference: str = ""


def opened(tickets: Tickets) -> list[Opened]:
    """All of it, the oldest first."""
    every = [*_issues(tickets), *_jira(tickets), *_changes(tickets)]
    return sorted(every, key=lambda one: one.at)


def _issues(tickets: Tickets) -> Iterator[Opened]:
    for repository in tickets.github.repositories.values():
        for one in repository.issues.values():
            yield _issue(f"{tickets.github.url}/{repository.full_name}", repository, one)


def _issue(at: str, repository: github.Repository, one: github.Issue) -> Opened:
    files = pages.changed(repository, one) if one.pull else ()
    return Opened(
        "github",
        "pull request" if one.pull else "issue",
        f"{repository.full_name}#{one.number}",
        one.title,
        one.body or "",
        pages.state(one),
        one.state == "open",
        f"{at}/{'pull' if one.pull else 'issues'}/{one.number}",
        one.created_at,
        "\n\n".join(f"{path}\n{text}" for path, text in files),
    )


def _jira(tickets: Tickets) -> Iterator[Opened]:
    for one in tickets.jira.issues:
        yield Opened(
            "jira",
            "issue",
            one.key,
            one.fields["summary"],
            _words(one),
            one.status.shown,
            one.status.category != "done",
            f"{tickets.jira.url}/browse/{one.key}",
            one.created,
        )


def _words(one: jira.Issue) -> str:
    return adf.text_of(one.fields.get("description"))


def _changes(tickets: Tickets) -> Iterator[Opened]:
    for one in tickets.servicenow.changes.every:
        yield Opened(
            "servicenow",
            "change",
            one.number,
            one.fields.get("short_description", ""),
            "\n\n".join(text for text in _texts(one) if text),
            one.state.shown,
            one.active,
            f"{tickets.servicenow.url}/change_request.do?sys_id={one.sys_id}",
            one.opened_at,
        )


def _texts(one: servicenow.Change) -> Iterator[str]:
    for name in servicenow.TEXTS:
        yield one.fields.get(name, "")
    yield from one.notes
