"""What is checked, as one text: a budget's name, or "alarm:ARN", "topic:ARN" and so on.

A record, a job and a button carry it where they carry a budget's name, which holds no colon
(docs/facts.md 1.4), so that none is taken for the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bot.core.arns import is_topic_arn, parse_arn
from bot.core.model.subject import Subject
from bot.core.senders import Sender, sender_by

TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Reference:
    """A topic where `sender` is None, else a subject of the sender's.

    `name` may be an ARN, which says its Region itself. `region` is "" for the usual one.
    """

    sender: Sender | None
    name: str
    region: str = ""

    @property
    def text(self) -> str:
        """As it is kept: `reference_of` reads it back."""
        option = self.sender.option if self.sender else TOPIC
        place = () if parse_arn(self.name) else (self.region,)
        return ":".join((option, *place, self.name))

    @property
    def called(self) -> str:
        """For people: "alarm cpu-high"."""
        noun = self.sender.subject if self.sender else TOPIC
        return f"{noun} {_plain(self.name)}".rstrip()


@lru_cache(maxsize=256)
def reference_of(text: str) -> Reference | None:
    """Read it back; None for a budget's name."""
    option, colon, rest = text.partition(":")
    sender = sender_by(option)
    if not colon or (sender is None and option != TOPIC):
        return None
    if parse_arn(rest):
        return Reference(sender, rest)
    region, _, name = rest.partition(":")
    return Reference(sender, name, region)


def called(text: str) -> str:
    """What is checked, for people: a budget by its name alone, an alarm as "alarm cpu-high"."""
    found = reference_of(text)
    return found.called if found else text


def topic_in(text: str) -> str:
    """The ARN of the topic that it stands for; "" for anything else."""
    found = reference_of(text)
    return found.name if found and not found.sender and is_topic_arn(found.name) else ""


def of_topic(arn: str) -> str:
    """The text that stands for this topic."""
    return Reference(None, arn).text


def of_subject(subject: Subject) -> str:
    """The text that stands for this subject: by its ARN, where AWS gives it one."""
    if not subject.sender.option:
        return subject.name
    return Reference(subject.sender, subject.arn or subject.name, subject.region).text


def _plain(name: str) -> str:
    """The name that an ARN ends in, any other as it is."""
    arn = parse_arn(name)
    if arn is None:
        return name
    _, _, behind = arn.resource.partition(":" if ":" in arn.resource else "/")
    return behind or arn.resource
