"""The request's condition keys as the rules see them: held, absent, or not known to be either."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.core.policy.decision import Match, Request
from bot.core.policy.kleene import agreed
from bot.core.policy.names import may_be_new

_CUSTOMERS = ("aws:sourceaccount", "aws:resourceaccount")
"""The keys that hold the customer's accounts."""
MAX_SPLIT = 6
"""Doubtful keys that are tried both ways at once: 2 ** 6 evaluations at the most."""


@dataclass(frozen=True, slots=True)
class World:
    """One request's keys, by lower-case name (docs/facts.md 4.1; Request explains the three kinds).

    `held` maps a key to its values; `open` are the keys that may hold anything or be absent, and
    `families` what the names of more such keys begin with; `doubtful` are those that are absent or
    hold what `held` says, `more` those of `held` that may hold further values. `aws_own` are those
    of the open ones that, where they are there, hold a value of AWS's own and none of the
    customer's `accounts`. `absent` are those that no family takes in. All others are absent too,
    but for those that AWS may have added to its own or to the `service` that is called ("sns").
    """

    held: Mapping[str, tuple[str, ...]]
    open: frozenset[str] = frozenset()
    families: tuple[str, ...] = ()
    doubtful: frozenset[str] = frozenset()
    more: frozenset[str] = frozenset()
    aws_own: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    service: str = ""

    @classmethod
    def of(cls, request: Request) -> World:
        """The world of a request. A key without values (an empty list) is an absent one."""
        held = {
            _lower(key): (value,) if isinstance(value, str) else _texts(value)
            for key, value in request.context.items()
        }
        unknown = _lowered(tuple(request.unknown))
        doubtful = unknown & held.keys()
        return cls(
            held,
            unknown - doubtful,
            _families(tuple(request.unknown)),
            doubtful,
            _lowered(tuple(request.more)),
            _lowered(tuple(request.aws_own)),
            _lowered(tuple(request.absent)),
            request.action.partition(":")[0].lower(),
        )

    @property
    def accounts(self) -> frozenset[str]:
        """The customer's accounts, as far as the request tells."""
        return frozenset(account for key in _CUSTOMERS for account in self.held.get(key, ()))

    def is_open(self, key: str) -> bool:
        """Whether the lower-case key may hold anything, or be absent."""
        if key in self.open:
            return True
        if key in self.held or key in self.doubtful or key in self.absent:
            return False
        return key.startswith(self.families) or may_be_new(key, self.service)

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
            opened, absent = self.open | rest, self.absent | gone
            yield replace(self, held=held, open=opened, doubtful=left, absent=absent)

    def settle(self, keys: tuple[str, ...], judge: Callable[[World], Match]) -> Match:
        """What `judge`, which reads no other keys than these, says in every possible world."""
        if self.doubtful and not self.doubtful.isdisjoint(keys):
            return agreed(judge(world) for world in self.splits(keys))
        return judge(self)


@lru_cache(maxsize=1024)
def _lower(key: str) -> str:
    return key.lower()


@lru_cache(maxsize=256)
def _families(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name[:-1].lower() for name in names if name.endswith("*"))


@lru_cache(maxsize=256)
def _lowered(keys: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key.lower() for key in keys)


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list | tuple):
        return tuple(_text(item) for item in value)
    return (_text(value),)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
