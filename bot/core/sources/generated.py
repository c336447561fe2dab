"""Signs that a file is written by a program: its folder, and the comments at its head."""

from __future__ import annotations

import re

_HEAD = 12
_COMMENT = re.compile(r"\s*(?:#|//|/\*|\*)\s*(.*)")
SIGN = re.compile(
    r"(?i)\b(?:auto-?\s?generated|generated\s+(?:by|from|with|using|file)|code\s+generated"
    r"|do\s+not\s+(?:edit|modify|change)|don't\s+edit|cdktf|terragrunt)\b"
)


_PROGRAMS = frozenset(
    {".terraform", ".terragrunt-cache", ".aws-sam", ".serverless", "cdk.out", "node_modules"}
)


def folder_of_programs(path: str) -> str:
    """The folder on the way to a file that only programs write to, "" without one."""
    return next((name for name in path.split("/")[:-1] if name in _PROGRAMS), "")


def sign_of(text: str) -> str:
    """The line that says so, "" without one."""
    for line in text.lstrip("\ufeff").splitlines()[:_HEAD]:
        found = _COMMENT.match(line)
        if line.strip() and not found:
            return ""
        if found and SIGN.search(found[1]):
            return found[1].strip(" */#")[:120]
    return ""
