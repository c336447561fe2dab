"""A draft as the request of CreateOpsItem, within each field's limit (docs/facts.md 6)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.core.tickets import Draft, Limit, Section, Severity, cut, described, utf16
from bot.core.tickets.section import clipped, one_line

if TYPE_CHECKING:
    from mypy_boto3_ssm.type_defs import CreateOpsItemRequestTypeDef, OpsItemDataValueTypeDef

SOURCE = "budget-check"
CATEGORY = "Cost"
"""One of those that the console offers: Availability, Cost, Performance, Recovery, Security."""
MOST_ARNS = 100

_SEVERITIES = {Severity.HIGH: "2", Severity.MEDIUM: "3", Severity.LOW: "4"}
_REST = "In this item's operational data: {}."


def _utf8(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


TITLE = 1024
DESCRIPTION = Limit(2048, utf16)
VALUE = Limit(20_000, _utf8)
"""20 KB, read as the smaller of its two meanings."""
KEY = 128


def request(draft: Draft) -> CreateOpsItemRequestTypeDef:
    """The request. The statement is whole in it, in the description or in the operational data."""
    shown = described(draft, DESCRIPTION, _REST)
    return {
        "Title": clipped(one_line(draft.title), TITLE // 2),
        "Description": shown.text,
        "Source": SOURCE,
        "Category": CATEGORY,
        "Severity": _SEVERITIES[draft.severity],
        "OperationalData": {
            **dict(_about(draft)),
            **{key: {"Value": text, "Type": "String"} for key, text in _left(draft, shown.left)},
        },
    }


def _about(draft: Draft) -> Iterator[tuple[str, OpsItemDataValueTypeDef]]:
    """What an item is found by, in the console and by DescribeOpsItems."""
    resources = json.dumps([{"arn": arn} for arn in draft.arns[:MOST_ARNS]])
    facts = {
        "/aws/dedup": json.dumps({"dedupString": draft.dedup}),
        "/aws/resources": resources if draft.arns else "",
        "Account": draft.account,
        "Budget": one_line(draft.budget),
        "Finding": draft.code,
    }
    for key, value in facts.items():
        if value:
            yield key, {"Value": cut(value, VALUE), "Type": "SearchableString"}


def _left(draft: Draft, sections: tuple[Section, ...]) -> Iterator[tuple[str, str]]:
    """What found no room in the description, under keys that sort as the ticket reads."""
    for section in sections:
        number = draft.sections.index(section) + 1
        title = clipped(f"{number:02} {one_line(section.title)}", KEY // 2 - 12)
        if not section.plain().strip():
            continue
        if section.id == "statement":
            pieces = list(_pieces(section.plain()))
            yield from (
                (title if len(pieces) == 1 else f"{title}, part {part}", piece)
                for part, piece in enumerate(pieces, 1)
            )
        else:
            yield title, cut(section.plain(), VALUE)


def _pieces(text: str) -> Iterator[str]:
    """The text in as few pieces as the limit allows; together they are the text."""
    size = len(text) if VALUE.takes(text) else VALUE.most // 4
    yield from (text[start : start + size] for start in range(0, len(text), size))
