"""Requests of a service desk: `POST /rest/servicedeskapi/request`.

Source: Atlassian, Jira Service Management REST API, "Create customer request". The description is
plain text, or a document where `isAdfRequest` says so.
"""

from __future__ import annotations

from playground.tickets.jira import seed, shapes
from playground.tickets.jira.create import option_ids
from playground.tickets.jira.errors import desk
from playground.tickets.jira.metadata import schema
from playground.tickets.jira.model import Field, Issue, IssueType
from playground.tickets.wire import JsonObject


def request_fields(desk_id: str, type_id: str) -> JsonObject:
    """What a request type asks for: `GET .../requesttype/{id}/field`. Raises RefusedError."""
    _check(desk_id, type_id)
    shown = [_field(one) for one in _kind().fields if one.id not in _ITS_OWN]
    return {
        "requestTypeFields": shown,
        "canRaiseOnBehalfOf": False,
        "canAddRequestParticipants": False,
    }


_ITS_OWN = frozenset({"project", "issuetype", "reporter", "labels", "assignee"})


def _field(one: Field) -> JsonObject:
    values = (
        [
            {"value": id, "label": label, "children": []}
            for id, label in zip(option_ids(one), one.options, strict=True)
        ]
        if one.options
        else []
    )
    return {
        "fieldId": one.id,
        "name": one.name,
        "description": "",
        "required": one.required,
        "defaultValues": [],
        "validValues": values,
        "jiraSchema": schema(one),
        "visible": True,
    }


def _kind() -> IssueType:
    return next(one for one in seed.PROJECTS if one.key == "CHG").types[0]


def _check(desk_id: str, type_id: str) -> None:
    if desk_id != seed.DESK:
        raise desk(404, "The service desk does not exist or you do not have permission to see it.")
    if type_id != seed.REQUEST_TYPE:
        raise desk(404, "The request type does not exist or you do not have permission to see it.")


def fields_of(body: JsonObject) -> JsonObject:
    """The new issue's fields, as `POST /issue` takes them. Raises RefusedError."""
    given = body["requestFieldValues"]
    _check(body["serviceDeskId"], body["requestTypeId"])
    for name in given:
        if name in _ITS_OWN or name not in {one.id for one in _kind().fields}:
            raise desk(400, f"Field '{name}' is not on the request form.")
    fields = {**given, "project": {"key": "CHG"}, "issuetype": {"id": _kind().id}}
    if isinstance(fields.get("description"), str) and not body.get("isAdfRequest"):
        fields["description"] = document(fields["description"])
    return fields


def document(text: str) -> JsonObject | None:
    """Plain text as a document, None for none."""
    paragraphs = [
        {"type": "paragraph", "content": [{"type": "text", "text": line}] if line else []}
        for line in text.split("\n")
    ]
    return {"version": 1, "type": "doc", "content": paragraphs} if text else None


def opened(site: str, issue: Issue, body: JsonObject) -> JsonObject:
    """The answer."""
    return {
        "issueId": str(issue.id),
        "issueKey": issue.key,
        "requestTypeId": seed.REQUEST_TYPE,
        "serviceDeskId": seed.DESK,
        "createdDate": {"iso8601": shapes.moment(issue.created)},
        "reporter": shapes.user(site, issue.reporter),
        "requestFieldValues": [
            {"fieldId": name, "value": value} for name, value in body["requestFieldValues"].items()
        ],
        "currentStatus": {
            "status": issue.status.shown,
            "statusCategory": issue.status.category.upper(),
        },
        "_links": {
            "jiraRest": f"{site}/rest/api/3/issue/{issue.id}",
            "web": f"{site}/servicedesk/customer/portal/{seed.DESK}/{issue.key}",
            "agent": f"{site}/browse/{issue.key}",
            "self": f"{site}/rest/servicedeskapi/request/{issue.id}",
        },
    }
