"""What a proof would do on a topic, and when there is none to be had."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.findings import Status
from bot.core.model.budget import Money
from bot.core.model.key import Key
from bot.core.model.path import Facts
from bot.core.model.subscription import Subscription, SubscriptionAttributes
from bot.core.proof.names import PREFIX, id_of, name_of
from bot.core.proof.obstacle import CannotProve
from bot.core.proof.plan import ProofPlan, plan_proof
from bot.core.report import judge
from bot.core.subscriptions.own import Own
from tests.core import build

ID = "0123456789abcdef"
OURS = build.FUNCTION
MINE = build.to_function()
MAIL = build.subscription()
CHAT = build.to_chat()
QUEUE = build.to_queue()
SINGLE = {
    "StringEquals": {"aws:SourceAccount": build.ACCOUNT},
    "ArnLike": {"aws:SourceArn": build.BUDGET_ARN},
}
EXCEPT_ONE = build.statement(
    effect="Deny", condition={"ArnNotEquals": {"aws:SourceArn": build.BUDGET_ARN}}
)
PROOFS_ONLY = {"ArnLike": {"aws:SourceArn": f"arn:aws:budgets::{build.ACCOUNT}:budget/{PREFIX}*"}}


def facts(*subscriptions: Subscription, key: Key | None = None, **changes: object) -> Facts:
    given = {"subscriptions": subscriptions or (MINE, MAIL, CHAT), **changes}
    topic = build.topic(**given)  # type: ignore[arg-type]  # a builder takes any field
    if key is None:
        return build.facts(topics={build.TOPIC: topic})
    return build.facts(
        topics={build.TOPIC: replace(topic, key_reference=build.KEY)}, keys={build.TOPIC: key}
    )


def planned(of: Facts, ours: str = OURS) -> ProofPlan | CannotProve:
    return plan_proof(of, judge(of), build.TOPIC, ID, Own(ours))


def plan(of: Facts) -> ProofPlan:
    found = planned(of)
    assert isinstance(found, ProofPlan), found
    return found


def test_it_lists_whom_the_alert_reaches() -> None:
    made = plan(facts())
    assert made.reaches == (
        f"budget-check itself (lambda {OURS})",
        "email ops@example.com",
        "Amazon Q Developer in chat applications",
    )
    assert made.mails == ("ops@example.com",)
    assert made.acts == () and made.notes == ()
    assert (made.unit, made.topic_name) == ("USD", "dev_cost_alert_topic")


def test_an_encrypted_topic_with_a_key_that_lets_budgets_in() -> None:
    assert plan(facts(key=build.key())).reaches


def test_who_is_pending_gets_nothing() -> None:
    pending = build.subscription("https", "https://pager.example.com/x", pending=True)
    made = plan(facts(MINE, pending))
    assert made.acts == () and len(made.reaches) == 1


@pytest.mark.parametrize(
    ("protocol", "endpoint"),
    [
        ("lambda", f"{OURS}-2"),
        ("sqs", build.QUEUE),
        ("firehose", "arn:aws:firehose:us-east-1:111111111111:deliverystream/x"),
        ("sms", "+810000"),
        ("https", "https://pager.example.com/hook"),
        ("https", "https://global.sns-api.chatbot.amazonaws.com.example.com"),
        ("http", "http://pager.example.com/hook"),
        ("application", "arn:aws:sns:us-east-1:111111111111:endpoint/x"),
        ("a protocol of next year", "x"),
    ],
)
def test_what_may_act_on_an_alert_asks_for_the_topics_name(protocol: str, endpoint: str) -> None:
    made = plan(facts(MINE, MAIL, build.subscription(protocol, endpoint)))
    assert made.acts == (f"{protocol} {endpoint}",)


def test_another_fingerprint_for_other_people() -> None:
    prints = {plan(f).fingerprint for f in (facts(), facts(MINE), facts(MINE, MAIL, QUEUE))}
    assert len(prints) == 3
    assert plan(facts()).fingerprint == plan(facts()).fingerprint


@pytest.mark.parametrize(
    ("changes", "unit"),
    [
        ({"limit": Money("100", "EUR")}, "EUR"),
        ({"limit": Money("100", "GB"), "type": "USAGE"}, "USD"),
        ({"limit": None}, "USD"),
    ],
)
def test_the_unit_is_money(changes: dict[str, object], unit: str) -> None:
    assert plan(replace(facts(), budget=build.budget(**changes))).unit == unit


UNREAD = build.refused("sns:ListSubscriptionsByTopic")
REFUSALS: dict[str, tuple[Facts, str]] = {
    "a broken topic": (
        facts(policy=build.document(build.DEFAULT)),
        "nothing to prove yet: the topic is BROKEN. Nothing in the topic policy lets",
    ),
    "a broken key": (facts(key=build.key(build.document(build.ROOT))), "the key is BROKEN"),
    "an unread key": (facts(key=build.key(policies=build.refused())), "the key is UNKNOWN"),
    "a topic policy that cannot be told": (
        facts(
            policy=build.document(
                build.statement(condition={"StringEquals": {"aws:SourceOrgID": "o-1"}})
            )
        ),
        "the topic is UNKNOWN",
    ),
    "a topic statement for one budget": (
        facts(policy=build.document(build.statement(condition=SINGLE))),
        "The topic policy names single budgets (aws:SourceArn): statement 1 lets",
    ),
    "a Deny for all budgets but one": (
        facts(policy=build.document(build.PUBLISHING, EXCEPT_ONE)),
        "The topic policy names single budgets",
    ),
    "a way in of its own for proofs": (
        facts(
            policy=build.document(
                build.statement(condition=SINGLE), build.statement(condition=PROOFS_ONLY)
            )
        ),
        "The topic policy names single budgets",
    ),
    "a key statement for one budget": (
        facts(key=build.key(build.document(build.ROOT, build.key_statement(SINGLE)))),
        "The key policy names single budgets",
    ),
    "nobody knows who is subscribed": (
        facts(subscriptions=UNREAD),
        "needs sns:ListSubscriptionsByTopic on",
    ),
    "the topic is not the budget's any more": (
        build.facts(build.notification(topic=None)),
        "has no notification that goes to",
    ),
    "the topic is gone": (
        build.facts(topics={build.TOPIC: build.refused()}),
        "has no notification that goes to",
    ),
    "budget-check is not subscribed": (facts(MAIL), "(the fix subscribe-bot)"),
    "budget-check's subscription is pending": (
        facts(replace(MINE, pending=True), MAIL),
        "(the fix subscribe-bot)",
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_refused_with_its_reason(case: str) -> None:
    of, says = REFUSALS[case]
    found = planned(of)
    assert isinstance(found, CannotProve) and says in found.why, found
    assert found.fix == ("subscribe-bot" if "subscribe-bot" in says else "")


def test_where_the_fix_cannot_help_its_reason_is_given() -> None:
    found = planned(facts(MAIL), ours=build.FUNCTION.replace(build.ACCOUNT, build.OTHER))
    assert isinstance(found, CannotProve) and f"of account {build.ACCOUNT}" in found.why
    assert found.fix == "" and "subscribe-bot" not in found.why


def test_without_a_function_of_its_own() -> None:
    found = planned(facts(), ours="")
    assert isinstance(found, CannotProve) and "needs budget-check deployed on AWS" in found.why


def test_what_may_keep_the_alert_from_being_seen_is_said() -> None:
    filtered = replace(MINE, attributes=SubscriptionAttributes(filter_policy='{"a": ["b"]}'))
    made = plan(facts(filtered, MAIL))
    assert len(made.notes) == 1 and "filter" in made.notes[0]


def test_a_budget_actions_own_doubt_is_not_this_ones() -> None:
    start = f"arn:aws:budgets::{build.ACCOUNT}:budget/"  # neither fits an action's ARN
    pattern = {"ArnLike": {"aws:SourceArn": [f"{start}*e", f"{start}{PREFIX}*f"]}}
    of = facts(policy=build.document(build.statement(condition=pattern)))
    both = replace(of, actions=(build.notification(action="a-1"),))
    assert judge(both).verdict is Status.UNKNOWN
    assert isinstance(planned(both), ProofPlan)


def test_names() -> None:
    assert name_of(ID) == f"{PREFIX}{ID}"
    assert id_of(name_of(ID)) == ID
    assert len(name_of("a" * 64)) <= 100
    for name in ("", PREFIX, f"{PREFIX}a b", f"x{PREFIX}{ID}", f"{PREFIX}../{ID}", "cost-all"):
        assert id_of(name) == ""
    for id in ("", "short", "with space", "a/action/b", "a:bcdefgh", "a" * 65):
        with pytest.raises(ValueError, match="no proof's id"):
            name_of(id)
