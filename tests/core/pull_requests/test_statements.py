"""What a plan adds, told from one place to another, and found again in a live policy."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.core.fixes import all_fixes
from bot.core.plan import Plan, Write
from bot.core.pull_requests.statements import (
    AddedStatement,
    added,
    adds_statements,
    branch_of,
    is_there,
    mend_id,
)
from bot.core.sources import Place
from tests.store.things import KEY, PLAN, TOPIC

PLACE = Place("github", "acme/infra", "accounts/prod", "main")
OURS = {
    "Sid": "BudgetCheckAllowBudgets",
    "Effect": "Allow",
    "Principal": {"Service": "budgets.amazonaws.com"},
    "Action": ["kms:GenerateDataKey*", "kms:Decrypt"],
    "Resource": "*",
}
ROOT = {"Sid": "Root", "Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}
ADDED = AddedStatement(KEY, json.dumps(OURS))


def policy(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def planned(before: str, statement: dict[str, Any], resource: str = KEY) -> Plan:
    write = Write("kms:PutKeyPolicy", resource, "Policy", before, "")
    return replace(PLAN, writes=(write,), statement=json.dumps(statement))


def test_fixes_of_one_statement_more_are_known_by_what_they_are() -> None:
    wanted = {fix.id for fix in all_fixes() if adds_statements(fix.id)}
    assert wanted == {"allow-on-key", "allow-on-topic"}
    assert adds_statements("allow-on-key+allow-on-topic")
    assert not adds_statements("move-to-new-key+allow-on-topic") and not adds_statements("none")


def test_each_part_of_a_plan_adds_its_own_once() -> None:
    key, topic = planned(policy(ROOT), OURS), planned(policy(ROOT), OURS, TOPIC)
    both = replace(key, fix="allow-on-key+allow-on-topic", parts=(key, topic, topic))
    assert [one.resource for one in added(both)] == [KEY, TOPIC]
    assert added(key) == (ADDED,)
    assert added(replace(key, fix="enable-key")) == ()


def test_one_mend_is_one_whoever_asks_and_however_it_is_spelled() -> None:
    spelled = json.dumps({**OURS, "Sid": "BudgetCheckAllowBudgets2"}, indent=4)
    id = mend_id(PLACE, (ADDED,))
    assert id == mend_id(replace(PLACE, path=""), (AddedStatement(KEY, spelled),))
    assert branch_of(id) == f"budget-check/{id[:12]}" and len(id) == 40


@pytest.mark.parametrize(
    "other",
    [
        mend_id(replace(PLACE, repository="acme/other"), (ADDED,)),
        mend_id(replace(PLACE, base="prod"), (ADDED,)),
        mend_id(PLACE, (replace(ADDED, resource=TOPIC),)),
        mend_id(PLACE, (ADDED, replace(ADDED, resource=TOPIC))),
        mend_id(PLACE, (AddedStatement(KEY, json.dumps({**OURS, "Action": "kms:Decrypt"})),)),
    ],
)
def test_another_place_or_statement_is_another_mend(other: str) -> None:
    assert other != mend_id(PLACE, (ADDED,))


@pytest.mark.parametrize(
    "there",
    [
        OURS,
        {**OURS, "Sid": "TheirOwnName"},
        {**OURS, "Action": ["kms:Decrypt", "kms:GenerateDataKey*"], "Resource": ["*"]},
        {**OURS, "Condition": {"StringEquals": {"aws:SourceAccount": "111111111111"}}},
    ],
)
def test_a_statement_is_found_under_its_sid_or_by_what_it_says(there: dict[str, Any]) -> None:
    assert is_there(policy(ROOT, there), ADDED)


@pytest.mark.parametrize("text", [policy(ROOT), "no policy", "[]", '{"Statement": 3}', policy()])
def test_a_policy_without_it_has_it_not(text: str) -> None:
    assert not is_there(text, ADDED)


def test_what_stood_under_its_sid_before_and_did_not_help_is_not_it() -> None:
    short = {**OURS, "Action": "kms:Decrypt"}
    (one,) = added(planned(policy(ROOT, short), OURS))
    assert not is_there(policy(ROOT, short), one)
    assert is_there(policy(ROOT, OURS), one)
    assert is_there(policy(ROOT, {**OURS, "Action": ["kms:Decrypt", "kms:GenerateDataKey"]}), one)
