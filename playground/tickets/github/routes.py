"""Which operation of GitHub's API is answered by which function, and the right that it needs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from playground.tickets.github import issues, labels, repositories
from playground.tickets.github.call import Run

_REPO = "/repos/{owner}/{repo}"


@dataclass(frozen=True, slots=True)
class Operation:
    """`permission` and `level` as a fine-grained token has them, "" for none."""

    run: Run
    permission: str = ""
    level: str = ""


OPERATIONS: Mapping[tuple[str, str], Operation] = {
    ("GET", "/user"): Operation(repositories.user),
    ("GET", _REPO): Operation(repositories.read, "metadata", "read"),
    ("GET", f"{_REPO}/labels"): Operation(labels.listed, "issues", "read"),
    ("POST", f"{_REPO}/labels"): Operation(labels.create, "issues", "write"),
    ("GET", _REPO + "/labels/{name}"): Operation(labels.read, "issues", "read"),
    ("GET", f"{_REPO}/issues"): Operation(issues.listed, "issues", "read"),
    ("POST", f"{_REPO}/issues"): Operation(issues.create, "issues", "write"),
    ("GET", _REPO + "/issues/{issue_number}"): Operation(issues.read, "issues", "read"),
    ("PATCH", _REPO + "/issues/{issue_number}"): Operation(issues.update, "issues", "write"),
    ("GET", _REPO + "/issues/{issue_number}/comments"): Operation(
        issues.comments, "issues", "read"
    ),
    ("POST", _REPO + "/issues/{issue_number}/comments"): Operation(
        issues.comment, "issues", "write"
    ),
}
"""By the method and the path of GitHub's own OpenAPI."""
_DEEP = frozenset({"path", "ref"})
"""The parts of an address that may hold slashes."""


def find(method: str, path: str) -> tuple[str, Operation, Mapping[str, str]] | None:
    """The operation's name, the operation and the named parts of the address; None for none."""
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
