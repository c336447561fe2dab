"""A sweep says of each budget what a check of it says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.aws.clients import Aws
from bot.aws.gather import read
from bot.aws.sweep import sweep
from bot.core.model.path import Facts
from bot.core.model.topic import Topic, Traffic
from bot.core.report import judge
from playground.scenarios.load import NAMES, find, seed
from tests.aws.conftest import QUICK
from tests.aws.world import NOW, TOPIC, OpenAws, World
from tests.conftest import ACCOUNT, EmbeddedAws


@pytest.fixture
def aws(open_aws: OpenAws) -> Aws:
    """Reads that fail for ever fail soon."""
    return open_aws(config=QUICK)


LOCKED = find("notifications-refused").budget
"""Its own list of notifications is refused; the account's, which has them too, is not."""


def test_every_scenario(embedded_aws: EmbeddedAws, aws: Aws) -> None:
    """Read in bulk, and one by one where that is refused."""
    seed(embedded_aws.url)
    in_bulk = sweep(aws, ACCOUNT, NOW)
    embedded_aws.fault("budgets", "DescribeBudgetNotificationsForAccount", code="AccessDenied")
    embedded_aws.fault("budgets", "DescribeBudgetActionsForAccount", code="AccessDenied")
    one_by_one = sweep(aws, ACCOUNT, NOW)
    budgets = {find(name).budget for name in NAMES}
    checked = {name: read(aws, ACCOUNT, name, NOW) for name in budgets}
    for page in (in_bulk, one_by_one):
        assert (page.token, page.unread) == ("", None)
        swept = {one.name: one.facts for one in page.budgets}
        if page is in_bulk:
            assert isinstance(swept.pop(LOCKED).notifications, tuple)
        assert swept == {name: checked[name] for name in swept}
        assert budgets - set(swept) <= {LOCKED}
        assert all(judge(facts) == judge(checked[name]) for name, facts in swept.items())


def _published(facts: Facts) -> Traffic:
    topic = facts.topics[TOPIC]
    assert isinstance(topic, Topic)
    assert isinstance(topic.traffic, Traffic)
    return topic.traffic


def test_budgets_with_other_periods_share_a_topic(world: World, aws: Aws) -> None:
    # The embedded CloudWatch forgets what is older than 15 days: next month, whatever the day is.
    now = (NOW.replace(day=28) + timedelta(days=8)).replace(day=8, hour=18, minute=3)
    topic = world.topic()
    for unit in ("DAILY", "MONTHLY", "ANNUALLY"):
        world.budget(topic, name=unit)
        world.retime(unit, unit)
    for hours in (1, 24 * 5, 24 * 9):
        at = (now - timedelta(hours=hours)).timestamp()
        world.aws.control.put_metric(topic, "NumberOfMessagesPublished", 1, at)
    swept = {one.name: one.facts for one in sweep(aws, ACCOUNT, now).budgets}
    assert swept == {name: read(aws, ACCOUNT, name, now) for name in swept}
    assert _published(swept["DAILY"]).published == 1
    assert _published(swept["MONTHLY"]).published == 2
    assert _published(swept["ANNUALLY"]).published == 3
