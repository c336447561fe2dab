"""From a request to Jira's answer: token, scope, call."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playground.tickets.jira import calls, pages, schemas, seed
from playground.tickets.jira.calls import Call
from playground.tickets.jira.errors import gateway, refused, unauthenticated
from playground.tickets.jira.model import Token
from playground.tickets.jira.site import Site
from playground.tickets.wire import Answer, BrokenAnswerError, RefusedError, Request

_GATEWAY = f"/ex/jira/{seed.CLOUD_ID}"
_READ, _WRITE, _USER = "read:jira-work", "write:jira-work", "read:jira-user"
_DESK_READ, _DESK_WRITE = "read:servicedesk-request", "write:servicedesk-request"
_ISSUE = r"/rest/api/3/issue/(?P<key>[A-Za-z]\w*-\d+|\d+)"
_TYPES = r"/rest/api/3/issue/createmeta/(?P<project>\w+)/issuetypes"
_DESK = r"/rest/servicedeskapi"
_CALLS: tuple[tuple[str, str, str, int, Call], ...] = (
    ("POST", "/rest/api/3/issue", _WRITE, 201, calls.create),
    ("GET", _ISSUE, _READ, 200, calls.read),
    ("PUT", _ISSUE, _WRITE, 204, calls.edit),
    ("POST", f"{_ISSUE}/comment", _WRITE, 201, calls.comment),
    ("POST", "/rest/api/3/issue/bulkfetch", _READ, 200, calls.bulk_fetch),
    ("POST", "/rest/api/3/search", _READ, 200, calls.gone),
    ("GET", "/rest/api/3/search", _READ, 200, calls.gone),
    ("POST", "/rest/api/3/search/jql", _READ, 200, calls.find),
    ("GET", _TYPES, _READ, 200, calls.issue_types),
    ("GET", rf"{_TYPES}/(?P<type>\d+)", _READ, 200, calls.create_fields),
    ("GET", "/rest/api/3/field", _READ, 200, calls.fields),
    ("GET", "/rest/api/3/myself", _USER, 200, calls.myself),
    ("GET", "/rest/api/3/mypermissions", _READ, 200, calls.permissions),
    ("GET", "/rest/api/3/user/assignable/search", _USER, 200, calls.assignable),
    ("POST", f"{_DESK}/request", _DESK_WRITE, 201, calls.make_request),
    (
        "GET",
        rf"{_DESK}/servicedesk/(?P<desk>\d+)/requesttype/(?P<type>\d+)/field",
        _DESK_READ,
        200,
        calls.request_fields,
    ),
)


class Jira(Site):
    """The site at `url`, and api.atlassian.com for it at `url`/ex/jira/CLOUD."""

    def answer(self, request: Request) -> Answer:
        """Its answer, refusals too. Raises BrokenAnswerError."""
        try:
            return self._answer(request)
        except RefusedError as refused:
            return refused.answer

    def _answer(self, request: Request) -> Answer:
        if request.path == "/_edge/tenant_info":
            return Answer(200, {"cloudId": seed.CLOUD_ID})
        if found := re.fullmatch(r"/browse/([A-Z]+-\d+)", request.path):
            return Answer(200, pages.issue(self.find(found[1])))
        path = request.path.removeprefix(_GATEWAY)
        scoped = path != request.path
        token = _token(request, scoped=scoped)
        for match, scope, status, call in _matching(request.method, path):
            _check_scope(token, request, scope, scoped=scoped)
            body = call(self, request, match.groupdict())
            if wrong := schemas.wrong_with_answer(call.__name__, body):
                raise BrokenAnswerError(f"{call.__name__}: {wrong}")
            return Answer(status, body)
        raise refused(404, "The requested resource does not exist.")


def _matching(method: str, path: str) -> Iterator[tuple[re.Match[str], str, int, Call]]:
    for verb, pattern, scope, status, call in _CALLS:
        match = re.fullmatch(pattern, path)
        if match and verb == method:
            yield match, scope, status, call


def _token(request: Request, *, scoped: bool) -> Token:
    """Whose request it is: a token with scopes at the gateway, a classic one at the site."""
    email, value = request.basic()
    for token in seed.TOKENS:
        right = token.value == value and token.email == email and bool(token.scopes) is scoped
        if right and not token.ended and not request.ended:
            return token
    raise gateway("Unauthorized") if scoped else unauthenticated()


def _check_scope(token: Token, request: Request, scope: str, *, scoped: bool) -> None:
    writes = scope.startswith("write:")
    if writes and request.read_only and not scoped:
        raise refused(403, "You do not have permission to create issues in this project.")
    if scoped and (scope not in token.scopes or (writes and request.read_only)):
        raise gateway("Unauthorized; scope does not match")
