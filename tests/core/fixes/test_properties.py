"""What holds of every plan, over any facts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.findings import Status
from bot.core.fixes import Subject, all_fixes, plan, undo
from bot.core.model import Facts, Key, Path, PredefinedAlias, Topic, Unread
from bot.core.plan import NEW_KEY, CannotPlan, Plan
from bot.core.policy import Effect, Request, evaluate
from bot.core.report import judge
from bot.core.simulate import codes_of, faults, judged, simulate
from tests.core.build import (
    ACCOUNT,
    BUDGETS,
    KEY,
    OTHER,
    REGION,
    TOPIC,
    encrypted,
    key,
    path,
    topic,
)
from tests.core.fixes.strategies import (
    EVENTS,
    SERVICES,
    key_policies,
    requests,
    topic_policies,
)
from tests.core.test_soundness import any_facts, gaps, unread

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]  # a busy machine is no fault of ours
MADE = "arn:aws:kms:r:111111111111:key/made"
IDS = [fix.id for fix in all_fixes()]


def subject(found: Path) -> Subject:
    return Subject(found, allow_unencrypted=True, change_id="c-1")


def plans(found: Path) -> Iterator[Plan]:
    """Every plan of the path; each that cannot be made says why in a sentence."""
    for name in IDS:
        made = plan(name, subject(found))
        if isinstance(made, Plan):
            yield made
        else:
            assert made.fix == name
            assert made.why.endswith("."), made.why


@given(any_facts())
@settings(max_examples=120, deadline=None, suppress_health_check=SLOW)
def test_a_plan_clears_its_codes_and_breaks_nothing(facts: Facts) -> None:
    for found in facts.paths():
        before = judged(found)
        for made in plans(found):
            after = judged(simulate(found, made))
            assert not codes_of(after) & set(made.clears)
            assert faults(after) <= faults(before)


@given(any_facts(), unread)
@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
def test_planning_never_raises_whatever_could_not_be_read(facts: Facts, gap: Unread) -> None:
    for _, gapped in gaps(facts, gap):
        for found in gapped.paths():
            for made in plans(found):
                assert faults(judged(simulate(found, made))) <= faults(judged(found))


@given(any_facts())
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
def test_what_is_planned_is_offered_and_what_moves_a_topic_is_for_what_is_broken(
    facts: Facts,
) -> None:
    shown = {fix.id for fix in judge(facts, allow_unencrypted=True).fixes}
    for found in facts.paths():
        broken = {f.code for f in judged(found) if f.status is Status.BROKEN}
        for made in plans(found):
            assert made.fix in shown
            if any(write.attribute == "KmsMasterKeyId" for write in made.writes):
                assert set(made.clears) & broken


@given(any_facts())
@settings(max_examples=80, deadline=None, suppress_health_check=SLOW)
def test_an_undo_puts_the_meaning_back(facts: Facts) -> None:
    for found in facts.paths():
        for made in plans(found):
            done = made.with_new_key(MADE)
            after = simulate(found, done)
            back = undo(done, subject(after))
            if isinstance(back, CannotPlan):
                assert not made.undoable or "only one" in back.why, back.why
                continue
            restored = simulate(after, back)
            _same_meaning(found, restored)


def _same_meaning(found: Path, restored: Path) -> None:
    assert isinstance(found.topic, Topic)
    assert isinstance(restored.topic, Topic)
    assert restored.topic == replace(found.topic, policy=restored.topic.policy)
    assert json.loads(restored.topic.policy or "") == json.loads(found.topic.policy or "")
    if isinstance(found.key, Key) and isinstance(restored.key, Key):
        assert isinstance(found.key.policies, tuple)
        assert isinstance(restored.key.policies, tuple)
        pairs = zip(restored.key.policies, found.key.policies, strict=True)
        assert all(json.loads(one) == json.loads(other) for one, other in pairs)


@given(topic_policies, key_policies)
@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
def test_after_a_statement_is_added_the_sender_gets_in(on_topic: str, on_key: str) -> None:
    found = path(topic=encrypted(policy=on_topic), key=key(on_key))
    for made in plans(found):
        if not made.statement or made.fix == "move-to-new-key":
            continue
        text = made.writes[0].after
        assert json.loads(made.statement) in json.loads(text)["Statement"]
        after = simulate(found, made)
        said = {f.code for f in judged(after)}
        assert ("key" if made.fix == "allow-on-key" else "topic") + ".policy-allows" in said
        assert not _hop_broken(after, made)


def _hop_broken(after: Path, made: Plan) -> list[str]:
    hop = "key" if made.fix == "allow-on-key" else "topic"
    return [
        f.code
        for f in judged(after)
        if f.hop.value == hop and f.status in (Status.BROKEN, Status.UNKNOWN)
    ]


def moved(policy: str) -> Plan | None:
    """A topic under alias/aws/sns moved to a new key."""
    alias = PredefinedAlias("alias/aws/sns")
    found = path(topic=encrypted("alias/aws/sns", policy=policy), key=alias)
    made = plan("move-to-new-key", subject(found))
    return made if isinstance(made, Plan) else None


def publishing(policy: str) -> set[str]:
    """Every service that some statement means to let publish here, by a plain reading of it."""
    found = json.loads(policy)["Statement"]
    named: set[str] = set()
    for statement in found if isinstance(found, list) else [found]:
        principal = statement["Principal"]
        services = principal.get("Service", []) if isinstance(principal, dict) else []
        actions = json.dumps(statement["Action"]).lower()
        about = statement["Resource"] != f"{TOPIC}2" and ("publish" in actions or "*" in actions)
        if statement["Effect"] == "Allow" and about:
            named.update([services] if isinstance(services, str) else services)
    return named


def from_account(service: str, action: str, account: str) -> Request:
    """A service's call on the key; EventBridge brings no source to KMS."""
    context = {} if service == EVENTS else {"aws:SourceAccount": account}
    return Request(service, action, MADE, {**context, "aws:PrincipalIsAWSService": "true"})


@given(topic_policies)
@settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
def test_a_new_key_lets_in_every_service_that_the_topic_lets_publish(policy: str) -> None:
    made = moved(policy)
    assert made, "a topic under alias/aws/sns can always be moved"
    new = made.writes[0].after
    for service in publishing(policy):
        asks = Request(service, "sns:Publish", TOPIC, {}, ("aws:SourceAccount", "aws:SourceArn"))
        may = {
            evaluate(policy, replace(asks, context={"aws:SourceAccount": a})).effect
            for a in (ACCOUNT, OTHER)
        }
        if not may & {Effect.ALLOW, Effect.UNKNOWN}:
            continue
        for action in ("kms:GenerateDataKey", "kms:Decrypt"):
            told = [evaluate(new, from_account(service, action, a)) for a in (ACCOUNT, OTHER)]
            assert Effect.ALLOW in {one.effect for one in told}, (service, new)


@given(topic_policies, requests(("kms:Decrypt", "kms:GenerateDataKey", "kms:PutKeyPolicy"), MADE))
@settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
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
@settings(max_examples=50, deadline=None, suppress_health_check=SLOW)
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
@settings(max_examples=50, deadline=None, suppress_health_check=SLOW)
def test_a_new_key_s_policy_is_one_that_kms_takes(policy: str) -> None:
    made = moved(policy)
    assert made
    new = json.loads(made.writes[0].after)
    sids = [statement["Sid"] for statement in new["Statement"]]
    assert len(set(sids)) == len(sids)
    assert all(sid.isalnum() and sid.startswith("BudgetCheck") for sid in sids)
    assert "aws:SourceArn" not in made.writes[0].after
    root = new["Statement"][0]
    assert root["Principal"] == {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
    assert (root["Action"], root["Resource"], "Condition" in root) == ("kms:*", "*", False)
    for statement in new["Statement"]:
        assert statement["Resource"] == "*"
        services = statement["Principal"].get("Service")
        tests = statement.get("Condition", {}).get("StringEquals", {})
        if services:
            assert ("aws:SourceAccount" in tests) is (services != EVENTS)
    assert [write.resource for write in made.writes] == [NEW_KEY, NEW_KEY, NEW_KEY, TOPIC]
    assert made.resources == (TOPIC,)


@given(key_policies)
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
def test_a_plan_of_another_reading_is_another_plan(policy: str) -> None:
    found = path(topic=encrypted(), key=key(policy))
    made = plan("allow-on-key", subject(found))
    if not isinstance(made, Plan):
        return
    spaced = replace(found, key=key(f"{policy} "))
    again = plan("allow-on-key", subject(spaced))
    assert isinstance(again, Plan)
    assert again.fingerprint != made.fingerprint
    assert made.resources == (KEY,)


def test_a_topic_that_is_not_encrypted_gets_no_plan_for_a_key() -> None:
    for name in IDS:
        if name != "allow-on-topic":
            assert isinstance(plan(name, subject(path(topic=topic()))), CannotPlan)
