"""Every possible world: a question asked again for each way in which its coins can fall.

A question is a plain function; where it needs to know what nobody can know it tosses a coin. The
first toss of a coin stops the question and starts it afresh once for each side, so that only the
coins on which the answer turns are ever thrown, and one coin falls the same way all through a
world.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

MOST_WORLDS = 2000


class TooManyWorldsError(Exception):
    """The question tosses more coins than the judge can go through."""


@dataclass(frozen=True, slots=True)
class Coin:
    """Something unknown: its name, and what a test gives on each of its sides."""

    name: str
    sides: tuple[bool, ...] = (True, False)


class _UntossedError(Exception):
    def __init__(self, coin: Coin) -> None:
        super().__init__(coin.name)
        self.coin = coin


@dataclass(frozen=True, slots=True)
class World:
    """How the coins tossed so far lie: the number of the side by the coin's name."""

    lies: Mapping[str, int]

    def toss(self, coin: Coin) -> bool:
        """The test's result in this world."""
        if coin.name not in self.lies:
            raise _UntossedError(coin)
        return coin.sides[self.lies[coin.name]]


Answer = TypeVar("Answer")


def answers(question: Callable[[World], Answer]) -> Iterator[tuple[World, Answer]]:
    """Each world in which `question` can be asked, with its answer there.

    Raises TooManyWorldsError after MOST_WORLDS of them.
    """
    waiting = [World({})]
    for _ in range(MOST_WORLDS):
        if not waiting:
            return
        world = waiting.pop()
        try:
            yield world, question(world)
        except _UntossedError as untossed:
            coin = untossed.coin
            sides = range(len(coin.sides))
            waiting += [World({**world.lies, coin.name: side}) for side in sides]
    raise TooManyWorldsError
