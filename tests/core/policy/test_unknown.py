"""docs/architecture.md, "Policy evaluator": keys that cannot be told, and the keys on which a
verdict turns.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.policy import Match
from tests.core.policy.build import Json, allow, decided, deny, of, request

VIA = "kms:ViaService"
ORG = "aws:SourceOrgID"
PRINCIPAL = "aws:PrincipalArn"


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ({"StringEquals": {VIA: "sns"}}, "unknown"),
        ({"StringNotEquals": {VIA: "sns"}}, "unknown"),
        ({"StringEqualsIfExists": {VIA: "sns"}}, "unknown"),
        ({"ForAllValues:StringEquals": {VIA: "sns"}}, "unknown"),
        ({"ForAnyValue:StringEquals": {VIA: "sns"}}, "unknown"),
        ({"Null": {VIA: "true"}}, "unknown"),
        ({"Null": {VIA: ["true", "false"]}}, "allow"),
        ({"StringLike": {VIA: "*"}}, "unknown"),
        ({"StringLikeIfExists": {VIA: "*"}}, "allow"),
        ({"ForAllValues:StringLike": {VIA: "*"}}, "allow"),
        ({"StringNotLike": {VIA: "*"}}, "unknown"),
        ({"ForAnyValue:StringNotLike": {VIA: "*"}}, "implicit_deny"),
        ({"StringEquals": {VIA: []}}, "implicit_deny"),
        ({"StringNotEquals": {VIA: []}}, "allow"),
    ],
)
def test_a_key_that_may_hold_anything_or_be_absent(block: object, expected: str) -> None:
    for spelt in (VIA, VIA.upper()):
        decision = decided(allow(block), asked=request(unknown=(spelt,)))
        assert decision.effect.value == expected
        assert decision.unknown_keys == ((spelt,) if expected == "unknown" else ())


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ({"StringEquals": {VIA: "sns"}}, "unknown"),
        ({"StringEquals": {VIA: "other"}}, "implicit_deny"),
        ({"StringNotEquals": {VIA: "other"}}, "allow"),
        ({"StringNotEquals": {VIA: "sns"}}, "unknown"),
        ({"StringEqualsIfExists": {VIA: "sns"}}, "allow"),
        ({"StringNotEqualsIfExists": {VIA: "sns"}}, "unknown"),
        ({"ForAllValues:StringEquals": {VIA: "sns"}}, "allow"),
        ({"ForAnyValue:StringEquals": {VIA: "other"}}, "implicit_deny"),
        ({"Null": {VIA: "true"}}, "unknown"),
    ],
)
def test_a_key_that_is_absent_or_holds_that_value(block: object, expected: str) -> None:
    asked = request(kms__ViaService="sns", unknown=("KMS:viaservice",))
    assert of(allow(block), asked=asked) == expected


ACCOUNT_KEY, ADDRESS, USER, CALLER = (
    *("aws:PrincipalAccount", "aws:SourceIp", "aws:userid"),
    "kms:CallerAccount",
)


@pytest.mark.parametrize(
    ("key", "operator", "value", "fits"),
    [
        # The customer's own, or what no such value can be: never.
        (PRINCIPAL, "StringEquals", "arn:aws:iam::111111111111:role/x", False),
        (PRINCIPAL, "StringLike", "arn:aws:iam::111111111111:*", False),
        (PRINCIPAL, "ArnLike", "arn:*:iam::111111111111:role/*", False),
        (PRINCIPAL, "ArnEquals", "arn:aws:sts::${aws:SourceAccount}:assumed-role/*", False),
        (PRINCIPAL, "StringEquals", "arn:aws:iam::*:role/x", False),
        (PRINCIPAL, "StringEquals", "admin", False),
        (ACCOUNT_KEY, "StringEquals", "111111111111", False),
        (ACCOUNT_KEY, "StringEquals", ["111111111111", "${aws:SourceAccount}"], False),
        (ACCOUNT_KEY, "StringEquals", "1111-1111-1111", False),
        (CALLER, "StringEquals", "111111111111", False),
        (USER, "StringLike", "AROAEXAMPLEEXAMPLE:*", False),
        (USER, "StringEquals", "AIDAEXAMPLE", False),
        (ADDRESS, "IpAddress", "10.0.0.0/8", False),
        (ADDRESS, "IpAddress", ["192.168.7.1", "fd00::/8", "203.0.113.0/24"], False),
        # What AWS could hold itself: nobody can tell.
        (PRINCIPAL, "ArnLike", "arn:aws:iam::*:role/aws-service-role/*", None),
        (PRINCIPAL, "ArnLike", "arn:aws:iam::222222222222:root", None),
        (PRINCIPAL, "ArnLike", "arn:*:*:*:*:*", None),
        (PRINCIPAL, "StringLike", "*aws-service-role*", None),
        (ACCOUNT_KEY, "StringEquals", ["111111111111", "222222222222"], None),
        (ACCOUNT_KEY, "StringLike", "1*", None),
        (CALLER, "StringEquals", "222222222222", None),
        (USER, "StringLike", "AROA*", None),
        (USER, "StringEquals", "222222222222", None),
        (ADDRESS, "IpAddress", "52.0.0.0/8", None),
        (ADDRESS, "IpAddress", "0.0.0.0/1", None),
        (ADDRESS, "IpAddress", "10.0.0.0/7", None),
        (ADDRESS, "IpAddress", ["10.0.0.0/8", "52.1.2.3"], None),
        (ADDRESS, "IpAddress", "0.0.0.0/0", None),
        (ADDRESS, "IpAddress", "::/0", None),
        # If it is there, whatever it is.
        (PRINCIPAL, "StringLike", "*", True),
        (PRINCIPAL, "ArnLike", "*", True),
    ],
)
def test_a_value_of_awss_own(key: str, operator: str, value: object, fits: bool | None) -> None:
    """NotFound, or nothing of the customer's (docs/facts.md 4.1): no stand-in value decides."""
    asked = replace(request(unknown=(key,)), aws_own=(key.upper(),))
    negated = f"Not{operator}" if operator == "IpAddress" else _negated(operator)
    hits, misses = {operator: {key: value}}, {negated: {key: value}}
    never = fits is False
    assert of(allow(hits), asked=asked) == ("implicit_deny" if never else "unknown")
    assert of(allow(misses), asked=asked) == ("allow" if never else "unknown")
    assert of(allow(), deny(hits), asked=asked) == ("allow" if never else "unknown")
    assert of(allow(), deny(misses), asked=asked) == ("deny" if never else "unknown")
    if_there = {f"{operator}IfExists": {key: value}}
    assert of(allow(if_there), asked=asked) == ("allow" if fits else "unknown")
    assert of(allow({"Null": {key: "true"}}), asked=asked) == "unknown"


def _negated(operator: str) -> str:
    for kind in ("String", "Arn"):
        if operator.startswith(kind):
            return f"{kind}Not{operator.removeprefix(kind)}"
    raise AssertionError(operator)


def test_a_family_of_keys_leaves_out_those_that_are_known_to_be_absent() -> None:
    asked = replace(request(unknown=("kms:*",)), absent=("kms:GrantOperations",))
    grant = {"StringEquals": {"KMS:grantoperations": "Decrypt"}}
    assert of(allow(grant), asked=asked) == "implicit_deny"
    assert of(allow({"StringEquals": {"kms:KeyOrigin": "AWS_KMS"}}), asked=asked) == "unknown"


def test_only_the_keys_are_named_on_which_the_verdict_turns() -> None:
    asked = request(unknown=(VIA, ORG, "aws:userid"))
    via, org = {"StringEquals": {VIA: "a"}}, {"StringEquals": {ORG: "o-1"}}
    never: Json = {"aws:SourceAccount": "9"}
    cases: list[tuple[list[object], tuple[str, ...]]] = [
        ([allow(via)], (VIA,)),
        ([allow(via), allow(org)], (VIA, ORG)),
        ([allow(), allow(via), deny(org)], (ORG,)),
        ([allow(via), deny(org)], (VIA, ORG)),
        ([allow(via), deny({"StringEquals": {ORG: "o-1", **never}})], (VIA,)),
        ([allow(via), allow(org, Action="sns:Subscribe")], (VIA,)),
        ([allow({"StringEquals": {VIA: "a", ORG: "o"}})], (VIA, ORG)),
        ([allow({"StringEquals": {VIA: "a"}, "StringMatches": {ORG: "o"}})], (VIA,)),
        ([allow({"StringEquals": {VIA: "a"}, "StringLikeIfExists": {ORG: "*"}})], (VIA,)),
        ([allow(via, Resource=["*", "arn:aws:sns:::${aws:userid}"])], (VIA,)),
        ([allow(Resource="arn:aws:sns:*:*:${aws:userid}")], ("aws:userid",)),
    ]
    for statements, keys in cases:
        decision = decided(*statements, asked=asked)
        assert (decision.effect.value, decision.unknown_keys) == ("unknown", keys)


def test_statements_that_hang_on_the_same_key_can_leave_no_doubt_together() -> None:
    asked = request(kms__ViaService="sns", unknown=(VIA,))
    held, gone = {"StringEquals": {VIA: "sns"}}, {"Null": {VIA: "true"}}
    assert of(allow(held), allow(gone), asked=asked) == "allow"
    assert of(allow(), deny(held), deny(gone), asked=asked) == "deny"
    assert of(allow(held), deny(held), asked=asked) == "implicit_deny"
    decision = decided(allow(held), allow(gone), asked=asked)
    assert decision.deciding == (0, 1)
    assert decision.unknown_keys == ()
    assert decision.statements[0].match is Match.UNKNOWN


def test_a_doubtful_key_that_changes_nothing_is_not_named() -> None:
    asked = request(kms__ViaService="sns", unknown=(VIA, ORG))
    statements = [allow({"StringEquals": {VIA: "sns"}}), allow({"Null": {VIA: "true"}})]
    open_key = deny({"StringEquals": {ORG: "o-1"}})
    assert decided(*statements, open_key, asked=asked).unknown_keys == (ORG,)


def test_many_doubtful_keys_are_less_sharp_and_never_wrong() -> None:
    names = [f"x:k{n}" for n in range(12)]
    asked = request(context=dict.fromkeys(names, "v"), unknown=tuple(names))
    every = allow({"StringEquals": dict.fromkeys(names, "v")})
    assert of(every, asked=asked) == "unknown"
    assert of(allow({"StringEqualsIfExists": dict.fromkeys(names, "v")}), asked=asked) == "allow"


def test_keys_beyond_those_that_are_tried_may_hold_anything() -> None:
    names = [f"x:k{n}" for n in range(8)]
    asked = request(context=dict.fromkeys(names, "v"), unknown=tuple(names))
    pairs = [
        allow(block)
        for name in names[:7]
        for block in ({"StringEquals": {name: "v"}}, {"Null": {name: "true"}})
    ]
    decision = decided(*pairs, deny({"Null": {names[7]: "true"}}), asked=asked)
    assert decision.effect.value == "unknown"
    assert names[7] in decision.unknown_keys


def test_a_key_that_only_turns_one_refusal_into_another_is_not_named() -> None:
    asked = request(kms__ViaService="sns", aws__userid="u", unknown=(VIA, "aws:userid"))
    via = allow({"StringEquals": {VIA: "sns"}})
    both = deny({"Null": {VIA: "true"}, "StringEquals": {"aws:userid": "u"}})
    decision = decided(via, both, asked=asked)
    assert (decision.effect.value, decision.unknown_keys) == ("unknown", (VIA,))


def test_a_key_twice_in_unknown_is_named_once() -> None:
    asked = request(unknown=(VIA, VIA, VIA.lower()))
    assert decided(allow({"StringEquals": {VIA: "a"}}), asked=asked).unknown_keys == (VIA,)


@pytest.mark.parametrize(
    ("key", "expected"),
    [("kms:Any", "unknown"), ("KMS:ANY", "unknown"), ("kms:Known", "implicit_deny"),
     ("kmsx", "implicit_deny"), ("xkms:Any", "implicit_deny")],
)  # fmt: skip
def test_a_name_with_a_star_stands_for_every_key_that_begins_so(key: str, expected: str) -> None:
    asked = request(kms__Known="y", unknown=("Kms:*",))
    found = decided(allow({"StringEquals": {key: "x"}}), asked=asked)
    assert found.effect.value == expected
    assert found.unknown_keys == ((key,) if expected == "unknown" else ())


def test_a_family_counts_in_variables_too() -> None:
    asked = request(unknown=("kms:*",))
    assert (
        of(allow({"StringEquals": {"aws:SourceAccount": "${kms:Any}"}}), asked=asked) == "unknown"
    )


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ({"ForAnyValue:StringEquals": {"k": "a"}}, "allow"),
        ({"ForAnyValue:StringEquals": {"k": "b"}}, "unknown"),
        ({"ForAllValues:StringEquals": {"k": "a"}}, "unknown"),
        ({"ForAllValues:StringEquals": {"k": "b"}}, "implicit_deny"),
        ({"ForAllValues:StringNotEquals": {"k": "a"}}, "implicit_deny"),
        ({"ForAllValues:StringNotEquals": {"k": "b"}}, "unknown"),
        ({"ForAllValues:StringLike": {"k": "*"}}, "allow"),
        ({"StringEquals": {"k": "a"}}, "unknown"),
        ({"StringNotEquals": {"k": "b"}}, "unknown"),
        ({"StringEquals": {"aws:SourceAccount": "${k}"}}, "unknown"),
        ({"Null": {"k": "false"}}, "allow"),
    ],
)
def test_a_key_that_may_hold_more(block: object, expected: str) -> None:
    asked = replace(request(k="a"), more=("K",))
    found = decided(allow(block), asked=asked)
    assert found.effect.value == expected
    assert bool(found.unknown_keys) is (expected == "unknown")


NEW = "aws:PrincipalServiceRegion"


@pytest.mark.parametrize("key", [NEW, "AWS:FooBar", "aws:Colour/blue", "sns:Colour"])
@pytest.mark.parametrize(
    ("operator", "value", "allowed", "denied"),
    [
        ("StringLike", "*", "unknown", "unknown"),
        ("StringEquals", "x", "unknown", "unknown"),
        ("StringNotEquals", "x", "unknown", "unknown"),
        ("StringEqualsIfExists", "x", "unknown", "unknown"),
        ("ForAllValues:StringEquals", "x", "unknown", "unknown"),
        ("ForAnyValue:StringNotLike", "x", "unknown", "unknown"),
        ("Null", "true", "unknown", "unknown"),
        ("Null", "false", "unknown", "unknown"),
        ("StringLikeIfExists", "*", "allow", "deny"),
    ],
)
def test_a_key_that_aws_may_have_added_can_hold_anything(
    key: str, operator: str, value: str, allowed: str, denied: str
) -> None:
    block = {operator: {key: value}}
    for statements, expected in (([allow(block)], allowed), ([allow(), deny(block)], denied)):
        decision = decided(*statements)
        assert decision.effect.value == expected
        assert decision.unknown_keys == ((key,) if expected == "unknown" else ())


@pytest.mark.parametrize(
    "key",
    [
        *("aws:SourceAcount", "aws:PrincipleOrgID", "kms:SourceAccount", "SourceAccount", "Colour"),
        *("aws:PrincipalOrgID", "aws:SourceVpce", "s3:prefix", "ec2:Vpc", "kms:Colour", "iam:Foo"),
        "aws:",
    ],
)
def test_a_misspelt_key_and_another_services_are_surely_absent(key: str) -> None:
    assert of(allow({"StringLike": {key: "*"}})) == "implicit_deny"
    assert of(allow(), deny({"StringNotEquals": {key: "x"}})) == "deny"
    assert of(allow(), deny({"Null": {key: "false"}})) == "allow"


def test_a_variable_of_a_key_that_aws_may_have_added_has_no_text_that_is_known() -> None:
    assert of(allow({"StringEquals": {"aws:SourceAccount": "${aws:FooBar}"}})) == "unknown"
    assert of(allow(), deny({"StringNotEquals": {"aws:SourceAccount": "${aws:FooBar}"}})) == (
        "unknown"
    )
    assert of(allow({"StringEquals": {"aws:SourceAccount": "${aws:SourceAcount}"}})) == (
        "implicit_deny"
    )


def test_the_requests_own_service_may_have_added_a_key_too() -> None:
    block = {"StringEquals": {"sqs:Colour": "x"}}
    queue = "arn:aws:sqs:ap-northeast-1:111111111111:q"
    on_queue = allow(block, Action="sqs:SendMessage", Resource=queue)
    assert of(on_queue, asked=request("sqs:SendMessage", queue)) == "unknown"
    assert of(allow(block)) == "implicit_deny"
