"""From a request to GitHub's answer: token, repository, right, schema, call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from playground.tickets.github import issues, merging, pages, routes, schemas, seed
from playground.tickets.github.call import Call
from playground.tickets.github.errors import not_found, refused
from playground.tickets.github.model import Issue, Repository, Token, User
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
            token = self._token(request)
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
        repository = self._repository(parts, token)
        self._check_right(request, token, repository, operation)
        if not routes.described(name):
            if token is None:
                raise refused(401, "This endpoint requires you to be authenticated.")
            return operation.run(Call(self, request, token, parts, _json(request), repository))
        if wrong := schemas.wrong_with_query(name, request.query):
            raise refused(422, f"Invalid request.\n\n{wrong}")
        call = Call(self, request, token, parts, _body(name, request), repository)
        answer = operation.run(call)
        if wrong := schemas.wrong_with_answer(name, answer.status, answer.body):
            raise BrokenAnswerError(f"{name}: {wrong}")
        return answer

    def _token(self, request: Request) -> Token | None:
        """The request's token, None for a request without one. Raises RefusedError."""
        value = request.bearer() or request.basic()[1]
        if not request.header("authorization") or request.path.startswith("/app/"):
            return None  # an app signs for itself: `apps`
        token = self.tokens.get(value)
        over = token is not None and token.ends is not None and token.ends <= self.clock.seconds()
        if token is None or over or request.ended:
            raise refused(401, "Bad credentials")
        return token

    def _repository(self, parts: Mapping[str, str], token: Token | None) -> Repository | None:
        """The one in the address. A private one is hidden from who may not see it. Raises."""
        if "repo" not in parts:
            return None
        wanted = f"{parts['owner']}/{parts['repo']}".lower()
        for name, repository in self.repositories.items():
            if name.lower() == wanted and (not repository.private or _sees(token, repository)):
                return repository
        raise not_found()

    def _check_right(
        self,
        request: Request,
        token: Token | None,
        repository: Repository | None,
        operation: routes.Operation,
    ) -> None:
        if repository is None:
            return
        reads = operation.level == "read"
        if token is None and not reads:
            raise refused(401, "Requires authentication")
        open_to_all = reads and not repository.private
        may = token is not None and _may(token, repository, operation)
        if not open_to_all and (not may or (request.read_only and not reads)):
            kind = "integration" if token and token.app else "personal access token"
            says = f"Resource not accessible by {kind}"
            raise refused(403, says, headers={_ACCEPTED: _accepted(operation)})
        if repository.archived and not reads:
            raise refused(403, "Repository was archived so is read-only.")

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


_ACCEPTED = "x-accepted-github-permissions"


def _accepted(operation: routes.Operation) -> str:
    """The rights of which one is enough, as GitHub names them."""
    return "; ".join(f"{name}={operation.level}" for name in operation.permissions)


def _may(token: Token, repository: Repository, operation: routes.Operation) -> bool:
    held = (token.may(name, operation.level) for name in operation.permissions)
    return token.sees(repository.full_name) and any(held)


def _sees(token: Token | None, repository: Repository) -> bool:
    return (
        token is not None and token.sees(repository.full_name) and _belongs(token.user, repository)
    )


def _belongs(user: User, repository: Repository) -> bool:
    return user in repository.collaborators or user.type == "Bot"


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
