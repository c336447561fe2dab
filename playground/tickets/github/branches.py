"""Branches: read, made, moved, deleted; and what protects one.

Source: docs.github.com, REST API endpoints for Git references, and for branches.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from playground.tickets.github import commits
from playground.tickets.github.call import Call
from playground.tickets.github.errors import not_found, refused
from playground.tickets.github.model import Repository
from playground.tickets.wire import Answer, JsonObject

HEADS = "heads/"
_BAD = re.compile(r"\.\.|[\x00-\x20~^:?*\[\\\x7f]|//|@\{|^/|/$|\.$|\.lock$|(?:^|/)\.")
"""What git takes for no name (git-check-ref-format)."""


def read(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/git/ref/{ref}`."""
    return Answer(200, _shown(call, _named(call)))


def create(call: Call) -> Answer:
    """`POST /repos/{owner}/{repo}/git/refs`."""
    ref, sha = call.body["ref"], call.body["sha"]
    name = ref.removeprefix(f"refs/{HEADS}")
    if name == ref or _BAD.search(name):
        raise refused(422, f"{ref} is not a valid ref name.")
    if sha not in call.repository.git.commits:
        raise refused(422, "Object does not exist")
    if name in call.repository.branches:
        raise refused(422, "Reference already exists")
    if _in_the_way(call.repository, name):
        raise refused(422, "Reference update failed")
    call.repository.branches[name] = sha
    return Answer(201, _shown(call, name))


def move(call: Call) -> Answer:
    """`PATCH /repos/{owner}/{repo}/git/refs/{ref}`: forward alone, unless `force`."""
    name, sha = _named(call, missing="Reference does not exist"), call.body["sha"]
    git = call.repository.git
    if sha not in git.commits:
        raise refused(422, "Object does not exist")
    check_push(call.repository, name)
    forward = call.repository.branches[name] in git.ancestors(sha)
    if not forward and not call.body.get("force"):
        raise refused(422, "Update is not a fast forward")
    call.repository.branches[name] = sha
    return Answer(200, _shown(call, name))


def delete(call: Call) -> Answer:
    """`DELETE /repos/{owner}/{repo}/git/refs/{ref}`."""
    name = _named(call, missing="Reference does not exist")
    if name == call.repository.default_branch or name in call.repository.protected:
        raise refused(422, "Cannot delete this protected branch")
    del call.repository.branches[name]
    return Answer(204)


def read_branch(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/branches/{branch}`."""
    name, repository = unquote(call.parts["branch"]), call.repository
    if name not in repository.branches:
        raise not_found()
    at = f"{call.url}/repos/{repository.full_name}/branches/{name}"
    shown = {
        "name": name,
        "commit": commits.commit(
            call.url, repository, repository.git.commits[repository.branches[name]]
        ),
        "_links": {"self": at, "html": f"{call.url}/{repository.full_name}/tree/{name}"},
        "protected": name in repository.protected,
        "protection": {"enabled": name in repository.protected},
        "protection_url": f"{at}/protection",
    }
    return Answer(200, shown)


def check_push(repository: Repository, branch: str) -> None:
    """Raises RefusedError: the branch is protected."""
    if branch in repository.protected:
        says = "Repository rule violations found\n\nChanges must be made through a pull request."
        raise refused(409, says)


def _in_the_way(repository: Repository, name: str) -> bool:
    """Git keeps a/b beside a in one folder: only one of them can be."""
    return any(
        one.startswith(f"{name}/") or name.startswith(f"{one}/") for one in repository.branches
    )


def _named(call: Call, missing: str = "") -> str:
    ref = unquote(call.parts["ref"])
    name = ref.removeprefix(HEADS)
    if name == ref or name not in call.repository.branches:
        raise refused(422, missing) if missing else not_found()
    return name


def _shown(call: Call, name: str) -> JsonObject:
    at = f"{call.url}/repos/{call.repository.full_name}/git"
    sha = call.repository.branches[name]
    return {
        "ref": f"refs/{HEADS}{name}",
        "node_id": f"REF_{call.repository.id}_{name}",
        "url": f"{at}/refs/{HEADS}{name}",
        "object": {"type": "commit", "sha": sha, "url": f"{at}/commits/{sha}"},
    }
