"""The embedded Budgets writes its messages apart from ours: bot.core.alerts reads them with what
bot.aws read of the same budget.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.aws.clients import Aws
from bot.core.alerts.alarms import alarms
from bot.core.alerts.failure import failure_of
from bot.core.alerts.message import Alert, TopicVerified
from bot.core.alerts.parse import parse
from bot.core.alerts.posts import budgets_announced
from bot.core.alerts.proof import Arrival, delivered
from bot.core.alerts.spend_texts import bar_line, still_to_come
from bot.core.model.budget import Budget, Notification
from bot.core.model.path import Facts
from bot.core.model.read import ReadFailed
from bot.core.report import judge
from playground.aws.records import SnsMessage
from tests.aws.world import NAME, NOW, TOPIC, World, check, policy
from tests.conftest import ACCOUNT

LETS_IN = policy(
    {
        "Effect": "Allow",
        "Principal": {"Service": "budgets.amazonaws.com"},
        "Action": "SNS:Publish",
        "Resource": TOPIC,
    }
)


def _open_path(world: World, name: str = NAME, *, notifications: int = 3) -> None:
    topic = world.topic(Policy=LETS_IN)
    world.subscribe(topic, "email", "ops@example.com")
    world.aws.control.confirm(topic, "ops@example.com")
    world.budget(*[topic] * notifications, name=name)


def _messages(world: World, name: str, spent: float) -> list[SnsMessage]:
    world.aws.control.set_spend(ACCOUNT, name, spent, 55)
    return world.aws.control.messages(TOPIC)


def _notifications(facts: Facts) -> tuple[Notification, ...]:
    assert not isinstance(facts.notifications, ReadFailed)
    return facts.notifications


@pytest.mark.parametrize("name", [NAME, "Ferry Budget", "予算" + "x" * 98])
def test_an_alert_that_arrives_is_delivered(world: World, aws: Aws, name: str) -> None:
    _open_path(world, name)
    before = check(aws, name)
    [message] = _messages(world, name, 15)
    found = parse(message.subject, message.message)
    assert isinstance(found, Alert)
    assert (found.budget, found.account, found.kind) == (name, ACCOUNT, "ACTUAL")
    assert budgets_announced((message.subject, message.message), {name, "Cost"}) == (name,)
    arrival = Arrival(found, NOW + timedelta(minutes=5), TOPIC)
    after, earlier = check(aws, name), NOW - timedelta(minutes=5)
    now = _notifications(after)
    assert delivered(arrival, NOW, judge(after).paths, alarms(_notifications(before), earlier))
    assert not delivered(arrival, NOW, judge(after).paths, alarms(now, earlier))
    assert not delivered(arrival, NOW, judge(before).paths)
    over = replace(arrival, topic=f"{TOPIC}-2")
    assert not delivered(over, NOW, judge(after).paths)


def test_how_the_budget_stands_after_it(world: World, aws: Aws) -> None:
    _open_path(world)
    _messages(world, NAME, 15)
    facts = check(aws)
    assert isinstance(facts.budget, Budget)
    assert bar_line(facts.budget.actual, facts.budget.limit) == "▓▓░░░░░░░░ 15 %"
    assert bar_line(facts.budget.forecast, facts.budget.limit) == "▓▓▓▓▓▓░░░░ 55 %"
    coming = still_to_come(facts.budget, _notifications(facts))
    assert [one.threshold for one in coming] == [20, 30]


def test_verified(world: World) -> None:
    world.aws.control.set_extras(ACCOUNT, verified_message=True)
    _open_path(world, notifications=1)
    [message] = world.aws.control.messages(TOPIC)
    assert isinstance(parse(message.subject, message.message), TopicVerified)


def test_the_failure_mail(world: World) -> None:
    topic = world.topic()
    world.aws.control.set_extras(ACCOUNT, failure_mail=True)
    world.budget(topic)
    world.aws.control.set_spend(ACCOUNT, NAME, 15)
    [mail] = world.aws.control.mails(ACCOUNT)
    found = failure_of(mail.body)
    assert found
    assert (found.budget, found.topic, found.account) == (NAME, TOPIC, ACCOUNT)
