"""Somebody breaks a path in the embedded AWS, and the channel says so, and who.

Most tests build CloudTrail's event of the call that they have just made, and hand it to what Lambda
`events` does with an event; some take the embedded AWS's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from bot.core.findings import Status
from bot.core.thread import Thread, ThreadOrigin
from bot.events import jobs_of
from playground.scenarios.load import find
from playground.slack import seed as people
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.core.aws_events.events import ACCOUNT, OURS, cloudtrail
from tests.features.world import Mending, buttons_of, mending, text_of
from tests.playground.aws.test_external_endpoints import FUNCTION, Heard, heard

__all__ = ["heard"]
HEALTHY = "customer-key"
BUDGET = find(HEALTHY).budget
TOPIC = find(HEALTHY).topics[0]


@pytest.fixture
def opener(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAws]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    opened = OpenAws()
    yield opened
    opened.close()


@pytest.fixture
def world(embedded_aws: EmbeddedAws, opener: OpenAws) -> Iterator[Mending]:
    with mending(embedded_aws, opener, [HEALTHY], alerts_channel=people.FINOPS) as found:
        hear(found, {"source": "budget-check.sweep"})
        yield found


def hear(world: Mending, event: dict[str, Any]) -> None:
    """The event comes in, and everything that follows from it is done."""
    for job in jobs_of(event, uuid4().hex) or ():
        world.routes.send(job)
    world.settle()
    world.settle()


def set_key(world: Mending, key: str) -> dict[str, Any]:
    """Somebody sets the topic's key: the event that CloudTrail would write of it."""
    sns = world.aws.client("sns", TOPIC.region)
    given = {"TopicArn": TOPIC.arn, "AttributeName": "KmsMasterKeyId", "AttributeValue": key}
    sns.set_topic_attributes(**given)
    named = {"topicArn": TOPIC.arn, "attributeName": "KmsMasterKeyId", "attributeValue": key}
    now = world.clock().strftime("%Y-%m-%dT%H:%M:%SZ")
    return cloudtrail(
        "sns", "SetTopicAttributes", named, TOPIC.region, eventTime=now, eventID=uuid4().hex
    )


def happens(world: Mending, heard: Heard, *calls: Callable[[], object]) -> None:
    """Calls one behind the other; then their events come in, as the embedded AWS wrote them."""
    world.aws.control.run_externally(FUNCTION, heard.url, events=True)
    heard.events.clear()
    for call in calls:
        call()
    for event in heard.until(len(calls)):
        for job in jobs_of(event, uuid4().hex) or ():
            world.routes.send(job)
    world.settle()


def create(world: Mending, name: str, *subscribed: dict[str, Any]) -> Callable[[], object]:
    """The call that makes a budget, with these notifications in it."""
    limit = {"Amount": "100", "Unit": "USD"}
    also = {"BudgetName": name, "BudgetType": "COST", "TimeUnit": "MONTHLY", "BudgetLimit": limit}
    return lambda: world.aws.client("budgets").create_budget(
        AccountId=ACCOUNT, Budget=also, NotificationsWithSubscribers=list(subscribed)
    )


NOTIFICATION = {
    "NotificationType": "ACTUAL",
    "ComparisonOperator": "GREATER_THAN",
    "Threshold": 80.0,
}
SUBSCRIBERS = [{"SubscriptionType": "SNS", "Address": TOPIC.arn}]
SUBSCRIBED = {"Notification": NOTIFICATION, "Subscribers": SUBSCRIBERS}


def test_a_new_budget_on_a_broken_topic_is_told_within_its_event(
    world: Mending, heard: Heard
) -> None:
    set_key(world, "alias/aws/sns")  # nobody tells of this
    happens(world, heard, create(world, "new-team", SUBSCRIBED))
    (line,) = world.messages()
    said = text_of(line)
    assert "❌ new-team does not alert" in said
    assert "the root user: CreateBudget" in said
    assert "fix.move-to-new-key" in buttons_of(line)


def test_a_new_budget_whose_notifications_follow_is_told_once(world: Mending, heard: Heard) -> None:
    """As Terraform does it: no check comes between the two."""
    follow = partial(
        world.aws.client("budgets").create_notification,
        AccountId=ACCOUNT,
        BudgetName="new-team",
        **SUBSCRIBED,
    )
    happens(world, heard, create(world, "new-team"), follow)
    assert told(world) == []
    kept = world.store.verdicts.get(ACCOUNT, "new-team")
    assert kept and kept.verdict is Status.OK


def test_an_alias_that_is_deleted_and_made_again(world: Mending, heard: Heard) -> None:
    kms = world.aws.client("kms", TOPIC.region)
    key = kms.describe_key(KeyId=world.topic(HEALTHY)["KmsMasterKeyId"])["KeyMetadata"]["KeyId"]
    make = partial(kms.create_alias, AliasName="alias/team", TargetKeyId=key)
    make()
    hear(world, set_key(world, "alias/team"))
    assert told(world) == []
    happens(world, heard, partial(kms.delete_alias, AliasName="alias/team"))
    assert "DeleteAlias" in told(world)[0] and "does not alert" in told(world)[0]
    happens(world, heard, make)
    assert "alerts again" in told(world)[-1] and "CreateAlias" in told(world)[-1]


def told(world: Mending) -> list[str]:
    return [text_of(message) for message in world.messages()]


def test_a_first_sweep_tells_nothing_and_knows_everything(world: Mending) -> None:
    assert told(world) == []
    kept = world.store.verdicts.get(ACCOUNT, BUDGET)
    assert kept is not None and kept.verdict is Status.OK and kept.topics == (TOPIC.arn,)
    sweep = world.store.sweeps.get(ACCOUNT)
    assert sweep is not None and sweep.last is not None and not sweep.running


def test_the_topic_is_encrypted_and_the_channel_says_who(world: Mending) -> None:
    before = world.topic(HEALTHY)["KmsMasterKeyId"]
    event = set_key(world, "alias/aws/sns")
    hear(world, event)
    (line,) = world.messages()
    assert f"❌ {BUDGET} does not alert" in text_of(line) and TOPIC.arn in text_of(line)
    assert "alice@example.com, role Admin" in text_of(line)
    assert "SetTopicAttributes" in text_of(line) and "fix.move-to-new-key" in buttons_of(line)

    (thread,) = world.store.threads.of_budget(ACCOUNT, BUDGET)
    assert (thread.origin, thread.ts, thread.topic) == (ThreadOrigin.WATCH, line.ts, TOPIC.arn)
    found = world.store.threads.under(people.FINOPS, line.ts)
    assert found is not None and found.id == thread.id

    hear(world, event)  # EventBridge delivers twice, and so may SQS
    assert len(world.messages()) == 1

    hear(world, set_key(world, before))
    _, quiet = world.messages()
    assert "alerts again" in text_of(quiet) and quiet.thread_ts == line.ts
    assert not quiet.broadcast
    assert f"✅ {BUDGET} alerts again" in text_of(line)
    assert "fix.move-to-new-key" not in buttons_of(line)


def test_two_budgets_on_one_topic_are_one_post_with_buttons(world: Mending) -> None:
    create(world, "also-there", SUBSCRIBED)()
    hear(world, {"source": "budget-check.sweep"})
    before = world.topic(HEALTHY)["KmsMasterKeyId"]
    hear(world, set_key(world, "alias/aws/sns"))
    (post,) = world.messages()
    assert "❌ 2 budgets do not alert" in text_of(post)
    assert "alice@example.com, role Admin" in text_of(post) and TOPIC.arn in text_of(post)

    world.press(post, "watch.budgets")
    (view,) = world.slack.views(people.MENDER)
    assert "also-there" in text_of(view) and BUDGET in text_of(view)

    hear(world, set_key(world, before))
    assert "✅ Mended: 2 budgets" in text_of(post)
    _, quiet = world.messages()
    assert "2 budgets alert again" in text_of(quiet) and quiet.thread_ts == post.ts


def test_a_post_about_two_budgets_is_mended_by_its_one_button(world: Mending) -> None:
    """In two presses; the change's thread tells it, and the post says who it was."""
    create(world, "also-there", SUBSCRIBED)()
    hear(world, {"source": "budget-check.sweep"})
    hear(world, set_key(world, "alias/aws/sns"))
    (post,) = world.messages()
    assert "Mend all 2 (1 change)" in text_of(post)
    world.submit(world.preview(post, "fix.move-to-new-key"))
    hear(world, {"source": "budget-check.sweep"})
    assert "✅ Mended: 2 budgets" in text_of(post) and "with budget-check" in text_of(post)
    assert people.MENDER in str(post.blocks) and "change.undo" in buttons_of(post)
    assert [m for m in world.messages() if not m.thread_ts] == [post]
    (told,) = [m for m in world.messages() if "alert again" in m.text]
    assert told.thread_ts and "All 2 budgets alert again" in told.text, "its thread tells it, once"


def test_an_open_thread_about_the_budget_is_where_it_is_said(world: Mending) -> None:
    root = world.slack.person(people.MENDER).say("An alert", people.FINOPS).message
    alert = Thread(
        "m1",
        ACCOUNT,
        BUDGET,
        TOPIC.arn,
        ThreadOrigin.ALERT,
        people.FINOPS,
        root.ts,
        world.clock(),
    )
    assert world.store.threads.begin(alert)
    hear(world, set_key(world, "alias/aws/sns"))
    _, line = world.messages()
    assert line.thread_ts == root.ts and line.broadcast


def test_events_out_of_order_tell_once_and_name_both(world: Mending) -> None:
    second = set_key(world, "")
    first = set_key(world, "alias/aws/sns")
    hear(world, first)
    hear(world, second)
    assert len([one for one in told(world) if "does not alert" in one]) <= 1


def test_a_change_that_breaks_nothing_says_nothing(world: Mending) -> None:
    hear(world, cloudtrail("sns", "AddPermission", {"topicArn": TOPIC.arn}, TOPIC.region))
    assert told(world) == []


def test_our_own_change_is_told_as_ours(world: Mending) -> None:
    event = set_key(world, "alias/aws/sns")
    event["detail"] |= {"userIdentity": OURS, "userAgent": "Boto3/1.44.5 job/J7"}
    hear(world, event)
    assert "budget-check itself: SetTopicAttributes" in told(world)[0]


def test_what_a_person_has_seen_broken_is_still_told(world: Mending) -> None:
    event = set_key(world, "alias/aws/sns")
    answer = world.check(HEALTHY)
    assert "does not alert" in text_of(answer)
    hear(world, event)
    assert any("*Changed by*" in one for one in told(world))


def test_a_sweep_finds_what_no_event_told(world: Mending) -> None:
    set_key(world, "alias/aws/sns")
    hear(world, {"source": "budget-check.sweep"})
    assert "does not alert" in told(world)[0]
    assert "CloudTrail told of no change" in told(world)[0]
    hear(world, {"source": "budget-check.sweep"})
    assert len([one for one in told(world) if "does not alert" in one]) == 1, told(world)


def test_a_budget_that_is_deleted_is_forgotten_and_not_called_broken(world: Mending) -> None:
    world.aws.client("budgets").delete_budget(AccountId=ACCOUNT, BudgetName=BUDGET)
    hear(world, {"source": "budget-check.sweep"})
    assert told(world) == []
    assert world.store.verdicts.get(ACCOUNT, BUDGET) is None
    assert world.store.verdicts.on_topic(TOPIC.arn) == ()


def test_slack_that_fails_after_it_posted_gets_nothing_twice(world: Mending) -> None:
    world.slack.fail("chat.postMessage", "internal_error", after=True)
    hear(world, set_key(world, "alias/aws/sns"))
    assert len([one for one in told(world) if "does not alert" in one]) == 1
    assert len(world.messages()) == 1


def test_aws_that_throttles_for_a_moment_is_no_news(world: Mending) -> None:
    world.aws.fault("sns", "GetTopicAttributes", code="Throttling")
    hear(world, {"source": "budget-check.sweep"})
    assert told(world) == []


def test_a_right_that_is_taken_away_is_told_as_unknown(world: Mending) -> None:
    world.aws.fault("sns", "GetTopicAttributes", code="AuthorizationError", status=403)
    hear(world, {"source": "budget-check.sweep"})
    assert "❓ Cannot tell whether" in told(world)[0]
