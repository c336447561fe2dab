"""Which operation of GitHub's API is answered by which function, and the right that it needs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from playground.tickets.github import (
    apps,
    branches,
    commits,
    contents,
    graphql,
    issues,
    labels,
    pulls,
    repositories,
)
from playground.tickets.github.call import Run

_REPO = "/repos/{owner}/{repo}"


@dataclass(frozen=True, slots=True)
class Operation:
    """`permissions`, of which a fine-grained token needs one at this `level`; () for none."""

    run: Run
    permissions: tuple[str, ...] = ()
    level: str = ""


def _reads(run: Run, *permissions: str) -> Operation:
    return Operation(run, permissions, "read")


def _writes(run: Run, *permissions: str) -> Operation:
    return Operation(run, permissions, "write")


_ISSUES, _CONTENTS, _PULLS = "issues", "contents", "pull_requests"
_EITHER = (_ISSUES, _PULLS)
_ISSUE, _PULL = _REPO + "/issues/{issue_number}", _REPO + "/pulls/{pull_number}"
_REF = _REPO + "/git/refs/{ref}"
OPERATIONS: Mapping[tuple[str, str], Operation] = {
    ("GET", "/user"): Operation(repositories.user),
    ("POST", "/app/installations/{installation_id}/access_tokens"): Operation(apps.access_token),
    ("GET", _REPO): _reads(repositories.read, "metadata"),
    ("GET", f"{_REPO}/labels"): _reads(labels.listed, *_EITHER),
    ("POST", f"{_REPO}/labels"): _writes(labels.create, *_EITHER),
    ("GET", _REPO + "/labels/{name}"): _reads(labels.read, *_EITHER),
    ("GET", f"{_REPO}/issues"): _reads(issues.listed, _ISSUES),
    ("POST", f"{_REPO}/issues"): _writes(issues.create, _ISSUES),
    ("GET", _ISSUE): _reads(issues.read, *_EITHER),
    ("PATCH", _ISSUE): _writes(issues.update, *_EITHER),
    ("GET", f"{_ISSUE}/comments"): _reads(issues.comments, *_EITHER),
    ("POST", f"{_ISSUE}/comments"): _writes(issues.comment, *_EITHER),
    ("GET", _REPO + "/branches/{branch}"): _reads(branches.read_branch, _CONTENTS),
    ("GET", _REPO + "/git/ref/{ref}"): _reads(branches.read, _CONTENTS),
    ("POST", f"{_REPO}/git/refs"): _writes(branches.create, _CONTENTS),
    ("PATCH", _REF): _writes(branches.move, _CONTENTS),
    ("DELETE", _REF): _writes(branches.delete, _CONTENTS),
    ("GET", _REPO + "/git/trees/{tree_sha}"): _reads(contents.tree, _CONTENTS),
    ("GET", _REPO + "/git/blobs/{file_sha}"): _reads(contents.blob, _CONTENTS),
    ("GET", _REPO + "/git/commits/{commit_sha}"): _reads(commits.read_git, _CONTENTS),
    ("GET", _REPO + "/compare/{basehead}"): _reads(commits.compare, _CONTENTS),
    ("GET", _REPO + "/contents/{path}"): _reads(contents.read, _CONTENTS),
    ("PUT", _REPO + "/contents/{path}"): _writes(contents.write, _CONTENTS),
    ("GET", f"{_REPO}/pulls"): _reads(pulls.listed, _PULLS),
    ("POST", f"{_REPO}/pulls"): _writes(pulls.create, _PULLS),
    ("GET", _PULL): _reads(pulls.read, _PULLS),
    ("PATCH", _PULL): _writes(pulls.update, _PULLS),
    ("GET", f"{_PULL}/files"): _reads(pulls.files, _PULLS),
    ("PUT", f"{_PULL}/merge"): _writes(pulls.merge, _CONTENTS),
}
"""By the method and the path of GitHub's own OpenAPI."""
GRAPHQL = ("POST", "/graphql")
"""The other API, which OpenAPI does not describe."""
_DEEP = frozenset({"path", "ref", "basehead", "branch"})
"""The parts of an address that may hold slashes."""


def described(name: str) -> bool:
    """Whether GitHub's OpenAPI has this operation."""
    return name != " ".join(GRAPHQL)


def find(method: str, path: str) -> tuple[str, Operation, Mapping[str, str]] | None:
    """The operation's name, the operation and the named parts of the address; None for none."""
    if (method, path) == GRAPHQL:
        return " ".join(GRAPHQL), Operation(graphql.answer), {}
    for pattern, verb, template, operation in _PATTERNS:
        found = pattern.fullmatch(path)
        if verb == method and found:
            return f"{verb} {template}", operation, found.groupdict()
    return None


def _pattern(template: str) -> re.Pattern[str]:
    def part(name: re.Match[str]) -> str:
        return f"(?P<{name[1]}>{'.+' if name[1] in _DEEP else '[^/]+'})"

    return re.compile(re.sub(r"\{(\w+)\}", part, template))


_PATTERNS = [(_pattern(path), verb, path, one) for (verb, path), one in OPERATIONS.items()]
