"""What a request to Jira may be, and what an answer is: JSON Schemas of the calls, kept by hand.

Source: Atlassian, Jira Cloud platform REST API v3 (IssueUpdateDetails, CreatedIssue, IssueBean,
SearchAndReconcileRequestBean, SearchAndReconcileResults, BulkFetchIssueRequestBean, Comment,
PageOfCreateMetaIssueTypes, PageOfCreateMetaIssueTypeWithField, FieldDetails, Permissions, User) and
Jira Service Management REST API (RequestCreateDTO, CustomerRequestDTO,
CustomerRequestCreateMetaDTO). Its OpenAPI file is on no registry.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "integer"}
_FLAG: Schema = {"type": "boolean"}
_ANYTHING: Schema = {"type": "object"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_DIGITS: Schema = {"type": "string", "pattern": r"^\d+$"}
_KEY: Schema = {"type": "string", "pattern": r"^[A-Z][A-Z0-9_]*-\d+$"}
_MOMENT: Schema = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$",
}


def _object(*required: str, **properties: Schema) -> Schema:
    """With these alone."""
    return {**_open(*required, **properties), "additionalProperties": False}


def _open(*required: str, **properties: Schema) -> Schema:
    """With these and others."""
    return {"type": "object", "required": list(required), "properties": properties}


def _list(item: Schema, **more: object) -> Schema:
    return {"type": "array", "items": item, **more}


_DOCUMENT = _open("version", "type", "content", version={"const": 1}, type={"const": "doc"})
_PROPERTIES = _list(_object("key", "value", key=_TEXT, value={}))
_STEP = {
    "type": "object",
    "minProperties": 1,
    "maxProperties": 1,
    "additionalProperties": False,
    "properties": {"add": _TEXT, "remove": _TEXT, "set": _TEXTS},
}
REQUESTS: dict[str, Schema] = {
    "create": _object(
        "fields",
        fields=_ANYTHING,
        properties=_PROPERTIES,
        update=_ANYTHING,
        transition=_ANYTHING,
        historyMetadata=_ANYTHING,
    ),
    "edit": _object(
        fields=_ANYTHING,
        properties=_PROPERTIES,
        update=_object(labels=_list(_STEP)),
    ),
    "find": _object(
        "jql",
        jql=_TEXT,
        fields=_TEXTS,
        maxResults=_NUMBER,
        nextPageToken={"type": ["string", "null"], "pattern": r"^\d*$"},
        reconcileIssues=_list(_NUMBER, maxItems=50),
        expand=_TEXT,
        properties=_list(_TEXT, maxItems=5),
        fieldsByKeys=_FLAG,
        failFast=_FLAG,
    ),
    "bulk_fetch": _object(
        "issueIdsOrKeys",
        issueIdsOrKeys=_list(_TEXT, minItems=1, maxItems=100),
        fields=_TEXTS,
        expand=_TEXTS,
        properties=_TEXTS,
        fieldsByKeys=_FLAG,
    ),
    "comment": _object("body", body={}, visibility=_ANYTHING, properties=_PROPERTIES),
    "make_request": _object(
        "serviceDeskId",
        "requestTypeId",
        "requestFieldValues",
        serviceDeskId=_TEXT,
        requestTypeId=_TEXT,
        requestFieldValues=_ANYTHING,
        requestParticipants=_TEXTS,
        raiseOnBehalfOf=_TEXT,
        isAdfRequest=_FLAG,
        channel=_TEXT,
        form=_ANYTHING,
    ),
}

_USER = _open(
    *("self", "accountId", "accountType", "displayName", "active"),
    self=_TEXT,
    accountId=_TEXT,
    accountType={"enum": ["atlassian", "app", "customer"]},
    displayName=_TEXT,
    emailAddress=_TEXT,
    active=_FLAG,
)
_CATEGORY = _open(
    *("self", "id", "key", "name", "colorName"),
    id=_NUMBER,
    key={"enum": ["undefined", "new", "indeterminate", "done"]},
    name=_TEXT,
)
_FIELDS = _open(
    status=_open("self", "name", "id", "statusCategory", id=_DIGITS, statusCategory=_CATEGORY),
    resolution={"anyOf": [{"type": "null"}, _open("name", name=_TEXT)]},
    summary={"type": "string", "maxLength": 255},
    description={"anyOf": [{"type": "null"}, _DOCUMENT]},
    labels=_TEXTS,
    project=_open("id", "key", "name", id=_DIGITS),
    issuetype=_open("id", "name", "subtask", id=_DIGITS),
    reporter=_USER,
    created=_MOMENT,
    updated=_MOMENT,
)
_MOVE = _open(
    *("field", "fieldtype", "from", "fromString", "to", "toString"),
    **{"fromString": _TEXT, "toString": _TEXT},
)
_CHANGELOG = _open(
    "histories",
    histories=_list(
        _open("id", "author", "created", "items", author=_USER, created=_MOMENT, items=_list(_MOVE))
    ),
)
_ISSUE = _open("id", "self", "key", id=_DIGITS, key=_KEY, fields=_FIELDS, changelog=_CHANGELOG)
_FOUND = _open("id", id=_DIGITS, key=_KEY, fields=_FIELDS)
_KIND = _open("type", type=_TEXT, system=_TEXT, custom=_TEXT, customId=_NUMBER)
_META_FIELD = _open(
    *("required", "schema", "name", "key", "fieldId", "hasDefaultValue", "operations"),
    required=_FLAG,
    schema=_KIND,
    name=_TEXT,
    key=_TEXT,
    fieldId=_TEXT,
    hasDefaultValue=_FLAG,
    operations=_TEXTS,
    allowedValues=_list(_ANYTHING),
)
_PERMISSION = _open(
    *("id", "key", "name", "type", "havePermission"), key=_TEXT, havePermission=_FLAG
)
_NOTHING: Schema = {"type": "null"}
ANSWERS: dict[str, Schema] = {
    "create": _object("id", "key", "self", id=_DIGITS, key=_KEY, self=_TEXT),
    "read": _ISSUE,
    "edit": _NOTHING,
    "comment": _open("id", "author", "body", "created", author=_USER, body=_DOCUMENT),
    "bulk_fetch": _object("issues", "issueErrors", issues=_list(_ISSUE), issueErrors=_list({})),
    "find": _object("issues", issues=_list(_FOUND), isLast=_FLAG, nextPageToken=_TEXT),
    "issue_types": _open(
        "issueTypes",
        "total",
        issueTypes=_list(_open("id", "name", "subtask", id=_DIGITS, name=_TEXT)),
        total=_NUMBER,
    ),
    "create_fields": _open("fields", "total", fields=_list(_META_FIELD), total=_NUMBER),
    "fields": _list(_open("id", "name", "custom", "schema", id=_TEXT, custom=_FLAG, schema=_KIND)),
    "myself": _USER,
    "permissions": _object(
        "permissions", permissions={"type": "object", "additionalProperties": _PERMISSION}
    ),
    "assignable": _list(_USER),
    "make_request": _open(
        *("issueId", "issueKey", "requestTypeId", "serviceDeskId", "createdDate", "reporter"),
        *("requestFieldValues", "currentStatus", "_links"),
        issueId=_DIGITS,
        issueKey=_KEY,
        reporter=_USER,
        _links=_open("jiraRest", "web", "agent", "self"),
    ),
    "request_fields": _open(
        "requestTypeFields",
        requestTypeFields=_list(
            _open(
                *("fieldId", "name", "required", "validValues", "jiraSchema"),
                required=_FLAG,
                validValues=_list(_open("value", "label", value=_TEXT, label=_TEXT)),
                jiraSchema=_KIND,
            )
        ),
    ),
}


def wrong_with_request(call: str, body: object) -> str:
    """What is wrong with a request's body, "" for nothing."""
    return _wrong(call, body, requests=True)


def wrong_with_answer(call: str, body: object) -> str:
    """Why Jira would not answer like this, "" where it would."""
    return _wrong(call, body, requests=False)


def _wrong(call: str, body: object, *, requests: bool) -> str:
    found = best_match(_validator(call, requests).iter_errors(body))
    return f"at {found.json_path}: {found.message[:300]}" if found else ""


@cache
def _validator(call: str, requests: bool) -> Draft202012Validator:
    return Draft202012Validator((REQUESTS if requests else ANSWERS)[call])
