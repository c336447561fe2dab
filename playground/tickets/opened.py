"""Everything that was opened, in one list: for the page, and for tests that count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.tickets import github, jira, servicenow
from playground.tickets.jira import adf

if TYPE_CHECKING:
    from playground.tickets.tickets import Tickets


@dataclass(frozen=True, slots=True)
class Opened:
    """One thing. `open` says whether it still is, `state` in the system's own word; `acts` are what
    somebody may do with it now, by their names in `control.ACTS`.
    """

    system: str
    id: str
    title: str
    text: str
    state: str
    open: bool
    url: str
    acts: tuple[str, ...] = ()


def opened(tickets: Tickets) -> list[Opened]:
    """All of it, by system, the oldest first."""
    return [*_issues(tickets), *_jira(tickets), *_changes(tickets)]


def _issues(tickets: Tickets) -> Iterator[Opened]:
    base = tickets.github.url
    for repository in tickets.github.repositories.values():
        for one in repository.issues.values():
            yield _issue(f"{base}/{repository.full_name}", repository.full_name, one)


def _issue(at: str, repository: str, one: github.Issue) -> Opened:
    state = one.state if one.state == "open" else f"closed as {one.state_reason}"
    return Opened(
        "github",
        f"{repository}#{one.number}",
        one.title,
        one.body or "",
        state,
        one.state == "open",
        f"{at}/issues/{one.number}",
        ("close-issue",) if one.state == "open" else (),
    )


def _jira(tickets: Tickets) -> Iterator[Opened]:
    for one in tickets.jira.issues:
        is_open = one.status.category != "done"
        yield Opened(
            "jira",
            one.key,
            one.fields["summary"],
            _words(one),
            one.status.shown,
            is_open,
            f"{tickets.jira.url}/browse/{one.key}",
            ("move-issue",) if is_open else (),
        )


def _words(one: jira.Issue) -> str:
    return adf.text_of(one.fields.get("description"))


def _changes(tickets: Tickets) -> Iterator[Opened]:
    for one in tickets.servicenow.changes.every:
        yield Opened(
            "servicenow",
            one.number,
            one.fields.get("short_description", ""),
            "\n\n".join(text for text in _texts(one) if text),
            one.state.shown,
            one.active,
            f"{tickets.servicenow.url}/change_request.do?sys_id={one.sys_id}",
            ("approve-change", "reject-change", "move-change") if one.active else (),
        )


def _texts(one: servicenow.Change) -> Iterator[str]:
    for name in servicenow.TEXTS:
        yield one.fields.get(name, "")
    yield from one.notes
