"""Requests of a service desk: `POST /rest/servicedeskapi/request`.

Source: Atlassian, Jira Service Management REST API, "Create customer request". The description is
plain text, or a document where `isAdfRequest` says so.
"""

from __future__ import annotations

from playground.tickets.jira import seed, shapes
from playground.tickets.jira.errors import desk
from playground.tickets.jira.model import Issue
from playground.tickets.wire import JsonObject


def fields_of(body: JsonObject) -> JsonObject:
    """The new issue's fields, as `POST /issue` takes them. Raises RefusedError."""
    given = body.get("requestFieldValues")
    if str(body.get("serviceDeskId")) != seed.DESK:
        raise desk(404, "The service desk does not exist or you do not have permission to see it.")
    if str(body.get("requestTypeId")) != seed.REQUEST_TYPE:
        raise desk(404, "The request type does not exist or you do not have permission to see it.")
    if not isinstance(given, dict):
        raise desk(400, "requestFieldValues is required.")
    project = next(one for one in seed.PROJECTS if one.key == "CHG")
    fields = {**given, "project": {"key": project.key}, "issuetype": {"id": project.types[0].id}}
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
