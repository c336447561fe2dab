"""Issues of Jira Cloud, those of service management ("change", or a request) among them.

Jira has no idempotency key, and its search lags behind what was created.
So an issue of the same fault is looked for twice: in the index, and one by one among the keys that
come after the index's last, which are read as they are. One POST makes the issue and is never
repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from urllib.parse import quote

from bot.core.tickets import Draft
from bot.core.tickets.section import one_line
from bot.rest import Answer, Asked, Failure
from bot.tickets import _jira_request as requests
from bot.tickets._failure import is_unsure, no_answer, unsure
from bot.tickets._jira_faults import faults
from bot.tickets._jira_form import Form, form
from bot.tickets._jira_person import LABEL, account_id
from bot.tickets._jira_settings import NAMES, JiraSettings
from bot.tickets._jira_site import ADDRESS, JIRA, Site, said
from bot.tickets._parsed import at, each, word
from bot.tickets._system import SetupFault, Ticket, TicketKind, TicketPorts, TicketState, Trouble

__all__ = ["KIND", "Jira"]

_KEY = re.compile(r"[A-Z][A-Z0-9_]*-\d+")
_SEARCH = "/rest/api/3/search/jql"
_DONE = "done"


class Jira:
    """The TicketSystem of one project."""

    def __init__(self, ports: TicketPorts) -> None:
        """Raises SettingsError where a setting JIRA_* is missing or wrong."""
        self._site = Site.of(ports)
        self._settings = JiraSettings.of(ports.settings)

    def open(self, draft: Draft) -> Ticket | Trouble:
        """Open an issue, or find the open one of the same fault. Never raises."""
        fields = form(self._site, self._settings)
        if isinstance(fields, Trouble):
            return fields
        known = self._known(draft, fields)
        if known:
            return known
        person = account_id(self._site, self._settings, draft.assignee)
        if isinstance(person, Trouble):
            return person
        if self._settings.desk:
            body = requests.service_request(draft, fields, self._settings)
            made = self._made(draft, fields, "/rest/servicedeskapi/request", body)
            return self._named(draft, person, made)
        body = requests.issue(draft, fields, self._settings, person)
        return self._made(draft, fields, "/rest/api/3/issue", body)

    def look(self, account: str, ticket: str) -> TicketState | Trouble:
        """How the issue stands, and who took it there. Never raises."""
        if not _KEY.fullmatch(ticket):
            return Trouble(f"{one_line(ticket)} is no key of a Jira issue.", again=False)
        asked = "fields=status,resolution&expand=changelog"
        found = self._site.find(f"/rest/api/3/issue/{quote(ticket)}?{asked}")
        if found is None:
            return TicketState(False, "gone", gone=True)
        return found if isinstance(found, Trouble) else _state(found.json)

    def faults(self) -> Iterator[SetupFault]:
        """What keeps issues from being opened, found by reading alone. Never raises."""
        return faults(self._site, self._settings)

    def _known(self, draft: Draft, fields: Form) -> Ticket | Trouble | None:
        """The open issue of the same fault. A Trouble where it cannot be told."""
        marked = self._first(requests.open_with_mark(draft, fields, self._settings))
        if marked:
            return marked
        last = self._first(requests.newest(self._settings))
        if isinstance(last, Trouble):
            return last
        body = requests.after(last.id if last else "", self._settings)
        found = self._site.read("/rest/api/3/issue/bulkfetch", body)
        if isinstance(found, Trouble):
            return found
        ours = (one for one in each(found.json, "issues") if requests.marked(one, draft))
        return next((self._ticket(one) for one in ours if not _is_done(one)), None)

    def _first(self, search: Mapping[str, object]) -> Ticket | Trouble | None:
        found = self._site.read(_SEARCH, search)
        if isinstance(found, Trouble):
            return found
        return next((self._ticket(one) for one in each(found.json, "issues")), None)

    def _ticket(self, issue: Mapping[str, object]) -> Ticket:
        key = word(issue, "key")
        return Ticket(key, self._site.page(key), already_open=True)

    def _made(self, draft: Draft, fields: Form, path: str, body: object) -> Ticket | Trouble:
        answer = self._site.ask("POST", path, body, safe=False)
        if isinstance(answer, Trouble):
            return answer
        key = _key(answer)
        if key:
            return Ticket(key, self._site.page(key))
        if is_unsure(answer):
            return self._found_again(draft, fields, answer)
        if isinstance(answer, Failure):
            return no_answer(answer, JIRA, ADDRESS)
        return _not_made(answer, self._settings)

    def _found_again(self, draft: Draft, fields: Form, answer: Asked) -> Ticket | Trouble:
        """The issue that was made, where its answer was lost: it is ours."""
        known = self._known(draft, fields)
        if isinstance(known, Ticket):
            return Ticket(known.id, known.url)
        return unsure(JIRA, said(answer) if isinstance(answer, Answer) else "")

    def _named(self, draft: Draft, person: str, made: Ticket | Trouble) -> Ticket | Trouble:
        """A request is labelled once it is made; should that fail, its text has the mark."""
        if isinstance(made, Ticket):
            body = requests.afterwards(draft, person)
            self._site.ask("PUT", f"/rest/api/3/issue/{quote(made.id)}", body, safe=True)
        return made


KIND = TicketKind("Jira", (), NAMES, Jira, secret=("email", "token"), polled=True, assignee=LABEL)


def _key(answer: Asked) -> str:
    """That of the new issue, or request; "" where it does not stand there."""
    json = answer.json if isinstance(answer, Answer) else None
    found = word(json, "key") or word(json, "issueKey")
    return found if _KEY.fullmatch(found) else ""


def _is_done(issue: object) -> bool:
    return word(issue, "fields", "status", "statusCategory", "key") == _DONE


def _state(issue: object) -> TicketState | Trouble:
    status = word(issue, "fields", "status", "name")
    if not status:
        return Trouble("Jira answered without the issue's status.", again=True)
    if not _is_done(issue):
        return TicketState(True, status)
    resolution = word(issue, "fields", "resolution", "name") or status
    return TicketState(False, f"closed as {one_line(resolution)}", _closed_by(issue))


def _closed_by(issue: object) -> str:
    """Who moved it to where it stands; "" where the history does not tell."""
    now = word(issue, "fields", "status", "name")
    moves = [
        (word(move, "created"), word(move, "author", "displayName"))
        for move in each(issue, "changelog", "histories")
        for item in each(move, "items")
        if word(item, "field") == "status" and word(item, "toString") == now
    ]
    return one_line(max(moves)[1]) if moves else ""


def _not_made(answer: Answer, settings: JiraSettings) -> Trouble:
    """Jira refused; of a right that is missing it speaks as of a project that is not there."""
    words = said(answer)
    if answer.status in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND):
        return Trouble(
            f"Jira did not open an issue: the account of the token needs the permission Create "
            f"issues in {settings.project}.{words}",
            again=True,
            permission="CREATE_ISSUES",
        )
    errors = at(answer.json, "errors")
    more = _DEMANDED if isinstance(errors, Mapping) and errors else ""
    return Trouble(f"Jira does not take this ticket.{words}{more}", again=False)


_DEMANDED = " A value that the project demands can be set in JIRA_FIELDS; doctor prints the line."
