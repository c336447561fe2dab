"""From a request to GitHub's answer: token, repository, right, schema, call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from playground.tickets.github import access, issues, merging, pages, routes, schemas, seed
from playground.tickets.github.call import Call
from playground.tickets.github.errors import not_found, refused
from playground.tickets.github.model import Issue, Repository, Token
from playground.tickets.github.state import RATE, State
from playground.tickets.wire import Answer, BrokenAnswerError, JsonObject, RefusedError, Request

_VERSIONS = frozenset({"", "2022-11-28"})
_JSON = re.compile(r"^$|\*/\*|application/(?:vnd\.github[\w.+-]*\+?)?json")


class GitHub(State):
    """GitHub's API at `url`."""

    def answer(self, request: Request) -> Answer:
        """Its answer, refusals too. Raises BrokenAnswerError."""
        is_page = request.method == "GET" and not request.header("authorization")
        if is_page and (page := pages.found(self.repositories, request.path)):
            return page
        headers = self._limits()
        try:
            token = access.token_of(self, request)
            headers |= self._ends(token)
            self._check_limit()
            return self._answer(request, token).with_headers(headers)
        except RefusedError as refused:
            return refused.answer.with_headers(headers)

    def issues(self, repository: str = seed.REPOSITORY) -> list[Issue]:
        """What was opened there, oldest first."""
        return list(self.repositories[repository].issues.values())

    def close(self, repository: str, number: int, reason: str = "completed") -> None:
        """Dana closes an issue. KeyError."""
        issue = self.repositories[repository].issues[number]
        issues.change_state(issue, "closed", seed.DANA, self.clock.now(), reason)

    def merge(self, repository: str, number: int) -> None:
        """Dana merges a pull request, a draft too. KeyError, or ValueError with GitHub's words."""
        known = self.repositories[repository]
        issue = known.issues[number]
        if issue.pull:
            issue.pull.draft = False
        merging.merge(known, issue, seed.DANA, self.clock.now())

    def push(self, repository: str, branch: str, files: Mapping[str, bytes | None]) -> str:
        """Dana commits files to a branch, or deletes them (None); the commit. KeyError."""
        by = seed.DANA.by(self.clock.now())
        return self.repositories[repository].commit(branch, files, "Change", by)

    def _answer(self, request: Request, token: Token | None) -> Answer:
        _check_headers(request)
        found = routes.find(request.method, request.path)
        if found is None:
            raise not_found()
        name, operation, parts = found
        repository = access.repository_of(self, parts, token)
        access.check_right(request, token, repository, operation)
        if not routes.described(name):
            if token is None:
                raise refused(401, "This endpoint requires you to be authenticated.")
            return operation.run(Call(self, request, token, parts, _json(request), repository))
        try:
            answer = operation.run(self._call(name, request, token, parts, repository))
        except RefusedError as refusal:
            _check_answer(name, refusal.answer)
            raise
        _check_answer(name, answer)
        return answer

    def _call(
        self,
        name: str,
        request: Request,
        token: Token | None,
        parts: Mapping[str, str],
        repository: Repository | None,
    ) -> Call:
        """What the request asks for, as GitHub's schemas take it. Raises RefusedError."""
        if wrong := schemas.wrong_with_query(name, request.query):
            raise refused(422, f"Invalid request.\n\n{wrong}")
        return Call(self, request, token, parts, _body(name, request), repository)

    def _limits(self) -> dict[str, str]:
        used = RATE - self.left
        reset = int(self.clock.seconds()) // 3600 * 3600 + 3600
        self.left = max(self.left - 1, 0)
        return {
            "x-ratelimit-limit": str(RATE),
            "x-ratelimit-remaining": str(self.left),
            "x-ratelimit-used": str(used),
            "x-ratelimit-reset": str(reset),
            "x-ratelimit-resource": "core",
        }

    def _check_limit(self) -> None:
        if self.left == 0:
            raise refused(403, "API rate limit exceeded for user ID 2.")

    def _ends(self, token: Token | None) -> dict[str, str]:
        """GitHub names the day of a person's token, not that of an app's."""
        if token is None or token.ends is None or token.app:
            return {}
        ends = datetime.fromtimestamp(token.ends, UTC)
        return {"github-authentication-token-expiration": f"{ends:%Y-%m-%d %H:%M:%S} UTC"}


def _check_answer(name: str, answer: Answer) -> None:
    """Raises BrokenAnswerError."""
    if wrong := schemas.wrong_with_answer(name, answer.status, answer.body):
        raise BrokenAnswerError(f"{name}: {wrong}")


def _check_headers(request: Request) -> None:
    if not request.header("user-agent"):
        raise refused(
            403,
            "Request forbidden by administrative rules. "
            "Please make sure your request has a User-Agent header.",
        )
    if request.header("x-github-api-version") not in _VERSIONS:
        raise refused(400, "The specified API version is not supported.")
    accept = request.header("accept")
    if not _JSON.search(accept):
        raise refused(
            415, f"Unsupported 'Accept' header: '{accept}'. Must accept 'application/json'."
        )


def _body(name: str, request: Request) -> JsonObject:
    """The body, as GitHub's schema takes it. Raises RefusedError."""
    if not schemas.takes_body(name):
        return {}
    body = _json(request)
    if wrong := schemas.wrong_with_body(name, body):
        raise refused(422, f"Invalid request.\n\n{wrong}")
    return body


def _json(request: Request) -> JsonObject:
    try:
        body = request.json() if request.body else {}
    except ValueError:
        raise refused(400, "Problems parsing JSON") from None
    if not isinstance(body, dict):
        raise refused(400, "Body should be a JSON object")
    return body
