"""The picture of a budget's path, and policies that somebody edits in it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from playground.page.persona import AGENT, DANA
from playground.page.topics import region_of
from playground.scenarios.catalog import scenarios
from playground.scenarios.load import find
from tests.conftest import ACCOUNT
from tests.page.conftest import BROKEN, HEALTHY, OWN_KEY, PATIENCE, Page

TOPIC = find(HEALTHY).topics[0].arn
KEY = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/0000-1111"


def path_of(page: Page, scenario: str) -> Any:
    (path,) = page.picture(scenario)["paths"]
    return path


def write(page: Page, kind: str, arn: str, policy: object) -> Any:
    text = policy if isinstance(policy, str) else json.dumps(policy)
    return page.post("/api/aws/policy", kind=kind, arn=arn, policy=text)


def test_a_path_that_a_key_of_awss_breaks(page: Page) -> None:
    drawn = page.picture(BROKEN)
    assert (drawn["account"], drawn["region"], drawn["trouble"]) == (ACCOUNT, "us-east-1", [])
    assert drawn["budget"] == {
        "name": find(BROKEN).budget,
        "limit": 1000.0,
        "unit": "USD",
        "actual": 100.0,
        "forecast": 700.0,
        "period": "MONTHLY",
        "health": drawn["budget"]["health"],
        "exists": True,
    }
    (path,), (topic,), (key,) = drawn["paths"], drawn["topics"], drawn["keys"]
    assert (path["notification"], path["threshold_amount"]) == ("ACTUAL > 80 %", 800.0)
    assert (path["outcome"], path["stopped_at"], path["state"]) == ("refused", "key", "OK")
    assert "managed by AWS" in path["why"] and path["topic"] == topic["arn"]
    assert (topic["key"], topic["readable"], topic["region"]) == (
        "alias/aws/sns",
        True,
        "ap-northeast-1",
    )
    assert json.loads(topic["policy"])["Id"] == "__default_policy_ID"
    assert (key["name"], key["region"]) == (topic["key"], topic["region"])
    assert (key["manager"], key["editable"], key["state"]) == ("AWS", False, "Enabled")
    assert json.loads(key["policy"])["Id"] == "auto-sns-2"


def test_a_path_that_is_whole(page: Page) -> None:
    assert path_of(page, HEALTHY)["outcome"] == "delivers"
    drawn = page.picture(OWN_KEY)
    (key,) = drawn["keys"]
    assert (key["manager"], key["editable"], key["error"]) == ("CUSTOMER", True, "")
    assert key["alias"] == drawn["topics"][0]["key"]


@pytest.mark.parametrize(
    ("scenario", "outcome", "stopped_at", "why"),
    [
        ("topic-missing", "refused", "topic", "there is no topic"),
        ("key-everyone-unproven", "cannot judge", "key", "it turns on: whether an Allow for"),
        ("subscription-filtered-out", "unheard", "subscription", "SNS takes the alert, and nobody"),
        ("queue-policy", "unheard", "subscription", "SNS takes the alert, and nobody"),
        ("chatbot-disabled", "unheard", "subscription", "SNS takes the alert, and nobody"),
        ("unhealthy", "refused", "budget", "AWS has paused the spend updates"),
        ("email-only", "mail only", "", "AWS Budgets mails it; no topic is told"),
    ],
)
def test_where_it_stops(page: Page, scenario: str, outcome: str, stopped_at: str, why: str) -> None:
    path = path_of(page, scenario)
    assert (path["outcome"], path["stopped_at"]) == (outcome, stopped_at)
    assert path["why"].startswith(why)


def test_each_notification_has_a_path(page: Page) -> None:
    drawn = page.picture("several-notifications")
    told = [(p["notification"], p["outcome"], p["stopped_at"]) for p in drawn["paths"]]
    assert sorted(told) == [
        ("ACTUAL > 120 %", "delivers", ""),
        ("ACTUAL > 1500 USD", "delivers", ""),
        ("ACTUAL > 50 %", "delivers", ""),
        ("ACTUAL > 80 %", "refused", "key"),
        ("FORECASTED > 100 %", "refused", "key"),
    ]
    assert len(drawn["topics"]) == len(drawn["keys"]) == 3


def test_mail_beside_a_topic_and_alone(page: Page) -> None:
    beside = path_of(page, "topic-and-mail")
    assert beside["topic"] and beside["emails"]
    alone = path_of(page, "email-only")
    assert alone["topic"] == "" and alone["emails"]


def test_subscriptions_and_what_would_become_of_an_alert_there(page: Page) -> None:
    (topic,) = page.picture("subscription-pending")["topics"]
    shown = {s["protocol"]: (s["state"], s["would"], s["title"]) for s in topic["subscriptions"]}
    assert shown["https"] == ("confirmed", "delivered", "Amazon Q Developer in chat applications")
    assert shown["email"][:2] == ("pending", "pending")
    (chat,) = page.picture("chatbot-disabled")["topics"][0]["subscriptions"]
    assert chat["would"] == "unread"


def test_what_arrived(page: Page) -> None:
    budget = page.budget(HEALTHY)
    page.session.control.set_spend(ACCOUNT, budget, 900)
    drawn = page.picture(HEALTHY)
    (subscription,) = drawn["topics"][0]["subscriptions"]
    assert subscription["received"] == 1
    assert subscription["last"]["subject"].startswith("AWS Budgets: ")
    assert subscription["last"]["at"] == pytest.approx(time.time(), abs=3600)
    (tried,) = drawn["deliveries"]
    assert (tried["notification"], tried["outcome"]) == ("ACTUAL > 80 %", "delivers")
    assert drawn["paths"][0]["state"] == "ALARM" and drawn["budget"]["actual"] == 900.0
    assert page.picture(BROKEN)["deliveries"] == []


def test_the_newest_deliveries_and_the_mail_of_the_failure(page: Page) -> None:
    budget = page.budget(BROKEN)
    for spent in range(901, 922):
        page.session.control.begin_period(ACCOUNT, budget)
        page.session.control.set_spend(ACCOUNT, budget, spent)
    drawn = page.picture(BROKEN)
    at = [one["at"] for one in drawn["deliveries"]]
    assert len(at) == 20 and at == sorted(at, reverse=True)
    assert drawn["mails"][0]["to"] == "account contact" and "account" not in drawn["mails"][0]
    assert page.picture(HEALTHY)["mails"] == []


def test_what_cannot_be_read_is_said(page: Page) -> None:
    (missing,) = page.picture("topic-missing")["topics"]
    assert not missing["readable"] and missing["error"].startswith("NotFound")
    (key,) = page.picture("key-policy-refused")["keys"]
    assert "AccessDenied" in key["error"] and not key["editable"]


def test_an_unknown_budget_is_drawn_empty(page: Page) -> None:
    drawn = page.get("/api/aws", budget="no such budget").json
    assert drawn["budget"]["exists"] is False
    assert (drawn["paths"], drawn["topics"], drawn["keys"]) == ([], [], [])


def test_a_wrong_address(page: Page) -> None:
    wanted = (400, "The address lacks the parameter budget.")
    assert page.get("/api/aws").refusal == wanted
    assert page.get("/api/events").refusal == wanted
    assert page.get("/api/aws", budget="x", after="new").status == 400
    status, says = page.get("/api/aws", budget="").refusal
    assert status == 400 and says.startswith("Parameter validation failed: Invalid length")


def test_every_change_in_aws_wakes_the_poll(page: Page) -> None:
    budget, sns = page.budget(HEALTHY), page.session.aws.client("sns", "ap-northeast-1")
    key = page.picture(OWN_KEY)["keys"][0]
    kms = page.session.aws.client("kms", region_of(key["arn"]))
    page.session.aws.client("sns", "ap-northeast-1", DANA)
    named = {"TopicArn": TOPIC, "AttributeName": "KmsMasterKeyId"}
    changes: dict[str, Callable[[], object]] = {
        "a topic": lambda: sns.set_topic_attributes(**named, AttributeValue="alias/aws/sns"),
        "a key": lambda: kms.put_key_policy(
            KeyId=key["arn"], PolicyName="default", Policy=key["policy"]
        ),
        "a policy in the page": lambda: write(page, "topic", TOPIC, find(HEALTHY).topics[0].text),
        "spend": lambda: page.session.control.set_spend(ACCOUNT, budget, 900),
        "a fault": lambda: page.session.control.fault("kms"),
    }
    look = partial(page.picture, HEALTHY)
    woken = {name: page.is_woken_by(look, change) for name, change in changes.items()}
    assert woken == dict.fromkeys(changes, True)


def test_reading_is_no_change(page: Page) -> None:
    before = page.picture()["version"]
    started = time.monotonic()
    assert page.picture(after=before)["version"] == before
    assert time.monotonic() - started >= PATIENCE


def test_a_topic_policy_is_written_as_dana(page: Page) -> None:
    page.budget(HEALTHY)
    policy = find(HEALTHY).topics[0].text.replace("budgets.amazonaws.com", "events.amazonaws.com")
    assert write(page, "topic", TOPIC, policy).json == {"ok": True}
    path = path_of(page, HEALTHY)
    assert (path["outcome"], path["stopped_at"]) == ("refused", "topic")
    (call,) = page.session.control.calls("sns", "SetTopicAttributes")
    assert call.caller.endswith(":assumed-role/Developer/dana@example.com")
    assert AGENT in call.agent


def test_a_key_policy_is_written_as_dana(page: Page) -> None:
    (key,) = page.picture(OWN_KEY)["keys"]
    document = json.loads(key["policy"])
    document["Statement"] = document["Statement"][:1]
    assert write(page, "key", key["arn"], document).json == {"ok": True}
    assert path_of(page, OWN_KEY)["stopped_at"] == "key"


def test_what_aws_refuses_to_store_is_said_in_its_words(page: Page) -> None:
    (own,) = page.picture(OWN_KEY)["keys"]
    (of_aws,) = page.picture(BROKEN)["keys"]
    locked = {"Version": "2012-10-17", "Statement": json.loads(own["policy"])["Statement"][1:]}
    stranger = "arn:aws:iam::111111111111:user/nobody"
    unknown = find(HEALTHY).topics[0].text.replace('"*"', f'"{stranger}"')
    refused = [
        (write(page, "topic", TOPIC, "no JSON"), "InvalidParameter: Invalid parameter: Policy"),
        (write(page, "topic", TOPIC, unknown), "InvalidParameter: Invalid parameter: Policy Error"),
        (write(page, "key", own["arn"], locked), "MalformedPolicyDocumentException: The new key"),
        (write(page, "key", of_aws["arn"], own["policy"]), "AccessDenied"),
        (write(page, "topic", TOPIC + "x", unknown.replace(stranger, "*")), "NotFound"),
        (write(page, "key", own["arn"][:-1], "{}"), "NotFoundException"),
    ]
    for answer, says in refused:
        status, error = answer.refusal
        assert status == 400 and error.startswith(says), error
    assert path_of(page, HEALTHY)["outcome"] == path_of(page, OWN_KEY)["outcome"] == "delivers"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({}, "kind must be given as a text."),
        ({"kind": "queue", "arn": "a", "policy": "{}"}, "kind must be topic or key."),
        ({"kind": "topic", "arn": 7, "policy": "{}"}, "arn must be given as a text."),
        ({"kind": "topic", "arn": TOPIC, "policy": {}}, "policy must be given as a text."),
        ({"kind": "topic", "arn": TOPIC, "policy": ""}, "The policy is empty."),
        ({"kind": "key", "arn": KEY, "policy": " \n"}, "The policy is empty."),
    ],
)
def test_a_body_that_is_wrong(page: Page, body: dict[str, object], says: str) -> None:
    assert page.post("/api/aws/policy", **body).refusal == (400, says)


@pytest.mark.parametrize("kind", ["topic", "key"])
@pytest.mark.parametrize(
    "arn",
    ["", "x", f"arn:aws:sns:no where:{ACCOUNT}:x", f"arn:aws:sqs:us-east-1:{ACCOUNT}:x", "alias/x"],
)
def test_an_arn_that_is_none(page: Page, kind: str, arn: str) -> None:
    assert write(page, kind, arn, "{}").refusal == (400, f"arn must be the ARN of a {kind}.")


def test_a_key_that_the_topic_names_by_its_arn_shows_its_alias(page: Page) -> None:
    (key,) = page.picture("key-denies")["keys"]
    assert key["name"].startswith("arn:aws:kms:") and key["alias"].startswith("alias/")


def test_a_budget_action_is_a_path_of_its_own(page: Page) -> None:
    notification, action = page.picture("budget-action")["paths"]
    assert (notification["notification"], notification["outcome"]) == ("ACTUAL > 80 %", "delivers")
    assert action["notification"] == "ACTUAL > 100 %, action APPLY_IAM_POLICY"
    assert (action["outcome"], action["stopped_at"]) == ("refused", "key")


def test_what_else_publishes_is_a_branch_with_the_judges_word(page: Page) -> None:
    (topic,) = page.picture("rule-conditioned-key")["topics"]
    told = [(s["kind"], s["name"], s["outcome"], s["stopped_at"]) for s in topic["senders"]]
    assert told == [
        ("CloudWatch alarm", "findings-errors", "delivers", ""),
        ("EventBridge rule", "guardduty-findings", "refused", "key"),
    ]
    assert "events.amazonaws.com" in topic["senders"][1]["why"]
    assert path_of(page, "rule-conditioned-key")["outcome"] == "delivers"


def test_every_kind_of_sender_has_its_name(page: Page) -> None:
    shared = [one for one in scenarios() if one.senders]
    for scenario in shared:
        (topic,) = page.picture(scenario.name)["topics"]
        drawn = {(s["sender"], s["name"]): s["outcome"] for s in topic["senders"]}
        assert drawn == {(one.sender, one.name): one.judge for one in scenario.senders}
        assert all(s["kind"] for s in topic["senders"])


def test_a_topic_of_budgets_alone_has_no_branches(page: Page) -> None:
    assert [topic["senders"] for topic in page.picture(HEALTHY)["topics"]] == [[]]
