"""An alarm, a rule, a trail or another sender, as a template or plan declares it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.core.arns import parse_arn
from bot.core.iac.declared import DeclaredSubject, Place
from bot.core.iac.value import OfAnother, Unknown, text
from bot.core.senders import Sender


def subject(  # noqa: PLR0913 (what a sender is, and where it publishes)
    place: Place,
    sender: Sender,
    name: str,
    arn: str,
    addresses: Iterable[object],
    *,
    region: str,
    role: object = None,
    enabled: bool | Unknown = True,
    switch: str = "",
    recorded: bool = False,
) -> Iterator[DeclaredSubject]:
    """It, where it publishes to a topic; none where all that it does is something else.

    `addresses` are whatever it may do, topics among them. A resource of the same template that is
    no topic is none of an unknown name either.
    """
    topics, others = list[str | Unknown](), list[str]()
    for one in map(text, addresses):
        arn_of = parse_arn(one) if isinstance(one, str) else None
        if isinstance(one, OfAnother) or (arn_of and arn_of.service != "sns"):
            others.append(one.expression if isinstance(one, Unknown) else str(one))
        elif one:
            topics.append(one)
    if topics:
        yield DeclaredSubject(
            *(place, sender, name, arn, region, tuple(topics)),
            role=_role(role),
            enabled=enabled,
            other_actions=tuple(others),
            switch=switch,
            recorded=recorded,
        )


def _role(role: object) -> str:
    """The role's ARN, or the expression for it: that there is one is what counts."""
    told = text(role)
    return f"({told.expression})" if isinstance(told, Unknown) else told or ""


def alarm(  # noqa: PLR0913 (an alarm, and its actions by its states)
    place: Place,
    sender: Sender,
    name: str,
    arn: str,
    *,
    of_alarm: Iterable[object],
    of_others: Iterable[object],
    region: str,
    enabled: bool | Unknown,
) -> Iterator[DeclaredSubject]:
    """An alarm: `of_alarm` are its actions in the state ALARM, `of_others` those in the others."""
    first = [*of_alarm]
    actions = [*first, *of_others]
    for one in subject(place, sender, name, arn, actions, region=region, enabled=enabled):
        known = {text(action) for action in first}
        others = tuple(t for t in one.topics if isinstance(t, str) and t not in known)
        yield replace(one, not_of_alarm=others, acts_on_alarm=bool(first))
