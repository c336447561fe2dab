"""What a plan does to the other senders of the topic that are known by their configuration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import chain

from bot.core.checks._unread import cannot_read
from bot.core.findings import Finding, Status, worst
from bot.core.fixes._fix import Fix
from bot.core.fixes._subject import FixSubject
from bot.core.model.path import Path
from bot.core.plan import CannotPlan, Plan
from bot.core.senders import Sender
from bot.core.simulate import judged, simulate
from bot.core.texts.words import first_of, listed

_NAMES = 3
_KEY = "KmsMasterKeyId"


class Turn(Enum):
    """What becomes of a sender."""

    LOSES = auto()
    UNSURE = auto()
    STAYS_OUT = auto()
    GAINS = auto()
    STAYS_UNSURE = auto()
    STAYS_IN = auto()


@dataclass(frozen=True, slots=True)
class _Turned:
    """One path before and after, and the finding that says why it is not served then."""

    path: Path
    turn: Turn
    why: Finding | None = None


def concerns_senders(fix: Fix) -> bool:
    """Whether who else publishes to the topic counts for it: it changes topic or key."""
    return any(code.startswith(("topic.", "key.")) for code in fix.clears)


def hangs_on_senders(plan: Plan) -> bool:
    """Whether the plan would be another one, or none, with other senders on the topic: it gives the
    topic a key, or it lets in more than its own.
    """
    return _encrypts(plan) or any(one.sender != plan.each[0].sender for one in plan.each)


def silenced(plan: Plan, fix: str, others: Iterable[Path]) -> CannotPlan | None:
    """That the plan is none, since it would shut out somebody who is served today."""
    harmed = [one for one in _turned(plan, others) if one.turn is Turn.LOSES]
    if not harmed:
        return None
    why = next((one.why.says for one in harmed if one.why), "")
    return CannotPlan(
        fix, f"This would silence {listed(_titles(one.path for one in harmed))}. {why}"
    )


def with_known(plan: Plan, subject: FixSubject) -> Plan:
    """The plan with what becomes of each other sender, and with those that nobody could look at."""
    turned = list(_turned(plan, subject.others))
    said: dict[Turn, list[str]] = {turn: list(_said(turn, turned)) for turn in Turn}
    risks = [*said[Turn.LOSES], *said[Turn.UNSURE]]
    impact = [*said[Turn.STAYS_OUT], *said[Turn.GAINS]]
    touched = [one.path for one in turned if one.turn in {Turn.LOSES, Turn.UNSURE}]
    shut_out = [one.path for one in turned if one.turn is Turn.STAYS_OUT]
    if _changes_key(plan):
        impact += [*said[Turn.STAYS_UNSURE], *said[Turn.STAYS_IN]]
    unseen = list(_unseen(plan, subject))
    names = [*_titles(touched), *(_unread_titles(subject) if _encrypts(plan) else ())]
    return replace(
        plan,
        risks=(*risks, *plan.risks, *(unseen if _encrypts(plan) else ())),
        impact=(*plan.impact, *impact, *(() if _encrypts(plan) else unseen)),
        touched=tuple(dict.fromkeys((*names, *plan.touched))),
        kept_out=tuple(dict.fromkeys((*_titles(shut_out), *plan.kept_out))),
    )


def named(path: Path) -> str:
    """The sender and what of it publishes: "Harbour Beacons (light pier)"."""
    return _title(path.sender, [path.name])


def _turned(plan: Plan, others: Iterable[Path]) -> Iterator[_Turned]:
    for path in others:
        before, after = judged(path), judged(simulate(path, plan))
        was, now = (worst(one.status for one in found) for found in (before, after))
        why = next((one for one in after if one.status is now), None)
        yield _Turned(path, _turn(was, now), why)


def _turn(was: Status, now: Status) -> Turn:
    if now is Status.BROKEN:
        return Turn.STAYS_OUT if was is Status.BROKEN else Turn.LOSES
    if now is Status.UNKNOWN:
        return Turn.STAYS_UNSURE if was is Status.UNKNOWN else Turn.UNSURE
    return Turn.STAYS_IN if was in {Status.OK, Status.AT_RISK} else Turn.GAINS


_SAYS = {
    Turn.LOSES: "{who} is shut out from then on: {why}",
    Turn.UNSURE: "Whether {who} gets in then cannot be told: {why}",
    Turn.STAYS_OUT: "{who} stays shut out: {why}",
    Turn.GAINS: "{who} gets in too from then on.",
    Turn.STAYS_UNSURE: "Whether {who} gets in cannot be told, today or then: {why}",
    Turn.STAYS_IN: "{who} is still served.",
}


def _said(turn: Turn, turned: Sequence[_Turned]) -> Iterator[str]:
    """One sentence for each service and cause."""
    alike: dict[tuple[str, str], list[_Turned]] = {}
    for one in turned:
        if one.turn is turn:
            code = one.why.code if one.why else ""
            alike.setdefault((one.path.sender.id, code), []).append(one)
    for group in alike.values():
        who = _title(group[0].path.sender, [one.path.name for one in group])
        why = group[0].why
        yield _SAYS[turn].format(who=who, why=why.says if why else "")


def _titles(paths: Iterable[Path]) -> Iterator[str]:
    """Each service once, with what of it publishes."""
    of: dict[str, list[Path]] = {}
    for path in paths:
        of.setdefault(path.sender.id, []).append(path)
    return (_title(group[0].sender, [one.name for one in group]) for group in of.values())


def _title(sender: Sender, names: Sequence[str]) -> str:
    several = "s" if len(names) > 1 else ""
    return f"{sender.title} ({sender.subject}{several} {first_of(names, _NAMES)})"


def _encrypts(plan: Plan) -> bool:
    """Whether it gives the topic a key: a new one, or one that it had."""
    return any(write.attribute == _KEY and write.after for write in plan.writes)


def _changes_key(plan: Plan) -> bool:
    return any(write.attribute == _KEY for write in plan.writes)


def _unread_titles(subject: FixSubject) -> Iterator[str]:
    known = subject.senders
    unread = (one.sender.title for one in known.unread) if known else ()
    yield from (f"{title} (could not be read)" for title in unread)


def _unseen(plan: Plan, subject: FixSubject) -> Iterator[str]:
    """Whose configuration could not be read; for a key, also at whose nobody has looked."""
    known = subject.senders
    if known is None:
        return
    for one in known.unread:
        yield cannot_read(f"What of {one.sender.title} publishes to the topic", one.why)
    if known.skipped and _encrypts(plan):
        names = listed(f"{one.title} ({one.setting})" for one in known.skipped)
        yield f"Not looked for, since SENDERS does not name it: {names}."


def services(others: Iterable[Path]) -> frozenset[tuple[str, str]]:
    """The principal and the account of each that is known."""
    each = (((name, path.account) for name in path.sender.principals.values()) for path in others)
    return frozenset(chain.from_iterable(each))
