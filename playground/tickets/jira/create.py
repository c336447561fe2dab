"""The fields of a new issue, checked: {field: why} for what is wrong, as Jira names it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from playground.tickets.jira import adf, seed
from playground.tickets.jira.errors import refused
from playground.tickets.jira.model import Field, IssueType, Project

LONGEST_SUMMARY = 255
LONGEST_TEXT = 32_767
Check = Callable[[Field, object], str]


def place(fields: Mapping[str, object]) -> tuple[Project, IssueType]:
    """The project and the type of issue. Raises RefusedError."""
    project = _project(fields.get("project"))
    if project is None:
        raise refused(400, errors={"project": "valid project is required"})
    if not project.may_create:
        says = "You do not have permission to create issues in this project."
        raise refused(400, errors={"project": says})
    kind = _type(project, fields.get("issuetype"))
    if kind is None:
        raise refused(400, errors={"issuetype": "Specify a valid issue type"})
    return project, kind


def check(kind: IssueType, fields: Mapping[str, object]) -> None:
    """Raises RefusedError where a field is wrong, unknown or missing."""
    errors = dict(_errors(kind, fields))
    if errors:
        raise refused(400, errors=errors)
    documents = [one.id for one in kind.fields if one.id == "description" or one.type == "doc"]
    if not all(adf.is_valid(fields[id]) for id in documents if fields.get(id) is not None):
        raise refused(400, "INVALID_INPUT")


def _errors(kind: IssueType, fields: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    known = {field.id: field for field in kind.fields}
    for name, value in fields.items():
        field = known.get(name)
        if field is None:
            yield (
                name,
                (f"Field '{name}' cannot be set. It is not on the appropriate screen, or unknown."),
            )
        elif name not in {"project", "issuetype"} and value is not None:
            why = _CHECKS.get(name, _CHECKS.get(field.type, _text))(field, value)
            if why:
                yield name, why
    for field in kind.fields:
        if field.required and not field.default and fields.get(field.id) in (None, "", []):
            yield field.id, _missing(field)


def _missing(field: Field) -> str:
    if field.id == "summary":
        return "You must specify a summary of the issue."
    return f"{field.name} is required."


def _summary(field: Field, value: object) -> str:
    if not isinstance(value, str):
        return "Operation value must be a string"
    if not value.strip():
        return _missing(field)
    if "\n" in value or "\r" in value:
        return "The summary is invalid because it contains newline characters."
    return "" if len(value) <= LONGEST_SUMMARY else "Summary can't exceed 255 characters."


def _document(field: Field, value: object) -> str:
    if not adf.is_document(value):
        return "Operation value must be an Atlassian Document (see the Atlassian Document Format)"
    return _length(adf.text_of(value))


def _length(text: str) -> str:
    if len(text) <= LONGEST_TEXT:
        return ""
    most = f"{LONGEST_TEXT:,}"
    return f"The entered text is too long. It exceeds the allowed limit of {most} characters."


def _labels(field: Field, value: object) -> str:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return "data was not an array"
    for label in value:
        if re.search(r"\s", label):
            return f"The label '{label}' contains spaces which is invalid."
        if not label or len(label) > LONGEST_SUMMARY:
            return f"The label '{label}' exceeds the maximum length for a single label (255)."
    return ""


def _priority(field: Field, value: object) -> str:
    given = value if isinstance(value, Mapping) else {}
    named = given.get("name") in seed.PRIORITIES
    numbered = given.get("id") in {str(n) for n in range(1, len(seed.PRIORITIES) + 1)}
    return "" if named or numbered else "Specify the Priority (name) in the string format"


def _user(field: Field, value: object) -> str:
    given = value if isinstance(value, Mapping) else {}
    account = given.get("id") or given.get("accountId")
    if any(user.id == account for user in seed.USERS):
        return ""
    return f"Specify a valid 'id' for {field.name}"


def _option(field: Field, value: object) -> str:
    given = value if isinstance(value, Mapping) else {}
    if given.get("value") in field.options or given.get("id") in option_ids(field):
        return ""
    if not isinstance(value, Mapping):
        return "Specify a valid 'id' or 'name' for " + field.name
    return f"Option value '{given.get('value') or given.get('id')}' is not valid"


def option_ids(field: Field) -> list[str]:
    """The ids of a field's options, in their order."""
    start = int(field.id.rpartition("_")[2]) * 10
    return [str(start + n) for n in range(len(field.options))]


def _moment(field: Field, value: object) -> str:
    day = r"\d{4}-\d\d-\d\d"
    pattern = day if field.type == "date" else day + r"T\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}"
    if isinstance(value, str) and re.fullmatch(pattern, value):
        return ""
    return (
        "Operation value must be a string of the format 'yyyy-MM-dd'"
        if field.type == "date"
        else ("The date and time must be of the format \"yyyy-MM-dd'T'HH:mm:ss.SSSZ\"")
    )


def _text(field: Field, value: object) -> str:
    return _length(value) if isinstance(value, str) else "Operation value must be a string"


_CHECKS: dict[str, Check] = {
    "summary": _summary,
    "description": _document,
    "doc": _document,
    "labels": _labels,
    "priority": _priority,
    "user": _user,
    "option": _option,
    "date": _moment,
    "datetime": _moment,
}


def _project(given: object) -> Project | None:
    wanted = given if isinstance(given, Mapping) else {}
    for project in seed.PROJECTS:
        named = wanted.get("key") == project.key or wanted.get("id") == project.id
        if named and project.visible:
            return project
    return None


def _type(project: Project, given: object) -> IssueType | None:
    wanted = given if isinstance(given, Mapping) else {}
    for kind in project.types:
        if wanted.get("id") == kind.id or wanted.get("name") == kind.name:
            return kind
    return None
