"""From a request to Jira's answer: token, scope, call."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from playground.tickets.clock import Clock
from playground.tickets.jira import adf, create, desk, metadata, pages, search, seed, shapes
from playground.tickets.jira.errors import gateway, no_issue, refused, unauthenticated
from playground.tickets.jira.model import Issue, Status, Token
from playground.tickets.wire import Answer, JsonObject, RefusedError, Request

_GATEWAY = f"/ex/jira/{seed.CLOUD_ID}"
Call = Callable[[Request, Mapping[str, str]], object]


class Jira:
    """The site at `url`, and api.atlassian.com for it at `url`/ex/jira/CLOUD. `issues` is what was
    opened, oldest first; the search finds them as they stood at the last `catch_up`.
    """

    def __init__(self, clock: Clock) -> None:
        self.url = ""
        self._clock = clock
        self.reset()

    def reset(self) -> None:
        """As at the start: no issue."""
        self.issues: list[Issue] = []
        self._index = search.Index()

    def answer(self, request: Request) -> Answer:
        """Its answer, refusals too."""
        try:
            return self._answer(request)
        except RefusedError as refused:
            return refused.answer

    def catch_up(self) -> None:
        """The search catches up with the issues."""
        self._index.catch_up(self.issues)

    def move(self, key: str, status: Status, resolution: str = "") -> Issue:
        """Somebody takes an issue into a status. KeyError."""
        for issue in self.issues:
            if issue.key == key:
                issue.status, issue.updated = status, self._clock.now()
                done = status.category == "done"
                issue.resolution = (resolution or status.shown) if done else ""
                return issue
        raise KeyError(key)

    def _answer(self, request: Request) -> Answer:
        if request.path == "/_edge/tenant_info":
            return Answer(200, {"cloudId": seed.CLOUD_ID})
        if found := re.fullmatch(r"/browse/([A-Z]+-\d+)", request.path):
            return Answer(200, pages.issue(self._find(found[1])))
        path = request.path.removeprefix(_GATEWAY)
        scoped = path != request.path
        token = _token(request, scoped=scoped)
        for verb, pattern, scopes, status, name in _CALLS:
            match = re.fullmatch(pattern, path)
            if match and verb == request.method:
                _check_scopes(token, request, scopes, scoped=scoped)
                call: Call = getattr(self, name)
                return Answer(status, call(request, match.groupdict()))
        raise refused(404, "The requested resource does not exist.")

    def _create(self, request: Request, _: Mapping[str, str]) -> object:
        body = _object(request)
        unknown = set(body) - {"fields", "properties", "update", "transition", "historyMetadata"}
        fields = body.get("fields")
        if unknown or not isinstance(fields, dict):
            raise refused(400, "Invalid request payload. Refer to the REST API documentation.")
        issue = self._opened(fields, _properties(body.get("properties")))
        self_url = f"{self.url}/rest/api/3/issue/{issue.id}"
        return {"id": str(issue.id), "key": issue.key, "self": self_url}

    def _request(self, request: Request, _: Mapping[str, str]) -> object:
        body = _object(request)
        return desk.opened(self.url, self._opened(desk.fields_of(body), {}), body)

    def _opened(self, fields: JsonObject, properties: JsonObject) -> Issue:
        project, kind = create.place(fields)
        create.check(kind, fields)
        number = sum(one.project.key == project.key for one in self.issues) + 1
        now = self._clock.now()
        issue = Issue(
            10_100 + len(self.issues),
            f"{project.key}-{number}",
            project,
            kind,
            now,
            now,
            seed.BOT,
            {name: value for name, value in fields.items() if value is not None},
            properties=properties,
        )
        self.issues.append(issue)
        return issue

    def _read(self, request: Request, part: Mapping[str, str]) -> object:
        asked = [one for one in request.query.get("fields", "*all").split(",") if one]
        return shapes.issue(self.url, self._find(part["key"]), asked)

    def _comment(self, request: Request, part: Mapping[str, str]) -> object:
        issue, body = self._find(part["key"]), _object(request)
        if not adf.is_valid(body.get("body")):
            raise refused(400, "Comment body is not valid!", errors={"comment": "INVALID_INPUT"})
        comment = {
            "id": str(20_000 + len(issue.comments)),
            "author": shapes.user(self.url, seed.BOT),
            "body": body["body"],
            "created": shapes.moment(self._clock.now()),
        }
        issue.comments.append(comment)
        return comment

    def _gone(self, _request: Request, _: Mapping[str, str]) -> object:
        says = (
            "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. "
            "A full migration guideline is available at "
            "https://developer.atlassian.com/changelog/#CHANGE-2046"
        )
        raise refused(410, says)

    def _search(self, request: Request, _: Mapping[str, str]) -> object:
        body = search.check(_object(request))
        visible = [issue for issue in self.issues if issue.project.visible]
        found = self._index.found(visible, body)
        return search.page(found, body, lambda one, fields: shapes.issue(self.url, one, fields))

    def _issue_types(self, _request: Request, part: Mapping[str, str]) -> object:
        return metadata.issue_types(part["project"])

    def _create_fields(self, _request: Request, part: Mapping[str, str]) -> object:
        return metadata.create_fields(part["project"], part["type"])

    def _fields(self, _request: Request, _: Mapping[str, str]) -> object:
        return metadata.fields()

    def _myself(self, _request: Request, _: Mapping[str, str]) -> object:
        return shapes.user(self.url, seed.BOT)

    def _permissions(self, request: Request, _: Mapping[str, str]) -> object:
        return metadata.permissions(request.query, may_write=not request.read_only)

    def _assignable(self, request: Request, _: Mapping[str, str]) -> object:
        wanted = request.query.get("query", "").lower()
        return [
            shapes.user(self.url, one)
            for one in seed.USERS
            if wanted in one.name.lower() or wanted in one.email.lower()
        ]

    def _find(self, key: str) -> Issue:
        for issue in self.issues:
            if key in {issue.key, str(issue.id)}:
                return issue
        raise no_issue()


_READ, _WRITE = "read:jira-work", "write:jira-work"
_API = r"/rest/api/3"
_CALLS = (
    ("POST", rf"{_API}/issue", _WRITE, 201, "_create"),
    ("GET", rf"{_API}/issue/(?P<key>[A-Za-z]+-\d+|\d+)", _READ, 200, "_read"),
    ("POST", rf"{_API}/issue/(?P<key>[A-Za-z]+-\d+|\d+)/comment", _WRITE, 201, "_comment"),
    ("POST", rf"{_API}/search", _READ, 200, "_gone"),
    ("GET", rf"{_API}/search", _READ, 200, "_gone"),
    ("POST", rf"{_API}/search/jql", _READ, 200, "_search"),
    ("GET", rf"{_API}/issue/createmeta/(?P<project>\w+)/issuetypes", _READ, 200, "_issue_types"),
    (
        "GET",
        rf"{_API}/issue/createmeta/(?P<project>\w+)/issuetypes/(?P<type>\d+)",
        _READ,
        200,
        "_create_fields",
    ),
    ("GET", rf"{_API}/field", _READ, 200, "_fields"),
    ("GET", rf"{_API}/myself", "read:jira-user", 200, "_myself"),
    ("GET", rf"{_API}/mypermissions", _READ, 200, "_permissions"),
    ("GET", rf"{_API}/user/assignable/search", "read:jira-user", 200, "_assignable"),
    ("POST", r"/rest/servicedeskapi/request", "write:servicedesk-request", 201, "_request"),
)


def _token(request: Request, *, scoped: bool) -> Token:
    """Whose request it is: a token with scopes at the gateway, a classic one at the site."""
    email, value = request.basic()
    for token in seed.TOKENS:
        right = token.value == value and token.email == email and bool(token.scopes) is scoped
        if right and not token.ended and not request.ended:
            return token
    raise gateway("Unauthorized") if scoped else unauthenticated()


def _check_scopes(token: Token, request: Request, scope: str, *, scoped: bool) -> None:
    writes = scope.startswith("write:")
    if writes and request.read_only and not scoped:
        raise refused(403, "You do not have permission to create issues in this project.")
    if scoped and (scope not in token.scopes or (writes and request.read_only)):
        raise gateway("Unauthorized; scope does not match")


def _object(request: Request) -> JsonObject:
    if not request.header("content-type").startswith("application/json"):
        raise RefusedError(Answer(415, {"message": "Unsupported Media Type"}))
    try:
        body = request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise refused(
            400, "There was an error parsing JSON. Check that your request body is valid."
        )
    return body


def _properties(given: object) -> JsonObject:
    if given is None:
        return {}
    if not isinstance(given, list) or not all(_is_property(one) for one in given):
        raise refused(400, "Invalid request payload. Refer to the REST API documentation.")
    return {one["key"]: one["value"] for one in given}


def _is_property(one: object) -> bool:
    return isinstance(one, dict) and isinstance(one.get("key"), str) and "value" in one
