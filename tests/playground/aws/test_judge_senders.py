"""The judge on all senders: only what AWS documents is certain (docs/facts.md 13.1)."""

from dataclasses import replace

import pytest

from playground.aws.delivery_rules import sender as known
from playground.aws.delivery_rules.sender import Sender
from playground.aws.judge import Key, Outcome, Situation, judge
from tests.playground.aws.judge_cases import ACCOUNT, KEY, TOPIC, policy, when

D: Outcome = "delivers"
R: Outcome = "refused"
C: Outcome = "cannot judge"
ARNS = {
    "budgets": f"arn:aws:budgets::{ACCOUNT}:budget/team-spend",
    "alarms": f"arn:aws:cloudwatch:eu-west-1:{ACCOUNT}:alarm:cpu",
    "rules": f"arn:aws:events:eu-west-1:{ACCOUNT}:rule/orders",
    "anomalies": f"arn:aws:ce::{ACCOUNT}:anomalysubscription/1",
    "trails": f"arn:aws:cloudtrail:eu-west-1:{ACCOUNT}:trail/audit",
    "config": f"arn:aws:config:eu-west-1:{ACCOUNT}:delivery-channel/default",
    "rds": f"arn:aws:rds:eu-west-1:{ACCOUNT}:db:main",
    "elasticache": f"arn:aws:elasticache:eu-west-1:{ACCOUNT}:cluster:sessions",
}
SENDERS = {one.id: one for one in vars(known).values() if isinstance(one, Sender)}
ACCOUNT_IS = ("StringEquals", "aws:SourceAccount", ACCOUNT)
ARN_IS = ("ArnEquals", "aws:SourceArn", "")


def statement(sender: Sender, actions: str) -> dict[str, object]:
    resource = TOPIC if actions == "SNS:Publish" else "*"
    allow = {"Effect": "Allow", "Action": actions, "Resource": resource}
    who = {"AWS": "*"} if sender.as_account else {"Service": sender.service}
    return {**allow, "Principal": who}


def asked(
    name: str, on_topic: tuple[str, ...] = (), on_key: tuple[str, ...] | None = None
) -> Situation:
    """Its publish to a topic whose policy has one condition, maybe with a key that has one."""
    sender, texts = SENDERS[name], []
    for condition, actions in ((on_topic, "SNS:Publish"), (on_key or (), "kms:*")):
        allow = statement(sender, actions)
        if condition:
            operator, key, value = condition
            allow = dict(when(operator, key, value or ARNS[name], of=allow))
        texts.append(policy(allow))
    held = None if on_key is None else Key(KEY, ACCOUNT, (texts[1],))
    return Situation(ACCOUNT, "x", TOPIC, texts[0], held, sender=sender, arn=ARNS[name])


def test_each_has_an_arn_here() -> None:
    assert ARNS.keys() == SENDERS.keys()


@pytest.mark.parametrize("name", SENDERS)
def test_a_plain_statement_lets_it_into_a_topic(name: str) -> None:
    assert judge(asked(name)).outcome == D


@pytest.mark.parametrize("name", SENDERS)
def test_nobody_is_let_in_by_anothers_statement(name: str) -> None:
    other = statement(Sender("x", "X", "x.amazonaws.com"), "SNS:Publish")
    assert judge(replace(asked(name), topic_policy=policy(other))).outcome == R


@pytest.mark.parametrize(
    ("name", "by_account", "by_arn"),
    [
        ("budgets", D, D),
        ("alarms", D, D),
        ("rules", C, D),
        ("anomalies", D, C),
        ("trails", D, D),
        ("config", D, C),
        ("rds", D, D),
        ("elasticache", R, R),
    ],
)
def test_what_it_names_to_a_topic(name: str, by_account: Outcome, by_arn: Outcome) -> None:
    assert judge(asked(name, ACCOUNT_IS)).outcome == by_account
    assert judge(asked(name, ARN_IS)).outcome == by_arn


@pytest.mark.parametrize(
    ("name", "plain", "by_account", "by_arn"),
    [
        ("budgets", D, D, C),
        ("alarms", D, D, D),
        ("rules", D, R, R),
        ("anomalies", D, C, C),
        ("trails", D, C, C),
        ("config", R, R, R),
        ("rds", D, C, C),
        ("elasticache", R, R, R),
    ],
)
def test_what_it_names_to_a_key(
    name: str, plain: Outcome, by_account: Outcome, by_arn: Outcome
) -> None:
    found = [judge(asked(name, (), on)).outcome for on in ((), ACCOUNT_IS, ARN_IS)]
    assert found == [plain, by_account, by_arn]


@pytest.mark.parametrize(
    ("name", "another_account", "another_region"),
    [
        ("budgets", R, D),
        ("alarms", D, R),
        ("rules", D, R),
        ("anomalies", R, D),
        ("trails", D, D),
        ("config", D, R),
        ("rds", D, R),
        ("elasticache", R, R),
    ],
)
def test_where_the_topic_may_be(
    name: str, another_account: Outcome, another_region: Outcome
) -> None:
    for old, new, outcome in (
        (ACCOUNT, "222222222222", another_account),
        ("eu-west-1", "us-west-2", another_region),
    ):
        arn = TOPIC.replace(old, new)
        allow = {**statement(SENDERS[name], "SNS:Publish"), "Resource": arn}
        moved = replace(asked(name), topic_arn=arn, topic_policy=policy(allow))
        assert judge(moved).outcome == outcome


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("budgets", R),
        ("alarms", D),
        ("rules", R),
        ("anomalies", C),
        ("trails", C),
        ("config", C),
        ("rds", C),
        ("elasticache", D),
    ],
)
def test_who_comes_with_the_owner(name: str, outcome: Outcome) -> None:
    """As a statement of its own asks for it, and the old default one for everybody."""
    owner = ("StringEquals", "AWS:SourceOwner", ACCOUNT)
    assert judge(asked(name, owner)).outcome == outcome
    everybody = {**statement(SENDERS[name], "SNS:Publish"), "Principal": {"AWS": "*"}}
    default = policy(dict(when(*owner, of=everybody)))
    assert judge(replace(asked(name), topic_policy=default)).outcome == outcome


@pytest.mark.parametrize("name", [name for name in SENDERS if name != "elasticache"])
def test_an_allow_for_everyone_is_unproven(name: str) -> None:
    allow = {**statement(SENDERS[name], "SNS:Publish"), "Principal": {"AWS": "*"}}
    assert judge(replace(asked(name), topic_policy=policy(allow))).outcome == C


@pytest.mark.parametrize("key", ["aws:PrincipalOrgID", "aws:PrincipalIsAWSService", "aws:SourceIp"])
def test_what_comes_with_the_account_is_not_documented(key: str) -> None:
    assert judge(asked("elasticache", ("StringEquals", key, "x"))).outcome == C


def test_the_words_of_a_refusal() -> None:
    silent = judge(replace(asked("alarms"), topic_policy=policy()))
    assert (silent.silent, silent.denied) == (True, False)
    allow = statement(SENDERS["alarms"], "SNS:Publish")
    denied = judge(
        replace(asked("alarms"), topic_policy=policy(allow, {**allow, "Effect": "Deny"}))
    )
    assert (denied.silent, denied.denied) == (False, True)
    gone = judge(replace(asked("alarms"), topic_policy=None))
    assert (gone.silent, gone.denied) == (False, False)
