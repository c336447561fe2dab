"""What is certain of AWS Budgets' own request holds in every request that it may stand for.

The table of what a key may hold is docs/facts.md 4.1, not the sender's: a key that AWS does not
document is absent or has any value that is possible for AWS, but never one of the customer's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.policy import Effect, Request, evaluate
from bot.core.senders import BUDGETS, KEY_ACTIONS, PUBLISH, Origin, Resource
from tests.core.policy.build import Json, policy

CUSTOMER, AWS = "343434343434", "909000009090"
REGION = "eu-north-1"
NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
TOPIC = f"arn:aws:sns:{REGION}:{CUSTOMER}:bills"
KEY = f"arn:aws:kms:{REGION}:{CUSTOMER}:key/0f0e0d0c-0b0a-4009-8008-070605040302"
VIA = f"sns.{REGION}.amazonaws.com"
CONTEXT = "kms:EncryptionContext:aws:sns:topicArn"

ANY_TEXT = ("o-7h15c0u1d", "o-an0ther", "x")
MAY_HOLD: Mapping[str, tuple[str | list[str], ...]] = {
    "aws:PrincipalAccount": (AWS, "343400000000", "000000000000"),
    "kms:CallerAccount": (AWS, "343400000000", "000000000000"),
    "aws:PrincipalArn": (
        f"arn:aws:iam::{AWS}:role/aws-service-role/budgets.amazonaws.com/one",
        f"arn:aws:iam::{AWS}:role/aws-internal",
        "arn:aws:iam::000000000000:role/aws-internal",
        f"arn:aws:sts::{AWS}:assumed-role/one/two",
        "arn:aws:iam::343400000000:role/three",
    ),
    "aws:SourceIp": ("52.94.76.10", "18.0.0.1", "203.10.20.30", "2600:1f18::7"),
    "aws:SourceOrgID": ANY_TEXT,
    "aws:ResourceOrgID": ANY_TEXT,
    "aws:ResourceTag/team": ANY_TEXT,
    "aws:UserAgent": ANY_TEXT,
    "aws:AddedLater": ANY_TEXT,
    "aws:ViaAWSMCPService": ("false",),
    "aws:IsMcpServiceAction": ("false",),
    "kms:ViaService": (VIA,),
    CONTEXT: (TOPIC,),
    "kms:EncryptionContextKeys": (["aws:sns:topicArn"],),
    "aws:PrincipalServiceNamesList": (
        ["budgets.amazonaws.com"],
        ["budgets.amazonaws.com", f"budgets.{REGION}.amazonaws.com"],
    ),
}
ALWAYS = ("aws:PrincipalServiceNamesList",)
"""Never absent: it has one name at the least."""

ASKED: Mapping[str, tuple[str, ...]] = {
    "aws:PrincipalAccount": (CUSTOMER, AWS, "3434*", "*", "0*", "${aws:SourceAccount}"),
    "kms:CallerAccount": (CUSTOMER, AWS, "3434*", "*", "${aws:ResourceAccount}"),
    "aws:PrincipalArn": (
        f"arn:aws:iam::{CUSTOMER}:role/*",
        f"arn:aws:iam::{CUSTOMER}:*",
        f"arn:aws:sts::{CUSTOMER}:assumed-role/one/two",
        "arn:aws:iam::*:role/aws-service-role/*",
        "arn:aws:iam::*:role/aws-internal",
        "arn:aws:iam::3434*:role/*",
        f"arn:aws:iam::{AWS}:role/*",
        "arn:*:*:*:*:*",
        "*",
    ),
    "aws:SourceIp": (
        *("10.0.0.0/8", "172.20.0.0/16", "192.168.7.7", "fd12::/16"),
        *("52.0.0.0/8", "0.0.0.0/1", "128.0.0.0/1", "192.0.0.0/8", "203.10.20.30", "2600::/16"),
        *("0.0.0.0/0", "::/0"),
    ),
    "aws:SourceOrgID": ("o-7h15c0u1d", "o-*", "*"),
    "aws:ResourceOrgID": ("o-7h15c0u1d", "${aws:SourceOrgID}"),
    "aws:ResourceTag/team": ("x", "y"),
    "aws:UserAgent": ("x", "*"),
    "aws:AddedLater": ("x", "*", "${aws:SourceAccount}"),
    "aws:ViaAWSMCPService": ("true", "false"),
    "kms:ViaService": (VIA, "sns.*.amazonaws.com", "sqs.*.amazonaws.com", "sns.us-east-1.*"),
    CONTEXT: (TOPIC, f"{TOPIC}-2", f"arn:aws:sns:*:{CUSTOMER}:*", "*"),
    "kms:EncryptionContextKeys": ("aws:sns:topicArn", "aws:sqs:arn"),
    "kms:GrantIsForAWSResource": ("true", "false"),
    "aws:PrincipalServiceNamesList": ("budgets.amazonaws.com", "budgets.*", "sns.amazonaws.com"),
    "aws:SourceAccount": (CUSTOMER, AWS, "${aws:PrincipalAccount}"),
}
_TEXT = ("StringEquals", "StringNotEquals", "StringLike", "StringNotLike")
_ARN = ("ArnLike", "ArnNotLike")
_OPERATORS: Mapping[str, tuple[str, ...]] = {
    "aws:PrincipalArn": _ARN + _TEXT,
    CONTEXT: _ARN + _TEXT,
    "aws:SourceIp": ("IpAddress", "NotIpAddress"),
    **dict.fromkeys(("kms:GrantIsForAWSResource", "aws:ViaAWSMCPService"), ("Bool",)),
}


@st.composite
def conditions(draw: st.DrawFn) -> Json:
    """One or two operators, each with one key that matters to the request."""
    block: Json = {}
    for _ in range(draw(st.integers(1, 2))):
        key = draw(st.sampled_from(sorted(ASKED)))
        if draw(st.integers(0, 9)) == 0:
            block["Null"] = {key: draw(st.sampled_from(("true", "false")))}
            continue
        operator = draw(st.sampled_from(_OPERATORS.get(key, _TEXT)))
        quantifier = draw(st.sampled_from(("", "", "", "ForAnyValue:", "ForAllValues:")))
        ending = draw(st.sampled_from(("", "", "IfExists")))
        values = draw(st.lists(st.sampled_from(ASKED[key]), min_size=1, max_size=2, unique=True))
        block[f"{quantifier}{operator}{ending}"] = {key: values}
    return block


@st.composite
def documents(draw: st.DrawFn) -> Json:
    """Up to three statements for everybody; with and without one that lets the sender in."""
    listed = [
        {"Effect": draw(st.sampled_from(("Allow", "Deny"))), "Principal": "*", "Action": "*"}
        | {"Resource": "*", "Condition": draw(conditions())}
        for _ in range(draw(st.integers(1, 3)))
    ]
    plain = {"Effect": "Allow", "Principal": {"Service": "budgets.amazonaws.com"}}
    own = [plain | {"Action": "*", "Resource": "*"}] if draw(st.booleans()) else []
    return policy(*own, *listed)


def asked(action: str) -> Request:
    arn = TOPIC if action == PUBLISH else KEY
    origin = Origin(CUSTOMER, "aws", name="all", arn=TOPIC, topic=TOPIC)
    made = BUDGETS.request(action, Resource(arn, CUSTOMER, REGION), origin, NOW)
    assert made is not None
    return made


def resolutions(found: Json, request: Request) -> Iterator[Request]:
    """Every request that `request` may stand for, as far as the policy can tell them apart."""
    text = str(found)
    open_keys = [key for key in MAY_HOLD if key in text and _of_this_call(key, request)]
    known = {k: v for k, v in request.context.items() if k not in MAY_HOLD}
    ways = [(*(() if key in ALWAYS else (None,)), *MAY_HOLD[key]) for key in open_keys]
    for chosen in product(*ways):
        told = {k: v for k, v in zip(open_keys, chosen, strict=True) if v is not None}
        gone = tuple(key for key in open_keys if key not in told)
        context = {**known, **told}
        yield Request(request.service, request.action, request.resource, context, absent=gone)


def _of_this_call(key: str, request: Request) -> bool:
    return request.action != PUBLISH or not key.startswith("kms:")


@pytest.mark.parametrize("action", [PUBLISH, *KEY_ACTIONS])
def test_every_key_that_is_not_certain_is_in_the_table(action: str) -> None:
    """A key that the sender leaves open and this file does not know would go untried."""
    request = asked(action)
    families = ("kms:*", "aws:ResourceTag/*")
    open_keys = {*request.unknown, *request.more}
    assert open_keys - {*MAY_HOLD, *families} <= {
        *("aws:userid", "aws:SourceOrgPaths", "aws:ResourceOrgPaths"),
        *("aws:PrincipalType", "aws:Referer"),
    }


@pytest.mark.parametrize("action", [PUBLISH, KEY_ACTIONS[1]])
@settings(max_examples=700)
@given(found=documents())
def test_no_certainty_is_false(action: str, found: Json) -> None:
    request = asked(action)
    decision = evaluate(found, request)
    if decision.effect is Effect.UNKNOWN:
        return
    refused = {Effect.DENY, Effect.IMPLICIT_DENY}
    fine = refused if decision.effect is Effect.IMPLICIT_DENY else {decision.effect}
    for one in resolutions(found, request):
        assert evaluate(found, one).effect in fine, one


@pytest.mark.parametrize("action", [PUBLISH, KEY_ACTIONS[1]])
@settings(max_examples=300)
@given(found=documents())
def test_a_group_that_is_certain_is_so_in_all_of_them(action: str, found: Json) -> None:
    """What people read of a statement is no less certain than the verdict."""
    request = asked(action)
    results = evaluate(found, request).statements
    for one in resolutions(found, request):
        for before, after in zip(results, evaluate(found, one).statements, strict=True):
            for told, real in zip(before.conditions, after.conditions, strict=True):
                assert told.match in {real.match, "unknown"}, (told, one)
