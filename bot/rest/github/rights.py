"""The permissions that budget-check asks for, as a token of GitHub has them.

https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Right:
    """`name` is the API's, `says` what the settings page shows."""

    name: str
    level: str
    says: str


ISSUES = Right("issues", "write", "Issues: read and write")
READ_CONTENTS = Right("contents", "read", "Contents: read")
CONTENTS = Right("contents", "write", "Contents: read and write")
READ_PULL_REQUESTS = Right("pull_requests", "read", "Pull requests: read")
PULL_REQUESTS = Right("pull_requests", "write", "Pull requests: read and write")


def said(rights: tuple[Right, ...]) -> str:
    """All of them in words."""
    return ", ".join(right.says for right in rights)
