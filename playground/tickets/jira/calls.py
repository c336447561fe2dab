"""The calls of the REST API: what each does and answers.

Source: Atlassian, Jira Cloud platform REST API v3: "Create issue", "Get issue", "Edit issue", "Bulk
fetch issues", "Add comment", "Search for issues using JQL enhanced search".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from playground.tickets.jira import adf, desk, metadata, schemas, search, seed, shapes
from playground.tickets.jira.errors import refused
from playground.tickets.jira.site import Site
from playground.tickets.wire import Answer, JsonObject, RefusedError, Request

Call = Callable[[Site, Request, Mapping[str, str]], object]


def create(site: Site, request: Request, _: Mapping[str, str]) -> object:
    """`POST /rest/api/3/issue`."""
    body = _object(request, "create")
    issue = site.open(body["fields"], _properties(body.get("properties") or []))
    self_url = f"{site.url}/rest/api/3/issue/{issue.id}"
    return {"id": str(issue.id), "key": issue.key, "self": self_url}


def read(site: Site, request: Request, part: Mapping[str, str]) -> object:
    """`GET /rest/api/3/issue/{key}`."""
    asked = [one for one in request.query.get("fields", "*all").split(",") if one]
    issue = site.find(part["key"])
    shown = shapes.issue(site.url, issue, asked)
    if "changelog" in request.query.get("expand", "").split(","):
        shown["changelog"] = shapes.changelog(site.url, issue)
    return shown


def edit(site: Site, request: Request, part: Mapping[str, str]) -> object:
    """`PUT /rest/api/3/issue/{key}`: `fields`, and `update` of the labels."""
    body, issue = _object(request, "edit"), site.find(part["key"])
    fields, update = body.get("fields") or {}, body.get("update") or {}
    if set(fields) & set(update):
        raise _payload()
    labels = issue.labels
    for step in update.get("labels") or ():
        labels = _label(labels, step)
    site.update(issue, {**fields, **({"labels": labels} if update else {})})
    return None


def bulk_fetch(site: Site, request: Request, _: Mapping[str, str]) -> object:
    """`POST /rest/api/3/issue/bulkfetch`: as they are now; what is not there is left out."""
    body = _object(request, "bulk_fetch")
    wanted = {one.upper() for one in body["issueIdsOrKeys"]}
    found = [one for one in site.issues if one.key in wanted or str(one.id) in wanted]
    fields = list(body.get("fields") or ("*all",))
    return {"issues": [shapes.issue(site.url, one, fields) for one in found], "issueErrors": []}


def comment(site: Site, request: Request, part: Mapping[str, str]) -> object:
    """`POST /rest/api/3/issue/{key}/comment`."""
    issue, body = site.find(part["key"]), _object(request, "comment")
    if not adf.is_valid(body["body"]):
        raise refused(400, "Comment body is not valid!", errors={"comment": "INVALID_INPUT"})
    made = {
        "id": str(20_000 + len(issue.comments)),
        "author": shapes.user(site.url, seed.BOT),
        "body": body["body"],
        "created": shapes.moment(site.clock.now()),
    }
    issue.comments.append(made)
    return made


def gone(site: Site, request: Request, _: Mapping[str, str]) -> object:
    """`/rest/api/3/search`, which was taken away in 2025."""
    says = (
        "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. "
        "A full migration guideline is available at "
        "https://developer.atlassian.com/changelog/#CHANGE-2046"
    )
    raise refused(410, says)


def find(site: Site, request: Request, _: Mapping[str, str]) -> object:
    """`POST /rest/api/3/search/jql`."""
    body = _object(request, "find")
    visible = [issue for issue in site.issues if issue.project.visible]
    found = site.index.found(visible, body)
    return search.page(found, body, lambda one, fields: shapes.issue(site.url, one, fields))


def issue_types(site: Site, request: Request, part: Mapping[str, str]) -> object:
    """`GET .../createmeta/{project}/issuetypes`."""
    return metadata.issue_types(part["project"])


def create_fields(site: Site, request: Request, part: Mapping[str, str]) -> object:
    """`GET .../createmeta/{project}/issuetypes/{id}`."""
    return metadata.create_fields(part["project"], part["type"])


def fields(site: Site, request: Request, _: Mapping[str, str]) -> object:
    """`GET /rest/api/3/field`."""
    return metadata.fields()


def myself(site: Site, request: Request, _: Mapping[str, str]) -> object:
    """`GET /rest/api/3/myself`."""
    return shapes.user(site.url, seed.BOT)


def permissions(site: Site, request: Request, _: Mapping[str, str]) -> object:
    """`GET /rest/api/3/mypermissions`."""
    return metadata.permissions(request.query, may_write=not request.read_only)


def assignable(site: Site, request: Request, _: Mapping[str, str]) -> object:
    """`GET /rest/api/3/user/assignable/search`: by `query` (name or address) or `accountId`."""
    wanted = request.query.get("query", "").lower()
    id = request.query.get("accountId", "")
    return [
        shapes.user(site.url, one)
        for one in seed.USERS
        if id in {"", one.id} and (wanted in one.name.lower() or wanted in one.email.lower())
    ]


def make_request(site: Site, request: Request, _: Mapping[str, str]) -> object:
    """`POST /rest/servicedeskapi/request`."""
    body = _object(request, "make_request")
    return desk.opened(site.url, site.open(desk.fields_of(body), {}), body)


def request_fields(site: Site, request: Request, part: Mapping[str, str]) -> object:
    """`GET /rest/servicedeskapi/servicedesk/{desk}/requesttype/{type}/field`."""
    return desk.request_fields(part["desk"], part["type"])


def _object(request: Request, call: str) -> JsonObject:
    """The body, as the schema of the call takes it. Raises RefusedError."""
    if not request.header("content-type").startswith("application/json"):
        raise RefusedError(Answer(415, {"message": "Unsupported Media Type"}))
    try:
        body = request.json()
    except ValueError:
        says = "There was an error parsing JSON. Check that your request body is valid."
        raise refused(400, says) from None
    if schemas.wrong_with_request(call, body):
        raise _payload()
    found: JsonObject = body
    return found


def _payload() -> RefusedError:
    says = "Invalid request payload. Refer to the REST API documentation and try again."
    return refused(400, says)


def _label(labels: list[str], step: Mapping[str, Any]) -> list[str]:
    ((verb, value),) = step.items()
    if verb == "set":
        return list(value)
    kept = [one for one in labels if one != value]
    return [*kept, value] if verb == "add" else kept


def _properties(given: list[JsonObject]) -> JsonObject:
    return {one["key"]: one["value"] for one in given}
