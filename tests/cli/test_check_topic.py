"""`python -m bot check topic:NAME` and its kin at the embedded AWS."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.__main__ import main
from tests.aws.members import PATH, PROD, Members
from tests.aws.test_topic_senders import alarm, rule
from tests.aws.world import NAME, REGION, TOPIC, OpenAws, World, policy
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.core.build import SOURCE, statement


@pytest.fixture
def world(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCOUNT)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    return World(embedded_aws)


@pytest.fixture
def topic(world: World) -> str:
    """It lets AWS Budgets in, and neither the alarm nor the rule."""
    made = world.topic(Policy=policy(statement(resource=TOPIC, condition=SOURCE)))
    world.subscribe(made, "sqs", world.queue(Policy=QUEUE_POLICY))
    world.budget(made)
    alarm(world, "cpu", made)
    rule(world, "findings", made)
    return made


QUEUE_POLICY = policy(
    {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": "*",
    }
)


def check(*words: str, **settings: str) -> int:
    return main(["check", *words], settings)


def said(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


@pytest.mark.usefixtures("topic")
@pytest.mark.parametrize("name", ["alerts", TOPIC])
def test_every_sender_of_a_topic(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert check(f"topic:{name}", "--json") == 1
    told = said(capsys)
    keys = {"topic", "account", "checked_at", "verdict", "senders", "findings", "fixes"}
    assert set(told) >= keys
    assert (told["topic"], told["account"], told["verdict"]) == (TOPIC, ACCOUNT, "BROKEN")
    found = {one["sender"]: one for one in told["senders"]}
    assert {sender: (one["name"], one["verdict"]) for sender, one in found.items()} == {
        "cloudwatch-alarms": ("cpu", "BROKEN"),
        "eventbridge-rules": ("findings", "BROKEN"),
        "budgets": (NAME, "OK"),
    }
    shut_out = [one["code"] for one in found["cloudwatch-alarms"]["findings"]]
    assert shut_out == ["topic.policy-silent"]
    assert found["cloudwatch-alarms"]["arn"].endswith(":alarm:cpu")
    assert [one["id"] for one in told["fixes"]] == ["allow-on-topic"]
    assert told["unread"] == told["skipped"] == []


@pytest.mark.usefixtures("topic")
def test_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert check("topic:alerts", SENDERS="alarms") == 1
    told = " ".join(capsys.readouterr().out.split())
    assert "Of 2 that publish to it 1 does not get through and 1 gets through." in told
    assert "✘ BROKEN Amazon CloudWatch, alarm cpu" in told
    assert f"✔ OK AWS Budgets, budget {NAME}" in told
    assert "Not looked for, since SENDERS does not name it: " in told
    assert "Amazon EventBridge (rules)" in told


@pytest.mark.usefixtures("topic")
def test_senders_narrows_what_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert check("topic:alerts", "--json", SENDERS="trails, rules") == 1
    told = said(capsys)
    assert {one["sender"] for one in told["senders"]} == {"budgets", "eventbridge-rules"}
    assert "cloudwatch-alarms" in told["skipped"]


@pytest.mark.usefixtures("topic")
def test_a_sender_that_is_refused_is_unknown(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.aws.fault("events", "ListRuleNamesByTarget", code="AccessDeniedException", status=400)
    assert check("topic:alerts", SENDERS="rules") == 4
    told = " ".join(capsys.readouterr().out.split())
    assert "Not all was read: Amazon EventBridge." in told
    assert "AWS refused events:ListRuleNamesByTarget" in told


@pytest.mark.usefixtures("topic")
@pytest.mark.parametrize(
    ("asked", "sender"),
    [("alarm:cpu", "cloudwatch-alarms"), ("rule:findings", "eventbridge-rules")],
)
def test_one_subject(capsys: pytest.CaptureFixture[str], asked: str, sender: str) -> None:
    assert check(asked, "--json", "--region", REGION) == 1
    told = said(capsys)
    assert (told["sender"], told["budget"]) == (sender, asked.partition(":")[2])
    assert told["findings"][0]["code"] == "topic.policy-silent"


@pytest.mark.usefixtures("topic")
def test_one_subject_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert check("alarm:cpu") == 1
    told = capsys.readouterr().out
    assert "cpu  ✘ BROKEN" in told
    assert "\nalerts\n" in told, "its topic, in the place of a notification"


def test_a_subject_that_does_not_exist(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("alarm:disk", "--region", "eu-west-1") == 2
    told = " ".join(capsys.readouterr().out.split())
    assert "There is no such alarm." in told
    assert "budget-check looked in eu-west-1." in told


def test_the_region_counts(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.topic("alerts", "eu-west-1")
    assert check("topic:alerts", "--json", "--region", "eu-west-1") == 1
    assert said(capsys)["topic"] == f"arn:aws:sns:eu-west-1:{ACCOUNT}:alerts"


def test_a_topic_of_two_regions_is_asked_about(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    for region in ("us-east-1", "eu-west-1"):
        world.topic("alerts", region)
    assert check("topic:alerts") == 2
    err = capsys.readouterr().err
    assert "There is a topic alerts in eu-west-1 and us-east-1" in err
    assert "--region" in err


OTHER = "arn:aws:sns:us-east-1:222222222222:alerts"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            ["topic:alert"],
            "There is no topic alert in us-east-1 of account 111111111111, and "
            f"nothing publishes to it. The nearest are {TOPIC}.",
        ),
        (["topic:zzz"], "Check the name, the account and the Region (--region)."),
        (["topic:my alerts"], "'my alerts' is neither the name nor the ARN of a topic"),
        (["topic:"], "topic: needs the name or the ARN of the topic behind it."),
        ([f"topic:{TOPIC}", "--region", "eu-west-1"], "That topic is in us-east-1, and --region"),
        ([f"topic:{OTHER}"], "That topic is of account 222222222222, and these credentials are of"),
        (["alarm:"], "alarm: needs the name or the ARN of the alarm behind it."),
        (["my budget", "--region", "eu-west-1"], "a budget has no Region."),
        (["topic:alerts", "--account", PROD], "These credentials are of account 111111111111"),
    ],
)
@pytest.mark.usefixtures("topic")
def test_wrong_usage(capsys: pytest.CaptureFixture[str], words: list[str], says: str) -> None:
    assert check(*words) == 2
    assert says in capsys.readouterr().err


def test_a_wrong_word_in_senders(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("topic:alerts", SENDERS="pigeons") == 2
    assert "SENDERS holds 'pigeons'" in capsys.readouterr().err


def test_a_topic_that_is_gone_shows_who_still_publishes_there(
    world: World, topic: str, capsys: pytest.CaptureFixture[str]
) -> None:
    world.aws.client("sns").delete_topic(TopicArn=topic)
    assert check("topic:alerts", "--json") == 1
    told = said(capsys)
    assert [one["code"] for one in told["findings"]] == ["topic.missing"]
    assert len(told["senders"]) == 3


def test_a_topic_of_another_account_by_its_entry(
    world: World, embedded_aws: EmbeddedAws, capsys: pytest.CaptureFixture[str]
) -> None:
    opener = OpenAws()
    Members(embedded_aws, opener).member("prod", PROD)
    theirs = embedded_aws.client("sns", account=PROD).create_topic(Name="alerts")["TopicArn"]
    status = check(f"topic:{theirs}", "--json", ACCOUNTS_PARAMETER=PATH, SENDERS="alarms")
    told = said(capsys)
    assert (told["account"], told["topic"]) == (PROD, theirs)
    assert status == 1, "nobody is subscribed to it"
    assert [one["permission"] for one in told["unread"]] == ["cloudwatch:DescribeAlarms"]
    opener.close()


def test_no_credentials(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for asked in ("topic:alerts", f"topic:{TOPIC}", "alarm:cpu"):
        assert check(asked) == 4
        assert "There are no AWS credentials" in " ".join(
            capsys.readouterr().out.replace("there are", "There are").split()
        )
