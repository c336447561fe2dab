"""What keeps issues from being opened in a project, each by the name that Jira gives it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from bot.core.tickets import Severity
from bot.tickets._jira_form import Choice, Form, FormField, form
from bot.tickets._jira_request import CHOICES, PLANS
from bot.tickets._jira_settings import JiraSettings
from bot.tickets._jira_site import Site
from bot.tickets._parsed import at
from bot.tickets._system import SetupFault, Trouble

_RIGHTS: Mapping[str, str] = {
    "BROWSE_PROJECTS": "Browse projects",
    "CREATE_ISSUES": "Create issues",
}
_ASSIGN = ("ASSIGN_ISSUES", "Assign issues")
_OURS = ("summary", "description", "labels", "project", "issuetype", "reporter")


def faults(site: Site, settings: JiraSettings) -> Iterator[SetupFault]:
    """The first that hides the others, or all of them. Reads alone."""
    names = ",".join((*_RIGHTS, _ASSIGN[0]))
    asked = urlencode({"permissions": names, "projectKey": settings.project})
    rights = site.read(f"/rest/api/3/mypermissions?{asked}")
    if isinstance(rights, Trouble):
        yield SetupFault(
            rights.says,
            f"Look at JIRA_SITE, JIRA_PROJECT ({settings.project}) and the secret.",
            certain=not rights.again,
        )
        return
    missing = [*_missing(rights.json)]
    yield from (_lacks(right, settings) for right in missing)
    if missing:
        return
    found = form(site, settings)
    if isinstance(found, Trouble):
        yield SetupFault(
            found.says,
            "Correct JIRA_ISSUE_TYPE, or JIRA_REQUEST_TYPE for a service desk.",
            certain=not found.again,
        )
        return
    yield from _demanded(found, settings)
    yield from _unknown(found, settings)
    yield from _priorities(found, settings)


def _missing(json: object) -> Iterator[str]:
    for name in (*_RIGHTS, _ASSIGN[0]):
        if at(json, "permissions", name, "havePermission") is not True:
            yield name


def _lacks(right: str, settings: JiraSettings) -> SetupFault:
    title = _RIGHTS.get(right, _ASSIGN[1])
    return SetupFault(
        f"The account of the token lacks the permission {right} ({title}) in {settings.project}.",
        f"Give it {title} in the project's permission scheme.",
        certain=right in _RIGHTS,
    )


def _demanded(found: Form, settings: JiraSettings) -> Iterator[SetupFault]:
    lacking = [f for f in found.fields if f.required and not _filled(f, settings)]
    if not lacking:
        return
    names = ", ".join(f"{field.name} ({field.id})" for field in lacking)
    line = json.dumps(
        {**settings.fixed, **{f.id: _example(f) for f in lacking}}, ensure_ascii=False
    )
    yield SetupFault(
        f"{settings.project} demands fields that budget-check does not fill: {names}.",
        f"Set JIRA_FIELDS={line} with the values that you want.",
    )


def _filled(field: FormField, settings: JiraSettings) -> bool:
    name = field.name.strip().casefold()
    if field.id in _OURS or field.id in settings.fixed or name in PLANS:
        return True
    if field.id == "priority":
        return all(field.choice(one) for one in settings.priorities.values())
    return name in CHOICES and field.choice(*CHOICES[name]) is not None


def _example(field: FormField) -> object:
    """A value of the form that the field takes; of those offered the first."""
    first: Choice | None = next(iter(field.choices), None)
    value: object = {"id": first.id} if first else "…"
    return [value] if field.several else value


def _unknown(found: Form, settings: JiraSettings) -> Iterator[SetupFault]:
    for id in settings.fixed:
        if not found.by_id(id):
            says = f"JIRA_FIELDS fills {id}, which is not on the form of {settings.project}."
            yield SetupFault(says, "Take it out, or put the field on the create screen.")


def _priorities(found: Form, settings: JiraSettings) -> Iterator[SetupFault]:
    field = found.by_id("priority")
    if not field or not field.choices:
        return
    unknown = [settings.priorities[s] for s in Severity if not field.choice(settings.priorities[s])]
    if unknown:
        known = ", ".join(choice.name for choice in field.choices)
        yield SetupFault(
            f"{settings.project} has no priority {', '.join(unknown)}: it has {known}. Such "
            "tickets get the project's own.",
            "Set JIRA_PRIORITIES, such as "
            f"{json.dumps({s.value: field.choices[0].name for s in Severity})}.",
            certain=False,
        )
