"""Until when does a policy let somebody in?

An Allow can end at a date, a Deny can begin at one (conditions on aws:CurrentTime and
aws:EpochTime). Nothing is read off the text but the dates at which the answer may change: what it
then is says the evaluator, for the same request at that time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.core.policy.access import LabelledStatement, Ruling, rule
from bot.core.policy.decision import Effect, Match, Request
from bot.core.policy.document import read
from bot.core.policy.documents import conditions, without_everyone
from bot.core.policy.operators.numbers import moment, number

_CLOCK = frozenset({"aws:currenttime", "aws:epochtime"})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_END_OF_TIME = datetime(9999, 1, 1, tzinfo=UTC)
"""People write the year 9999 for "never"."""


@dataclass(frozen=True, slots=True)
class Expiry:
    """When the sender is let in no more, and by which statements; `labels` are for people.

    `at` is None where the answer hangs on the time in another way than by a date (a text pattern).
    `denies` is true where a Deny begins, and not only an Allow ends.
    """

    at: datetime | None
    labels: tuple[str, ...]
    denies: bool


def expiry(documents: Sequence[str], request: Request) -> Expiry | None:
    """The first moment from now on at which these documents no longer allow the request.

    None where there is none, or where they do not allow it today. Statements for everybody count
    only where no others let it in: what they give is unproven, so it is no less of an end.
    """
    if not any(key in _CLOCK for text in documents for key in read(text).condition_keys()):
        return None
    counted = _counted(documents, request)
    if rule(counted, request).effect is not Effect.ALLOW:
        return None
    for at in (*_moments(documents, request), None):
        then = _at(request, at or _END_OF_TIME)
        refused = rule(counted, then).effect is not Effect.ALLOW
        if refused and not _is_a_moment(counted, request, at):
            return _expiry(at, rule(documents, request), rule(documents, then))
    return None


def later(found: Expiry, requests: Iterable[Request]) -> tuple[Request, ...]:
    """The requests as they are once it has come to that."""
    return tuple(_at(request, found.at or _END_OF_TIME) for request in requests)


def earliest(found: Iterable[Expiry | None]) -> Expiry | None:
    """The first of them; None where there is none."""
    told = [one for one in found if one]
    return min(told, key=lambda one: one.at or _END_OF_TIME, default=None)


def _counted(documents: Sequence[str], request: Request) -> list[str | Mapping[str, object]]:
    named = [without_everyone(text, request.service) for text in documents]
    proven = rule(named, request).effect is Effect.ALLOW
    return [*named] if proven else [*documents]


def _is_a_moment(
    documents: Sequence[str | Mapping[str, object]], request: Request, at: datetime | None
) -> bool:
    """Whether it is over within a second, as where one date is excepted (DateNotEquals)."""
    if at is None:
        return False
    return rule(documents, _at(request, at + timedelta(seconds=1))).effect is Effect.ALLOW


def _expiry(at: datetime | None, now: Ruling, then: Ruling) -> Expiry:
    pairs = list(zip(now.statements, then.statements, strict=True))
    ended = [old for old, new in pairs if _ends(old, new)]
    ends = [one for one in ended if not one.result.everyone] or ended
    begins = [old for old, new in pairs if _begins(old, new)]
    return Expiry(at, tuple(s.label for s in begins or ends), denies=bool(begins))


def _ends(old: LabelledStatement, new: LabelledStatement) -> bool:
    """An Allow that matched and, at the later time, surely or perhaps does not."""
    old_match, new_match = old.result.match, new.result.match
    return old.result.effect == "Allow" and old_match is Match.YES and new_match is not Match.YES


def _begins(old: LabelledStatement, new: LabelledStatement) -> bool:
    deny = old.result.effect != "Allow"
    return deny and old.result.match is Match.NO and new.result.match is not Match.NO


def _moments(documents: Iterable[str], request: Request) -> Iterator[datetime]:
    """Every date to come at which a condition may change its answer, in order.

    A comparison changes at its date or in the second after it.
    """
    now = int(str(request.context["aws:EpochTime"]))
    seconds = {
        found + later
        for text in documents
        for key, value in conditions(text)
        if key.lower() in _CLOCK and (found := _second(value)) is not None
        for later in (0, 1)
    }
    for second in sorted(one for one in seconds if one > now):
        yield _EPOCH + timedelta(seconds=second)


def _second(value: str) -> int | None:
    """The date's second; None for what is no date, or one that no calendar has."""
    found = moment(value) or number(value)
    if found is None or not 0 < found < (_END_OF_TIME - _EPOCH).total_seconds() - 1:
        return None
    return int(found)


def _at(request: Request, when: datetime) -> Request:
    clock = {
        "aws:CurrentTime": when.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "aws:EpochTime": str(int((when - _EPOCH).total_seconds())),
    }
    return replace(request, context={**request.context, **clock})
