"""Verified means: what is read back is the plan's, its codes are gone, and nothing new is wrong.

It is about what the policies say. What KMS obeys already cannot be read (docs/facts.md 3.2).
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from bot.core.change.change import Change
from bot.core.change.events import EventType
from bot.core.findings import PathReport, Status
from bot.core.model.path import Facts
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.topic_facts import TopicFacts
from bot.core.plan import Plan, Write
from bot.core.policy.edit import same_value
from bot.core.report import judge
from bot.core.texts import change_outcome as outcome_texts
from bot.core.texts.words import sentences
from bot.core.topic_reach import TopicReach, reach_of
from bot.features.change import texts
from bot.features.change.attempt import region_of
from bot.features.change.log_entries import tells
from bot.features.change.ports import EnginePorts
from bot.features.change.read_path import Fault, codes_on, faults_of, read_path, request_of
from bot.jobs.ports import Writer


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What reading back showed. `why` says what is missing, "" for nothing; `differs` is whether
    something else than the plan's stands there: somebody else wrote too.
    """

    why: str = ""
    differs: bool = False


def read_back(ports: EnginePorts, plan: Plan) -> ReadBack:
    """Read what every write of the plan left. The last write of an attribute counts."""
    writer = ports.writer.of(plan.account)
    seen = [write for write in plan.writes if write.leaves_a_trace]
    last = {(write.resource, write.attribute): write for write in seen}
    made = {write.resource for write in plan.writes if write.action == "kms:CreateKey"}
    found = [_one(writer, region_of(plan), write, made) for write in last.values()]
    worst = [back for back in found if back.differs] or [back for back in found if back.why]
    return worst[0] if worst else ReadBack()


@dataclass(frozen=True, slots=True)
class Verification:
    """What the whole check says afterwards. `why` says why it does not say that it worked, "" where
    it does; `still` what keeps the alert from arriving all the same, "" for nothing, and `leaves`
    the status of that. `facts` is what was read of what it is about, None where nothing
    was, and of a topic. `reach` is which senders of a topic get through where some do and some do
    not, None otherwise.
    """

    why: str = ""
    still: str = ""
    leaves: Status | None = None
    facts: Facts | None = None
    reach: TopicReach | None = None


def verified(ports: EnginePorts, change: Change, plan: Plan, back: ReadBack) -> Verification:
    """Check the whole path again, unless reading back says already why not.

    An undo brings back what it brings back: `still` is "" then.
    """
    if back.why:
        return Verification(back.why)
    seen = read_path(ports, request_of(plan))
    facts, one = seen.facts, seen.one
    left = codes_on(facts, plan) & frozenset(plan.clears)
    if left:
        return Verification(outcome_texts.STILL_SAYS.format(said=_said(facts, left)), facts=one)
    new = _new(faults_of(facts), _allowed(ports, change), undoing=bool(change.undoes))
    if new:
        said = _said(facts, {code for _, code, _ in new})
        return Verification(outcome_texts.NOW_ALSO_SAYS.format(said=said), facts=one)
    if change.undoes:
        return Verification(facts=one)
    still, leaves = _still(facts, plan.topic)
    reach = _reach(facts) if still else None
    return Verification(still=still, leaves=leaves, facts=one, reach=reach)


def _said(facts: Facts | TopicFacts, codes: Collection[str]) -> str:
    """What the check says, in its words, where it says one of these codes."""
    found = (f.says for path in _reports(facts) for f in path.findings if f.code in codes)
    return sentences(*dict.fromkeys(found))


def _still(facts: Facts | TopicFacts, topic: str) -> tuple[str, Status | None]:
    """Somebody mends one of two faults, and must not take the alert for mended."""
    paths = [path for path in _reports(facts) if path.topic == topic]
    for status in (Status.BROKEN, Status.UNKNOWN):
        found = [f for path in paths if path.verdict is status for f in path.findings]
        says = next((f.says for f in found if f.status is status), "")
        if says:
            return says, status
    return "", None


def _reach(facts: Facts | TopicFacts) -> TopicReach | None:
    """Of a topic, where some of its senders get through: who does and who does not."""
    found = reach_of(facts) if isinstance(facts, TopicFacts) else None
    return found if found and 0 < found.counted.well < found.counted.count else None


def _reports(facts: Facts | TopicFacts) -> tuple[PathReport, ...]:
    each = [facts] if isinstance(facts, Facts) else facts.facts()
    return tuple(path for one in each for path in judge(one, mends=False).paths)


def _new(now: frozenset[Fault], allowed: frozenset[Fault], *, undoing: bool) -> frozenset[Fault]:
    """What is wrong now and was neither before nor foreseen.

    An undo breaks again what was mended: the hop that it foresees broken may be so in other words.
    """
    hops = {(topic, _hop(code)) for topic, code, _ in allowed} if undoing else set()
    return frozenset(f for f in now - allowed if (f[0], _hop(f[1])) not in hops)


def _hop(code: str) -> str:
    return code.partition(".")[0]


def _one(writer: Writer, region: str, write: Write, made: Collection[str]) -> ReadBack:
    """`made` are the keys that the plan has made: KMS may not know them everywhere yet."""
    now = writer.current(write, region)
    if isinstance(now, NotFound) and write.resource in made:
        return ReadBack(texts.not_visible(write))
    if isinstance(now, ReadFailed):
        return ReadBack(texts.unreadable(write, now.detail))
    if isinstance(now, NotFound):
        return ReadBack(texts.conflict(write), differs=True)
    if same_value(write.attribute, now, write.after):
        return ReadBack()
    if same_value(write.attribute, now, write.before):
        return ReadBack(texts.not_visible(write))
    return ReadBack(texts.conflict(write), differs=True)


def _allowed(ports: EnginePorts, change: Change) -> frozenset[Fault]:
    """What was BROKEN or UNKNOWN before the write, or was to be expected of it: it is in the log.

    Nothing where no attempt got so far as to write it down.
    """
    told = [a.after for a in ports.log.of_change(change.id) if tells(a, EventType.COMPARED)]
    found = json.loads(told[-1]) if told else []
    return frozenset((topic, code, via) for topic, code, via in found)
