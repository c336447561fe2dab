"""One call of the API, as the functions behind the routes get it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from playground.tickets.github.errors import not_found
from playground.tickets.github.model import Issue, Repository, Token, User
from playground.tickets.github.state import State
from playground.tickets.wire import Answer, JsonObject, Request


@dataclass(frozen=True, slots=True)
class Call:
    """`parts` are the named parts of the address, `body` is checked against GitHub's schema."""

    github: State
    request: Request
    token: Token | None
    parts: Mapping[str, str]
    body: JsonObject
    known: Repository | None

    @property
    def url(self) -> str:
        """The API's base URL."""
        return self.github.url

    @property
    def repository(self) -> Repository:
        """The repository in the address. Raises RefusedError."""
        if self.known is None:
            raise not_found()
        return self.known

    @property
    def user(self) -> User:
        """Whose token it is. Raises RefusedError."""
        if self.token is None:
            raise not_found()
        return self.token.user

    def known_issue(self) -> Issue | None:
        """The issue (or pull request) in the address; None: there is none."""
        number = self.parts.get("issue_number") or self.parts.get("pull_number") or ""
        return self.repository.issues.get(int(number) if number.isdecimal() else 0)

    def issue(self) -> Issue:
        """The same. Raises RefusedError."""
        found = self.known_issue()
        if found is None:
            raise not_found()
        return found

    def asked(self, name: str, default: str = "") -> str:
        """A parameter of the address."""
        return self.request.query.get(name, default)

    def page(self, found: list[JsonObject]) -> Answer:
        """One page of a list, 30 long unless asked, 100 at most, with a Link to the next."""
        most = min(int(self.asked("per_page", "30")), 100)
        number = int(self.asked("page", "1"))
        shown = found[(number - 1) * most : number * most]
        headers = {}
        if number * most < len(found):
            query = urlencode({**self.request.query, "page": number + 1})
            headers["Link"] = f'<{self.url}{self.request.path}?{query}>; rel="next"'
        return Answer(200, shown, headers)


Run = Callable[[Call], Answer]
