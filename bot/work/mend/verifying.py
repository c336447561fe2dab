"""Verified means: what is read back is the plan's, its codes are gone, and nothing new is wrong.

It is about what the policies say. What KMS obeys already cannot be read (FACTS 3.2).
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from bot.core.change import Change
from bot.core.editing import same_value
from bot.core.model import Absent, Unread
from bot.core.plan import Plan, Write
from bot.core.text import listed
from bot.work.mend import says
from bot.work.mend.attempt import region_of
from bot.work.mend.looking import Fault, codes_on, faults_of, look, wish_of
from bot.work.mend.means import Means, Writer
from bot.work.mend.records import Did


@dataclass(frozen=True, slots=True)
class BackThere:
    """What reading back showed. `why` says what is missing, "" for nothing; `differs` is whether
    something else than the plan's stands there: somebody else wrote too.
    """

    why: str = ""
    differs: bool = False


def read_back(means: Means, plan: Plan) -> BackThere:
    """Read what every write of the plan left. The last write of an attribute counts."""
    writer = means.writer.of(plan.account)
    seen = [write for write in plan.writes if write.leaves_a_trace]
    last = {(write.resource, write.attribute): write for write in seen}
    found = [_one(writer, region_of(plan), write) for write in last.values()]
    worst = [back for back in found if back.differs] or [back for back in found if back.why]
    return worst[0] if worst else BackThere()


def unverified(means: Means, change: Change, plan: Plan) -> str:
    """Why the check does not say that it worked; "" where it does."""
    facts = look(means, wish_of(plan)).facts
    left = codes_on(facts, plan.topic) & frozenset(plan.clears)
    if left:
        return f"the check still says {listed(sorted(left))}."
    new = _new(faults_of(facts), _allowed(means, change), undoing=bool(change.undoes))
    if new:
        return f"the check now also says {listed(sorted({code for _, code, _ in new}))}."
    return ""


def _new(now: frozenset[Fault], allowed: frozenset[Fault], *, undoing: bool) -> frozenset[Fault]:
    """What is wrong now and was neither before nor foreseen.

    An undo breaks again what was mended: the hop that it foresees broken may be so in other words.
    """
    hops = {(topic, _hop(code)) for topic, code, _ in allowed} if undoing else set()
    return frozenset(f for f in now - allowed if (f[0], _hop(f[1])) not in hops)


def _hop(code: str) -> str:
    return code.partition(".")[0]


def _one(writer: Writer, region: str, write: Write) -> BackThere:
    now = writer.current(write, region)
    if isinstance(now, Unread):
        return BackThere(says.unreadable(write, now.detail))
    if isinstance(now, Absent):
        return BackThere(says.conflict(write), differs=True)
    if same_value(write.attribute, now, write.after):
        return BackThere()
    if same_value(write.attribute, now, write.before):
        return BackThere(says.not_visible(write))
    return BackThere(says.conflict(write), differs=True)


def _allowed(means: Means, change: Change) -> frozenset[Fault]:
    """What was BROKEN or UNKNOWN before the write, or was to be expected of it: it is in the log.

    Nothing where no attempt got so far as to write it down.
    """
    told = [a.after for a in means.log.of_change(change.id) if a.what == Did.COMPARED]
    found = json.loads(told[-1]) if told else []
    return frozenset((topic, code, via) for topic, code, via in found)
