"""The bot's own subscription: made once, read back, and taken back only where it is ours."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from bot.core.change.change import Change
from bot.core.change.events import EventType
from bot.core.change.state import State
from bot.jobs.crash_points import CrashPoint
from tests.conftest import ACCOUNT
from tests.features.change.bench import DEAD, OWN, PLACE, Bench, at, change_of, own_function

NAME, FIX = "no-encryption", "subscribe-bot"


@pytest.fixture
def ours(b: Bench) -> Bench:
    own_function(b.aws)
    return b


def subscribed(b: Bench) -> Change:
    change = b.approved(NAME, FIX)
    return change_of(b.mender.apply(change.id), EventType.APPLIED)


def count(b: Bench, change: Change) -> int:
    return b.subscriptions(change.plan.topic).count(OWN.arn)


def remove(b: Bench, change: Change) -> None:
    """Somebody else takes it away."""
    client = b.aws.client("sns", change.plan.topic.split(":")[3])
    listed = client.list_subscriptions_by_topic(TopicArn=change.plan.topic)["Subscriptions"]
    (mine,) = (one["SubscriptionArn"] for one in listed if one["Endpoint"] == OWN.arn)
    client.unsubscribe(SubscriptionArn=mine)


def add(b: Bench, topic: str, **attributes: str) -> None:
    """Somebody else subscribes it, as we do unless `attributes` say otherwise."""
    as_ours = {"RedrivePolicy": json.dumps({"deadLetterTargetArn": DEAD})}
    b.aws.client("sns", topic.split(":")[3]).subscribe(
        TopicArn=topic,
        Protocol="lambda",
        Endpoint=OWN.arn,
        Attributes={**as_ours, **attributes},
    )


def test_what_is_said_and_what_stands(ours: Bench) -> None:
    done = subscribed(ours)
    assert ours.notifier.news[-1].says == (
        "Done. budget-check is subscribed to the topic. The next alert is posted in the "
        "channel of ALERTS_CHANNEL, where that is set."
    )
    assert count(ours, done) == 1
    assert ours.did(done).count(EventType.WROTE.row.log) == 1


def test_what_sns_cannot_deliver_is_kept(ours: Bench) -> None:
    """Where the topic's Region is the queue's; the undo takes the subscription whole."""
    done = subscribed(ours)
    sns = ours.aws.client("sns", done.plan.topic.split(":")[3])
    listed = sns.list_subscriptions_by_topic(TopicArn=done.plan.topic)["Subscriptions"]
    (mine,) = (one["SubscriptionArn"] for one in listed if one["Endpoint"] == OWN.arn)
    attributes = sns.get_subscription_attributes(SubscriptionArn=mine)["Attributes"]
    assert json.loads(attributes["RedrivePolicy"]) == {"deadLetterTargetArn": DEAD}
    undo = change_of(ours.mender.propose_undo(done.id, "U1", PLACE), EventType.PROPOSED)
    ours.submit(undo)
    assert ours.mender.apply(undo.id).what is EventType.APPLIED
    assert count(ours, done) == 0


def test_the_others_keep_theirs_and_so_they_do_when_it_is_taken_back(ours: Bench) -> None:
    scenario = ours.seed(NAME)
    before = ours.subscriptions(scenario.topics[0].arn)
    proposed = ours.proposed(ours.wish(scenario, FIX))
    ours.submit(proposed)
    done = change_of(ours.mender.apply(proposed.id), EventType.APPLIED)
    assert sorted(ours.subscriptions(done.plan.topic)) == sorted([*before, OWN.arn])
    undo = change_of(ours.mender.propose_undo(done.id, "U2", PLACE), EventType.PROPOSED)
    assert "no longer posted by budget-check" in " ".join(undo.plan.touches)
    ours.submit(undo, "U2")
    assert ours.mender.apply(undo.id).what is EventType.APPLIED
    assert ours.subscriptions(done.plan.topic) == before
    assert ours.writes() == ["Subscribe", "Unsubscribe"]
    assert ours.now(done).state is State.UNDONE


def test_the_alert_arrives_there(ours: Bench) -> None:
    done = subscribed(ours)
    control = ours.aws.control
    control.begin_period(ACCOUNT, done.plan.budget)
    control.set_spend(ACCOUNT, done.plan.budget, 5000.0)
    mine = [one for one in control.messages(done.plan.topic) if one.endpoint == OWN.arn]
    assert {one.outcome for one in mine} == {"delivered"}


@pytest.mark.parametrize(
    ("prepared", "says"),
    [
        (lambda b: None, "does not exist"),
        (lambda b: own_function(b.aws, f"arn:aws:sns:*:{ACCOUNT}:other"), "does not let SNS call"),
        (
            lambda b: (
                own_function(b.aws),
                b.aws.fault("lambda", "GetPolicy", code="AccessDeniedException"),
            ),
            "lambda:GetPolicy",
        ),
    ],
    ids=["no function", "not let in", "unread"],
)
def test_refused_with_the_reason(b: Bench, prepared: Callable[[Bench], object], says: str) -> None:
    prepared(b)
    news = b.mender.propose("U1", PLACE, b.wish(b.seed(NAME), FIX))
    assert news.what is EventType.CANNOT and says in news.says, news
    assert b.writes() == []


def test_the_permission_is_gone_by_the_time_it_is_applied(ours: Bench) -> None:
    change = ours.approved(NAME, FIX)
    ours.aws.client("lambda").remove_permission(FunctionName=OWN.name, StatementId="sns")
    news = ours.mender.apply(change.id)
    assert news.what is EventType.STOPPED and "does not let SNS call" in news.says
    assert ours.writes() == []


def test_somebody_subscribed_it_meanwhile(ours: Bench) -> None:
    change = ours.approved(NAME, FIX)
    add(ours, change.plan.topic)
    news = ours.mender.apply(change.id)
    assert news.what is EventType.STOPPED and "subscribed to this topic already" in news.says


def test_somebody_subscribed_it_in_the_very_moment(ours: Bench) -> None:
    """SNS makes it once, so theirs is ours."""
    change = ours.approved(NAME, FIX)
    b = ours.but(crash_hook=at(CrashPoint.INTENDED, lambda: add(ours, change.plan.topic)))
    assert b.mender.apply(change.id).what is EventType.APPLIED
    assert count(b, change) == 1


def test_somebody_subscribed_it_without_the_queue_for_what_fails(ours: Bench) -> None:
    """Theirs is not what was previewed, and it is not changed under them."""
    change = ours.approved(NAME, FIX)

    def other() -> None:
        add(ours, change.plan.topic, RedrivePolicy="")

    b = ours.but(crash_hook=at(CrashPoint.INTENDED, other))
    assert b.mender.apply(change.id).what is EventType.FAILED
    assert count(b, change) == 1


def test_it_is_not_listed_at_once(ours: Bench) -> None:
    """Not verified yet: nothing is written again, and a later look finds it."""
    change = ours.approved(NAME, FIX)
    b = ours.but(crash_hook=at(CrashPoint.WRITTEN, lambda: remove(ours, change)))
    assert b.mender.apply(change.id).what is EventType.UNVERIFIED
    add(ours, change.plan.topic)
    assert EventType.APPLIED in b.later(minutes=6)
    assert b.did(change).count(EventType.INTENDED.row.log) == 1


def test_fifty_clicks_make_one_subscription(ours: Bench) -> None:
    change = ours.approved(NAME, FIX)
    came = [ours.mender.apply(change.id).what for _ in range(50)]
    assert came.count(EventType.APPLIED) == 1
    assert ours.writes() == ["Subscribe"]
    assert count(ours, change) == 1


def test_what_somebody_removed_is_not_undone(ours: Bench) -> None:
    done = subscribed(ours)
    remove(ours, done)
    news = ours.mender.propose_undo(done.id, "U1", PLACE)
    assert (
        news.what is EventType.CANNOT
        and "somebody removed it, or SNS does not show it yet" in news.says
    )
    assert ours.now(done).state is State.APPLIED


def test_removed_between_the_preview_of_the_undo_and_its_write(ours: Bench) -> None:
    done = subscribed(ours)
    undo = change_of(ours.mender.propose_undo(done.id, "U1", PLACE), EventType.PROPOSED)
    ours.submit(undo)
    remove(ours, done)
    news = ours.mender.apply(undo.id)
    assert (
        news.what is EventType.STOPPED
        and "somebody removed it, or SNS does not show it yet" in news.says
    )


def test_another_one_in_its_place_is_another_plan(ours: Bench) -> None:
    """Its ARN is not the one that was previewed."""
    done = subscribed(ours)
    undo = change_of(ours.mender.propose_undo(done.id, "U1", PLACE), EventType.PROPOSED)
    ours.submit(undo)
    remove(ours, done)
    add(ours, done.plan.topic)
    assert ours.mender.apply(undo.id).what is EventType.STOPPED
    assert "Unsubscribe" not in ours.writes()[2:]
    assert count(ours, done) == 1
