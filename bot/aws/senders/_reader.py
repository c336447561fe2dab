"""How the subjects of one sender are read, as data."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from bot.aws.reader import CheckReads
from bot.aws.reads import Read
from bot.core.arns import Arn
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

    `reads` are all calls that it makes. `of_topic` takes a topic's ARN, whole and in its parts, and
    gives what publishes there; `named` takes what somebody typed, a name or an ARN, and the Region
    to look in, and gives what bears that name. Neither raises for what AWS does.
    """

    sender: Sender
    reads: tuple[Read, ...]
    of_topic: Callable[[CheckReads, str, Arn], Coroutine[Any, Any, Subjects]]
    named: Callable[[CheckReads, str, str], Coroutine[Any, Any, Named | ReadFailed]]
