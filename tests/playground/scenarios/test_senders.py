"""Each sender of a scenario, made at the embedded AWS: its message arrives or not, as it says."""

from collections import Counter

import pytest

from playground.aws.control import Publish
from playground.scenarios.catalog import scenarios
from playground.scenarios.expected import STATUS
from playground.scenarios.load import seed
from playground.scenarios.model import OtherSender, Scenario
from playground.scenarios.policies import ACCOUNT
from tests.conftest import EmbeddedAws

SHARED = [one for one in scenarios() if one.senders]
WORDS = {"alarms", "rules", "trails", "anomalies", "config", "rds", "elasticache"}
"""Those of the setting SENDERS."""
FATES = {"OK": {"delivers"}, "BROKEN": {"refused"}, "UNKNOWN": {"delivers", "refused"}}

each = pytest.mark.parametrize("scenario", SHARED, ids=[one.name for one in SHARED])


def found(aws: EmbeddedAws, scenario: Scenario, one: OtherSender) -> Publish:
    """What came of its last try; who has not tried yet does so now."""
    if not one.spoke:
        return aws.control.speak(one.sender, ACCOUNT, one.name)[0]
    tried = aws.control.publishes(ACCOUNT)
    return [t for t in tried if (t.sender, t.name) == (one.sender, one.name)][-1]


@each
def test_the_judge_agrees_and_the_message_arrives_or_not(
    embedded_aws: EmbeddedAws, scenario: Scenario
) -> None:
    seed(embedded_aws.url, [scenario.name])
    topic = scenario.topics[0].arn
    foreseen = {(p.sender, p.name): p.outcome for p in embedded_aws.control.senders(topic)}
    assert foreseen == {(one.sender, one.name): one.judge for one in scenario.senders}
    for one in scenario.senders:
        before = len(embedded_aws.control.messages(topic))
        tried = found(embedded_aws, scenario, one)
        arrived = len(embedded_aws.control.messages(topic)) - before
        assert (tried.topic, tried.outcome) == (topic, one.judge), tried.why
        assert arrived == (one.judge == "delivers" and not one.spoke)


def test_every_kind_of_sender_is_shut_out_somewhere() -> None:
    broken = {one.sender for each in SHARED for one in each.senders if one.status == "BROKEN"}
    assert broken == WORDS


def test_the_verdicts_are_those_of_the_judge_and_of_the_codes() -> None:
    for scenario in SHARED:
        for one in scenario.senders:
            assert one.judge in FATES[one.status], scenario.name
            statuses = [STATUS[code] for code in one.codes]
            assert set(statuses) == {one.status} - {"OK"}, scenario.name


def test_all_can_live_in_one_account() -> None:
    places = Counter(
        (one.sender, scenario.topics[0].region, one.name)
        for scenario in SHARED
        for one in scenario.senders
    )
    assert set(places.values()) == {1}
    assert {one.sender for scenario in SHARED for one in scenario.senders} == WORDS


def test_what_was_refused_shows_where_aws_shows_it(embedded_aws: EmbeddedAws) -> None:
    names = ["alarm-aws-managed-key", "trail-key-without-decrypt", "config-encrypted-topic"]
    seed(embedded_aws.url, [*names, "elasticache-source-account", "rds-no-permission"])
    client = embedded_aws.client
    (item,) = client("cloudwatch").describe_alarm_history(HistoryItemType="Action")[
        "AlarmHistoryItems"
    ]
    assert "Error Code: AccessDeniedException" in item["HistorySummary"]
    trail = client("cloudtrail").get_trail_status(Name="audit")
    assert trail["LatestNotificationError"] == "KMSAccessDenied"
    (channel,) = client("config", "eu-west-1").describe_delivery_channel_status()[
        "DeliveryChannelsStatus"
    ]
    assert channel["configStreamDeliveryInfo"]["lastStatus"] == "Failure"
    (cluster,) = client("elasticache").describe_cache_clusters()["CacheClusters"]
    assert cluster["NotificationConfiguration"]["TopicStatus"] == "inactive"
    (databases,) = client("rds").describe_event_subscriptions()["EventSubscriptionsList"]
    assert databases["Status"] == "no-permission"
