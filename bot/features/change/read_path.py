"""Reads the path of a change and plans over it, the same way before each decision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.core import fixes
from bot.core.fixes import FixSubject
from bot.core.model.key import Key
from bot.core.model.path import Facts, Path
from bot.core.model.read import NotFound
from bot.core.model.topic import Topic
from bot.core.model.topic_facts import OtherSenders, TopicFacts
from bot.core.plan import CannotPlan, Plan
from bot.core.reference import topic_in
from bot.core.simulate import codes_of, faults, foreseen, judged
from bot.core.texts import change_outcome as outcome_texts
from bot.features.change.lag import befores, texts_of, too_old
from bot.jobs.changed import KnownChanges
from bot.jobs.prefetch import Prefetch

if TYPE_CHECKING:
    from bot.features.change.ports import EnginePorts

Fault = tuple[str, str, str]
"""A BROKEN or UNKNOWN finding of all that was read: the topic, the code, the subscription."""
_UNREADABLE = frozenset({"budget.unreadable", "sender.unreadable"})


@dataclass(frozen=True, slots=True)
class PathView:
    """What was read: a budget, another sender's subject, or a topic with all its senders.

    `path` is the one of the change's topic that the fix would mend, None without one; `reference`
    stands for what was asked for (`bot.core.reference`), `senders` is what else publishes to the
    topic, None where nobody looked.
    """

    facts: Facts | TopicFacts
    path: Path | None
    reference: str
    senders: OtherSenders | None = None

    @property
    def one(self) -> Facts | None:
        """What was read of a budget or a subject, for what is said right after; None of a topic."""
        return self.facts if isinstance(self.facts, Facts) else None


def read_path(ports: EnginePorts, request: FixRequest) -> PathView:
    """Read all of it now. Of several paths to the topic, one that the fix would mend."""
    facts = _read(ports, request)
    paths = [path for path in facts.paths() if topic_of(path) == request.topic]
    fix = fixes.fix_named(request.fix)
    wanted = fix.clears if fix else frozenset[str]()
    mended = (path for path in paths if codes_of(judged(path)) & wanted)
    senders = facts.senders if isinstance(facts, TopicFacts) else None
    return PathView(facts, next(mended, paths[0] if paths else None), request.budget, senders)


def _read(ports: EnginePorts, request: FixRequest) -> Facts | TopicFacts:
    topic = topic_in(request.budget)
    if not topic:
        return _changes(ports).on(ports.reader.facts(request.account, request.budget))
    found = ports.reader.topic_facts(request.account, topic)
    if isinstance(found, TopicFacts):
        return _changes(ports).on_topic(found)
    return TopicFacts(topic, request.account, ports.clock(), NotFound(topic))


def _changes(ports: EnginePorts) -> KnownChanges:
    return KnownChanges(ports.last_writes, ports.resource_changes)


def read_all(ports: EnginePorts, request: FixRequest) -> PathView:
    """The same, and side by side what else publishes to the topic, where that counts."""
    if topic_in(request.budget) or not _concerns_senders(request):
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
    return path.address or ""


def plan_over(
    ports: EnginePorts, seen: PathView, fix_id: str, change_id: str, undoes: Plan | None = None
) -> Plan | CannotPlan:
    """The fix, or the undo of `undoes`, over what was seen; none over a text that is too old."""
    plan = _planned(ports, seen, fix_id, change_id, undoes)
    if isinstance(plan, CannotPlan):
        old = too_old(ports, texts_of(seen.path), surely=True)
    else:
        old = too_old(ports, befores(plan))
        plan = replace(plan, budget=seen.reference)
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
    ours = ports.rules.ours
    asks = bool(ours.function) and _asks_for_it(fix_id)
    subject = FixSubject(
        path=seen.path,
        owners=ports.owners(_arns(seen.path)),
        allow_unencrypted=ports.rules.allow_unencrypted,
        change_id=change_id,
        ours=ours,
        function=ports.function(ours.function) if asks and not undoes else None,
        dead_queue=ports.rules.dead_queue,
        others=_others(seen),
        senders=seen.senders,
    )
    return fixes.undo(undoes, subject) if undoes else fixes.plan(fix_id, subject)


def _others(seen: PathView) -> tuple[Path, ...]:
    """The paths of who else publishes to the topic, as far as that was read."""
    if seen.path is None:
        return ()
    if isinstance(seen.facts, TopicFacts):
        return seen.facts.paths_beside(seen.path.sender, seen.path.name)
    return seen.senders.paths_beside(seen.path) if seen.senders else ()


def _no_path(facts: Facts | TopicFacts) -> tuple[str, bool]:
    """Why there is no path to the topic, and whether it is only not known: what was not read may
    hide it.
    """
    told = (f for path in facts.paths() for f in judged(path) if f.code in _UNREADABLE)
    unread = next(told, None)
    if unread:
        return outcome_texts.PATH_UNKNOWN.format(why=unread.says), True
    return outcome_texts.NO_PATH, False


def _asks_for_it(fix_id: str) -> bool:
    """Whether the fix is about budget-check's own function: for the others it is not read."""
    fix = fixes.fix_named(fix_id)
    return bool(fix and fix.applies_to)


def faults_of(facts: Facts | TopicFacts) -> frozenset[Fault]:
    """Everything BROKEN or UNKNOWN over the whole budget."""
    return frozenset(fault for path in facts.paths() for fault in _faults(path))


def expected_faults(seen: PathView, plan: Plan) -> frozenset[Fault]:
    """What may be BROKEN or UNKNOWN after the plan: what is so now, and what the plan says."""
    paths = (path for path in seen.facts.paths() if topic_of(path) == plan.topic)
    planned = (
        (topic_of(path), code, via or "") for path in paths for code, via in foreseen(path, plan)
    )
    return faults_of(seen.facts) | frozenset(planned)


def codes_on(facts: Facts | TopicFacts, plan: Plan) -> frozenset[str]:
    """The codes that are not OK on the plan's paths to its topic: of a topic those of the senders
    that it lets in.
    """
    paths = [path for path in facts.paths() if topic_of(path) == plan.topic]
    if isinstance(facts, TopicFacts):
        served = {part.budget for part in plan.each}
        paths = [path for path in paths if path.reference in served]
    return frozenset(code for path in paths for code in codes_of(judged(path)))


def _faults(path: Path) -> frozenset[Fault]:
    return frozenset((topic_of(path), code, via or "") for code, via in faults(judged(path)))


def _arns(path: Path) -> tuple[str, ...]:
    topic = (path.topic.arn,) if isinstance(path.topic, Topic) else ()
    key = (path.key.arn,) if isinstance(path.key, Key) else ()
    return (*topic, *key)


@dataclass(frozen=True, slots=True)
class FixRequest:
    """One fix for one topic (its ARN, as the notification holds it) of what `budget` stands for: a
    budget, another sender's subject, or that topic itself (`bot.core.reference`).
    """

    account: str
    budget: str
    topic: str
    fix: str
