"""A Jira Cloud site: where it is, who asks, and what is said where it refuses.

A token with scopes is used at api.atlassian.com with the site's cloud id, a classic one at the site
itself: https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from bot.core.model.read import ReadFailed
from bot.core.tickets.section import clipped, one_line
from bot.errors import SettingsError
from bot.rest import Answer, Asked, Failure, Request
from bot.tickets._failure import MAKES, READS, no_answer, no_secret
from bot.tickets._parsed import at, word
from bot.tickets._system import TicketPorts, Trouble

JIRA = "Jira"
ADDRESS = "JIRA_SITE"
_SITE = re.compile(r"https://[A-Za-z0-9.-]+(:\d+)?|http://(127(\.\d+){3}|localhost|\[::1\])(:\d+)?")
_PATH = r"(/[A-Za-z0-9._~-]+)*"
_CLOUD_ID = re.compile(r"[0-9A-Za-z-]{8,64}")
_GATEWAY = "https://api.atlassian.com/ex/jira/"
_LONGEST = 600
_SCOPES = "read:jira-work, write:jira-work and read:jira-user"


@dataclass(frozen=True, slots=True)
class Site:
    """Sends what is asked of Jira, in the name of the account in the secret."""

    ports: TicketPorts
    address: str
    base: str

    @classmethod
    def of(cls, ports: TicketPorts) -> Site:
        """Raises SettingsError where JIRA_SITE or JIRA_CLOUD_ID has another form."""
        address = ports.settings.get("SITE", "").rstrip("/")
        if not re.fullmatch(f"({_SITE.pattern}){_PATH}", address):
            problem = f"is {address!r}: say the site's address, such as https://acme.atlassian.net."
            raise SettingsError(ADDRESS, problem if address else "is missing.")
        cloud_id = ports.settings.get("CLOUD_ID", "")
        if cloud_id and not _CLOUD_ID.fullmatch(cloud_id):
            problem = f"is {cloud_id!r}; {address}/_edge/tenant_info tells it."
            raise SettingsError("JIRA_CLOUD_ID", problem)
        return cls(ports, address, f"{_GATEWAY}{cloud_id}" if cloud_id else address)

    def ask(
        self, method: str, path: str, body: object = None, *, safe: bool
    ) -> Answer | Failure | Trouble:
        """The answer whatever its status but 401, which is a Trouble as a secret unread is."""
        secret = self.ports.secret()
        if isinstance(secret, ReadFailed):
            return no_secret(secret, JIRA)
        email, token = secret.get("email", ""), secret.get("token", "")
        if not email or not token:
            return Trouble(_WITHOUT, again=False)
        basic = b64encode(f"{email}:{token}".encode()).decode()
        headers = {"Authorization": f"Basic {basic}", "X-Atlassian-Token": "no-check"}
        seconds = READS if safe else MAKES
        request = Request(method, f"{self.base}{path}", headers, body, safe=safe, seconds=seconds)
        asked = self.ports.http.send(request)
        if isinstance(asked, Answer) and asked.status == HTTPStatus.UNAUTHORIZED:
            return Trouble(f"{_TOKEN.format(email=one_line(email))}{said(asked)}", again=True)
        return asked

    def read(self, path: str, body: object = None) -> Answer | Trouble:
        """What stands there, asked by POST where there is a `body`."""
        return self._read(self.ask("GET" if body is None else "POST", path, body, safe=True))

    def _read(self, asked: Asked | Trouble) -> Answer | Trouble:
        if isinstance(asked, Failure):
            return no_answer(asked, JIRA, ADDRESS)
        if isinstance(asked, Trouble) or asked.status == HTTPStatus.OK:
            return asked
        return refused(asked)

    def find(self, path: str) -> Answer | Trouble | None:
        """What stands there, None where Jira shows nothing."""
        asked = self.ask("GET", path, None, safe=True)
        if isinstance(asked, Answer) and asked.status == HTTPStatus.NOT_FOUND:
            return None
        return self._read(asked)

    def page(self, key: str) -> str:
        """Where a person sees an issue."""
        return f"{self.address}/browse/{key}"


def refused(answer: Answer) -> Trouble:
    """Jira answered with something else than what was asked for."""
    again = answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return Trouble(f"Jira answered {answer.status}.{said(answer)}", again=again)


def said(answer: Answer) -> str:
    """What Jira says of it, each field by its name; "" where it says nothing."""
    words = " ".join(dict.fromkeys(_words(answer.json)))
    return f" Jira says: {clipped(one_line(words), _LONGEST)}" if words else ""


def _words(json: object) -> Iterator[str]:
    messages = at(json, "errorMessages")
    if isinstance(messages, list):
        yield from (one for one in messages if isinstance(one, str))
    errors = at(json, "errors")
    if isinstance(errors, Mapping):
        yield from (f"{field}: {why}" for field, why in errors.items())
    yield from filter(None, (word(json, "errorMessage"), word(json, "message")))


_WITHOUT = (
    'Jira needs "email" and "token" in the member "jira" of the parameter that '
    "TICKETS_SECRET_PARAMETER names."
)
_TOKEN = (
    "Jira does not take the token of {email}: it has ended, was revoked, or lacks a scope "
    f"({_SCOPES}). Make a new one and put it into the parameter that "
    "TICKETS_SECRET_PARAMETER names."
)
