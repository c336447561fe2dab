"""The people, the clock and the listener of the engine's tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.core.accounts.authorize import (
    Asked,
    Groups,
    Person,
    Refusal,
    Right,
    may_approve,
    may_mend,
    may_reject,
)
from bot.core.change.events import EventType
from bot.core.outgoing import Outgoing
from bot.features.change.events import ChangeEvent

TEAM = "T1"


class Clock:
    """The real time, and what a test adds to it."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def pass_(self, **time: float) -> None:
        self.ahead += timedelta(**time)


@dataclass
class Kept:
    """A Tell that keeps what it is told."""

    news: list[ChangeEvent] = field(default_factory=list)

    def messages(self, news: ChangeEvent) -> tuple[Outgoing, ...]:
        return ()

    def happened(self, news: ChangeEvent) -> None:
        self.news.append(news)

    def told(self, news: ChangeEvent) -> None:
        self.news.append(news)

    @property
    def what(self) -> list[EventType]:
        return [one.what for one in self.news]


@dataclass
class MadeUpRights:
    """The rules of `bot.core.accounts.authorize` over people that a test names; nothing is kept."""

    menders: tuple[str, ...] = ("U1", "U2", "U3", "U4")
    unknown: bool = False

    def _person(self, user: str) -> Person | None:
        return None if self.unknown else Person(user, frozenset({TEAM}))

    def mend(self, user: str, fix: str, typed: str | None = None) -> Refusal | None:
        right, groups = self._right(fix)
        return may_mend(self._person(user), TEAM, right, groups, typed=typed)

    def approve(self, user: str, fix: str, asked: Asked) -> Refusal | None:
        right, groups = self._right(fix)
        return may_approve(self._person(user), TEAM, right, groups, asked)

    def reject(self, user: str, fix: str, asked: Asked) -> Refusal | None:
        right, groups = self._right(fix)
        return may_reject(self._person(user), TEAM, right, groups, asked)

    def holders(self, fix: str) -> tuple[str, ...]:
        return self.menders

    def _right(self, fix: str) -> tuple[Right, Groups]:
        return Right(fix, self.menders), {}
