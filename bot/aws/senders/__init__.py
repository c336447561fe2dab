"""Which alarms, rules and so on publish to a topic: one file for each sender, found by path.

A file's `READER` is all there is to it. What it reads is allowed, and read, only where the setting
SENDERS names the sender (README.md, "Settings").
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from bot.aws.reads import Read
from bot.aws.senders._reader import Named, SenderReader, Subjects
from bot.core.discovery import modules_of

__all__ = ["Named", "SenderReader", "Subjects", "actions_of", "all_readers", "reads_of"]


@cache
def all_readers() -> tuple[SenderReader, ...]:
    """Every reader, by the name of its file."""
    return tuple(module.READER for module in modules_of(__name__, __path__))


def reads_of(settings: Collection[str]) -> tuple[Read, ...]:
    """What the senders that these words of SENDERS name are read with."""
    named = (one for one in all_readers() if one.sender.setting in settings)
    return tuple(dict.fromkeys(read for one in named for read in one.reads))


def actions_of(settings: Collection[str]) -> tuple[str, ...]:
    """The IAM actions of these reads."""
    return tuple(sorted({read.action for read in reads_of(settings)}))
