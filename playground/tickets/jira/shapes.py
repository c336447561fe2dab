"""Issues and what stands in them, as the REST API shows them."""

from __future__ import annotations

from datetime import datetime

from playground.tickets.jira.model import CATEGORIES, Issue, Status, User
from playground.tickets.wire import JsonObject


def issue(site: str, one: Issue, fields: list[str]) -> JsonObject:
    """An issue with the fields that are asked for; `*all` for every one, none for its id alone."""
    if not fields:
        return {"id": str(one.id)}
    every = every_field(site, one)
    chosen = every if "*all" in fields else {n: v for n, v in every.items() if n in fields}
    self = f"{site}/rest/api/3/issue/{one.id}"
    return {
        "expand": "names,schema",
        "id": str(one.id),
        "self": self,
        "key": one.key,
        "fields": chosen,
    }


def every_field(site: str, one: Issue) -> JsonObject:
    """All fields of an issue."""
    return {
        "assignee": None,
        "priority": {"name": "Medium", "id": "3"},
        "labels": [],
        "description": None,
        **one.fields,
        "project": {"id": one.project.id, "key": one.project.key, "name": one.project.name},
        "issuetype": {"id": one.type.id, "name": one.type.name, "subtask": False},
        "status": status(site, one.status),
        "resolution": {"name": one.resolution} if one.resolution else None,
        "reporter": user(site, one.reporter),
        "created": moment(one.created),
        "updated": moment(one.updated),
        "comment": {"comments": one.comments, "total": len(one.comments)},
    }


def changelog(site: str, one: Issue) -> JsonObject:
    """Who moved it, the newest first."""
    histories = [
        {
            "id": str(one.id * 100 + n),
            "author": user(site, move.who),
            "created": moment(move.at),
            "items": [
                {
                    "field": "status",
                    "fieldtype": "jira",
                    "fieldId": "status",
                    "from": move.old.value[1],
                    "fromString": move.old.shown,
                    "to": move.new.value[1],
                    "toString": move.new.shown,
                }
            ],
        }
        for n, move in enumerate(one.moves)
    ]
    return {"startAt": 0, "maxResults": 100, "total": len(histories), "histories": histories[::-1]}


def status(site: str, one: Status) -> JsonObject:
    """A status with its category."""
    name, id, key, category = one.value
    return {
        "self": f"{site}/rest/api/3/status/{id}",
        "name": name,
        "id": id,
        "statusCategory": {
            "self": f"{site}/rest/api/3/statuscategory/{category}",
            "id": category,
            "key": key,
            "colorName": {"new": "blue-gray", "indeterminate": "yellow", "done": "green"}[key],
            "name": CATEGORIES[key],
        },
    }


def user(site: str, one: User) -> JsonObject:
    """Somebody."""
    return {
        "self": f"{site}/rest/api/3/user?accountId={one.id}",
        "accountId": one.id,
        "accountType": "atlassian",
        "emailAddress": one.email,
        "displayName": one.name,
        "active": True,
        "timeZone": "Etc/UTC",
    }


def moment(at: datetime) -> str:
    """A time as Jira writes it."""
    return f"{at:%Y-%m-%dT%H:%M:%S}.000+0000"
