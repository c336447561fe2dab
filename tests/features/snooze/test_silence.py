"""What a snooze keeps the watch from saying, and what it never does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.change.log_record import LogRecord
from bot.core.jobs.outbox import SendDue
from bot.core.jobs.snooze_ends import EndSnoozes
from bot.core.root_cause import RootCause
from bot.core.snooze import Snooze, SnoozedCause, causes_of
from playground.slack import Message, seed
from tests.conftest import EmbeddedAws
from tests.core.alerts.texts import ACCOUNT, TOPIC
from tests.features.alert.world import NAME, Alerts
from tests.features.watch.watching import have, hear, settle, turned, watching
from tests.features.world import text_of


@pytest.fixture
def world(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[Alerts]:
    """The budget broke, which was told, and arrives again."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    with watching(embedded_aws) as found:
        have(found, [NAME])
        found.reader.state = "OK"
        hear(found, turned(found, broken=True))
        yield found


def cause(world: Alerts) -> RootCause:
    last = world.store.verdicts.get(ACCOUNT, NAME)
    assert last and last.cause
    return last.cause


def snooze(world: Alerts, of: SnoozedCause, **time: float) -> Snooze:
    now = world.clock()
    made = Snooze(of, NAME, seed.MENDER, "We know.", now, now + timedelta(**time), of.id)
    record = LogRecord(of.id, now, seed.MENDER, "snoozed", ACCOUNT, NAME)
    assert world.store.snoozes.put(made, record)
    return made


def own(world: Alerts) -> SnoozedCause:
    return causes_of(ACCOUNT, NAME, cause(world))[0]


def broken_again(world: Alerts) -> list[Message]:
    """It is mended and breaks again: what is said of the break, wherever."""
    hear(world, turned(world, broken=False, event="mended"))
    before = said(world)
    hear(world, turned(world, broken=True, event="again"))
    return [one for one in said(world) if one not in before]


def said(world: Alerts) -> list[Message]:
    return [m for m in world.slack.messages(seed.FINOPS) if not m.ephemeral]


def test_a_break_is_told_where_nothing_is_snoozed(world: Alerts) -> None:
    assert broken_again(world)


def test_the_same_cause_of_the_same_budget_is_silent(world: Alerts) -> None:
    snooze(world, own(world), days=1)
    assert broken_again(world) == []


def test_a_cause_is_silent_for_every_budget(world: Alerts) -> None:
    shared = causes_of(ACCOUNT, NAME, cause(world))[1]
    snooze(world, shared, days=1)
    assert broken_again(world) == []


@pytest.mark.parametrize(
    "other", [{"code": "topic.missing"}, {"resource": f"{TOPIC}-2"}, {"budget": "another"}]
)
def test_another_code_resource_or_budget_is_told(world: Alerts, other: dict[str, str]) -> None:
    snooze(world, replace(own(world), **other), days=1)
    assert broken_again(world)


def test_one_that_is_over_silences_nothing_even_before_the_schedule_comes(world: Alerts) -> None:
    snooze(world, own(world), minutes=1)
    assert broken_again(world)


def test_a_new_cause_is_told_though_the_verdict_stays(world: Alerts) -> None:
    first = cause(world)
    snooze(world, own(world), days=1)
    before = said(world)
    world.reader.topic = f"{TOPIC}-2"
    hear(world, turned(world, broken=True, event="another cause"))
    assert cause(world).resource != first.resource
    (told,) = [one for one in said(world) if one not in before]
    assert "This is another cause than the one that is snoozed." in text_of(told)
    hear(world, turned(world, broken=True, event="the same cause"))
    assert len(said(world)) == len(before) + 1


def test_what_was_silent_is_told_at_the_end(world: Alerts) -> None:
    snooze(world, own(world), hours=1)
    assert broken_again(world) == []
    before = said(world)
    world.clock.pass_(hours=2)
    for n in range(2):
        world.work(EndSnoozes(), f"end {n}")
        settle(world)
    (told,) = [one for one in said(world) if one not in before]
    assert "Snoozed until" in text_of(told) and "We know." in text_of(told)


def test_what_ended_while_no_schedule_came_for_a_day_is_told_once_when_it_does(
    world: Alerts,
) -> None:
    snooze(world, own(world), hours=1)
    assert broken_again(world) == []
    before = said(world)
    world.clock.pass_(days=1, hours=3)
    assert [one for one in said(world) if one not in before] == []
    for n in range(3):
        world.work(EndSnoozes(), f"end {n}")
        world.work(SendDue(), f"send {n}")
        settle(world)
    (told,) = [one for one in said(world) if one not in before]
    assert "We know." in text_of(told) and not world.store.snoozes.running()
