"""What a doctor reads: create metadata, fields, permissions.

Source: Atlassian, "Get create metadata issue types for a project", "Get create field metadata for a
project and issue type id", "Get fields", "Get my permissions".
"""

from __future__ import annotations

from collections.abc import Mapping

from playground.tickets.jira import seed
from playground.tickets.jira.create import option_ids
from playground.tickets.jira.errors import refused
from playground.tickets.jira.model import Field, IssueType, Project
from playground.tickets.wire import JsonObject

_PERMISSIONS = ("BROWSE_PROJECTS", "CREATE_ISSUES", "EDIT_ISSUES", "ASSIGN_ISSUES", "ADD_COMMENTS")


def issue_types(key: str) -> JsonObject:
    """The types of a project. Raises RefusedError."""
    types = [{"id": one.id, "name": one.name, "subtask": False} for one in _project(key).types]
    return {"issueTypes": types, "maxResults": 50, "startAt": 0, "total": len(types)}


def create_fields(key: str, type_id: str) -> JsonObject:
    """The fields of a create screen. Raises RefusedError."""
    for kind in _project(key).types:
        if kind.id == type_id:
            fields = [_field(kind, one) for one in kind.fields]
            return {"fields": fields, "maxResults": 50, "startAt": 0, "total": len(fields)}
    raise refused(404, "Issue type not found.")


def fields() -> list[JsonObject]:
    """Every field of the site."""
    known = {field.id: field for p in seed.PROJECTS for kind in p.types for field in kind.fields}
    return [
        {
            "id": one.id,
            "key": one.id,
            "name": one.name,
            "custom": one.custom,
            "orderable": True,
            "navigable": True,
            "searchable": True,
            "clauseNames": [one.name],
            "schema": schema(one),
        }
        for one in known.values()
    ]


def permissions(query: Mapping[str, str], *, may_write: bool) -> JsonObject:
    """What the user may do, everywhere or in a project. Raises RefusedError."""
    asked = [one for one in query.get("permissions", "").split(",") if one]
    unknown = [one for one in asked if one not in _PERMISSIONS]
    if not asked:
        raise refused(400, "The permissions query parameter is required.")
    if unknown:
        raise refused(400, f"Unrecognized permissions: {', '.join(unknown)}")
    key = query.get("projectKey", "")
    project = _project(key) if key else None
    return {"permissions": {one: _permission(one, project, may_write=may_write) for one in asked}}


def _permission(name: str, project: Project | None, *, may_write: bool) -> JsonObject:
    writes = may_write and (project is None or project.may_create)
    return {
        "id": str(10 + _PERMISSIONS.index(name)),
        "key": name,
        "name": name.replace("_", " ").capitalize(),
        "type": "PROJECT",
        "havePermission": name == "BROWSE_PROJECTS" or writes,
    }


def _project(key: str) -> Project:
    for project in seed.PROJECTS:
        if key in {project.key, project.id} and project.visible:
            return project
    raise refused(404, f"No project could be found with key '{key}'.")


def _field(kind: IssueType, one: Field) -> JsonObject:
    shown: JsonObject = {
        "required": one.required,
        "schema": schema(one),
        "name": one.name,
        "key": one.id,
        "fieldId": one.id,
        "hasDefaultValue": one.default,
        "operations": ["set"],
    }
    if one.options:
        pairs = zip(option_ids(one), one.options, strict=True)
        shown["allowedValues"] = [{"id": id, "value": value} for id, value in pairs]
    if one.id == "priority":
        shown["allowedValues"] = [
            {"id": str(n), "name": name} for n, name in enumerate(seed.PRIORITIES, 1)
        ]
    if one.id == "issuetype":
        shown["allowedValues"] = [{"id": kind.id, "name": kind.name}]
    return shown


def schema(one: Field) -> JsonObject:
    """The type of a field."""
    if not one.custom:
        return {"type": one.type, "system": one.id} | (
            {"items": "string"} if one.type == "array" else {}
        )
    custom = {
        "option": "com.atlassian.jira.plugin.system.customfieldtypes:select",
        "doc": "com.atlassian.jira.plugin.system.customfieldtypes:textarea",
        "datetime": "com.atlassian.jira.plugin.system.customfieldtypes:datetime",
    }[one.type]
    kind = "string" if one.type == "doc" else one.type
    return {"type": kind, "custom": custom, "customId": int(one.id.rpartition("_")[2])}
