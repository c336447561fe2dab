"""The queues are closed: judged by our evaluator, and by one that shares no code with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from bot.core.policy import Request, evaluate
from tests.deploy.peer import ALLOWED, DENIED, SILENT, Asked, decide
from tests.deploy.stack import Stack
from tools.gates.resolve import ACCOUNT, resolve

REGION = "eu-west-1"
SENDS: dict[str, set[str]] = {
    "check": {"slack", "events", "check", "mend"},
    "check-dead": set(),
    "alerts": {"slack", "events", "check", "mend"},
    "alerts-dead": set(),
    "sweep": {"events", "check"},
    "sweep-dead": set(),
    "mend": {"slack", "events", "mend"},
    "mend-dead": set(),
    "events-failed": {"events"},
    "events-dead": {"scheduler"},
    "subscription-dead": set(),
    "inbox-organization": set(),
    "inbox-dead": set(),
}
RECEIVES: dict[str, set[str]] = {
    **{queue: {"check"} for queue in ("check", "alerts", "sweep")},
    "mend": {"mend"},
    **{queue: {"events"} for queue in set(SENDS) - {"check", "alerts", "sweep", "mend"}},
}
ROLES = {"slack", "events", "check", "mend", "scheduler"}
OTHERS = {
    "somebody's role": f"arn:aws:iam::{ACCOUNT}:role/admin",
    "a user": f"arn:aws:iam::{ACCOUNT}:user/admin",
    "the account's root": f"arn:aws:iam::{ACCOUNT}:root",
    "a role of another stage": f"arn:aws:iam::{ACCOUNT}:role/budget-check-dev-events",
    "a role that begins the same": f"arn:aws:iam::{ACCOUNT}:role/budget-check-gate-events2",
}
MAY_ALL = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}],
}


@dataclass
class Queues:
    """The policies of a stage's queues, with every reference resolved."""

    template: Mapping[str, Any]

    def policy(self, queue: str) -> Mapping[str, Any]:
        url = f"/{ACCOUNT}/budget-check-gate-{queue}"
        every = self.template["Resources"].values()
        policies = [one["Properties"] for one in every if one["Type"] == "AWS::SQS::QueuePolicy"]
        (found,) = (p for p in policies if str(p["Queues"][0]).endswith(url))
        document: Mapping[str, Any] = found["PolicyDocument"]
        return document

    def ours(self, queue: str, action: str, context: Mapping[str, str], service: str = "") -> str:
        """What our evaluator says of the queue's own policy."""
        asked = Request(service or "nobody.amazonaws.com", action, arn(queue), context)
        return evaluate(self.policy(queue), asked).effect.value


@pytest.fixture(scope="module")
def queues(full: Stack) -> Queues:
    return Queues(resolve(full.template, REGION, {}))


def arn(queue: str) -> str:
    return f"arn:aws:sqs:{REGION}:{ACCOUNT}:budget-check-gate-{queue}"


def role(name: str) -> str:
    return f"arn:aws:iam::{ACCOUNT}:role/budget-check-gate-{name}"


def by(principal: str, *, tls: bool = True) -> dict[str, str]:
    return {
        "aws:PrincipalArn": principal,
        "aws:PrincipalIsAWSService": "false",
        "aws:SecureTransport": str(tls).lower(),
    }


def peer(queues: Queues, queue: str, action: str, principal: str, *, tls: bool = True) -> Asked:
    policy, context = queues.policy(queue), by(principal, tls=tls)
    return Asked(policy, principal, action, arn(queue), ACCOUNT, context, MAY_ALL)


@pytest.mark.parametrize("queue", SENDS)
def test_who_may_do_anything_with_sqs_may_not_do_this(queues: Queues, queue: str) -> None:
    asked = []
    for principal in OTHERS.values():
        for action in ("sqs:SendMessage", "sqs:ReceiveMessage", "sqs:PurgeQueue"):
            assert queues.ours(queue, action, by(principal)) == "deny", (principal, action)
            asked.append(peer(queues, queue, action, principal))
    assert decide(asked) == [DENIED] * len(asked)


@pytest.mark.parametrize("queue", SENDS)
def test_each_function_may_do_its_own_and_no_more(queues: Queues, queue: str) -> None:
    """Their own policies allow it; the queue's says nothing to them, and nobody purges."""
    expected, asked = [], []
    for name in sorted(ROLES):
        for action, allowed in (
            ("sqs:SendMessage", name in SENDS[queue]),
            ("sqs:ReceiveMessage", name in RECEIVES[queue]),
            ("sqs:PurgeQueue", False),
        ):
            effect = queues.ours(queue, action, by(role(name)))
            assert effect == ("implicit_deny" if allowed else "deny"), (name, action)
            asked.append(peer(queues, queue, action, role(name)))
            expected.append(ALLOWED if allowed else DENIED)
    assert decide(asked) == expected


@pytest.mark.parametrize("queue", SENDS)
def test_nothing_comes_in_clear(queues: Queues, queue: str) -> None:
    own = role("events")
    for action in ("sqs:SendMessage", "sqs:ReceiveMessage", "sqs:GetQueueAttributes"):
        assert queues.ours(queue, action, by(own, tls=False)) == "deny"
    assert decide([peer(queues, queue, "sqs:GetQueueAttributes", own, tls=False)]) == [DENIED]
    assert decide([peer(queues, queue, "sqs:GetQueueAttributes", own)]) == [ALLOWED]


WATCH = f"arn:aws:events:{REGION}:{ACCOUNT}:rule/budget-check-gate-watch"
TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:costs"


@pytest.mark.parametrize(
    ("queue", "service", "source", "comes_in"),
    [
        ("events-dead", "events.amazonaws.com", WATCH, True),
        ("events-dead", "events.amazonaws.com", f"{WATCH}-evil", False),
        ("events-dead", "sns.amazonaws.com", TOPIC, False),
        ("subscription-dead", "sns.amazonaws.com", TOPIC, True),
        ("subscription-dead", "sns.amazonaws.com", TOPIC.replace(ACCOUNT, "222222222222"), True),
        ("subscription-dead", "sns.amazonaws.com", TOPIC.replace(ACCOUNT, "444444444444"), False),
        ("subscription-dead", "events.amazonaws.com", WATCH, False),
        ("inbox-organization", "sns.amazonaws.com", TOPIC, False),
        ("inbox-organization", "events.amazonaws.com", WATCH, False),
        ("inbox-dead", "sns.amazonaws.com", TOPIC, False),
        ("check", "sns.amazonaws.com", TOPIC, False),
        ("mend", "events.amazonaws.com", WATCH, False),
        ("events-failed", "sns.amazonaws.com", TOPIC, False),
    ],
)
def test_services_are_let_in_for_what_is_ours(
    queues: Queues, queue: str, service: str, source: str, comes_in: bool
) -> None:
    context = {
        "aws:SourceArn": source,
        "aws:PrincipalIsAWSService": "true",
        "aws:SecureTransport": "true",
    }
    effect = queues.ours(queue, "sqs:SendMessage", context, service)
    assert effect == ("allow" if comes_in else "implicit_deny")
    asked = Asked(queues.policy(queue), service, "sqs:SendMessage", arn(queue), ACCOUNT, context)
    assert decide([asked]) == [ALLOWED if comes_in else SILENT]


def test_every_queue_has_its_policy(full: Stack, plain: Stack) -> None:
    for stack in (full, plain):
        closed = {one["Queues"][0]["Ref"] for one in stack.of("AWS::SQS::QueuePolicy").values()}
        assert closed == set(stack.of("AWS::SQS::Queue"))


@pytest.mark.parametrize("queue", SENDS)
def test_nobodys_queue_may_have_it_as_its_dead_letter_queue(queues: Queues, queue: str) -> None:
    """SQS moves what fails there without asking the policy: a forged job would come in by that."""
    every = queues.template["Resources"].values()
    made = [one["Properties"] for one in every if one["Type"] == "AWS::SQS::Queue"]
    (found,) = (p for p in made if p["QueueName"] == f"budget-check-gate-{queue}")
    source, dead, _ = queue.rpartition("-dead")
    source = "inbox-organization" if queue == "inbox-dead" else source
    if dead and source in SENDS:
        only = {"redrivePermission": "byQueue", "sourceQueueArns": [arn(source)]}
    else:
        only = {"redrivePermission": "denyAll"}
    assert found["RedriveAllowPolicy"] == only
