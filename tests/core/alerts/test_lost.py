"""What became of an alert, told from what several checks saw: never a wrong explanation."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.alerts.alarms import Alarm, continued
from bot.core.alerts.lost import Applied, lost, seen
from bot.core.findings import Report
from bot.core.model.path import Facts
from bot.core.report import judge
from bot.core.texts.report import lost_lines
from tests.core.build import (
    DEFAULT,
    NOW,
    TOPIC,
    document,
    encrypted,
    facts,
    key,
    notification,
    refused,
    topic,
    traffic,
)

ALARM = notification(state="ALARM")
CALM = notification()
HOUR = timedelta(hours=1)
QUIET = traffic(published=0.0, last_published=None, last_delivered=None)
CLEAR = topic(traffic=QUIET)
BROKEN = topic(document(DEFAULT), traffic=QUIET)
BUSY = topic()
UNCLEAR = replace(CLEAR, policy=None)
Seen = tuple[object, object]
"""A notification and a topic, as one check met them."""


def checked(met: Seen, at: datetime) -> Report:
    alert, found = met
    given: Facts = facts(alert, topics={TOPIC: found}, now=at)  # type: ignore[arg-type]
    return judge(given)


def story(*checks: Seen, applied: Applied | None = None) -> bool:
    """Whether the last of these checks, an hour apart, explains the alarm by the earlier ones."""
    known: tuple[Alarm, ...] | None = None
    report = checked(checks[0], NOW)
    for number, met in enumerate(checks, 1):
        report = checked(met, NOW + number * HOUR)
        known = continued(known, seen(report, applied if number == len(checks) else None))
    return bool(lost(report, known))


@pytest.mark.parametrize(
    ("checks", "explained"),
    [
        # Seen in ALARM while it was broken, and mended since.
        ([(ALARM, BROKEN), (ALARM, CLEAR)], True),
        ([(CALM, CLEAR), (ALARM, BROKEN), (ALARM, CLEAR)], True),
        ([(ALARM, BROKEN), (ALARM, BROKEN), (ALARM, UNCLEAR), (ALARM, CLEAR)], True),
        # Mended, broken by somebody and mended again: lost it was all the same.
        ([(ALARM, BROKEN), (ALARM, CLEAR), (ALARM, BROKEN), (ALARM, CLEAR)], True),
        # What could not be told at first is told by the next check.
        ([(ALARM, UNCLEAR), (ALARM, BROKEN), (ALARM, CLEAR)], True),
        # Not mended yet, or nobody can tell.
        ([(ALARM, BROKEN)], False),
        ([(ALARM, BROKEN), (ALARM, UNCLEAR)], False),
        # It was due on a path that was clear: something else kept it out.
        ([(ALARM, CLEAR)], False),
        ([(ALARM, CLEAR), (ALARM, BROKEN), (ALARM, CLEAR)], False),
        ([(ALARM, UNCLEAR), (ALARM, CLEAR)], False),
        # Which came first, the mend or the ALARM, no check saw.
        ([(CALM, BROKEN), (ALARM, CLEAR)], False),
        # The ALARM ended; this is another one.
        ([(ALARM, BROKEN), (CALM, CLEAR), (ALARM, CLEAR)], False),
        # Others publish since: this one was lost before.
        ([(ALARM, BROKEN), (ALARM, BUSY)], True),
        # Something was published already: the alert may have been.
        ([(ALARM, replace(BROKEN, traffic=traffic())), (ALARM, BUSY)], False),
        ([(ALARM, replace(BROKEN, traffic=None)), (ALARM, CLEAR)], False),
    ],
)
def test_a_story(checks: list[Seen], explained: bool) -> None:
    assert story(*checks) is explained


@pytest.mark.parametrize(
    ("checks", "ago", "mended", "explained"),
    [
        # What is in ALARM at once after our mend was so before it, when the path was broken.
        ([(CALM, BROKEN), (ALARM, CLEAR)], timedelta(seconds=5), TOPIC, True),
        ([(ALARM, CLEAR)], timedelta(seconds=5), TOPIC, True),
        ([(CALM, BROKEN), (ALARM, CLEAR)], timedelta(seconds=5), f"{TOPIC}2", False),
        ([(CALM, BROKEN), (ALARM, CLEAR)], timedelta(seconds=5), "", False),
        ([(CALM, BROKEN), (ALARM, CLEAR)], timedelta(minutes=5), TOPIC, False),
        # A check that came between the mend and its own says nothing of the time before.
        ([(ALARM, CLEAR), (ALARM, CLEAR)], timedelta(hours=2), TOPIC, False),
    ],
)
def test_right_after_a_change(
    checks: list[Seen], ago: timedelta, mended: str, explained: bool
) -> None:
    at = NOW + len(checks) * HOUR - ago
    assert story(*checks, applied=Applied(at, mended)) is explained


def test_what_is_told_of_the_time_before_a_change_counts_more_than_a_check_after_it() -> None:
    at = NOW - timedelta(seconds=20)
    between = checked((ALARM, CLEAR), NOW - timedelta(seconds=10))
    report = checked((ALARM, CLEAR), NOW)
    known = continued(seen(between), seen(report, Applied(at, TOPIC)))
    assert known is not None
    assert lost(report, known) == {ALARM.identity: at - timedelta(seconds=1)}


def test_what_a_change_has_broken_tells_nothing_of_the_time_before() -> None:
    report = checked((ALARM, BROKEN), NOW)
    assert seen(report, Applied(NOW)) == (Alarm(ALARM.identity, NOW - timedelta(seconds=1)),)


def test_a_key_keeps_an_alert_out_as_well_and_an_endpoint_does_not() -> None:
    silent = encrypted(traffic=QUIET)
    report = judge(
        facts(ALARM, topics={TOPIC: silent}, keys={TOPIC: key(document(DEFAULT))}, now=NOW)
    )
    assert seen(report) == (Alarm(ALARM.identity, NOW, lost=True),)
    nobody = checked((ALARM, replace(CLEAR, subscriptions=())), NOW)
    assert seen(nobody) == (Alarm(ALARM.identity, NOW, lost=False),)


def test_states_that_were_not_read_tell_nothing() -> None:
    report = judge(facts(notifications=refused("budgets:ViewBudget"), now=NOW))
    assert seen(report) is None
    assert lost(report, None) == {}


def test_it_is_said_beside_a_verdict_that_is_the_paths() -> None:
    known = {ALARM.identity: NOW - HOUR}
    given = facts(ALARM, topics={TOPIC: CLEAR}, now=NOW)
    before, after = judge(given), judge(replace(given, lost=known))
    assert (before.verdict, after.verdict) == ("AT_RISK", "OK")
    assert lost_lines(before) == ()  # it leads, and is said as the reason
    (line,) = lost_lines(after)
    assert "actual > 80 %" in line and "does not send this alert again" in line
    broken = judge(facts(ALARM, topics={TOPIC: BROKEN}, now=NOW))
    (line,) = lost_lines(broken)
    assert "probably lost" in line
