"""Is there such an alarm, rule or trail, and does it publish to a topic?

What a sender publishes for is visible in its own account and Region alone. Where there is none, the
finding names those whose names come nearest.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.checks._unread import cannot_read, said
from bot.core.findings import Finding, Status
from bot.core.model.path import Path
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.subject import Subject
from bot.core.names import shown
from bot.core.texts.words import capital, listed

CODES = {
    "sender.not-found": Status.BROKEN,
    "sender.no-topic": Status.BROKEN,
    "sender.unreadable": Status.UNKNOWN,
}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Say what the sender's own list has of it."""
    subject, noun = path.subject, path.sender.subject
    if isinstance(subject, NotFound):
        yield finding_factory("sender.not-found", path.name, _not_found(path, subject))
    elif isinstance(subject, ReadFailed):
        says = cannot_read(f'The {noun} "{path.name}"', subject)
        yield finding_factory("sender.unreadable", path.name, says, evidence=said(subject))
    elif isinstance(subject, Subject) and not subject.topics:
        says = (
            f"{capital(f'the {noun}')} publishes to no topic, so nobody is told by it. Give it a "
            "topic in its own settings."
        )
        yield finding_factory("sender.no-topic", subject.arn or path.name, says)


def _not_found(path: Path, missing: NotFound) -> str:
    sender = path.sender
    where = f" {missing.detail.strip()}" if missing.detail.strip() else ""
    none = f'{sender.title} has no {sender.subject} named "{path.name}" in account {path.account}.'
    if not path.names:
        return f"{none}{where} Check the name, the account and the Region."
    return f"{none}{where} The nearest names are {_quoted(path.names)}."


def _quoted(names: tuple[str, ...]) -> str:
    return listed([f'"{shown(name)}"' for name in names])
