"""The writes of a plan, one after another: intent, write, outcome.

Each is compared once more right before it is made. The lease is renewed first, so nobody else of
budget-check writes in between; somebody else's edit in that moment is found by reading back, for
neither service has an etag.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.aws.apply import Done, Refused, Unsure
from bot.core.change.events import EventType
from bot.core.model.read import NotFound, ReadFailed
from bot.core.plan import NEW_KEY, Plan, Write
from bot.core.policy.edit import same_value
from bot.features.change import log_entries, texts
from bot.features.change.attempt import Attempt
from bot.features.change.lag import remember
from bot.features.change.log_entries import StepRecord
from bot.jobs.crash_points import CrashPoint

_NOT_FOUND = {"NotFoundException", "NotFound"}


@dataclass(frozen=True, slots=True)
class EarlierSteps:
    """What earlier attempts did: `done` is each finished step with AWS's answer, `tried` every
    step that anybody may have begun.
    """

    done: Mapping[int, str] = field(default_factory=dict)
    tried: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Ended:
    """How the steps ended. `plan` is the one that was carried out, with the new key's ARN.

    `done` counts the steps that are written by now; `stop` is what kept the rest, None for nothing.
    """

    plan: Plan
    done: int
    stop: Stop | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a step did not come off. `doubt`: it may have been written all the same, or be in a
    while. `soon`: nothing is under way, so it may be tried again as soon as AWS has caught up.
    `changed`: somebody else has written there. `about` is the write that is in doubt.
    """

    problem: str
    doubt: bool = False
    soon: bool = False
    changed: bool = False
    about: StepRecord | None = None


def carry_out(attempt: Attempt, known: EarlierSteps) -> Ended:
    """Make every write that is not done yet, until one does not come off."""
    plan = attempt.change.plan
    for done, number in enumerate(range(1, len(plan.writes) + 1)):
        if number in known.done:
            answer: str | Stop = known.done[number]
        else:
            answer = _step(attempt, number, plan.writes[done], again=number in known.tried)
        if isinstance(answer, Stop):
            return Ended(plan, done, answer)
        if answer and NEW_KEY in plan.writes[done].resource:
            plan = plan.with_new_key(answer)
    return Ended(plan, len(plan.writes))


def _step(attempt: Attempt, number: int, write: Write, *, again: bool) -> str | Stop:
    """One write: AWS's answer, or what stops the change here."""
    ports, change = attempt.ports, attempt.change
    if not attempt.still_held():
        return Stop(texts.taken_over())
    there = _already_there(attempt, number, write)
    if there is not None:
        return there
    ports.log.put(
        log_entries.of_step(change, EventType.INTENDED, ports.clock(), StepRecord(number, write))
    )
    ports.crash_hook(CrashPoint.INTENDED)
    result = attempt.writer.perform(write, attempt.region, again=again)
    ports.crash_hook(CrashPoint.WRITTEN)
    match result:
        case Done(answer, found):
            return _wrote(
                attempt, number, write, answer, EventType.FOUND if found else EventType.WROTE
            )
        case Refused(code) if code in _NOT_FOUND and made_here(attempt.change.plan, number):
            why = texts.not_known_yet(write)
            about = StepRecord(number, write, why)
            return Stop(why, doubt=True, soon=True, about=about)
        case Refused():
            why = texts.refused_by_aws(write, result)
            _record(attempt, EventType.NOT_WRITTEN, number, write, why)
            return Stop(why)
        case Unsure(words):
            return _looked_up(attempt, number, write, words)


def _already_there(attempt: Attempt, number: int, write: Write) -> str | Stop | None:
    """None where what is there is what the plan was made over.

    A key to be made is not looked for here: `perform` does that where anybody has tried before.
    """
    if NEW_KEY in write.resource:
        return None
    writer = attempt.writer
    now = writer.current(write, attempt.region)
    if isinstance(now, NotFound) and made_here(attempt.change.plan, number):
        return None
    if isinstance(now, ReadFailed | NotFound):
        return Stop(texts.unreadable(write, now.detail))
    if write.leaves_a_trace and same_value(write.attribute, now, write.after):
        return _wrote(attempt, number, write, "", EventType.FOUND)
    if not any(same_value(write.attribute, now, text) for text in _befores(attempt, number)):
        return Stop(texts.conflict(write), changed=True)
    return None


def made_here(plan: Plan, number: int) -> bool:
    """Whether the step is about the key that an earlier step makes: KMS may not know it at once."""
    return number > 1 and NEW_KEY in plan.writes[number - 1].resource


def _befores(attempt: Attempt, number: int) -> list[str]:
    """What may stand there: AWS's own copies can lag behind an earlier step on the same thing."""
    writes = attempt.change.plan.writes[:number]
    step = writes[-1]
    same = (w for w in writes if (w.resource, w.attribute) == (step.resource, step.attribute))
    return [write.before for write in same]


def _looked_up(attempt: Attempt, number: int, write: Write, words: str) -> str | Stop:
    """AWS did not answer: only reading tells. What is not seen may still come."""
    found = trace_of(attempt, write)
    if found is not None:
        return _wrote(attempt, number, write, found, EventType.FOUND)
    why = texts.unsure(write, words)
    return Stop(why, doubt=True, about=StepRecord(number, write, why))


def trace_of(attempt: Attempt, write: Write) -> str | None:
    """AWS's answer to a write that is found to have been made; None where it is not seen."""
    writer = attempt.writer
    if NEW_KEY in write.resource:
        made = writer.find(write, attempt.region)
        return made if isinstance(made, str) else None
    now = writer.current(write, attempt.region)
    seen = isinstance(now, str) and same_value(write.attribute, now, write.after)
    return "" if seen and write.leaves_a_trace else None


def _wrote(attempt: Attempt, number: int, write: Write, answer: str, did: EventType) -> str:
    """The outcome, under the ARN of a new key: by that record it is known again."""
    named = replace(write, resource=answer) if NEW_KEY in write.resource else write
    _record(attempt, did, number, named, answer)
    remember(attempt.ports, named, attempt.change.id)
    attempt.ports.crash_hook(CrashPoint.RECORDED)
    return answer


def _record(attempt: Attempt, did: EventType, number: int, write: Write, why: str) -> None:
    ports = attempt.ports
    ports.log.put(
        log_entries.of_step(attempt.change, did, ports.clock(), StepRecord(number, write, why))
    )
