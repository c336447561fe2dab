"""Issues of one GitHub repository, on github.com or on an Enterprise Server.

GitHub repeats nothing for us: an open issue about the same fault is found by its label, before one
is made and again after an answer that leaves open whether one was. Search would lag behind
(docs/facts.md 6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from urllib.parse import quote, urlencode

from bot.aws.sign import sign
from bot.core.texts import github as words
from bot.core.tickets import Draft
from bot.errors import SettingsError
from bot.rest import Answer
from bot.rest.github import ISSUES, SECRET, SETTINGS, Failed, GitHub, Session, setup_of
from bot.tickets._github_faults import fault_of, faults, look_at, may_not
from bot.tickets._github_issue import LABEL, NoLogin, fields, mark
from bot.tickets._system import SetupFault, Ticket, TicketKind, TicketPorts, TicketState, Trouble

__all__ = ["KIND", "Issues", "fault_of", "github_of", "look_at", "may_not", "trouble"]

_REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")
_ID = re.compile(r"([\w.-]+/[\w.-]+)#([0-9]{1,10})")
_DELETED = re.compile(r"deleted", re.IGNORECASE)


class Issues:
    """The TicketSystem of one repository."""

    def __init__(self, ports: TicketPorts) -> None:
        """Raises SettingsError for a setting that is wrong or missing."""
        self._repository = _repository(ports.settings)
        self._labels = _labels(ports.settings)
        self._clock = ports.clock
        self._github = github_of(ports)

    def open(self, draft: Draft) -> Ticket | Trouble:
        """Open an issue, or find the open one of the same fault. Never raises."""
        wanted = fields(draft, self._labels)
        if isinstance(wanted, NoLogin):
            return self._wrong_assignee(wanted.text)
        session = self._github.session(self._repository, ISSUES)
        known = self._known(session, mark(draft.dedup))
        if known:
            return known if isinstance(known, Ticket) else trouble(known)
        given = session.post(f"/repos/{self._repository}/issues", wanted, ISSUES)
        made = self._ticket(given.json) if isinstance(given, Answer) else given
        if isinstance(made, Ticket):
            return made
        if made is None or made.unsure:
            return self._after_all(session, mark(draft.dedup))
        if any(field.name.startswith("assignee") for field in made.fields):
            return self._wrong_assignee(draft.assignee)
        return trouble(made)

    def look(self, account: str, ticket: str) -> TicketState | Trouble:
        """How the issue stands. Never raises."""
        found = _ID.fullmatch(ticket)
        if not found:
            return Trouble(words.NO_ISSUE.format(id=ticket), again=False)
        session = self._github.session(found[1], ISSUES)
        given = session.get(f"/repos/{found[1]}/issues/{found[2]}", ISSUES)
        if isinstance(given, Answer):
            return _state(given.json if isinstance(given.json, dict) else {})
        if given.status == 410 and _DELETED.search(given.detail):
            return TicketState(open=False, status=words.DELETED, gone=True)
        return self._not_shown(session) if given.status == 404 else trouble(given)

    def faults(self) -> Iterator[SetupFault]:
        """What is wrong with the set-up, found by reading alone. Never raises."""
        session = self._github.session(self._repository, ISSUES)
        yield from faults(session, self._labels, self._clock())

    def _not_shown(self, session: Session) -> TicketState | Trouble:
        """It is the issue that is not shown, or all of its repository."""
        where = f"/repos/{session.wanted.repository}/issues?per_page=1"
        every = session.get(where, ISSUES)
        if isinstance(every, Failed):
            return trouble(every)
        return TicketState(open=False, status=words.DELETED, gone=True)

    def _known(self, session: Session, label: str) -> Ticket | Failed | None:
        """The oldest open issue with the label. A pull request may have it too, and is none."""
        asked = urlencode({"labels": label, "state": "open", "direction": "asc"}, quote_via=quote)
        given = session.get(f"/repos/{self._repository}/issues?{asked}", ISSUES)
        if isinstance(given, Failed):
            return given
        found = given.json if isinstance(given.json, list) else []
        tickets = (self._ticket(one) for one in found if "pull_request" not in one)
        first = next((ticket for ticket in tickets if ticket), None)
        return replace(first, already_open=True) if first else None

    def _after_all(self, session: Session, label: str) -> Ticket | Trouble:
        """What came of a request whose answer was lost."""
        known = self._known(session, label)
        if isinstance(known, Ticket):
            return replace(known, already_open=False)
        return Trouble(words.UNSURE, again=True)

    def _ticket(self, issue: object) -> Ticket | None:
        """None for what is no issue as GitHub describes one."""
        body = issue if isinstance(issue, dict) else {}
        number, url = body.get("number"), body.get("html_url")
        if not isinstance(number, int) or not isinstance(url, str):
            return None
        return Ticket(f"{self._repository}#{number}", url)

    def _wrong_assignee(self, login: str) -> Trouble:
        says = words.WRONG_ASSIGNEE.format(login=login, repository=self._repository)
        return Trouble(says, again=False)


def github_of(ports: TicketPorts) -> GitHub:
    """GitHub as the settings name it. Raises SettingsError."""
    signed = partial(sign, ports.aws)
    return GitHub(setup_of(ports.settings), ports.http, ports.secret, signed, ports.clock)


def trouble(failed: Failed) -> Trouble:
    """The same for a person."""
    return Trouble(failed.says, failed.again, failed.permission)


def _state(issue: Mapping[str, object]) -> TicketState:
    if issue.get("state") != "closed":
        return TicketState(open=True, status=words.OPEN)
    reason = str(issue.get("state_reason") or "").replace("_", " ")
    status = words.CLOSED_AS.format(reason=reason) if reason else words.CLOSED
    who = issue.get("closed_by")
    login = str(who.get("login") or "") if isinstance(who, dict) else ""
    return TicketState(open=False, status=status, who=login)


def _repository(settings: Mapping[str, str]) -> str:
    given = settings.get("REPOSITORY", "")
    if not _REPOSITORY.fullmatch(given):
        says = f"is {given!r}, which is" if given else "is missing:"
        end = "no repository such as acme/infra." if given else "name one, such as acme/infra."
        raise SettingsError("GITHUB_REPOSITORY", f"{says} {end}")
    return given


def _labels(settings: Mapping[str, str]) -> tuple[str, ...]:
    """A comma separates them, which GitHub takes in a name and its search does not."""
    found = tuple(one.strip() for one in settings.get("LABELS", "").split(",") if one.strip())
    for one in found:
        if len(one) > LABEL:
            raise SettingsError("GITHUB_LABELS", f"holds {one!r}: a label has at most {LABEL}.")
    return tuple(dict.fromkeys(found))


KIND = TicketKind(
    "GitHub issues",
    (),
    ("REPOSITORY", "LABELS", *SETTINGS),
    Issues,
    secret=SECRET,
    polled=True,
    assignee="Assignee (GitHub login)",
    signs_with="KEY",
)
