"""A ServiceNow instance: where it is, who asks, and what is said where it refuses.

OAuth with client credentials; name and password are for developer instances.
https://www.servicenow.com/docs/csh?topicname=client-credentials.html
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from bot.core.model.read import ReadFailed
from bot.core.tickets.section import clipped, one_line
from bot.rest import Answer, Failure, Request
from bot.tickets._failure import MAKES, READS, no_answer, no_secret
from bot.tickets._parsed import at, word
from bot.tickets._servicenow_settings import ADDRESS
from bot.tickets._system import TicketPorts, Trouble

TITLE = "ServiceNow"
ROLE = "sn_change_write"
_LONGEST = 600
_TOKENS = "/oauth_token.do"


@dataclass(frozen=True, slots=True)
class Instance:
    """Sends what is asked of ServiceNow, in the name of the integration user."""

    ports: TicketPorts
    address: str
    tokens: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)
    """The last token by the client that it was given to."""

    def ask(
        self, method: str, path: str, body: object = None, *, safe: bool
    ) -> Answer | Failure | Trouble:
        """The answer whatever its status but 401, which is a Trouble as a secret unread is."""
        secret = self.ports.secret()
        if isinstance(secret, ReadFailed):
            return no_secret(secret, TITLE)
        asked = self._asked(secret, method, path, body, safe=safe)
        if _is_refused(asked) and secret.get("client_id"):
            self.tokens.clear()  # a token lasts half an hour: with a new one it may be taken
            asked = self._asked(secret, method, path, body, safe=safe)
        if isinstance(asked, Answer) and _is_refused(asked):
            return Trouble(f"{_REFUSED}{said(asked)}", again=True)
        return asked

    def read(self, path: str) -> Answer | Trouble:
        """What stands there. A 404 is an answer: ServiceNow says so of an empty result."""
        asked = self.ask("GET", path, safe=True)
        if isinstance(asked, Failure):
            return no_answer(asked, TITLE, ADDRESS)
        if isinstance(asked, Trouble) or asked.status in (HTTPStatus.OK, HTTPStatus.NOT_FOUND):
            return asked
        return refused(asked, "did not show what was asked for")

    def _asked(
        self, secret: Mapping[str, str], method: str, path: str, body: object, *, safe: bool
    ) -> Answer | Failure | Trouble:
        authorization = self._authorization(secret)
        if not isinstance(authorization, str):
            return authorization
        headers = {"Authorization": authorization}
        url, seconds = f"{self.address}{path}", READS if safe else MAKES
        request = Request(method, url, headers, body, safe=safe, seconds=seconds)
        return self.ports.http.send(request)

    def _authorization(self, secret: Mapping[str, str]) -> str | Failure | Trouble:
        user, password = secret.get("user", ""), secret.get("password", "")
        if user and password:
            return f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"
        client = (secret.get("client_id", ""), secret.get("client_secret", ""))
        if not all(client):
            return Trouble(_WITHOUT, again=False)
        known = self.tokens.get(client) or self._token(*client)
        if isinstance(known, str):
            self.tokens[client] = known
            return f"Bearer {known}"
        return known

    def _token(self, client_id: str, client_secret: str) -> str | Failure | Trouble:
        form = {
            "grant_type": "client_credentials",
            "client_id": client_id,
            "client_secret": client_secret,
        }
        request = Request("POST", f"{self.address}{_TOKENS}", form=form, safe=True, seconds=READS)
        asked = self.ports.http.send(request)
        if isinstance(asked, Failure):
            # Whatever became of the token: nothing was asked with it.
            return Failure.UNSENT if asked is Failure.UNANSWERED else asked
        token = word(asked.json, "access_token")
        if asked.status == HTTPStatus.OK and token:
            return token
        return Trouble(f"{_CLIENT}{said(asked)}", again=True)


def _is_refused(asked: object) -> bool:
    return isinstance(asked, Answer) and asked.status == HTTPStatus.UNAUTHORIZED


def refused(answer: Answer, what: str) -> Trouble:
    """ServiceNow answered with something else than what was asked for."""
    if answer.status == HTTPStatus.FORBIDDEN and "aborted" not in said(answer):
        return Trouble(
            f"ServiceNow {what}: its integration user needs the role {ROLE}.{said(answer)}",
            again=True,
            permission=ROLE,
        )
    again = answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return Trouble(f"ServiceNow {what} (status {answer.status}).{said(answer)}", again=again)


def said(answer: Answer) -> str:
    """What ServiceNow says of it; "" where it says nothing."""
    error = at(answer.json, "error")
    parts = [word(error, "message"), word(error, "detail")]
    parts += [word(answer.json, "error"), word(answer.json, "error_description")]
    words = ": ".join(dict.fromkeys(part for part in parts if part))
    return f" ServiceNow says: {clipped(one_line(words), _LONGEST)}" if words else ""


_WITHOUT = (
    'ServiceNow needs "client_id" and "client_secret" in the member "servicenow" of the parameter '
    "that TICKETS_SECRET_PARAMETER names."
)
_CLIENT = (
    "ServiceNow does not take the client id and secret: they have ended or are wrong, or the "
    "instance does not allow client credentials. Put new ones into the parameter that "
    "TICKETS_SECRET_PARAMETER names."
)
_REFUSED = (
    "ServiceNow does not take the credentials of the integration user: it may be locked out, or "
    "they have ended. Look at the parameter that TICKETS_SECRET_PARAMETER names."
)
