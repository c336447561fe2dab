"""EventBridge rules that have a topic as target, on every bus."""

from __future__ import annotations

from typing import Any

import pytest

from bot.aws.senders import Named
from bot.aws.senders.eventbridge_rules import READER
from bot.core.model.read import Cause, ReadFailed
from tests.aws.senders.conftest import TOPIC, Read, Refusal, Script, refused
from tests.conftest import ACCOUNT

RULES = f"arn:aws:events:eu-west-1:{ACCOUNT}:rule/"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/publisher"
GONE = Refusal("ResourceNotFoundException")
QUEUE = f"arn:aws:sqs:eu-west-1:{ACCOUNT}:q"


def by_bus(**names: list[str]) -> Any:
    """ListRuleNamesByTarget."""

    def answer(given: dict[str, Any]) -> dict[str, Any]:
        return {"RuleNames": names.get(given["EventBusName"], [])}

    return answer


def described(given: dict[str, Any]) -> dict[str, Any]:
    bus = given["EventBusName"]
    path = given["Name"] if bus == "default" else f"{bus}/{given['Name']}"
    return {"Name": given["Name"], "Arn": RULES + path, "State": "ENABLED", "EventBusName": bus}


@pytest.fixture
def script() -> Script:
    return Script(
        {
            "ListEventBuses": {"EventBuses": [{"Name": "default"}, {"Name": "orders"}]},
            "ListRuleNamesByTarget": by_bus(default=["findings"]),
            "DescribeRule": described,
            "ListTargetsByRule": {"Targets": [{"Id": "1", "Arn": TOPIC}]},
        }
    )


def test_the_rules_of_every_bus(read: Read, script: Script) -> None:
    script.answers["ListRuleNamesByTarget"] = by_bus(default=["findings"], orders=["late"])
    found = read.of_topic(READER)
    assert [(one.name, one.arn, one.topics) for one in found.found] == [
        ("findings", f"{RULES}findings", (TOPIC,)),
        ("late", f"{RULES}orders/late", (TOPIC,)),
    ]
    assert found.unread == ()
    assert all(one.enabled and not one.role for one in found.found)
    assert {one.given.get("TargetArn", TOPIC) for one in script.asked} == {TOPIC}
    assert {one.region for one in script.asked} == {"eu-west-1"}


def test_every_page_of_buses_rules_and_targets(read: Read, script: Script) -> None:
    def buses(given: dict[str, Any]) -> dict[str, Any]:
        if given.get("NextToken"):
            return {"EventBuses": [{"Name": "b"}]}
        return {"EventBuses": [{"Name": "a"}], "NextToken": "two"}

    def rules(given: dict[str, Any]) -> dict[str, Any]:
        if given["EventBusName"] != "b":
            return {"RuleNames": []}
        more = given.get("NextToken")
        return {"RuleNames": ["second"]} if more else {"RuleNames": ["first"], "NextToken": "2"}

    def targets(given: dict[str, Any]) -> dict[str, Any]:
        if given.get("NextToken"):
            return {"Targets": [{"Id": "2", "Arn": TOPIC, "RoleArn": ROLE}]}
        return {"Targets": [{"Id": "1", "Arn": QUEUE}], "NextToken": "2"}

    script.answers |= {"ListEventBuses": buses, "ListRuleNamesByTarget": rules}
    script.answers["ListTargetsByRule"] = targets
    found = read.of_topic(READER).found
    assert [(one.name, one.role) for one in found] == [("first", ROLE), ("second", ROLE)]
    assert found[0].other_actions == (QUEUE,)


def test_the_role_is_that_of_the_topic(read: Read, script: Script) -> None:
    other = {"Id": "2", "Arn": f"{TOPIC}-2", "RoleArn": ROLE}
    script.answers["ListTargetsByRule"] = {"Targets": [{"Id": "1", "Arn": TOPIC}, other]}
    (found,) = read.of_topic(READER).found
    assert found.role == ""
    assert found.topics == (TOPIC, f"{TOPIC}-2")
    named = read.named(READER, "findings")
    assert isinstance(named, Named)
    assert named.found[0].role == ROLE, "of a rule with both, what cannot be judged counts"


def test_a_rule_that_is_switched_off(read: Read, script: Script) -> None:
    script.answers["DescribeRule"] = lambda given: {**described(given), "State": "DISABLED"}
    (found,) = read.of_topic(READER).found
    assert not found.enabled


def test_a_rule_that_has_gone_since(read: Read, script: Script) -> None:
    script.answers["ListTargetsByRule"] = {"Targets": []}
    assert read.of_topic(READER).found == ()


@pytest.mark.parametrize(
    ("operation", "action"),
    [
        ("ListRuleNamesByTarget", "events:ListRuleNamesByTarget"),
        ("DescribeRule", "events:DescribeRule"),
        ("ListTargetsByRule", "events:ListTargetsByRule"),
    ],
)
def test_a_refusal_names_the_permission(
    read: Read, script: Script, operation: str, action: str
) -> None:
    script.answers["ListEventBuses"] = {"EventBuses": [{"Name": "default"}]}
    del script.answers[operation]
    refused(read.of_topic(READER), action)


def test_buses_that_cannot_be_listed_leave_the_default_one(read: Read, script: Script) -> None:
    del script.answers["ListEventBuses"]
    found = read.of_topic(READER)
    assert [one.name for one in found.found] == ["findings"]
    assert [one.action for one in found.unread] == ["events:ListEventBuses"]


@pytest.mark.parametrize(
    ("operation", "answer", "word"),
    [
        ("ListRuleNamesByTarget", {}, "RuleNames"),
        ("ListEventBuses", {}, "EventBuses"),
        ("DescribeRule", {"Name": "findings", "Arn": RULES}, "State"),
        ("ListTargetsByRule", {"Targets": [{"Id": "1"}]}, "Arn"),
    ],
)
def test_an_answer_without_its_parts_is_a_failed_read(
    read: Read, script: Script, operation: str, answer: object, word: str
) -> None:
    script.answers[operation] = answer
    unread = read.of_topic(READER).unread
    assert unread[0].cause is Cause.FAILED
    assert f"has no '{word}'" in unread[0].detail


@pytest.mark.parametrize("name", ["late", "orders/late", f"{RULES}orders/late"])
def test_one_by_its_name_its_bus_or_its_arn(read: Read, script: Script, name: str) -> None:
    def found(given: dict[str, Any]) -> object:
        return described(given) if given["EventBusName"] == "orders" else GONE

    script.answers["DescribeRule"] = found
    named = read.named(READER, name)
    assert isinstance(named, Named)
    assert [one.arn for one in named.found] == [f"{RULES}orders/late"]


def test_a_name_on_two_buses_is_two(read: Read, script: Script) -> None:
    buses = [{"Name": "default"}, {"Name": "orders"}, {"Name": "bills"}]
    script.answers["ListEventBuses"] = {"EventBuses": buses}
    script.answers["DescribeRule"] = lambda given: (
        GONE if given["EventBusName"] == "default" else described(given)
    )
    named = read.named(READER, "late")
    assert isinstance(named, Named)
    assert [one.arn for one in named.found] == [f"{RULES}orders/late", f"{RULES}bills/late"]


def test_a_named_rule_that_is_refused(read: Read, script: Script) -> None:
    del script.answers["DescribeRule"]
    named = read.named(READER, "late")
    assert isinstance(named, ReadFailed)
    assert named.action == "events:DescribeRule"
