"""Reads the path of a change and plans over it, the same way before each decision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.core import fixes
from bot.core.fixes import FixSubject
from bot.core.model.budget import Notification
from bot.core.model.key import Key
from bot.core.model.path import Facts, Path
from bot.core.model.topic import Topic
from bot.core.model.topic_facts import OtherSenders
from bot.core.plan import CannotPlan, Plan
from bot.core.simulate import codes_of, faults, foreseen, judged
from bot.core.texts import change_outcome as outcome_texts
from bot.features.change.lag import befores, texts_of, too_old
from bot.jobs.prefetch import Prefetch

if TYPE_CHECKING:
    from bot.features.change.ports import EnginePorts

Fault = tuple[str, str, str]
"""A BROKEN or UNKNOWN finding of a whole budget: the topic, the code, the subscription."""


@dataclass(frozen=True, slots=True)
class PathView:
    """A budget as it was read. `path` is the one of the change's topic, None without it. `senders`
    is what else publishes there, None where nobody looked.
    """

    facts: Facts
    path: Path | None
    senders: OtherSenders | None = None


def read_path(ports: EnginePorts, request: FixRequest) -> PathView:
    """Read the whole budget now. Of several paths to the topic, one that the fix would mend."""
    facts = ports.reader.facts(request.account, request.budget)
    paths = [path for path in facts.paths() if topic_of(path) == request.topic]
    fix = fixes.fix_named(request.fix)
    wanted = fix.clears if fix else frozenset[str]()
    mended = (path for path in paths if codes_of(judged(path)) & wanted)
    return PathView(facts, next(mended, paths[0] if paths else None))


def read_all(ports: EnginePorts, request: FixRequest) -> PathView:
    """The same, and side by side what else publishes to the topic, where that counts."""
    if not _concerns_senders(request):
        return read_path(ports, request)
    beside = Prefetch()
    beside.ask(ports.senders, request.account, request.topic)
    seen = read_path(ports, request)
    return replace(seen, senders=beside.answer(ports.senders, request.account, request.topic))


def with_senders(ports: EnginePorts, seen: PathView, request: FixRequest) -> PathView:
    """What was seen, with what else publishes to the topic, where that counts; read once."""
    if seen.senders is not None or not _concerns_senders(request):
        return seen
    return replace(seen, senders=ports.senders(request.account, request.topic))


def _concerns_senders(request: FixRequest) -> bool:
    fix = fixes.fix_named(request.fix)
    return bool(fix and fixes.concerns_senders(fix))


def request_of(plan: Plan) -> FixRequest:
    """What the plan was made for."""
    return FixRequest(plan.account, plan.budget, plan.topic, plan.fix)


def topic_of(path: Path) -> str:
    """The topic's address, "" for a notification without one."""
    notification = path.notification
    found = notification.topic if isinstance(notification, Notification) else None
    return found or ""


def plan_over(
    ports: EnginePorts, seen: PathView, fix_id: str, change_id: str, undoes: Plan | None = None
) -> Plan | CannotPlan:
    """The fix, or the undo of `undoes`, over what was seen; none over a text that is too old."""
    plan = _planned(ports, seen, fix_id, change_id, undoes)
    if isinstance(plan, CannotPlan):
        old = too_old(ports, texts_of(seen.path), surely=True)
    else:
        old = too_old(ports, befores(plan))
    return CannotPlan(fix_id, old.says, for_now=True) if old else plan


def same_over_path(alone: Plan, plan: Plan) -> bool:
    """Whether a plan that was made without a look at other senders, and one made with it, are the
    same as far as the path goes.
    """
    if alone.fingerprint == plan.fingerprint:
        return True
    return fixes.hangs_on_senders(plan) and befores(alone) == befores(plan)


def _planned(
    ports: EnginePorts, seen: PathView, fix_id: str, change_id: str, undoes: Plan | None
) -> Plan | CannotPlan:
    if seen.path is None:
        why, unread = _no_path(seen.facts)
        return CannotPlan(fix_id, why, unread)
    why_not = ports.writer.why_not(seen.facts.account)
    if why_not:
        return CannotPlan(fix_id, why_not)
    ours = ports.rules.events_function
    subject = FixSubject(
        path=seen.path,
        owners=ports.owners(_arns(seen.path)),
        allow_unencrypted=ports.rules.allow_unencrypted,
        change_id=change_id,
        ours=ours,
        function=ports.function(ours) if ours and _asks_for_it(fix_id) and not undoes else None,
        dead_queue=ports.rules.dead_queue,
        others=seen.senders.paths_beside(seen.path) if seen.senders else (),
        senders=seen.senders,
    )
    return fixes.undo(undoes, subject) if undoes else fixes.plan(fix_id, subject)


def _no_path(facts: Facts) -> tuple[str, bool]:
    """Why there is no path to the topic, and whether it is only not known: what was not read may
    hide it.
    """
    told = (f for path in facts.paths() for f in judged(path) if f.code == "budget.unreadable")
    unread = next(told, None)
    if unread:
        return outcome_texts.PATH_UNKNOWN.format(why=unread.says), True
    return outcome_texts.NO_PATH, False


def _asks_for_it(fix_id: str) -> bool:
    """Whether the fix is about budget-check's own function: for the others it is not read."""
    fix = fixes.fix_named(fix_id)
    return bool(fix and fix.applies_to)


def faults_of(facts: Facts) -> frozenset[Fault]:
    """Everything BROKEN or UNKNOWN over the whole budget."""
    return frozenset(fault for path in facts.paths() for fault in _faults(path))


def expected_faults(seen: PathView, plan: Plan) -> frozenset[Fault]:
    """What may be BROKEN or UNKNOWN after the plan: what is so now, and what the plan says."""
    paths = (path for path in seen.facts.paths() if topic_of(path) == plan.topic)
    planned = (
        (topic_of(path), code, via or "") for path in paths for code, via in foreseen(path, plan)
    )
    return faults_of(seen.facts) | frozenset(planned)


def codes_on(facts: Facts, topic: str) -> frozenset[str]:
    """The codes that are not OK on the paths to one topic."""
    paths = (path for path in facts.paths() if topic_of(path) == topic)
    return frozenset(code for path in paths for code in codes_of(judged(path)))


def _faults(path: Path) -> frozenset[Fault]:
    return frozenset((topic_of(path), code, via or "") for code, via in faults(judged(path)))


def _arns(path: Path) -> tuple[str, ...]:
    topic = (path.topic.arn,) if isinstance(path.topic, Topic) else ()
    key = (path.key.arn,) if isinstance(path.key, Key) else ()
    return (*topic, *key)


@dataclass(frozen=True, slots=True)
class FixRequest:
    """One fix for one topic (its ARN, as the notification holds it) of one budget."""

    account: str
    budget: str
    topic: str
    fix: str
