"""Whether AWS shows a text that is older than what was written since; whose edit may be lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.core.aws_events import ResourceChange
from bot.core.lag import LAG, LastWrite, newer_than, written_over
from bot.core.model.key import Key
from bot.core.model.path import Path
from bot.core.model.topic import Topic
from bot.core.plan import NEW_KEY, Plan, Write
from bot.core.policy.edit import same_value
from bot.features.change import texts

if TYPE_CHECKING:
    from bot.features.change.ports import EnginePorts

Texts = Mapping[tuple[str, str], str]
"""What was read, by resource and attribute (in the words of `bot.core.plan.Write`)."""
_ONE_TEXT = frozenset(
    {"Policy", "KmsMasterKeyId", "KeyState", "RawMessageDelivery", "FilterPolicy"}
)
"""A resource has one value of these, so that two writes of it can be told apart by their order."""


@dataclass(frozen=True, slots=True)
class TooOld:
    """What a text does not show: why, in a sentence, until when that may last, and whose it is."""

    says: str
    until: datetime
    newer: LastWrite | ResourceChange


def befores(plan: Plan) -> Texts:
    """The texts that the plan was made over; of several writes to one thing the first counts."""
    known = (write for write in reversed(plan.writes) if _is_one_text(write))
    return {(write.resource, write.attribute): write.before for write in known}


def texts_of(path: Path | None) -> Texts:
    """The texts of topic and key as they were read."""
    found: dict[tuple[str, str], str] = {}
    if path and isinstance(path.topic, Topic):
        found[path.topic.arn, "Policy"] = path.topic.policy or ""
        found[path.topic.arn, "KmsMasterKeyId"] = path.topic.key_reference or ""
    if path and isinstance(path.key, Key):
        found[path.key.arn, "KeyState"] = path.key.state
        if isinstance(path.key.policies, tuple) and path.key.policies:
            found[path.key.arn, "Policy"] = path.key.policies[0]
    return found


def too_old(ports: EnginePorts, read: Texts, *, surely: bool = False) -> TooOld | None:
    """The newer write that one of these texts does not show; None where none is known.

    `surely`: not where the text may be somebody's edit of since. Raises StoreError.
    """
    now = ports.clock()
    for resource in sorted({resource for resource, _ in read}):
        last = {one.attribute: one for one in ports.last_writes.of(resource)}  # the newest of each
        edits = ports.resource_changes.on(resource, now - LAG)
        for (of, attribute), text in read.items():
            newer = newer_than(attribute, text, last.get(attribute), edits, now)
            if of == resource and newer and not (surely and _may_be_newer(newer, text)):
                says = texts.too_old(attribute, resource, newer)
                return TooOld(says, newer.at + LAG, newer)
    return None


def _may_be_newer(newer: LastWrite | ResourceChange, text: str) -> bool:
    """A text that is not the one from before our write."""
    if isinstance(newer, ResourceChange):
        return False
    return not same_value(newer.attribute, text, newer.before)


def remember(ports: EnginePorts, write: Write, change_id: str) -> None:
    """Nothing is planned over what was there before. Raises StoreError."""
    if _is_one_text(write):
        last = LastWrite(
            write.resource, write.attribute, write.before, write.after, ports.clock(), change_id
        )
        ports.last_writes.put(last)


def lost_edit(ports: EnginePorts, plan: Plan, change_id: str) -> str:
    """That somebody else's edit came so shortly before a write of the plan that it may be lost; ""
    where none is known. Raises StoreError.
    """
    for resource, attribute in befores(plan):
        ours = ports.last_writes.of(resource)
        for write in ours:
            if (write.attribute, write.change) != (attribute, change_id):
                continue
            edit = written_over(write, ports.resource_changes.on(resource, write.at - LAG), ours)
            if edit:
                return texts.written_over(write, edit)
    return ""


def _is_one_text(write: Write) -> bool:
    return write.attribute in _ONE_TEXT and NEW_KEY not in write.resource
