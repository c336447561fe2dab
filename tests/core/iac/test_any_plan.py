"""Whatever stands in a plan, it is judged or refused, and never fine by accident."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.findings import Status
from bot.core.iac.judged import judge_all
from bot.core.iac.terraform.declaration import declaration
from bot.errors import UsageError

NOW = datetime(2026, 3, 20, tzinfo=UTC)
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8))
NAMES = st.sampled_from(
    (
        *("name", "arn", "policy", "notification", "subscriber_sns_topic_arns", "statement"),
        *("references", "constant_value", "kms_master_key_id", "region", "topic_arn", "sid"),
    )
)
TREES = st.recursive(
    LEAVES,
    lambda one: st.one_of(st.lists(one, max_size=3), st.dictionaries(NAMES, one, max_size=3)),
)
KINDS = st.sampled_from(
    (
        *("aws_budgets_budget", "aws_sns_topic", "aws_sns_topic_policy", "aws_kms_key"),
        *("aws_sns_topic_subscription", "aws_iam_policy_document", "aws_cloudwatch_metric_alarm"),
    )
)
RESOURCES = st.fixed_dictionaries(
    {
        "address": st.sampled_from(("aws_sns_topic.a", "module.m.aws_sns_topic.a", "x", "")),
        "mode": st.sampled_from(("managed", "data")),
        "type": KINDS,
        "name": st.sampled_from(("a", "")),
        "change": st.fixed_dictionaries(
            {"actions": st.just(["create"]), "after": TREES, "after_unknown": TREES}
        ),
        "expressions": TREES,
    }
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(RESOURCES, max_size=4), TREES, TREES)
def test_any_plan(found: list[dict[str, object]], providers: object, state: object) -> None:
    configuration = {"provider_config": providers, "root_module": {"resources": found}}
    whole = {"format_version": "1.2", "resource_changes": found, "prior_state": state}
    try:
        verdict = judge_all(declaration(json.dumps({**whole, "configuration": configuration})), NOW)
    except UsageError:
        return
    assert all(one.report.verdict is not Status.OK for one in verdict.judged)
