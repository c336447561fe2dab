"""How the subjects of one sender are read, as data."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.aws.reader import CheckReads
from bot.aws.reads import Read
from bot.core.arns import parse_arn
from bot.core.model.read import ReadFailed
from bot.core.model.subject import Subject
from bot.core.senders import Sender


@dataclass(frozen=True, slots=True)
class Subjects:
    """The subjects that publish to a topic; `unread` is why there may be more."""

    found: tuple[Subject, ...] = ()
    unread: tuple[ReadFailed, ...] = ()


def naming(topic: str, listed: tuple[Subject, ...] | ReadFailed) -> Subjects:
    """Those of a whole list that publish to the topic."""
    if isinstance(listed, ReadFailed):
        return Subjects(unread=(listed,))
    return Subjects(tuple(one for one in listed if topic in one.topics))


OnTopics = Mapping[str, Subjects]
"""By the topic's ARN: of every topic that was asked for."""
Listed = tuple[Subject, ...] | ReadFailed


async def in_each_region(
    topics: Sequence[str], listed: Callable[[str], Coroutine[Any, Any, Listed]]
) -> OnTopics:
    """Of the list of each Region that has one of the topics, those that publish to each."""
    by_region = regions_of(topics)
    lists = await asyncio.gather(*(listed(region) for region in by_region))
    return {
        topic: naming(topic, found)
        for here, found in zip(by_region.values(), lists, strict=True)
        for topic in here
    }


def regions_of(topics: Sequence[str]) -> Mapping[str, list[str]]:
    """The topics by their Region."""
    found: dict[str, list[str]] = {}
    for topic in topics:
        arn = parse_arn(topic)
        found.setdefault(arn.region if arn else "", []).append(topic)
    return found


@dataclass(frozen=True, slots=True)
class Named:
    """What bears a name: nothing, one subject, or several of which somebody has to choose.

    `others` are the names that were seen beside it, for who mistyped one.
    """

    found: tuple[Subject, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SenderReader:
    """The reader of one sender.

    `reads` are all calls that it makes. `of_topics` takes the ARNs of topics, and gives what
    publishes to each, by one list of all that a Region has; `named` takes what somebody typed, a
    name or an ARN, and the Region to look in, and gives what bears that name. Neither raises for
    what AWS does.
    """

    sender: Sender
    reads: tuple[Read, ...]
    of_topics: Callable[[CheckReads, Sequence[str]], Coroutine[Any, Any, OnTopics]]
    named: Callable[[CheckReads, str, str], Coroutine[Any, Any, Named | ReadFailed]]
