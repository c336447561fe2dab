"""AWS shows an old text for a while: what is newer than a text that was read, as far as is known.

KMS and SNS are consistent within seconds, at worst minutes (docs/facts.md 3.2), and neither has an
etag. What budget-check wrote last, and what CloudTrail told, is compared with what is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.aws_events import ResourceChange
from bot.core.policy.edit import same_value, statements_of

LAG = timedelta(minutes=5)
"""So long a text may be an old one."""


@dataclass(frozen=True, slots=True)
class LastWrite:
    """What a change wrote last to one attribute of a resource, and when."""

    resource: str
    attribute: str
    before: str
    after: str
    at: datetime
    change: str

    def shows(self, text: str) -> bool:
        """Whether the text is the one that was written, or was made from it by somebody since.

        That can be told of a policy alone: what came in is there, and what came out is not.
        """
        if same_value(self.attribute, text, self.after):
            return True
        before, after, now = map(statements_of, (self.before, self.after, text))
        return self.attribute == "Policy" and after - before <= now and not (before - after) & now


def newer_than(
    attribute: str,
    text: str,
    last: LastWrite | None,
    edits: Sequence[ResourceChange],
    now: datetime,
) -> LastWrite | ResourceChange | None:
    """The write that a text read `now` does not show although it should; None where none is known.

    `last` is our own, `edits` are those that CloudTrail told of the resource.
    """
    edit = _latest(attribute, edits, now - LAG, None)
    ours = last if last and now - last.at < LAG else None
    if edit and (ours is None or edit.at > ours.at):
        return None if _wrote(edit, text) else edit
    return ours if ours and not ours.shows(text) else None


def written_over(
    write: LastWrite, edits: Sequence[ResourceChange], ours: Sequence[LastWrite] = ()
) -> ResourceChange | None:
    """Somebody else's edit that came so shortly before our write that the write may not have been
    made from it; None where none is known.

    `ours` are our writes to the resource: what came before an earlier one is that one's to lose.
    CloudTrail tells of ours too, which hides nobody else's.
    """
    earlier = (one.at for one in ours if one.attribute == write.attribute and one.at < write.at)
    others = [one for one in edits if not one.job and not _wrote(one, write.after)]
    edit = _latest(write.attribute, others, max((write.at - LAG, *earlier)), write.at)
    return None if edit is None or _wrote(edit, write.before) else edit


def _latest(
    attribute: str, edits: Sequence[ResourceChange], after: datetime, until: datetime | None
) -> ResourceChange | None:
    """CloudTrail's times are whole seconds, cut off."""
    fitting = (
        one
        for one in edits
        if one.attribute == attribute and one.at > after and (until is None or one.at <= until)
    )
    return max(fitting, key=lambda one: one.at, default=None)


def _wrote(edit: ResourceChange, text: str) -> bool:
    """Whether the text is what the event wrote; which policy AddPermission made is not told."""
    told = bool(edit.text) or edit.attribute != "Policy"
    return told and same_value(edit.attribute, edit.text, text)
