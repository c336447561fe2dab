"""The bot subscribes itself: from the quiet button to the alert that it posts, and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.core.jobs import Job, Place
from bot.core.jobs.alert_threads import Alerted
from bot.core.thread import Stage
from playground.scenarios.load import find
from playground.slack import seed
from tests.aws.world import OpenAws
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.features.change.bench import OWN, own_function
from tests.features.conftest import GRANT
from tests.features.world import Mending, buttons_of, mending, text_of

WELL, FIX = "no-encryption", "fix.subscribe-bot"


@pytest.fixture
def names() -> list[str]:
    return [WELL, GRANT]


@pytest.fixture
def different() -> dict[str, Any]:
    return {"events_function": OWN.arn, "alerts_channel": seed.ALERTS}


@pytest.fixture
def world(
    embedded_aws: EmbeddedAws, opener: OpenAws, names: list[str], different: dict[str, Any]
) -> Iterator[Mending]:
    with mending(embedded_aws, opener, names, **different) as found:
        own_function(embedded_aws)
        yield found


def endpoints(world: Mending, name: str = WELL) -> list[str]:
    topic = find(name).topics[0]
    sns = world.aws.client("sns", topic.region)
    listed = sns.list_subscriptions_by_topic(TopicArn=topic.arn)["Subscriptions"]
    return sorted(one["Endpoint"] for one in listed)


def arrives(world: Mending, name: str = WELL) -> None:
    """The budget is overspent; what SNS hands to the function is a job of `check`."""
    topic, budget = find(name).topics[0].arn, find(name).budget
    world.aws.control.begin_period(ACCOUNT, budget)
    world.aws.control.set_spend(ACCOUNT, budget, 5000.0)
    said = [m for m in world.aws.control.messages(topic) if m.endpoint == OWN.arn]
    assert [one.outcome for one in said] == ["delivered"]
    at = world.clock().isoformat()
    what = Alerted("m-1", topic, said[0].subject, said[0].message, at)
    world.routes.send(Job("m-1", Place("", "", ""), what))
    world.settle()


def test_from_a_healthy_answer_to_the_alert_and_back(world: Mending) -> None:
    before = endpoints(world)
    answer = world.check(WELL)
    assert answer.text == f"✅ {find(WELL).budget} alerts"
    assert FIX in buttons_of(answer)
    view = world.preview(answer, FIX)
    shown = text_of(view)
    assert "Subscribe budget-check's function to" in shown
    more = world.preview(view, "change.more")
    assert "messages of other publishers are logged and not posted" in text_of(more)
    assert "Who notices" in shown and "Every other subscription" in text_of(more)
    world.slack.person("U0MENDER").close(more)
    assert view.body["submit"]["text"] == "Subscribe budget-check"
    assert endpoints(world) == before
    said = world.submit(view)
    assert "✅ Done" in said and "budget-check is subscribed" in said
    assert endpoints(world) == sorted([*before, OWN.arn])
    assert FIX not in buttons_of(world.check(WELL)), "it is subscribed now"
    arrives(world)
    posts = world.slack.messages(seed.ALERTS)
    assert [f"🔔 {find(WELL).budget}: $" in text_of(post) for post in posts] == [True]
    applied = next(m for m in world.thread() if "change.undo" in buttons_of(m))
    undo = world.preview(applied, "change.undo")
    assert "Remove budget-check's subscription" in text_of(undo)
    assert "no longer posted by budget-check" in text_of(undo)
    assert "↩️ Undone" in world.submit(undo)
    assert endpoints(world) == before
    assert FIX in buttons_of(world.check(WELL))


def test_the_open_thread_of_an_alert_is_not_called_mended_by_it(world: Mending) -> None:
    """It repairs nothing, so the thread stands as it stood, and only hears of it."""
    topic = find(WELL).topics[0]
    sns = world.aws.client("sns", topic.region)
    by_hand = sns.subscribe(TopicArn=topic.arn, Protocol="lambda", Endpoint=OWN.arn)
    arrives(world)
    sns.unsubscribe(SubscriptionArn=by_hand["SubscriptionArn"])
    before = world.store.threads.get("m-1")
    assert before and before.stage is Stage.OPEN
    world.submit(world.preview(world.check(WELL), FIX))
    after = world.store.threads.get("m-1")
    assert after and (after.stage, after.changed_at) == (before.stage, before.changed_at)
    told = [text_of(m) for m in world.slack.messages(seed.ALERTS) if m.thread_ts]
    assert any("✅ Done" in one for one in told), told


def test_under_a_broken_path_it_comes_last(world: Mending) -> None:
    row = buttons_of(world.check(GRANT))
    assert row[0] == "fix.allow-on-key"
    assert row.index(FIX) > row.index("fix.allow-on-key")
    shown = text_of(world.preview(world.answers()[-1], FIX))
    assert "This alone does not bring the alert back" in shown


def test_why_not_is_said_before_anything_is_written(world: Mending) -> None:
    answer = world.check(WELL)
    world.aws.client("lambda").remove_permission(FunctionName=OWN.name, StatementId="sns")
    view = world.preview(answer, FIX)
    assert "does not let SNS call it for this topic" in text_of(view)
    assert "submit" not in view.body
    assert OWN.arn not in endpoints(world)


@pytest.mark.parametrize("different", [{}])
def test_without_a_function_there_is_no_button(world: Mending) -> None:
    for name in (WELL, GRANT):
        assert FIX not in buttons_of(world.check(name))


@pytest.mark.parametrize(
    "different", [{"events_function": OWN.arn, "menders_of": {"subscribe-bot": ()}}]
)
def test_the_right_can_be_narrowed_to_nobody(world: Mending) -> None:
    view = world.preview(world.check(WELL), FIX)
    assert "MENDERS_SUBSCRIBE_BOT" in text_of(view)
    assert OWN.arn not in endpoints(world)
