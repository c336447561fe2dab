"""What CloudWatch counted for a topic."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.aws.clients import Aws
from bot.aws.gather import read
from bot.aws.metrics import since
from bot.core.model.budget import Budget
from bot.core.model.read import NotFound
from bot.core.model.topic import Topic, Traffic
from tests.aws.world import NAME, NOW, TOPIC, World
from tests.conftest import ACCOUNT

MONTH = datetime(2026, 11, 1, tzinfo=UTC)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("unit", "now", "start"),
    [
        ("DAILY", "2026-11-23 19:00", "2026-11-23 00:00"),
        ("MONTHLY", "2026-11-23 19:00", "2026-11-01 00:00"),
        ("MONTHLY", "2026-11-01 00:00", "2026-11-01 00:00"),
        ("QUARTERLY", "2026-11-23 19:00", "2026-10-01 00:00"),
        ("QUARTERLY", "2026-12-23 19:00", "2026-10-21 19:00"),  # 63 days
        ("ANNUALLY", "2026-11-23 19:00", "2026-09-21 19:00"),  # 63 days
        ("CUSTOM", "2026-11-23 19:00", "2026-11-10 08:00"),
    ],
)
def test_the_sums_start_with_the_period(unit: str, now: str, start: str) -> None:
    budget = Budget("x", ACCOUNT, time_unit=unit, starts=_at("2026-11-10 08:00"))
    assert since(budget, _at(now)) == _at(start)


@pytest.mark.parametrize("budget", [NotFound("x"), None])
def test_a_budget_that_is_not_known_has_the_month(budget: object) -> None:
    assert since(budget, _at("2026-11-23 19:00")) == MONTH


def test_a_period_that_has_not_begun_starts_now() -> None:
    now = _at("2026-11-23 19:00")
    budget = Budget("x", ACCOUNT, time_unit="CUSTOM", starts=now + timedelta(days=9))
    assert since(budget, now) == now


def test_periods_begin_in_utc_wherever_the_reader_is() -> None:
    tokyo = timezone(timedelta(hours=9))
    assert since(Budget("x", ACCOUNT), datetime(2026, 12, 1, 3, tzinfo=tokyo)) == MONTH


def _traffic(aws: Aws, now: datetime = NOW) -> Traffic:
    topic = read(aws, ACCOUNT, NAME, now).topics[TOPIC]
    assert isinstance(topic, Topic)
    assert isinstance(topic.traffic, Traffic)
    return topic.traffic


def test_sums_and_last_times(world: World, aws: Aws) -> None:
    topic = world.topic()
    world.budget(topic)
    # A moment far enough into a month, whatever the day on which this test runs.
    now = (NOW.replace(day=28) + timedelta(days=8)).replace(day=15)
    for hours, metric, value in (
        (1, "NumberOfMessagesPublished", 2),
        (3, "NumberOfMessagesPublished", 1),
        (3, "NumberOfNotificationsDelivered", 4),
        (2, "NumberOfNotificationsFailed", 5),
        (2, "NumberOfNotificationsFilteredOut", 6),
        (15 * 24, "NumberOfMessagesPublished", 100),  # the period before
    ):
        at = now - timedelta(hours=hours)
        world.aws.control.put_metric(topic, metric, value, at.timestamp())
    found = _traffic(aws, now)
    assert (found.published, found.delivered, found.failed, found.filtered_out) == (3, 4, 5, 6)
    assert found.last_published is not None
    assert found.last_delivered is not None
    five = timedelta(minutes=5)
    assert abs(now - timedelta(hours=1) - found.last_published) <= five
    assert abs(now - timedelta(hours=3) - found.last_delivered) <= five


def test_another_topics_messages_do_not_count(world: World, aws: Aws) -> None:
    topic, other = world.topic(), world.topic("other")
    world.budget(topic)
    world.aws.control.put_metric(other, "NumberOfMessagesPublished", 7, NOW.timestamp() - 60)
    found = _traffic(aws)
    assert (found.published, found.last_published, found.last_delivered) == (0, None, None)


def test_the_first_moment_of_a_period(world: World, aws: Aws) -> None:
    world.budget(world.topic())
    first = NOW.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    assert _traffic(aws, first) == Traffic(since=first)


def test_a_published_message_is_counted(world: World, aws: Aws) -> None:
    topic = world.topic()
    world.budget(topic)
    world.aws.client("sns").publish(TopicArn=topic, Message="x")
    assert _traffic(aws, datetime.now(UTC)).published == 1


def test_topics_of_one_region_are_counted_in_one_call(world: World, aws: Aws) -> None:
    near = [world.topic(name) for name in ("loud", "still", "quiet")]
    far = world.topic("loud", region="eu-west-1")
    for topic, count in ((near[0], 5), (near[2], 1), (far, 7)):
        at = NOW.timestamp() - 60
        world.aws.control.put_metric(topic, "NumberOfMessagesPublished", count, at)
    world.budget(*near, far)
    world.aws.control.forget_calls()
    published: dict[str, float] = {}
    for arn, found in read(aws, ACCOUNT, NAME, NOW).topics.items():
        assert isinstance(found, Topic)
        assert isinstance(found.traffic, Traffic)
        published[arn] = found.traffic.published
    assert published == {near[0]: 5, near[1]: 0, near[2]: 1, far: 7}
    assert world.calls().count("cloudwatch GetMetricData") == 2
