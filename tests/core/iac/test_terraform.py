"""Terraform plans: references, modules, documents that are not read yet, other providers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.findings import Report, Status
from bot.core.iac.judged import judge_all
from bot.core.iac.terraform.declaration import declaration
from tests.core.iac.terraform_plan import (
    ACCOUNT,
    PROVIDERS,
    arn_of,
    block,
    budget,
    change,
    constant,
    named,
    plan,
    subscription,
    topic,
)

NOW = datetime(2026, 3, 20, tzinfo=UTC)
TOPIC = "aws_sns_topic.alerts"
SAYS = {
    "effect": "Allow",
    "actions": ["sns:Publish"],
    "principals": [{"type": "Service", "identifiers": ["budgets.amazonaws.com"]}],
}
POLICY = "aws_sns_topic_policy.alerts.policy"
DOCUMENT = "data.aws_iam_policy_document.publish"


def report(text: str, **where: str) -> Report:
    (judged,) = judge_all(declaration(text, **where), NOW).judged
    return judged.report


def whole(*more: tuple[dict[str, Any], dict[str, Any]], **rest: Any) -> str:
    """A budget, its topic and a subscription, and more."""
    parts = [budget(arn_of(TOPIC)), topic(), subscription(arn_of(TOPIC)), *more]
    return plan([one for one, _ in parts], [one for _, one in parts], **rest)


def policy(expression: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The topic's policy, which is not known yet."""
    address = "aws_sns_topic_policy.alerts"
    made = change(address, {}, {"arn": True, "policy": True})
    return made, block(address, {"arn": arn_of(TOPIC), "policy": expression})


def document(
    told: Mapping[str, object], unknown: Mapping[str, object], written: Mapping[str, object]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The data source, with one statement."""
    left = {"json": True, "id": True, "statement": [unknown]}
    made = change(DOCUMENT, {"statement": [told]}, left, actions=("read",))
    return made, block(DOCUMENT, {"statement": [written]})


FROM_DOCUMENT = policy(named(f"{DOCUMENT}.json", DOCUMENT))
ON_TOPIC: tuple[dict[str, Any], dict[str, Any]] = (
    {"resources": [True]},
    {"resources": arn_of(TOPIC)},
)


def codes(found: Report) -> set[str]:
    return {one.code for one in found.findings if one.status is not Status.OK}


def test_a_topic_without_a_policy_gets_the_default() -> None:
    assert codes(report(whole())) == {"topic.policy-silent"}


def test_a_document_is_put_together() -> None:
    found = report(whole(FROM_DOCUMENT, document({**SAYS, "resources": [None]}, *ON_TOPIC)))
    assert found.verdict is Status.OK, found.findings


def test_a_document_without_the_sender_is_broken() -> None:
    told = {**SAYS, "principals": [{"type": "Service", "identifiers": ["events.amazonaws.com"]}]}
    found = report(whole(FROM_DOCUMENT, document({**told, "resources": [None]}, *ON_TOPIC)))
    assert codes(found) == {"topic.policy-silent"}


def test_conditions_of_a_document_count() -> None:
    asks = [{"test": "StringEquals", "variable": "aws:SourceAccount", "values": ["222222222222"]}]
    told = {**SAYS, "resources": [None], "condition": asks}
    assert report(whole(FROM_DOCUMENT, document(told, *ON_TOPIC))).verdict is Status.BROKEN


def test_a_value_that_is_not_known_is_named() -> None:
    asks = [{"test": "StringEquals", "variable": "aws:SourceAccount", "values": [None]}]
    told = {**SAYS, "resources": [None], "condition": asks}
    unknown = {"resources": [True], "condition": [{"values": [True]}]}
    written = {
        "resources": arn_of(TOPIC),
        "condition": [
            {
                "test": constant("StringEquals"),
                "variable": constant("aws:SourceAccount"),
                "values": named("local.account"),
            }
        ],
    }
    found = report(whole(FROM_DOCUMENT, document(told, unknown, written)))
    assert codes(found) == {"topic.policy-undecidable"}
    assert "local.account" in found.findings[0].says


def test_a_deny_with_an_unknown_list_is_never_fine() -> None:
    deny = {
        "effect": "Deny",
        "actions": ["sns:Publish"],
        "principals": [{"type": "*", "identifiers": ["*"]}],
    }
    left = {"json": True, "statement": [{"resources": [True]}, {"resources": True}]}
    address = {"statement": [{"resources": arn_of(TOPIC)}, {"resources": arn_of(TOPIC)}]}
    after = {"statement": [{**SAYS, "resources": [None]}, deny]}
    data = change(DOCUMENT, after, left, actions=("read",)), block(DOCUMENT, address)
    assert report(whole(FROM_DOCUMENT, data)).verdict is not Status.OK


def test_a_policy_of_jsonencode_is_unknown_with_its_expression() -> None:
    found = report(whole(policy(arn_of(TOPIC))))
    assert codes(found) == {"topic.policy-undecidable"}
    assert (
        "aws_sns_topic_policy.alerts.policy (made of aws_sns_topic.alerts.arn)"
        in found.findings[0].says
    )


def test_a_document_that_merges_others_is_unknown() -> None:
    made, written = document({**SAYS, "resources": [None]}, *ON_TOPIC)
    made["change"]["after"]["source_policy_documents"] = ["{}"]
    assert report(whole(FROM_DOCUMENT, (made, written))).verdict is Status.UNKNOWN


def test_what_is_deleted_is_gone() -> None:
    text = json.loads(whole())
    gone = [one for one in text["resource_changes"] if one["type"] == "aws_sns_topic"]
    gone[0]["change"]["actions"] = ["delete"]
    assert report(json.dumps(text)).verdict is Status.UNKNOWN


def module_plan(expression: dict[str, Any], outputs: dict[str, Any]) -> str:
    """A budget in the root, its topic in a module."""
    made, _ = topic()
    inside = {**made, "address": f"module.alerts.{TOPIC}", "module_address": "module.alerts"}
    mail, _ = subscription({})
    mail |= {
        "address": "module.alerts.aws_sns_topic_subscription.mail",
        "module_address": "module.alerts",
    }
    one, written = budget(expression)
    module = {
        "resources": [topic()[1], subscription(arn_of(TOPIC))[1]],
        "outputs": {name: {"expression": told} for name, told in outputs.items()},
    }
    return plan([one, inside, mail], [written], calls={"alerts": {"module": module}})


def test_an_output_of_a_module_is_followed() -> None:
    text = module_plan(
        named("module.alerts.topic_arn", "module.alerts"), {"topic_arn": arn_of(TOPIC)}
    )
    found = report(text)
    assert codes(found) == {"topic.policy-silent"}
    assert found.findings[0].resource == f"arn:aws:sns:eu-west-1:{ACCOUNT}:alerts"


def test_an_output_that_is_not_there_is_unknown() -> None:
    text = module_plan(named("module.alerts.other", "module.alerts"), {})
    assert codes(report(text)) == {"budget.unreadable"}


def test_a_variable_of_a_module_is_followed() -> None:
    made, written = budget(named("var.topic"))
    inside = {**made, "address": f"module.cost.{made['address']}", "module_address": "module.cost"}
    call = {"expressions": {"topic": arn_of(TOPIC)}, "module": {"resources": [written]}}
    parts = [topic(), subscription(arn_of(TOPIC))]
    text = plan([inside, *(o for o, _ in parts)], [o for _, o in parts], calls={"cost": call})
    assert codes(report(text)) == {"topic.policy-silent"}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["aws_sns_topic.alerts", "each.key"], {"topic.policy-silent"}),
        (
            ['aws_sns_topic.alerts["a"].arn', 'aws_sns_topic.alerts["a"]', TOPIC],
            {"topic.policy-silent"},
        ),
        (["aws_sns_topic.alerts", "var.which"], {"budget.unreadable"}),
        ([TOPIC], {"budget.unreadable"}),
        (["aws_sns_topic.alerts", "aws_sns_topic.others"], {"budget.unreadable"}),
        (["local.topic"], {"budget.unreadable"}),
        ([], {"budget.unreadable"}),
    ],
)
def test_instances_by_their_key(names: list[str], expected: set[str]) -> None:
    one, written = budget({"references": names})
    one |= {"address": 'aws_budgets_budget.monthly["a"]', "index": "a"}
    made, told = topic()
    made |= {"address": f'{TOPIC}["a"]', "index": "a"}
    mail, mailed = subscription({"references": [TOPIC, "each.key"]})
    mail |= {"address": f'{mail["address"]}["a"]', "index": "a"}
    assert codes(report(plan([one, made, mail], [written, told, mailed]))) == expected


def test_a_topic_of_another_accounts_provider_is_unknown() -> None:
    other = {
        "name": "aws",
        "alias": "x",
        "expressions": {"assume_role": [{"role_arn": constant("a")}]},
    }
    one, written = topic()
    parts = [budget(arn_of(TOPIC)), (one, {**written, "provider_config_key": "aws.x"})]
    providers = {**PROVIDERS, "aws.x": other}
    text = plan([o for o, _ in parts], [o for _, o in parts], providers=providers)
    found = report(text)
    assert codes(found) == {"budget.unreadable"}
    assert "another account" in found.findings[0].says


def test_a_sensitive_policy_is_not_judged_and_not_shown() -> None:
    made = change(
        "aws_sns_topic_policy.alerts",
        {"policy": '{"Statement": "hunter2"}'},
        {"arn": True},
        sensitive={"policy": True},
    )
    written = block("aws_sns_topic_policy.alerts", {"arn": arn_of(TOPIC)})
    found = report(whole((made, written)))
    assert codes(found) == {"topic.policy-undecidable"}
    assert "sensitive value" in found.findings[0].says
    assert "hunter2" not in repr(found)


def test_without_an_account_nothing_that_names_one_is_certain() -> None:
    asks = {"StringEquals": {"aws:SourceAccount": ACCOUNT}}
    statement = {"Effect": "Allow", "Principal": {"Service": "budgets.amazonaws.com"}}
    text = json.dumps(
        {"Statement": {**statement, "Action": "sns:*", "Resource": "*", "Condition": asks}}
    )
    made = change("aws_sns_topic_policy.alerts", {"policy": text}, {"arn": True})
    more = (
        made,
        block("aws_sns_topic_policy.alerts", {"arn": arn_of(TOPIC), "policy": constant(text)}),
    )
    assert report(whole(more, read=())).verdict is Status.UNKNOWN
    assert report(whole(more, read=()), account=ACCOUNT).verdict is Status.OK
    assert report(whole(more)).verdict is Status.OK


def test_a_key_by_reference() -> None:
    key = "aws_kms_key.alerts"
    made, written = topic()
    made["change"]["after_unknown"]["kms_master_key_id"] = True
    written["expressions"]["kms_master_key_id"] = named(f"{key}.key_id", key)
    own = change(key, {"is_enabled": False}, {"arn": True, "key_id": True, "policy": True})
    parts = [
        budget(arn_of(TOPIC)),
        (made, written),
        subscription(arn_of(TOPIC)),
        (own, block(key, {})),
    ]
    found = report(plan([o for o, _ in parts], [o for _, o in parts]))
    assert {"key.disabled", "key.policy-silent"} <= codes(found)
    assert key in {one.resource for one in found.findings}
