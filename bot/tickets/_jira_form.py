"""What a project asks of a new issue: the fields of its create screen, or of a request type.

Fields of service management ("Change type", "Backout plan") are custom fields, whose ids are the
site's own, so they are found by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from bot.tickets._jira_settings import JiraSettings
from bot.tickets._jira_site import Site
from bot.tickets._parsed import at, each, word
from bot.tickets._system import Trouble

MOST = 200
"""Jira gives no more on one page; no screen has more fields."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a field takes."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class FormField:
    """A field by its id. `required`: Jira refuses an issue without it. `document`: it takes ADF,
    not a text.
    """

    id: str
    name: str
    required: bool = False
    document: bool = False
    choices: tuple[Choice, ...] = ()
    several: bool = False

    def choice(self, *names: str) -> Choice | None:
        """The first of these that it takes, whatever their case."""
        known = {choice.name.casefold(): choice for choice in self.choices}
        return next((known[n.casefold()] for n in names if n.casefold() in known), None)


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of one kind of issue; `issue_type` is its id, "" for a request."""

    issue_type: str
    fields: tuple[FormField, ...]

    def by_id(self, id: str) -> FormField | None:
        """The field of this id."""
        return next((field for field in self.fields if field.id == id), None)

    def named(self, name: str) -> FormField | None:
        """The field of this name."""
        found = (f for f in self.fields if f.name.strip().casefold() == name.casefold())
        return next(found, None)


def form(site: Site, settings: JiraSettings) -> Form | Trouble:
    """The form of the issue type, or of the request type, that the settings name."""
    if settings.desk:
        desk, kind = settings.desk, settings.request_type
        path = f"/rest/servicedeskapi/servicedesk/{desk}/requesttype/{kind}/field"
        found = site.read(path)
        return found if isinstance(found, Trouble) else Form("", (*_requested(found.json),))
    issue_type = _issue_type(site, settings)
    if isinstance(issue_type, Trouble):
        return issue_type
    found = site.read(f"{_types(settings)}/{quote(issue_type.id, safe='')}?maxResults={MOST}")
    return found if isinstance(found, Trouble) else Form(issue_type.id, (*_created(found.json),))


def _issue_type(site: Site, settings: JiraSettings) -> Choice | Trouble:
    found = site.read(f"{_types(settings)}?maxResults={MOST}")
    if isinstance(found, Trouble):
        return found
    known = each(found.json, "issueTypes") or each(found.json, "values")
    wanted = settings.issue_type.casefold()
    for one in known:
        names = {word(one, "name").casefold(), word(one, "untranslatedName").casefold()}
        if word(one, "id") == settings.issue_type or wanted in names:
            return Choice(word(one, "id"), word(one, "name"))
    names_known = ", ".join(word(one, "name") for one in known)
    return Trouble(
        f"The project {settings.project} has no issue type {settings.issue_type!r}: set "
        f"JIRA_ISSUE_TYPE to one of {names_known or 'its own'}.",
        again=False,
    )


def _types(settings: JiraSettings) -> str:
    return f"/rest/api/3/issue/createmeta/{quote(settings.project, safe='')}/issuetypes"


def _created(json: object) -> Iterator[FormField]:
    for one in each(json, "fields") or each(json, "values"):
        needed = at(one, "required") is True and at(one, "hasDefaultValue") is not True
        id = word(one, "fieldId") or word(one, "key")
        yield _field(one, id, needed, "schema", each(one, "allowedValues"))


def _requested(json: object) -> Iterator[FormField]:
    for one in each(json, "requestTypeFields"):
        needed = at(one, "required") is True
        valid = each(one, "validValues")
        yield _field(one, word(one, "fieldId"), needed, "jiraSchema", valid)


def _field(
    one: Mapping[str, object],
    id: str,
    required: bool,
    schema: str,
    choices: Sequence[Mapping[str, object]],
) -> FormField:
    kinds = {word(one, schema, "custom").rpartition(":")[2], word(one, schema, "system")}
    return FormField(
        id,
        word(one, "name"),
        required,
        document=bool(kinds & {"textarea", "description", "environment"}),
        choices=tuple(Choice(_id(choice), _name(choice)) for choice in choices),
        several=word(one, schema, "type") == "array",
    )


def _id(choice: object) -> str:
    """A request type gives it as `value`, with the word as `label`."""
    return word(choice, "id") or word(choice, "value")


def _name(choice: object) -> str:
    label = word(choice, "label") or word(choice, "name")
    return label or word(choice, "value")
