"""No answer turns on a value that somebody made up, and no request carries one.

Where AWS documents no value for a key, any that was put in its place would decide some policy: the
one that names it. So policies that differ only in such a value must be judged alike, and a
request holds nothing but what follows from what it was made of (docs/facts.md 4.1).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.core.policy import Request, evaluate
from bot.core.senders import (
    BUDGETS,
    COST_ANOMALY,
    KEY_ACTIONS,
    PUBLISH,
    SNS,
    Origin,
    Resource,
    Sender,
)
from tests.core.policy.build import Json, allow, deny, policy

ACCOUNT, OWNER, REGION = "565656565656", "676767676767", "me-south-1"
TOPIC = f"arn:aws:sns:{REGION}:{OWNER}:owed"
KEY = f"arn:aws:kms:{REGION}:{OWNER}:key/00112233-4455-4677-8899-aabbccddeeff"
NOW = datetime(2027, 8, 9, 10, 11, 12, tzinfo=UTC)
SENDERS = (BUDGETS, COST_ANOMALY, SNS)

EFFECTS = (allow, deny)
TEXTS = ("StringEquals", "StringNotEquals", "StringLike", "StringNotLikeIfExists")
ARNS = ("ArnLike", "ArnNotLike", "ArnEqualsIfExists")


def calls(sender: Sender) -> Iterator[Request]:
    """The sender's publish and both calls on a key, of one account to another's resources."""
    origin = Origin(ACCOUNT, "aws", name="spent", arn=TOPIC)
    for action in (PUBLISH, *KEY_ACTIONS):
        resource = Resource(TOPIC if action == PUBLISH else KEY, OWNER, REGION)
        made = sender.request(action, resource, origin, NOW)
        assert made is not None
        yield made


def judged(block: Json) -> tuple[str, ...]:
    """What is said of Budgets' calls where an Allow, or a Deny beside it, has this condition."""
    documents = (
        policy(one(block, Action="*", Resource="*", Principal="*"), *rest)
        for one, rest in ((allow, ()), (deny, (allow(Action="*", Resource="*"),)))
    )
    made = list(calls(BUDGETS))
    return tuple(evaluate(found, one).effect.value for found in documents for one in made)


@pytest.mark.parametrize("sender", SENDERS, ids=lambda sender: str(sender.id))
def test_every_value_follows_from_what_the_request_was_made_of(sender: Sender) -> None:
    principal = sender.principal("aws")
    follow = {
        *(ACCOUNT, OWNER, REGION, TOPIC, KEY, principal, "true", "false"),
        *("2027-08-09T10:11:12Z", str(int(NOW.timestamp()))),
        *(f"arn:aws:budgets::{ACCOUNT}:budget/spent", f"sns.{REGION}.amazonaws.com"),
        "aws:sns:topicArn",
    }
    for request in calls(sender):
        for key, held in request.context.items():
            values = [held] if isinstance(held, str) else held
            assert follow.issuperset(values), key


accounts = st.from_regex(r"[0-9]{12}", fullmatch=True)


@given(accounts, st.sampled_from(("aws:PrincipalAccount", "kms:CallerAccount")))
@example("000000000000", "aws:PrincipalAccount")
@example("000000000000", "kms:CallerAccount")
def test_all_accounts_but_the_customers_are_judged_alike(account: str, key: str) -> None:
    assume(account not in {ACCOUNT, OWNER})
    for operator in TEXTS:
        named = judged({operator: {key: account}})
        assert named == judged({operator: {key: "918273645546"}}), operator


@given(accounts, st.from_regex(r"[a-z][a-z-]{1,12}", fullmatch=True))
@example("000000000000", "aws-internal")
def test_all_roles_but_the_customers_are_judged_alike(account: str, role: str) -> None:
    assume(account not in {ACCOUNT, OWNER})
    for operator in (*TEXTS, *ARNS):
        for whose in (account, "*"):
            named = judged({operator: {"aws:PrincipalArn": f"arn:aws:iam::{whose}:role/{role}"}})
            other = "918273645546" if whose == account else "*"
            like = {"aws:PrincipalArn": f"arn:aws:iam::{other}:role/another-role"}
            assert named == judged({operator: like}), (operator, whose)


@given(st.integers(1, 223), st.booleans())
@example(192, True)
@example(52, False)
def test_all_public_blocks_are_judged_alike(first: int, whole: bool) -> None:
    assume(first not in {10, 127})
    block = f"{first}.0.0.0/8" if whole else f"{first}.7.8.9"
    for operator in ("IpAddress", "NotIpAddress", "IpAddressIfExists"):
        named = judged({operator: {"aws:SourceIp": block}})
        assert named == judged({operator: {"aws:SourceIp": "3.0.0.0/8"}}), operator


@given(st.from_regex(r"A(RO|ID)A[A-Z0-9]{17}", fullmatch=True))
@example("AROA00000000000000000")
def test_all_unique_ids_are_judged_alike(name: str) -> None:
    for operator in TEXTS:
        for ending in (":aws-internal", ":*"):
            named = judged({operator: {"aws:userid": name + ending}})
            like = judged({operator: {"aws:userid": f"AROA1111111111111111X{ending}"}})
            assert named == like, (operator, ending)
