"""What holds of the policy of every new key: whom it lets in, and whom not."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.fixes import FixSubject, plan
from bot.core.model.key import PredefinedAlias
from bot.core.plan import NEW_KEY, Plan
from bot.core.policy import Effect, Request, evaluate
from tests.core.build import (
    ACCOUNT,
    BUDGETS,
    OTHER,
    REGION,
    TOPIC,
    document,
    encrypted,
    path,
    statement,
)
from tests.core.fixes.strategies import EVENTS, SERVICES, requests, topic_policies

SLOW = [HealthCheck.too_slow]  # a busy machine is no fault of ours
MADE = "arn:aws:kms:r:111111111111:key/made"


def moved(policy: str) -> Plan | None:
    """A topic under alias/aws/sns moved to a new key."""
    alias = PredefinedAlias("alias/aws/sns")
    found = path(topic=encrypted("alias/aws/sns", policy=policy), key=alias)
    made = plan("move-to-new-key", FixSubject(found, change_id="c-1"))
    return made if isinstance(made, Plan) else None


UNNAMED = "publish for accounts that it does not name"


def publishing(policy: str) -> set[str]:
    """Every service that some statement means to let publish here, by a plain reading of it."""
    found = json.loads(policy)["Statement"]
    named: set[str] = set()
    for one in found if isinstance(found, list) else [found]:
        principal = one["Principal"]
        services = principal.get("Service", []) if isinstance(principal, dict) else []
        actions = json.dumps(one["Action"]).lower()
        about = one["Resource"] != f"{TOPIC}2" and ("publish" in actions or "*" in actions)
        if one["Effect"] == "Allow" and about:
            named.update([services] if isinstance(services, str) else services)
    return named


CONFIG = "config.amazonaws.com"
"""No key lets it in (docs/facts.md 13.1)."""


def from_account(service: str, action: str, account: str) -> Request:
    """A service's call on the key; EventBridge brings no source to KMS."""
    context = {} if service == EVENTS else {"aws:SourceAccount": account}
    return Request(service, action, MADE, {**context, "aws:PrincipalIsAWSService": "true"})


@given(topic_policies)
@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
def test_a_new_key_lets_in_every_service_that_the_topic_lets_publish(policy: str) -> None:
    made = moved(policy)
    assert made, "a topic under alias/aws/sns can always be moved"
    new = made.writes[0].after
    for service in publishing(policy):
        asks = Request(service, "sns:Publish", TOPIC, {}, ("aws:SourceArn",))
        may = {
            a: evaluate(policy, replace(asks, context={"aws:SourceAccount": a})).effect
            in (Effect.ALLOW, Effect.UNKNOWN)
            for a in (ACCOUNT, OTHER)
        }
        if not any(may.values()):
            continue
        if service == CONFIG:
            assert any("config.amazonaws.com) does not support" in line for line in made.touches)
            continue
        if not may[ACCOUNT] and any(service in line and UNNAMED in line for line in made.touches):
            continue
        for action in ("kms:GenerateDataKey", "kms:Decrypt"):
            told = [evaluate(new, from_account(service, action, a)) for a in (ACCOUNT, OTHER)]
            assert Effect.ALLOW in {one.effect for one in told}, (service, new)


@given(topic_policies, requests(("kms:Decrypt", "kms:GenerateDataKey", "kms:PutKeyPolicy"), MADE))
@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
def test_a_new_key_lets_in_nobody_else(policy: str, request: Request) -> None:
    made = moved(policy)
    assert made
    effect = evaluate(made.writes[0].after, request).effect
    if effect is Effect.IMPLICIT_DENY:
        return
    assert request.action != "kms:PutKeyPolicy"
    assert request.service in SERVICES
    named = {*publishing(policy), BUDGETS} | ({"s3.amazonaws.com"} if "s3:::" in policy else set())
    assert request.service in named
    if request.service != EVENTS:
        known = {request.context.get("aws:SourceAccount")} - {None}
        assert known <= {ACCOUNT, OTHER}
        assert known or "aws:SourceAccount" in request.unknown


CALLER = {"kms:CallerAccount": ACCOUNT, "kms:ViaService": f"sns.{REGION}.amazonaws.com"}


@given(topic_policies, st.sampled_from(["kms:GenerateDataKey", "kms:Decrypt"]))
@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
def test_a_principal_of_the_account_still_publishes_through_sns(policy: str, action: str) -> None:
    made = moved(policy)
    assert made
    new = made.writes[0].after
    # The evaluator knows services; a statement for everybody is about the role as much.
    role = Request("a-role.invalid", action, MADE, CALLER)
    assert evaluate(new, role).effect is Effect.ALLOW
    for key_, value in {"kms:CallerAccount": OTHER, "kms:ViaService": "s3.amazonaws.com"}.items():
        stranger = replace(role, context={**CALLER, key_: value})
        assert evaluate(new, stranger).effect is Effect.IMPLICIT_DENY
        without = {k: v for k, v in CALLER.items() if k != key_}
        assert evaluate(new, replace(role, context=without)).effect is Effect.IMPLICIT_DENY


@given(topic_policies)
@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
def test_a_new_key_s_policy_is_one_that_kms_takes(policy: str) -> None:
    made = moved(policy)
    assert made
    new = json.loads(made.writes[0].after)
    sids = [one["Sid"] for one in new["Statement"]]
    assert len(set(sids)) == len(sids)
    assert all(sid.isalnum() and sid.startswith("BudgetCheck") for sid in sids)
    assert "aws:SourceArn" not in made.writes[0].after
    root = new["Statement"][0]
    assert root["Principal"] == {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
    assert (root["Action"], root["Resource"], "Condition" in root) == ("kms:*", "*", False)
    for one in new["Statement"]:
        assert one["Resource"] == "*"
        services = one["Principal"].get("Service")
        tests = one.get("Condition", {}).get("StringEquals", {})
        if services:
            assert ("aws:SourceAccount" in tests) is (services != EVENTS)
    assert [write.resource for write in made.writes] == [NEW_KEY, NEW_KEY, NEW_KEY, TOPIC]
    assert made.resources == (TOPIC,)


def test_services_whose_names_are_nearly_the_same_get_sids_of_their_own() -> None:
    names = ("ssm-incidents.amazonaws.com", "ssm.incidents.amazonaws.com")
    made = moved(document(*(statement(name) for name in names)))
    assert made
    sids = [one["Sid"] for one in json.loads(made.writes[0].after)["Statement"]]
    assert sids[-2:] == ["BudgetCheckAllowSsmIncidents", "BudgetCheckAllowSsmIncidentsx2"]


def test_a_service_that_the_topic_refuses_for_its_own_account_alone_is_not_forgotten() -> None:
    denied = statement(
        effect="Deny", principal="*", condition={"StringEquals": {"aws:SourceAccount": ACCOUNT}}
    )
    made = moved(document(statement("s3.amazonaws.com"), denied))
    assert made
    assert any("s3.amazonaws.com" in line and UNNAMED in line for line in made.touches)
