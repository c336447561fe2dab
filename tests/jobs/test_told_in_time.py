"""What a crash, or Slack away for half a minute, kept from being said is said within two minutes.

No clock: what each part may take at worst is added up, from the numbers that the bot goes by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import cast

import pytest

from bot.core.jobs import Job
from bot.core.jobs.outbox import SendDue
from bot.errors import SlackError, SlackSilentError
from bot.events.schedule import LOOKS, SCHEDULE, take
from bot.features.change.schedule import SECONDS
from bot.jobs.context import Context
from bot.jobs.hold import HELD, OFTEN
from bot.jobs.outbox import LOOK_AGAIN, SEND_AFTER, send_due, wait_after
from bot.slack.calls import TIMEOUT
from bot.store.calls import CONFIG
from bot.store.pages import Page

TEMPLATE = Path("deploy/schedule.yml").read_text()
(MINUTES,) = re.findall(
    r"Name: \S+-due\n.*\n +ScheduleExpression: rate\((\d+) minutes?\)", TEMPLATE
)
PRECISION = 60
"""EventBridge Scheduler calls at any second of the minute that it is told."""
LOOKED_FOR = {
    "deployed": int(MINUTES) * 60 + PRECISION - LOOKS * LOOK_AGAIN,
    "laptop": int(SECONDS),
}
"""The longest time between two looks for what is not said, in seconds."""
SAID = 2 * TIMEOUT
"""Its mark is looked for in Slack, then it is posted."""
AWAY = 30
GOAL = 120
SILENT = SlackSilentError("chat.postMessage")
REFUSED = SlackError("chat.postMessage", "fatal_error")


@pytest.mark.parametrize("gap", LOOKED_FOR.values(), ids=LOOKED_FOR)
@pytest.mark.parametrize("kept_back", [SEND_AFTER, HELD], ids=["not begun", "claimed"])
def test_a_crash_is_made_up_for_within_two_minutes(kept_back: timedelta, gap: int) -> None:
    assert kept_back.total_seconds() + gap + SAID < GOAL


def test_the_looks_of_one_tick_are_over_before_the_next() -> None:
    assert int(MINUTES) * 60 > LOOKS * LOOK_AGAIN


@pytest.mark.parametrize("error", [SILENT, REFUSED], ids=["no answer", "an error"])
@pytest.mark.parametrize("each", [0, TIMEOUT], ids=["at once", "after the time-out"])
def test_slack_away_for_half_a_minute_is_made_up_for_within_two(
    error: SlackError, each: int
) -> None:
    again = next(at for at in _attempts(error, each) if at >= AWAY)
    assert again - AWAY + SAID < GOAL
    # Its own job may come a moment before it is due, by another machine's clock, and finds nothing.
    assert again - AWAY + max(LOOKED_FOR.values()) + SAID < GOAL


def _attempts(error: SlackError, each: int) -> Iterator[int]:
    """When it is tried, each attempt failing after `each` seconds."""
    at = 0
    for tries in count(1):
        yield at
        at += each + wait_after(tries, error)


def test_a_claim_outlives_what_is_done_under_it() -> None:
    assert HELD.total_seconds() > 2 * TIMEOUT
    # It is held anew in time though one call to the table does not answer.
    one_call = CONFIG.connect_timeout + CONFIG.read_timeout  # type: ignore[attr-defined]
    assert HELD.total_seconds() > HELD.total_seconds() / OFTEN + one_call


@dataclass
class Tables:
    """An outbox in which nothing waits."""

    @property
    def outbox(self) -> Tables:
        return self

    def due(self, _now: datetime, _cursor: str = "") -> Page[str]:
        return Page((), "")


@dataclass
class Ticked:
    """What the handler needs of a Context."""

    job: Job
    store: Tables = field(default_factory=Tables)
    sent: list[tuple[Job, int]] = field(default_factory=list)

    @property
    def queue(self) -> Ticked:
        return self

    def send(self, job: Job, delay_seconds: int = 0) -> None:
        self.sent.append((job, delay_seconds))

    def send_all(self, jobs: Sequence[Job]) -> None:
        for job in jobs:
            self.send(job)

    def clock(self) -> datetime:
        return datetime(2026, 11, 29, tzinfo=UTC)


def test_a_tick_looks_again_until_the_next_one() -> None:
    jobs = take({"source": SCHEDULE}, "r1") or ()
    looks, waited = [job for job in jobs if isinstance(job.what, SendDue)], 0
    while True:
        ticked = Ticked(looks[-1])
        send_due(cast("Context", ticked), cast("SendDue", looks[-1].what))
        if not ticked.sent:
            break
        ((job, seconds),) = ticked.sent
        looks, waited = [*looks, job], waited + seconds
    assert waited == LOOKS * LOOK_AGAIN
    assert len({job.id for job in looks}) == 1 + LOOKS
