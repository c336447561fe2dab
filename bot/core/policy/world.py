"""The request's condition keys as the rules see them: held, absent, or not known to be either."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.core.policy.decision import Match, Request
from bot.core.policy.kleene import agreed

_CUSTOMERS = ("aws:sourceaccount", "aws:resourceaccount")
"""The keys that hold the customer's accounts."""
MAX_SPLIT = 6
"""Doubtful keys that are tried both ways at once: 2 ** 6 evaluations at the most."""


@dataclass(frozen=True, slots=True)
class World:
    """One request's keys, by lower-case name (FACTS 4.1; Request explains the three kinds).

    `held` maps a key to its values, `open` are the keys that may hold anything or be absent,
    `doubtful` those that are absent or hold what `held` says, `more` those of `held` that may hold
    further values. `aws_own` are those of `open` that, where they are there, hold a value of AWS's
    own and none of the customer's `accounts`. All others are absent.
    """

    held: Mapping[str, tuple[str, ...]]
    open: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    more: frozenset[str] = frozenset()
    aws_own: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()

    @classmethod
    def of(cls, request: Request, keys: frozenset[str] = frozenset()) -> World:
        """The world of a request for a policy that reads `keys`.

        A key without values (an empty list) is an absent one.
        """
        held = {
            key.lower(): (value,) if isinstance(value, str) else _texts(value)
            for key, value in request.context.items()
        }
        unknown, families = _named(tuple(request.unknown), keys)
        doubtful = unknown & held.keys()
        meant = families.difference(held, _lowered(tuple(request.absent)))
        accounts = (account for key in _CUSTOMERS for account in held.get(key, ()))
        return cls(
            held,
            (unknown - doubtful) | meant,
            doubtful,
            _lowered(tuple(request.more)),
            _lowered(tuple(request.aws_own)),
            frozenset(accounts),
        )

    def splits(self, keys: Iterable[str]) -> Iterator[World]:
        """Every world that the doubtful ones of `keys` leave possible; itself without any.

        More than MAX_SPLIT are not tried one by one: the rest may then hold anything, which is
        less sharp and never wrong.
        """
        doubtful = [key for key in dict.fromkeys(keys) if key in self.doubtful]
        tried, rest = doubtful[:MAX_SPLIT], frozenset(doubtful[MAX_SPLIT:])
        left = self.doubtful.difference(doubtful)
        for bits in range(2 ** len(tried)):
            gone = {key for position, key in enumerate(tried) if bits >> position & 1}
            held = {key: value for key, value in self.held.items() if key not in gone}
            yield replace(self, held=held, open=self.open | rest, doubtful=left)

    def settle(self, keys: tuple[str, ...], judge: Callable[[World], Match]) -> Match:
        """What `judge`, which reads no other keys than these, says in every possible world."""
        if self.doubtful and not self.doubtful.isdisjoint(keys):
            return agreed(judge(world) for world in self.splits(keys))
        return judge(self)


@lru_cache(maxsize=256)
def _named(names: tuple[str, ...], keys: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The names in lower case, and those of `keys` that one with a star at its end stands for."""
    families = tuple(name[:-1].lower() for name in names if name.endswith("*"))
    return _lowered(names), frozenset(key for key in keys if key.startswith(families))


@lru_cache(maxsize=256)
def _lowered(keys: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key.lower() for key in keys)


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list | tuple):
        return tuple(_text(item) for item in value)
    return (_text(value),)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
