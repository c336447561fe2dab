"""`POST /graphql`, for one mutation: createCommitOnBranch.

Source: docs.github.com, GraphQL API, Mutations, createCommitOnBranch: the branch must be at
`expectedHeadOid`, and GitHub signs the commit. What fails is answered 200 with `errors`.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass

from jsonschema import Draft202012Validator

from playground.tickets.github import contents
from playground.tickets.github.call import Call
from playground.tickets.github.errors import refused
from playground.tickets.github.graphql_document import Field, GraphqlError, mutation
from playground.tickets.github.model import Repository
from playground.tickets.wire import Answer, JsonObject

NAME = "createCommitOnBranch"
_TEXT = {"type": "string"}
_INPUT = Draft202012Validator(
    {
        "type": "object",
        "required": ["branch", "message", "expectedHeadOid"],
        "additionalProperties": False,
        "properties": {
            "clientMutationId": _TEXT,
            "expectedHeadOid": {"type": "string", "pattern": "^[0-9a-f]{40}$"},
            "branch": {
                "type": "object",
                "additionalProperties": False,
                "properties": {"id": _TEXT, "branchName": _TEXT, "repositoryNameWithOwner": _TEXT},
                "oneOf": [
                    {"required": ["id"]},
                    {"required": ["branchName", "repositoryNameWithOwner"]},
                ],
            },
            "message": {
                "type": "object",
                "required": ["headline"],
                "additionalProperties": False,
                "properties": {"headline": _TEXT, "body": _TEXT},
            },
            "fileChanges": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "additions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["path", "contents"],
                            "additionalProperties": False,
                            "properties": {"path": _TEXT, "contents": _TEXT},
                        },
                    },
                    "deletions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["path"],
                            "additionalProperties": False,
                            "properties": {"path": _TEXT},
                        },
                    },
                },
            },
        },
    }
)
"""CreateCommitOnBranchInput, as GitHub's public schema of GraphQL has it."""
_SHAPE: Mapping[str, object] = {
    "clientMutationId": None,
    "commit": {"oid": None, "url": None, "id": None, "messageHeadline": None, "message": None},
    "ref": {"name": None, "id": None, "target": {"oid": None}},
}


@dataclass(frozen=True, slots=True)
class _FailedError(Exception):
    """What GitHub answers beside `data`."""

    type: str
    says: str


def answer(call: Call) -> Answer:
    """Run it. Raises RefusedError: the body is none."""
    query, variables = call.body.get("query"), call.body.get("variables") or {}
    if not isinstance(query, str) or not isinstance(variables, dict):
        raise refused(400, "A query attribute must be specified and must be a string.")
    try:
        field = mutation(query, variables, NAME, "CreateCommitOnBranchInput!")
        _check_selection(field, _SHAPE, "CreateCommitOnBranchPayload")
        given = _checked(field.arguments.get("input"))
    except GraphqlError as error:
        return Answer(200, {"errors": [{"message": str(error), **error.extensions}]})
    try:
        made = _run(call, given)
    except _FailedError as failed:
        told = {"type": failed.type, "path": [field.key], "message": failed.says}
        return Answer(200, {"data": {field.key: None}, "errors": [told]})
    return Answer(200, {"data": {field.key: _selected(made, field)}})


def _run(call: Call, given: JsonObject) -> JsonObject:
    repository, branch = _branch(call, given["branch"])
    _check_right(call, repository, branch)
    tip, expected = repository.branches[branch], given["expectedHeadOid"]
    if tip != expected:
        says = f'Expected branch to point to "{expected}" but it did not. Pull and try again.'
        raise _FailedError("STALE_DATA", says)
    changes = _changes(repository, tip, given.get("fileChanges") or {})
    message = "\n\n".join(filter(None, (given["message"].get(n) for n in ("headline", "body"))))
    by = call.user.by(call.github.clock.now(), signed=True)
    made = repository.commit(branch, changes, message, by)
    url = f"{call.url}/{repository.full_name}/commit/{made}"
    headline = given["message"]["headline"]
    commit = {"oid": made, "id": f"C_{made[:12]}", "url": url, "messageHeadline": headline}
    ref = {"name": branch, "id": f"REF_{repository.id}_{branch}", "target": {"oid": made}}
    client_id = given.get("clientMutationId")
    return {
        "commit": {**commit, "message": message},
        "ref": ref,
        "clientMutationId": client_id,
    }


def _branch(call: Call, given: JsonObject) -> tuple[Repository, str]:
    if "id" in given:
        for repository in call.github.repositories.values():
            for name in repository.branches:
                if given["id"] == f"REF_{repository.id}_{name}" and _sees(call, repository):
                    return repository, name
        raise _FailedError(
            "NOT_FOUND", f"Could not resolve to a node with the global id of '{given['id']}'"
        )
    wanted, name = given["repositoryNameWithOwner"], given["branchName"]
    repository_named = call.github.repositories.get(wanted)
    if repository_named is None or not _sees(call, repository_named):
        raise _FailedError(
            "NOT_FOUND", f"Could not resolve to a Repository with the name '{wanted}'."
        )
    short = name.removeprefix("refs/heads/")
    if short not in repository_named.branches:
        raise _FailedError("NOT_FOUND", f'No ref with name "{short}" could be found in {wanted}.')
    return repository_named, short


def _sees(call: Call, repository: Repository) -> bool:
    seen = call.token is not None and call.token.sees(repository.full_name)
    return not repository.private or seen


def _check_right(call: Call, repository: Repository, branch: str) -> None:
    token = call.token
    may = token is not None and token.sees(repository.full_name) and token.may("contents", "write")
    if token is None or not may or call.request.read_only:
        kind = "integration" if token and token.app else "personal access token"
        raise _FailedError("FORBIDDEN", f"Resource not accessible by {kind}")
    if repository.archived:
        raise _FailedError("FORBIDDEN", "Repository was archived so is read-only.")
    if branch in repository.protected:
        says = "Changes must be made through a pull request."
        raise _FailedError("UNPROCESSABLE", f"Repository rule violations found\n\n{says}")


def _changes(repository: Repository, tip: str, given: JsonObject) -> dict[str, bytes | None]:
    changes: dict[str, bytes | None] = {}
    for one in given.get("deletions") or ():
        if repository.git.entry(tip, one["path"]) is None:
            says = (
                f'A path was requested for deletion which does not exist as of commit oid "{tip}"'
            )
            raise _FailedError("UNPROCESSABLE", says)
        changes[one["path"]] = None
    for one in given.get("additions") or ():
        if not contents.is_path(one["path"]):
            raise _FailedError("UNPROCESSABLE", f'"{one["path"]}" is not a valid path')
        changes[one["path"]] = _decoded(one["contents"])
    return changes


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise _FailedError("UNPROCESSABLE", "contents is not valid Base64") from None


def _checked(given: object) -> JsonObject:
    for error in _INPUT.iter_errors(given):
        where = "input" + error.json_path.removeprefix("$")
        says = "Variable $input of type CreateCommitOnBranchInput! was provided invalid value for"
        raise GraphqlError(f"{says} {where} ({error.message})")
    assert isinstance(given, dict)  # noqa: S101 (the schema says so)
    return given


def _check_selection(field: Field, shape: Mapping[str, object], kind: str) -> None:
    for inner in field.selection:
        if inner.name not in shape:
            raise GraphqlError(
                f"Field '{inner.name}' doesn't exist on type '{kind}'", code="undefinedField"
            )
        below = shape[inner.name]
        if isinstance(below, Mapping) != bool(inner.selection):
            raise GraphqlError(
                f"Field '{inner.name}' must have selections or none, by its type",
                code="selectionMismatch",
            )
        if isinstance(below, Mapping):
            _check_selection(inner, below, inner.name.capitalize())


def _selected(value: JsonObject, field: Field) -> JsonObject:
    return {
        one.key: _selected(value[one.name], one) if one.selection else value[one.name]
        for one in field.selection
    }
