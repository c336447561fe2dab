"""Templates: text, intrinsic functions, and what their resources say."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.findings import Report, Status
from bot.core.iac.cloudformation.template import declaration
from bot.core.iac.cloudformation.text import parse
from bot.core.iac.declared import DeclaredTopic
from bot.core.iac.judged import Judged, judge_all
from bot.core.iac.value import Unknown
from bot.errors import UsageError

NOW = datetime(2026, 3, 20, tzinfo=UTC)
ACCOUNT, REGION = "111111111111", "eu-west-1"

TEMPLATE = """\
Parameters:
  Env:
    Type: String
    Default: prod
  Secret: {Type: String, NoEcho: true, Default: hunter2}
Mappings:
  Keys:
    prod: {Name: alias/prod}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  Elsewhere: !Not [!Condition IsProd]
Resources:
  Alerts:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: !Sub "${Env}-alerts"
      KmsMasterKeyId: !If [IsProd, !Ref "AWS::NoValue", alias/aws/sns]
      Subscription:
        - Protocol: https
          Endpoint: !Join ["", ["https://hooks.example.com/", !Ref Secret]]
  Policy:
    Type: AWS::SNS::TopicPolicy
    Properties:
      Topics: [!Ref Alerts]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          Effect: Allow
          Principal: {Service: !Sub "budgets.${AWS::URLSuffix}"}
          Action: sns:Publish
          Resource: !Ref Alerts
          Condition:
            StringEquals:
              aws:SourceAccount: !Select [4, !Split [":", !Ref Alerts]]
  Other:
    Condition: Elsewhere
    Type: AWS::SNS::TopicPolicy
    Properties: {Topics: [!Ref Alerts], PolicyDocument: {Statement: []}}
  Monthly:
    Type: AWS::Budgets::Budget
    Properties:
      Budget: {BudgetName: monthly, BudgetType: COST, TimeUnit: MONTHLY}
      NotificationsWithSubscribers:
        - Notification:
            NotificationType: ACTUAL
            ComparisonOperator: GREATER_THAN
            Threshold: 80
          Subscribers:
            - {SubscriptionType: SNS, Address: !GetAtt Alerts.TopicArn}
"""


def judged(text: str, account: str = ACCOUNT, **parameters: str) -> Judged:
    made = declaration(text, account=account, region=REGION, parameters=parameters)
    (one,) = judge_all(made, NOW).judged
    return one


def report(text: str, **parameters: str) -> Report:
    return judged(text, **parameters).report


def codes(found: Report) -> set[str]:
    return {one.code for one in found.findings if one.status is not Status.OK}


def test_a_template_in_yaml() -> None:
    found = judged(TEMPLATE)
    assert found.report.verdict is Status.OK, found.report.findings
    lines = TEMPLATE.splitlines()
    places = {one.address: one.line for one in found.places.values() if one.line}
    assert {lines[line - 1].strip() for line in places.values()} == {f"{n}:" for n in places}
    assert {"Alerts", "Monthly"} <= places.keys()


def test_the_same_in_json() -> None:
    tree = parse(TEMPLATE).tree
    for indent in (None, 1, 4):
        text = json.dumps(tree, indent=indent)
        found = judged(text)
        assert found.report.verdict is Status.OK
        if indent:
            lines = text.splitlines()
            for place in found.places.values():
                assert lines[(place.line or 0) - 1].strip().startswith(f'"{place.address}"')


def test_a_parameter_turns_it() -> None:
    assert "key.aws-managed" in codes(report(TEMPLATE, Env="dev"))


def test_a_secret_is_never_shown() -> None:
    assert "hunter2" not in repr(judged(TEMPLATE))


def test_an_address_shows_its_host_alone() -> None:
    text = TEMPLATE.replace(
        '!Join ["", ["https://hooks.example.com/", !Ref Secret]]',
        "https://u:p@x.example.com/T/token",
    )
    shown = repr(judged(text))
    assert "token" not in shown
    assert "x.example.com" in shown


def resources(*found: dict[str, Any]) -> str:
    return json.dumps({"Resources": {f"R{n}": one for n, one in enumerate(found)}})


TOPIC = {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "alerts"}}


def key_of(value: object, account: str = ACCOUNT, **more: object) -> object:
    """What a KmsMasterKeyId becomes."""
    tree = {
        **more,
        "Resources": {"T": {"Type": "AWS::SNS::Topic", "Properties": {"KmsMasterKeyId": value}}},
    }
    made = declaration(json.dumps(tree), account=account, region=REGION)
    (topic,) = (one for one in made.declared if isinstance(one, DeclaredTopic))
    return topic.key


STRING = {"Type": "String"}
OPEN_CONDITION = {"Fn::Equals": [{"Ref": "P"}, "x"]}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"Fn::Sub": "a-${AWS::Region}-${!b}"}, "a-eu-west-1-${b}"),
        ({"Fn::Sub": ["${x}${AWS::AccountId}", {"x": "k"}]}, f"k{ACCOUNT}"),
        ({"Fn::Join": ["/", ["alias", {"Ref": "AWS::Region"}]]}, "alias/eu-west-1"),
        ({"Fn::Select": ["1", ["a", "b"]]}, "b"),
        ({"Fn::Select": [5, ["a", "b"]]}, None),
        ({"Fn::Select": [0, {"Fn::Split": ["|", "a|b"]}]}, "a"),
        ({"Fn::FindInMap": ["M", {"Ref": "AWS::Region"}, "k"]}, "alias/m"),
        ({"Fn::FindInMap": ["M", "us-east-1", "k"]}, None),
        ({"Fn::If": ["Yes", "a", "b"]}, "a"),
        ({"Fn::If": ["No", "a", "b"]}, "b"),
        ({"Fn::If": ["Open", "a", "b"]}, None),
        ({"Fn::If": ["Open", "a", "a"]}, "a"),
        ({"Fn::If": ["Both", "a", "b"]}, "b"),
        ({"Fn::If": ["Either", "a", "b"]}, "a"),
        ({"Fn::If": ["NotThere", "a", "b"]}, None),
        ({"Fn::ImportValue": "x"}, None),
        ({"Fn::Transform": {"Name": "x"}}, None),
        ({"Ref": "P"}, None),
        ({"Ref": "NotThere"}, None),
        ({"Ref": "AWS::StackId"}, None),
        ({"Ref": "Default"}, "alias/d"),
        ({"Ref": "Ssm"}, None),
        ("{{resolve:ssm:/key}}", None),
        ({"Fn::Sub": "{{resolve:ssm:${AWS::Region}}}"}, None),
    ],
)
def test_intrinsic_functions(value: object, expected: str | None) -> None:
    found = key_of(
        value,
        Parameters={
            "P": STRING,
            "Default": {**STRING, "Default": "alias/d"},
            "Ssm": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/key"},
        },
        Mappings={"M": {"eu-west-1": {"k": "alias/m"}}},
        Conditions={
            "Yes": {"Fn::Equals": ["a", "a"]},
            "No": {"Fn::Not": [{"Condition": "Yes"}]},
            "Open": OPEN_CONDITION,
            "Both": {"Fn::And": [{"Condition": "Open"}, {"Condition": "No"}]},
            "Either": {"Fn::Or": [{"Condition": "Open"}, {"Condition": "Yes"}]},
        },
    )
    assert isinstance(found, Unknown) if expected is None else found == expected


def test_a_condition_on_an_account_that_nobody_told_is_open() -> None:
    condition = {"C": {"Fn::Equals": [{"Ref": "AWS::AccountId"}, ACCOUNT]}}
    tree = {
        "Conditions": condition,
        "Resources": {
            "T": {
                "Type": "AWS::SNS::Topic",
                "Properties": {"KmsMasterKeyId": {"Fn::If": ["C", "a", "b"]}},
            }
        },
    }
    (topic,) = declaration(json.dumps(tree)).declared
    assert isinstance(topic, DeclaredTopic)
    assert isinstance(topic.key, Unknown)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no object"),
        ("just words", "no object"),
        ("[1, 2]", "no object"),
        ('{"Resources": 1}', "no object"),
        ('{"Resources": {}', "not JSON (line 1"),
        ("Resources:\n  a: [", "not YAML (line"),
        ("Resources:\n  a: &x {}\n  b: *x\n", "YAML alias (line"),
        ("Resources: {A: {Type: !Undefined [}", "not YAML"),
        ('{"Resources": ' + '{"a": ' * 100_000, "nested too deep"),
        (
            resources(
                {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": {"Ref": "R1"}}},
                {
                    "Type": "AWS::SNS::Topic",
                    "Properties": {"TopicName": {"Fn::Sub": "${R0.TopicName}"}},
                },
            ),
            "Circular references: R0 -> R1 -> R0",
        ),
    ],
)
def test_what_is_no_template(text: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        declaration(text)
    assert words in str(caught.value)


def test_a_parameter_that_is_not_there() -> None:
    with pytest.raises(UsageError, match="no parameter 'Typo'"):
        declaration(TEMPLATE, parameters={"Typo": "x"})


def test_circular_conditions() -> None:
    with pytest.raises(UsageError, match="Circular conditions: A -> B -> A"):
        key_of(
            {"Fn::If": ["A", "a", "b"]},
            Conditions={"A": {"Condition": "B"}, "B": {"Condition": "A"}},
        )


def test_a_macro_leaves_everything_open() -> None:
    text = TEMPLATE + "Transform: OurMacro\n"
    verdict = judge_all(declaration(text, account=ACCOUNT, region=REGION), NOW)
    assert verdict.status is Status.UNKNOWN
    assert verdict.judged[0].report.verdict is Status.UNKNOWN
    assert "OurMacro" in verdict.judged[0].report.findings[0].says


def test_what_sam_makes_of_an_event() -> None:
    text = (
        TEMPLATE.replace("      Subscription:\n", "      X:\n")
        + "Transform: AWS::Serverless-2016-10-31\n"
    )
    assert codes(report(text)) == {"subscription.unreadable"}
    function = """\
  Handler:
    Type: AWS::Serverless::Function
    Properties:
      Events: {Alert: {Type: SNS, Properties: {Topic: !Ref Alerts}}}
  Monthly:
"""
    assert codes(report(text.replace("  Monthly:\n", function))) == set()


def test_a_filter_with_an_unknown_part_is_open() -> None:
    told = "          FilterPolicy: {x: [!ImportValue y]}\n"
    text = TEMPLATE.replace("        - Protocol: https\n", f"        - Protocol: https\n{told}")
    found = report(text)
    assert found.verdict is Status.UNKNOWN
    assert "Fn::ImportValue: y" in found.findings[0].says


def test_a_policy_that_may_not_be_there_is_open() -> None:
    text = TEMPLATE.replace(
        "    Type: AWS::SNS::TopicPolicy\n",
        "    Condition: Open\n    Type: AWS::SNS::TopicPolicy\n",
        1,
    )
    text = text.replace("Conditions:\n", "Conditions:\n  Open: !Equals [!ImportValue x, y]\n")
    found = report(text)
    assert codes(found) == {"topic.policy-undecidable"}
    assert "condition Open" in found.findings[0].says


LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8))
NAMES = st.sampled_from(("Ref", "Fn::Sub", "Fn::If", "Fn::GetAtt", "Fn::Join", "Properties", "x"))
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
)
PROPERTIES = st.sampled_from(
    (
        "FilterPolicy",
        "Subscription",
        "TopicArn",
        "Topics",
        "PolicyDocument",
        "KmsMasterKeyId",
        "Budget",
        "NotificationsWithSubscribers",
    )
)
KINDS = st.sampled_from(
    (
        "SNS::Topic",
        "SNS::TopicPolicy",
        "KMS::Key",
        "Budgets::Budget",
        "SNS::Subscription",
        "SQS::Queue",
    )
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.tuples(KINDS, st.dictionaries(PROPERTIES, TREES, max_size=3)), max_size=4))
def test_any_tree_is_judged_or_refused(found: list[tuple[str, dict[str, Any]]]) -> None:
    text = resources(*({"Type": f"AWS::{kind}", "Properties": told} for kind, told in found))
    try:
        verdict = judge_all(declaration(text), NOW)
    except UsageError:
        return
    fine = [one for one in verdict.judged if one.report.verdict is Status.OK]
    assert not fine
