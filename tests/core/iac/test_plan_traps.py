"""Plans that look as if an alert arrived, and whose apply would silence it or may do so."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.findings import Report, Status
from bot.core.iac.judged import judge_all
from bot.core.iac.terraform.declaration import declaration
from tests.core.iac.terraform_plan import (
    PROVIDERS,
    arn_of,
    block,
    budget,
    change,
    constant,
    named,
    plan,
    topic,
)

NOW = datetime(2026, 3, 20, tzinfo=UTC)
TOPIC = "aws_sns_topic.alerts"
ARN = "arn:aws:sns:eu-west-1:111111111111:alerts"
KEY_ARN = "arn:aws:kms:eu-west-1:111111111111:key/12345678-1234-1234-1234-123456789012"
Part = tuple[dict[str, Any], dict[str, Any]]


def lets_in(*services: str, action: Any = "sns:Publish") -> str:
    allow = {"Effect": "Allow", "Principal": {"Service": list(services)}, "Action": action}
    return json.dumps({"Version": "2012-10-17", "Statement": [{**allow, "Resource": "*"}]})


BUDGETS = lets_in("budgets.amazonaws.com")
ALARMS = lets_in("cloudwatch.amazonaws.com")
ON_KEY = lets_in("budgets.amazonaws.com", action=["kms:GenerateDataKey*", "kms:Decrypt"])


def resource(address: str, *, actions: tuple[str, ...] = ("no-op",), **after: Any) -> Part:
    """A resource that is known whole."""
    made = change(address, after, actions=actions)
    return made, block(address, {name: constant(value) for name, value in after.items()})


def standing_topic(**after: object) -> Part:
    """A topic that is made already; what AWS computed stands in no expression."""
    made = change(TOPIC, {"name": "alerts", "arn": ARN, "id": ARN, **after}, actions=("no-op",))
    return made, block(TOPIC, {"name": constant("alerts")})


def mail() -> Part:
    return resource(
        "aws_sns_topic_subscription.mail", topic_arn=ARN, protocol="email", endpoint="a@example.com"
    )


def told() -> Part:
    """A budget that tells the topic, by its ARN."""
    made, written = budget(None)
    made["change"]["after"]["notification"][0]["subscriber_sns_topic_arns"] = [ARN]
    made["change"]["after_unknown"] = {}
    return made, written


def judged(*parts: Part, **rest: Any) -> list[Report]:
    text = plan([one for one, _ in parts], [one for _, one in parts], **rest)
    return [one.report for one in judge_all(declaration(text), NOW).judged]


def verdict(*parts: Part, **rest: Any) -> Status:
    (found,) = judged(*parts, **rest)
    return found.verdict


def on_topic(policy: str = BUDGETS, name: str = "x", **more: Any) -> Part:
    return resource(f"aws_sns_topic_policy.{name}", arn=ARN, policy=policy, **more)


def gone(part: Part) -> Part:
    """The same resource, deleted: what it was stands in `before`."""
    made = part[0]
    before = made["change"]["after"]
    made["change"] |= {"actions": ["delete"], "before": before, "after": None}
    return made, part[1]


def test_the_standing_topic_is_fine() -> None:
    assert verdict(told(), standing_topic(), mail(), on_topic()) is Status.OK


def test_a_policy_that_is_deleted_leaves_the_default() -> None:
    """Terraform writes SNS's default then; what the topic holds is still in the plan."""
    parts = (told(), standing_topic(policy=BUDGETS), mail())
    assert verdict(*parts) is Status.OK
    assert verdict(*parts, gone(on_topic())) is Status.BROKEN


def test_a_policy_that_moves_to_the_topic_itself_may_be_written_before_the_default() -> None:
    made, written = standing_topic(policy=BUDGETS)
    written["expressions"]["policy"] = constant(BUDGETS)
    assert verdict(told(), (made, written), mail(), gone(on_topic())) is Status.UNKNOWN


def test_of_two_policies_of_a_topic_nobody_knows_the_last() -> None:
    made, written = standing_topic(policy=lets_in("events.amazonaws.com"))
    written["expressions"]["policy"] = constant("{}")
    assert verdict(told(), (made, written), mail(), on_topic()) is Status.UNKNOWN
    assert verdict(told(), standing_topic(policy="{}"), mail(), on_topic()) is Status.OK


def test_a_policy_for_a_topic_that_is_not_known_may_be_for_this_one() -> None:
    address = "aws_sns_topic_policy.other"
    made = change(address, {"policy": "{}"}, {"arn": True})
    other = made, block(address, {"arn": named("local.topic")})
    assert verdict(told(), standing_topic(), mail(), on_topic(), other) is Status.UNKNOWN


def test_a_policy_for_a_queue_that_is_not_known_is_for_no_topic() -> None:
    address = "aws_sqs_queue_policy.other"
    made = change(address, {"policy": "{}"}, {"queue_url": True})
    other = made, block(address, {"queue_url": named("local.queue")})
    assert verdict(told(), standing_topic(), mail(), on_topic(), other) is Status.OK


def key(**after: object) -> Part:
    made = change("aws_kms_key.k", {"arn": KEY_ARN, "key_id": KEY_ARN[-36:], **after})
    return made, block("aws_kms_key.k", {name: constant(value) for name, value in after.items()})


def encrypted(*more: Part) -> Status:
    topic = standing_topic(kms_master_key_id=KEY_ARN)
    return verdict(told(), topic, mail(), on_topic(), *more)


def unknown(part: Part, name: str) -> Part:
    """An argument that nobody knows."""
    made, written = part
    made["change"]["after_unknown"][name] = True
    written["expressions"][name] = named("local.later")
    return made, written


def test_an_encrypted_topic_is_fine_with_the_right_key() -> None:
    assert encrypted(key(policy=ON_KEY)) is Status.OK


@pytest.mark.parametrize("name", ["is_enabled", "customer_master_key_spec", "key_usage"])
def test_a_key_whose_state_or_kind_is_not_known_is_not_fine(name: str) -> None:
    assert encrypted(unknown(key(policy=ON_KEY), name)) is Status.UNKNOWN


def test_a_key_policy_that_is_deleted_leaves_the_default() -> None:
    other = resource("aws_kms_key_policy.x", key_id=KEY_ARN[-36:], policy=ON_KEY)
    made, written = key(policy=ON_KEY)
    written["expressions"] = {}
    assert encrypted((made, written), gone(other)) is Status.BROKEN


def test_of_two_policies_of_a_key_nobody_knows_the_last() -> None:
    other = resource("aws_kms_key_policy.x", key_id=KEY_ARN[-36:], policy=ON_KEY)
    assert encrypted(key(policy="{}"), other) is Status.UNKNOWN


def test_a_policy_for_a_key_that_is_not_known_may_be_for_this_one() -> None:
    other = resource("aws_kms_key_policy.x", policy="{}")
    assert encrypted(key(policy=ON_KEY), unknown(other, "key_id")) is Status.UNKNOWN


def test_a_topic_of_which_nobody_knows_whether_it_is_fifo_is_not_fine() -> None:
    assert (
        verdict(told(), unknown(standing_topic(), "fifo_topic"), mail(), on_topic())
        is Status.UNKNOWN
    )


def alarm(**after: Any) -> Part:
    told = {"alarm_name": "cpu", "alarm_actions": [ARN]} | after
    return resource("aws_cloudwatch_metric_alarm.x", **told)


def test_an_alarm_that_may_be_switched_off_is_not_fine() -> None:
    around = (standing_topic(), mail(), on_topic(ALARMS))
    assert verdict(*around, alarm()) is Status.OK
    assert verdict(*around, alarm(actions_enabled=False)) is Status.BROKEN
    assert verdict(*around, unknown(alarm(), "actions_enabled")) is Status.UNKNOWN


RULE, TARGET = "aws_cloudwatch_event_rule.r", "aws_cloudwatch_event_target.t"
EVENTS = lets_in("events.amazonaws.com")


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({}, Status.OK),
        ({"state": "ENABLED"}, Status.OK),
        ({"state": "DISABLED"}, Status.BROKEN),
        ({"is_enabled": False}, Status.BROKEN),
        ({"is_enabled": True, "state": None}, Status.OK),
    ],
)
def test_the_rule_of_a_target_is_switched_on_or_off(
    state: dict[str, Any], expected: Status
) -> None:
    parts = (standing_topic(), mail(), on_topic(EVENTS), resource(TARGET, rule="r", arn=ARN))
    assert verdict(*parts, resource(RULE, name="r", **state)) is expected


def test_the_state_of_a_rule_that_is_not_known_is_not_fine() -> None:
    parts = (standing_topic(), mail(), on_topic(EVENTS), resource(TARGET, rule="r", arn=ARN))
    assert verdict(*parts, unknown(resource(RULE, name="r"), "state")) is Status.UNKNOWN
    assert verdict(*parts) is Status.UNKNOWN


ROLE = {"assume_role": [{"role_arn": constant("arn:aws:iam::222222222222:role/x")}]}
TWO = {**PROVIDERS, "aws.other": {"name": "aws", "alias": "other", "expressions": ROLE}}


def test_another_sender_of_another_account_is_told() -> None:
    made, written = alarm()
    foreign = made, {**written, "provider_config_key": "aws.other"}
    around = (standing_topic(), mail(), on_topic(lets_in("budgets.amazonaws.com")))
    found = judged(told(), *around, foreign, providers=TWO)
    assert {one.sender.id: one.verdict for one in found} == {
        "budgets": Status.OK,
        "cloudwatch-alarms": Status.UNKNOWN,
    }


def test_a_topic_of_another_account_is_none_of_the_alarms_account() -> None:
    around = [standing_topic(), mail(), on_topic(ALARMS)]
    foreign = [(made, {**told, "provider_config_key": "aws.other"}) for made, told in around]
    assert verdict(*foreign, alarm(), providers=TWO) is Status.UNKNOWN


@pytest.mark.parametrize("more", [{"complete": False}, {"errored": True}])
def test_a_plan_that_is_not_whole_says_nothing_for_sure(more: dict[str, Any]) -> None:
    parts = [told(), standing_topic(), mail(), on_topic()]
    text = plan([one for one, _ in parts], [one for _, one in parts], **more)
    assert judge_all(declaration(text), NOW).status is Status.UNKNOWN


def test_a_sensitive_value_is_not_taken_from_the_module_that_hands_it_in() -> None:
    secret = "arn:aws:sns:eu-west-1:111111111111:hunter2"
    made, written = alarm()
    made["change"]["after_sensitive"] = {"alarm_actions": True}
    made |= {"address": f"module.m.{made['address']}", "module_address": "module.m"}
    written["expressions"]["alarm_actions"] = named("var.topics")
    call = {
        "expressions": {"topics": constant([secret])},
        "module": {"resources": [written]},
    }
    text = plan([made], [], calls={"m": call})
    assert "hunter2" not in repr(judge_all(declaration(text), NOW))


def document(statements: list[Any], left: list[Any], written: list[Any]) -> list[Part]:
    """The topic's policy as a data source that is not read yet."""
    data, on = "data.aws_iam_policy_document.d", "aws_sns_topic_policy.x"
    made = change(
        data, {"statement": statements}, {"json": True, "statement": left}, actions=("read",)
    )
    lets = change(on, {"arn": ARN}, {"policy": True})
    expressions = {"arn": constant(ARN), "policy": named(f"{data}.json", data)}
    return [(made, block(data, {"statement": written})), (lets, block(on, expressions))]


ALLOW = {
    "effect": "Allow",
    "actions": ["sns:Publish"],
    "principals": [{"type": "Service", "identifiers": ["budgets.amazonaws.com"]}],
}


def test_a_dynamic_block_is_not_taken_for_the_written_one_beside_it() -> None:
    """A plan's configuration leaves dynamic blocks out."""
    deny = {**ALLOW, "effect": "Deny"}
    parts = document(
        [{**ALLOW, "resources": ["*"]}, *({**deny, "resources": [None]} for _ in range(2))],
        [{}, {"resources": [True]}, {"resources": [True]}],
        [{"resources": arn_of("aws_sns_topic.other"), "effect": constant("Deny")}],
    )
    other = topic("aws_sns_topic.other", "other")
    assert verdict(told(), standing_topic(), mail(), other, *parts) is Status.UNKNOWN


def test_variables_of_a_document_are_written_with_another_sign() -> None:
    """`&{...}` of the data source is `${...}` of the policy (Terraform's documentation of it)."""
    asks = [
        {
            "test": "StringNotEquals",
            "variable": "aws:SourceAccount",
            "values": ["&{aws:ResourceAccount}"],
        }
    ]
    parts = document(
        [
            {**ALLOW, "resources": ["*"]},
            {**ALLOW, "effect": "Deny", "resources": ["*"], "condition": asks},
        ],
        [{}, {}],
        [{}, {}],
    )
    (found,) = judged(told(), standing_topic(), mail(), *parts)
    assert found.verdict is Status.OK


def test_a_filter_policy_that_is_put_together_is_not_its_part() -> None:
    made, written = mail()
    made["change"]["after_unknown"]["filter_policy"] = True
    written["expressions"]["filter_policy"] = arn_of("aws_sns_topic.other")
    other = topic("aws_sns_topic.other", "other")
    found = verdict(told(), standing_topic(), (made, written), on_topic(), other)
    assert found is Status.UNKNOWN


def part_of(expression: dict[str, Any]) -> tuple[Part, ...]:
    """A new policy whose topic is what an expression makes of the standing one's ARN."""
    address = "aws_sns_topic_policy.x"
    made = change(address, {"policy": BUDGETS}, {"arn": True})
    written = block(address, {"arn": expression, "policy": constant(BUDGETS)})
    return told(), standing_topic(), mail(), (made, written)


def test_an_expression_that_names_one_thing_is_taken_for_it_and_the_answer_says_so() -> None:
    """`aws_sns_topic.a.arn` and `replace(aws_sns_topic.a.arn, ...)` look alike in a plan."""
    text = plan(*map(list, zip(*part_of(arn_of(TOPIC)), strict=True)))
    (found,) = judge_all(declaration(text), NOW).judged
    assert found.report.verdict is Status.OK
    said = f"aws_sns_topic_policy.x.arn is taken for {TOPIC}.arn."
    assert said in found.assumes


def test_what_another_sender_is_taken_to_tell_is_its_own_affair() -> None:
    made, written = alarm()
    made["change"]["after"]["alarm_actions"] = [None]
    made["change"]["after_unknown"] = {"alarm_actions": [True]}
    written["expressions"]["alarm_actions"] = arn_of(TOPIC)
    both = lets_in("budgets.amazonaws.com", "cloudwatch.amazonaws.com")
    found = judged(told(), standing_topic(), mail(), on_topic(both), (made, written))
    assert [one.verdict for one in found] == [Status.OK, Status.OK]


@pytest.mark.parametrize("of_alarm", [None, []])
def test_an_alarm_without_an_action_for_alarm_is_not_fine(of_alarm: Any) -> None:
    around = (standing_topic(), mail(), on_topic(ALARMS))
    (found,) = judged(*around, alarm(alarm_actions=of_alarm, ok_actions=[ARN]))
    assert found.verdict is Status.AT_RISK
    assert "sender.no-alarm-action" in {one.code for one in found.findings}
