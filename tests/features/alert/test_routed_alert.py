"""An alert is posted where the route of its budget says, and never lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.core.routes import Route, routes_of
from playground.slack import seed
from tests.conftest import EmbeddedAws
from tests.core.alerts.texts import ACCOUNT, Said
from tests.features.alert.world import NAME, Alerts, alerts
from tests.features.world import text_of

GROUP = "S0DATA"


@pytest.fixture
def routes() -> tuple[Route, ...]:
    return routes_of(f"name:{NAME[:4]}* -> {seed.ALERTS} {GROUP}")


@pytest.fixture
def world(
    embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch, routes: tuple[Route, ...]
) -> Iterator[Alerts]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    with alerts(embedded_aws, routes=routes) as found:
        yield found


def test_it_is_posted_there_and_mentions_the_group_once(world: Alerts) -> None:
    world.arrive()
    (post,) = world.posts(seed.ALERTS)
    assert world.posts() == [] and GROUP in str(post.blocks)
    world.arrive("m1")
    assert len(world.posts(seed.ALERTS)) == 1
    (thread,) = world.store.threads.of_budget(ACCOUNT, NAME)
    assert (thread.channel, thread.belongs) == (seed.ALERTS, "")


@pytest.mark.parametrize("routes", [routes_of(f"account:9* -> {seed.ALERTS}")])
def test_what_no_rule_fits_is_posted_as_before(world: Alerts) -> None:
    world.arrive()
    (post,) = world.posts()
    assert world.posts(seed.ALERTS) == [] and "belongs" not in text_of(post)


@pytest.mark.parametrize(
    ("routes", "why"),
    [
        (routes_of(f"name:* -> {seed.ARCHIVED} {GROUP}"), "is archived"),
        (routes_of(f"name:* -> {seed.PRIVATE_WITHOUT_BOT} {GROUP}"), "is not a member"),
    ],
)
def test_a_channel_that_takes_nothing_loses_no_alert(world: Alerts, why: str) -> None:
    world.arrive()
    (post,) = world.posts()
    assert "This belongs in" in text_of(post) and why in text_of(post)
    assert GROUP in str(post.blocks)
    (thread,) = world.store.threads.of_budget(ACCOUNT, NAME)
    assert (thread.channel, thread.ts, thread.refused) == (seed.FINOPS, post.ts, False)
    assert thread.belongs in {seed.ARCHIVED, seed.PRIVATE_WITHOUT_BOT}
    world.arrive("m1")
    assert len(world.posts()) == 1


@pytest.mark.parametrize("routes", [routes_of(f"name:auto -> {seed.ALERTS}")])
def test_an_adjustment_goes_where_its_budget_goes(world: Alerts) -> None:
    limits = '"previousBudgetLimit": "100 USD", "currentBudgetLimit": "120 USD"'
    world.work(world.alerted("m1", body=f'{{"budgetName": "auto", {limits}}}'), "m1")
    assert world.posts() == [] and len(world.posts(seed.ALERTS)) == 1


@pytest.mark.parametrize("routes", [routes_of(f"account:{ACCOUNT} -> {seed.ALERTS}")])
def test_what_is_no_alert_of_a_known_budget_goes_where_its_account_goes(world: Alerts) -> None:
    world.arrive("m1", Said(name="forged"))
    world.work(world.alerted("m2", body="Something new from AWS Budgets"), "m2")
    world.again()
    assert world.posts() == [] and len(world.posts(seed.ALERTS)) == 2


@pytest.mark.parametrize("routes", [routes_of(f"account:{ACCOUNT} -> {seed.ARCHIVED}")])
def test_what_that_channel_does_not_take_is_not_lost(world: Alerts) -> None:
    world.arrive("m1", Said(name="forged"))
    world.again()
    (post,) = world.posts()
    assert "1 message over" in text_of(post)
    world.arrive("m2", Said(name="forged-2"))
    world.again()
    (post,) = world.posts()
    assert "2 messages over" in text_of(post)
