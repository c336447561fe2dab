"""A draft as a GitHub issue, within each field's limit (docs/facts.md 6)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TypedDict

from bot.core.texts import github as words
from bot.core.tickets import Draft, Limit, described
from bot.core.tickets.section import clipped
from bot.rest.github.text import quiet, quiet_line

TITLE = 256
LABEL = 50
_OURS = "budget-check:"
_DIGEST = re.compile(r"budget-check-([0-9a-f]{12})[0-9a-f]*")
_LOGIN = re.compile(r"@?([A-Za-z0-9](?:[A-Za-z0-9_-]{0,38})(?:\[bot\])?)")


def _size(text: str) -> int:
    """What GitHub counts is not said; this is never less than characters."""
    return len(quiet(text).encode("utf-16-le", "surrogatepass")) // 2


BODY = Limit(65_536, _size)


class Fields(TypedDict):
    """What an issue is made of."""

    title: str
    body: str
    labels: list[str]
    assignees: list[str]


@dataclass(frozen=True, slots=True)
class NoLogin:
    """An assignee that can be no login of GitHub's."""

    text: str


def mark(dedup: str) -> str:
    """The label that an open issue about the same fault is found by."""
    digest = _DIGEST.fullmatch(dedup)
    return _OURS + (digest[1] if digest else hashlib.sha256(dedup.encode()).hexdigest()[:12])


def fields(draft: Draft, labels: tuple[str, ...]) -> Fields | NoLogin:
    """The fields. What other people wrote notifies nobody and links nothing."""
    login = _LOGIN.fullmatch(draft.assignee.strip())
    if draft.assignee.strip() and not login:
        return NoLogin(draft.assignee.strip())
    return {
        "title": clipped(quiet_line(draft.title), TITLE // 2),
        "body": quiet(described(draft, BODY, words.LEFT_OUT).text),
        "labels": [mark(draft.dedup), *labels],
        "assignees": [login[1]] if login else [],
    }
