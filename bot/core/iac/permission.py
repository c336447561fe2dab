"""The statement that AddPermission writes into a function's policy."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.core.iac.identity import Identities
from bot.core.iac.value import Unknown

_SOURCES = {
    "SourceArn": ("ArnLike", "AWS:SourceArn"),
    "SourceAccount": ("StringEquals", "AWS:SourceAccount"),
    "PrincipalOrgID": ("StringEquals", "aws:PrincipalOrgID"),
}


def permission(
    identities: Identities,
    function: str | Unknown,
    action: object,
    principal: str | Unknown | None,
    sources: Mapping[str, object],
) -> Mapping[str, object]:
    """The statement (Lambda API, AddPermission); `sources` by the names of CloudFormation."""
    arn = function
    if isinstance(function, str) and not function.startswith("arn:"):
        arn = identities.arn("lambda", f"function:{function}")
    conditions: dict[str, dict[str, object]] = {}
    for name, (operator, key) in _SOURCES.items():
        if sources.get(name) is not None:
            conditions.setdefault(operator, {})[key] = sources[name]
    made: dict[str, object] = {
        "Effect": "Allow",
        "Principal": _principal(principal),
        "Action": action,
        "Resource": arn,
    }
    return {**made, "Condition": conditions} if conditions else made


def _principal(named: str | Unknown | None) -> object:
    if named == "*":
        return "*"
    account = isinstance(named, str) and re.fullmatch(r"\d{12}|arn:.*", named)
    return {"AWS" if account else "Service": named}
