"""Labels of a repository. Their names are the same in capitals, and have at most 50 characters."""

from __future__ import annotations

import re
from urllib.parse import unquote

from playground.tickets.github import shapes
from playground.tickets.github.call import Call
from playground.tickets.github.errors import invalid, not_found, too_long
from playground.tickets.github.model import Label, Repository
from playground.tickets.wire import Answer

LONGEST = 50


def listed(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/labels`."""
    every = call.repository.labels.values()
    return call.page([shapes.label(call.url, call.repository, one) for one in every])


def read(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/labels/{name}`."""
    found = call.repository.labels.get(unquote(call.parts["name"]).lower())
    if found is None:
        raise not_found()
    return Answer(200, shapes.label(call.url, call.repository, found))


def create(call: Call) -> Answer:
    """`POST /repos/{owner}/{repo}/labels`."""
    name, color = call.body["name"], call.body.get("color", "ededed")
    if name.lower() in call.repository.labels:
        raise invalid("Label", "name", "already_exists")
    if not re.fullmatch(r"[0-9a-fA-F]{6}", color):
        raise invalid("Label", "color")
    made = add(call.repository, name)
    made.color, made.description = color, call.body.get("description")
    return Answer(201, shapes.label(call.url, call.repository, made))


def delete(repository: Repository, name: str) -> None:
    """Somebody deletes a label: it is gone from the issues too."""
    repository.labels.pop(name.lower(), None)
    for issue in repository.issues.values():
        issue.labels = [one for one in issue.labels if one.lower() != name.lower()]


def add(repository: Repository, name: str) -> Label:
    """The label of that name, made where it is missing. Raises RefusedError."""
    if not name.strip():
        raise invalid("Label", "name", "missing_field")
    if len(name) > LONGEST:
        raise too_long("Label", "name", LONGEST)
    made = Label(repository.id * 1000 + 100 + len(repository.labels), name)
    return repository.labels.setdefault(name.lower(), made)
