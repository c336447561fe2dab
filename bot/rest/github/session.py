"""One act at GitHub: its requests share a token, and the time that they may take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.core.model.read import ReadFailed
from bot.core.texts import github as words
from bot.rest.allowance import Allowance
from bot.rest.github.app import AppTokens, Sign, Wanted, headers_of
from bot.rest.github.failed import Doing, Failed, failed, no_api
from bot.rest.github.rights import Right
from bot.rest.github.setup import Setup
from bot.rest.http import Answer, Http, Request

Secret = Callable[[], Mapping[str, str] | ReadFailed]
_DONE = range(200, 300)


class GitHub:
    """GitHub, for as long as a process lives. Safe to share between threads."""

    def __init__(
        self,
        setup: Setup,
        http: Http,
        secret: Secret,
        sign: Sign,
        clock: Callable[[], datetime],
    ) -> None:
        self.setup = setup
        self._http = http
        self._secret = secret
        self._app = AppTokens(setup.url, setup.app, sign, clock) if setup.app else None

    def session(self, repository: str, *rights: Right) -> Session:
        """For one act in this repository ("owner/name"), with these rights."""
        return Session(self, Allowance(self._http), Wanted(repository, rights))

    def token(self, http: Http, wanted: Wanted, doing: Doing) -> str | Failed:
        """What a request is signed with."""
        if self._app:
            return self._app.token(http, wanted, doing)
        secret = self._secret()
        if isinstance(secret, ReadFailed):
            why = secret.detail or secret.cause.value
            return Failed(words.STORE_UNREAD.format(why=why), again=True)
        token = secret.get("token", "").strip()
        if not token:
            return Failed(words.NOTHING_STORED, again=True)
        fits = token.isascii() and token.isprintable()
        return token if fits else Failed(words.ODD_CHARACTER, again=True)

    def refused(self, token: str) -> bool:
        """Whether another token than this one may help."""
        return bool(self._app and self._app.refused(token))


@dataclass(frozen=True, slots=True)
class Session:
    """Asks GitHub. No method raises; of an answer that is no success there is Failed.

    A `path` begins behind the API's address: "/repos/acme/infra".
    """

    github: GitHub
    http: Http
    wanted: Wanted

    def get(self, path: str, right: Right) -> Answer | Failed:
        """What only reads."""
        request = Request("GET", f"{self.github.setup.url}{path}", safe=True)
        return self._sent(request, self._doing(right))

    def post(self, path: str, json: object, right: Right) -> Answer | Failed:
        """What makes something: sent once."""
        request = Request("POST", f"{self.github.setup.url}{path}", json=json)
        return self._sent(request, self._doing(right, makes=True))

    def patch(self, path: str, json: object, right: Right) -> Answer | Failed:
        """What changes something: sent once."""
        request = Request("PATCH", f"{self.github.setup.url}{path}", json=json)
        return self._sent(request, self._doing(right, makes=True))

    def mutate(self, query: str, variables: Mapping[str, object], right: Right) -> Answer | Failed:
        """A mutation over GraphQL, which refuses with status 200 and a list of errors."""
        body = {"query": query, "variables": variables}
        doing = self._doing(right, makes=True)
        given = self._sent(Request("POST", self.github.setup.graphql, json=body), doing)
        if isinstance(given, Failed):
            return given
        return _graphql_failed(given, doing) or given

    def _doing(self, right: Right, *, makes: bool = False) -> Doing:
        return Doing(self.wanted.repository, right, self.github.setup.host, makes)

    def _sent(self, request: Request, doing: Doing) -> Answer | Failed:
        """A token that is not accepted is forgotten; then nothing was done, so it goes once more
        with a new one.
        """
        send = partial(self._once, request, doing)
        token = self.github.token(self.http, self.wanted, doing)
        if isinstance(token, Failed):
            return token
        given = send(token)
        if isinstance(given, Failed) and given.status == 401 and self.github.refused(token):
            token = self.github.token(self.http, self.wanted, doing)
            return token if isinstance(token, Failed) else send(token)
        return given

    def _once(self, request: Request, doing: Doing, token: str) -> Answer | Failed:
        signed = Request(
            *(request.method, request.url, headers_of(token), request.json),
            safe=request.safe,
        )
        asked = self.http.send(signed)
        if not isinstance(asked, Answer) or asked.status not in _DONE:
            return failed(asked, doing)
        return asked if isinstance(asked.json, dict | list) else no_api(asked, doing)


def _graphql_failed(given: Answer, doing: Doing) -> Failed | None:
    """None where it did what it was asked."""
    body = given.json if isinstance(given.json, dict) else {}
    errors = body.get("errors")
    if not errors:
        return None if isinstance(body.get("data"), dict) else no_api(given, doing)
    first = errors[0] if isinstance(errors, list) and isinstance(errors[0], dict) else {}
    kind, message = str(first.get("type") or ""), str(first.get("message") or "")
    status = {"FORBIDDEN": 403, "NOT_FOUND": 404, "RATE_LIMITED": 429}.get(kind, 422)
    if kind in {"", "INTERNAL", "SERVICE_UNAVAILABLE"} and not message:
        status = 502
    return failed(Answer(status, given.headers, {"message": message}), doing)
