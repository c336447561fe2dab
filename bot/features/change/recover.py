"""Settling what a worker left that is gone, by the log and by reading what is there; and
looking again at what was written and could not be verified.

A change of one step is only looked up: written, or not. One of which some steps are
written goes on, for half a change serves nobody: each write that is left is compared
first as always.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.change import Action, State
from bot.core.editing import same_value
from bot.core.model import Absent, Unread
from bot.core.plan import NEW_KEY, Plan, Write
from bot.features.change import log_entries, texts
from bot.features.change.apply import not_allowed, take
from bot.features.change.attempt import Attempt
from bot.features.change.events import News, What
from bot.features.change.finish import applied, conclude, fail, stop
from bot.features.change.log_entries import Did, Step
from bot.features.change.ports import Means
from bot.features.change.verify import read_back, verified
from bot.features.change.write_steps import Known, carry_out, made_here
from bot.jobs.crash_points import Point


@dataclass(frozen=True, slots=True)
class Story:
    """What the log says of each step: `done` with AWS's answer, `doubtful` without an outcome,
    `refused` where AWS did not do it.
    """

    done: dict[int, str]
    doubtful: frozenset[int]
    refused: dict[int, str]

    @property
    def tried(self) -> frozenset[int]:
        """Every step that anybody may have begun."""
        return frozenset(self.done) | self.doubtful | frozenset(self.refused)


@dataclass(frozen=True, slots=True)
class _Unclear:
    """Reading does not tell whether it was written."""

    why: str


def settle(means: Means, change_id: str) -> News:
    """See `Mender.settle`."""
    change = means.changes.get(change_id)
    if change is None or change.state is not State.APPLYING:
        return News(What.STANDS, texts.late(change), change_id, change)
    lost = not_allowed(means, change)
    lease = take(means, change)
    if lease is None:
        return News(What.LATE, texts.busy(), change_id, change)
    means.reach(Point.LEASED)
    now = means.clock()
    note = log_entries.of_change(change, Did.SETTLING, now)
    mine = means.changes.note(change, note, due=now + means.rules.settle_after)
    means.reach(Point.SETTLING)
    attempt = Attempt(means, mine, lease)
    return _settled(attempt, story(change.plan, means.log.of_change(change_id)), lost)


def story(plan: Plan, actions: Sequence[Action]) -> Story:
    """The steps of a change by its records, oldest first: the last word on each counts."""
    last: dict[int, Action] = {}
    for action in actions:
        if action.step:
            last[action.step] = action
    said = {number: Did(action.what) for number, action in last.items()}
    return Story(
        done={
            n: _answer(last[n], plan) for n, did in said.items() if did in (Did.WROTE, Did.FOUND)
        },
        doubtful=frozenset(n for n, did in said.items() if did in (Did.INTENDED, Did.UNSURE)),
        refused={n: last[n].why for n, did in said.items() if did is Did.NOT_WRITTEN},
    )


def _settled(attempt: Attempt, known: Story, lost: str) -> News:
    """Answer what is in doubt, then end it or go on."""
    means, change = attempt.means, attempt.change
    if not known.tried:
        return stop(means, change, texts.interrupted(), attempt.lease)
    done = dict(known.done)
    for number in sorted(known.doubtful):
        found = _look_up(attempt, number, _with_key(change.plan, done).writes[number - 1])
        if isinstance(found, Unread):
            return News(What.UNSURE, found.detail, change.id, change)  # the schedule comes again
        if isinstance(found, _Unclear):
            return fail(means, change, found.why, attempt.lease, _with_key(change.plan, done))
        if found is not None:
            done[number] = found
    return _ended(attempt, known, done, lost)


def _ended(attempt: Attempt, known: Story, done: Mapping[int, str], lost: str) -> News:
    """Half a change goes on, unless AWS refused the rest or the right to it is gone."""
    means, change = attempt.means, attempt.change
    steps = len(change.plan.writes)
    refused = next(iter(known.refused.values()), "") or (lost if len(done) < steps else "")
    if not done:
        return stop(means, change, refused or texts.written_not_found(change.plan), attempt.lease)
    if refused:
        why = refused + texts.half(len(done), steps)
        return fail(means, change, why, attempt.lease, _with_key(change.plan, done))
    return conclude(attempt, carry_out(attempt, Known(done, known.tried)))


def _look_up(attempt: Attempt, number: int, write: Write) -> str | Unread | _Unclear | None:
    """AWS's answer where the step is found written, None where it is found not written."""
    means, change = attempt.means, attempt.change
    found = _found(attempt, number, write)
    if isinstance(found, Unread | _Unclear):
        return found
    did = Did.NOT_WRITTEN if found is None else Did.FOUND
    named = replace(write, resource=found) if found and NEW_KEY in write.resource else write
    why = texts.not_visible(write) if found is None else found
    means.log.put(log_entries.of_step(change, did, means.clock(), Step(number, named, why)))
    means.reach(Point.RECORDED)
    return found


def _found(attempt: Attempt, number: int, write: Write) -> str | Unread | _Unclear | None:
    if NEW_KEY in write.resource:
        made = attempt.writer.find(write, attempt.region)
        return None if isinstance(made, Absent) else made
    if not write.leaves_a_trace:
        return _Unclear(texts.cannot_tell(write))
    now = attempt.writer.current(write, attempt.region)
    if isinstance(now, Absent) and made_here(attempt.change.plan, number):
        return None
    return now if isinstance(now, Unread) else _read(write, now)


def _read(write: Write, now: str | Absent) -> str | _Unclear | None:
    if isinstance(now, str) and same_value(write.attribute, now, write.after):
        return ""
    if isinstance(now, str) and same_value(write.attribute, now, write.before):
        return None
    return _Unclear(texts.conflict(write))


def _with_key(plan: Plan, done: Mapping[int, str]) -> Plan:
    """The plan with the ARN of the key that one of the finished steps made."""
    for number, answer in done.items():
        if answer and NEW_KEY in plan.writes[number - 1].resource:
            return plan.with_new_key(answer)
    return plan


def _answer(action: Action, plan: Plan) -> str:
    made = NEW_KEY in plan.writes[action.step - 1].resource
    return action.resource if made and NEW_KEY not in action.resource else ""


def recheck(means: Means, change_id: str) -> News:
    """See `Mender.recheck`. It writes nothing, so it needs no lease."""
    change = means.changes.get(change_id)
    if change is None or change.state is not State.UNVERIFIED:
        return News(What.STANDS, texts.late(change), change_id, change)
    back = read_back(means, change.plan)
    if back.differs:
        return fail(means, change, back.why)
    found = verified(means, change, change.plan, back)
    if not found.why:
        return applied(means, change, change.plan, found)
    if change.expires <= means.clock():
        return fail(means, change, texts.never_verified(found.why))
    return News(What.UNVERIFIED, texts.not_verified(found.why), change_id, change)
