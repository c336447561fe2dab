"""Why a Deny hits, and the exact text that spares the service: told, tried and put in a ticket."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.checks._denial import amendments, denied
from bot.core.findings import Finding
from bot.core.model.path import Path
from bot.core.model.topic import Topic
from bot.core.policy.decision import Effect, Match, Request
from bot.core.policy.evaluate import evaluate
from bot.core.senders import BUDGETS as SENDER
from bot.core.senders import KEY_ACTIONS, PUBLISH, Origin, Resource
from bot.core.tickets.by_hand import by_hand
from tests.core.build import NOW, Doc, document
from tests.core.checks.reasoning import (
    ACCOUNT,
    BUDGETS,
    BUDGETS_ARN,
    FAR,
    KEY,
    NAME,
    REGION,
    TOPIC,
    finding,
    guard,
    key_path,
    publish,
    text,
    topic_path,
    use,
)
from tests.core.tickets.things import report_of

SERVICES = '"Bool": {"aws:PrincipalIsAWSService": "false"}'
NEGATED = "a negated test holds for a key that is not there"
STAND_INS = ("192.0.2.1", "000000000000", "AROA0", "aws-internal")


def asks(action: str, arn: str) -> Request:
    origin = Origin(ACCOUNT, "aws", NAME)
    made = SENDER.request(action, Resource(arn, ACCOUNT, REGION), origin, NOW)
    assert made
    return made


ON_TOPIC = (asks(PUBLISH, TOPIC),)
ON_KEY = tuple(asks(action, KEY) for action in KEY_ACTIONS)


def unlike(key: str, *values: str, operator: str = "StringNotEquals") -> Doc:
    return {operator: {key: list(values) if len(values) > 1 else values[0]}}


EXPLAINED: list[tuple[Doc, tuple[str, ...]]] = [
    (
        guard(unlike("aws:PrincipalOrgID", "o-1")),
        ('aws:PrincipalOrgID is not "o-1"', "describes users and roles", NEGATED, SERVICES),
    ),
    (
        guard(unlike("aws:PrincipalOrgID", "o-1", operator="StringNotEqualsIfExists")),
        (NEGATED, "with IfExists as without it", SERVICES),
    ),
    (
        guard(unlike("aws:PrincipalAccount", ACCOUNT)),
        ("an account of AWS's own, never from one of yours", SERVICES),
    ),
    (
        guard(unlike("aws:PrincipalArn", f"arn:aws:iam::{ACCOUNT}:role/*", operator="ArnNotLike")),
        ("never a user or a role of yours", SERVICES),
    ),
    (
        guard(unlike("aws:SourceVpce", "vpce-7")),
        ('aws:SourceVpce is not "vpce-7"', "your VPC endpoint", NEGATED, SERVICES),
    ),
    (
        guard({"NotIpAddress": {"aws:SourceIp": ["10.0.0.0/8", "172.16.0.0/12"]}}),
        ("not among", "AWS's own address, never from one of yours", SERVICES),
    ),
    (
        guard({"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}),
        ("never signs in with MFA", "a test with IfExists holds", SERVICES),
    ),
    (
        guard({"Null": {"aws:SourceVpce": "true"}}),
        ("whoever carries no aws:SourceVpce (Null)", SERVICES),
    ),
    (
        guard({"ForAllValues:StringEquals": {"aws:PrincipalOrgPaths": "o-1/*"}}),
        ("a ForAllValues test holds for a key that is not there", SERVICES),
    ),
    (
        guard({"StringNotLike": {"aws:SourceAccount": ["3333*", FAR]}}),
        (
            f'aws:SourceAccount is not among "3333*" and "{FAR}"',
            f'the request carries "{ACCOUNT}"',
            f'Add "{ACCOUNT}" to that list',
            f'"StringNotLike": {{"aws:SourceAccount": ["3333*", "{FAR}", "{ACCOUNT}"]}}',
        ),
    ),
    (
        guard(unlike("aws:SourceArn", f"arn:aws:budgets::{FAR}:*", operator="ArnNotLike")),
        (f'Add "{BUDGETS_ARN}" beside it', f'["arn:aws:budgets::{FAR}:*", "{BUDGETS_ARN}"]'),
    ),
    (
        guard(
            {
                **unlike("aws:PrincipalServiceName", "events.amazonaws.com"),
                "Bool": {"aws:PrincipalIsAWSService": "true"},
            }
        ),
        (f'Add "{BUDGETS}" beside it', f'["events.amazonaws.com", "{BUDGETS}"]'),
    ),
    (
        guard({"Bool": {"aws:PrincipalIsAWSService": "true"}}),
        (f'"StringNotEquals": {{"aws:PrincipalServiceName": "{BUDGETS}"}}',),
    ),
    (
        guard({"Bool": {"aws:SecureTransport": "true"}}),
        ("refuses every call over TLS", '"Bool": {"aws:SecureTransport": "false"}'),
    ),
    (
        guard(unlike("aws:SourceAcount", ACCOUNT)),
        (
            "AWS has no key aws:SourceAcount (meant is aws:SourceAccount)",
            f'Name the key right: "StringNotEquals": {{"aws:SourceAccount": "{ACCOUNT}"}}',
        ),
    ),
    (
        guard(unlike("aws:SourceArn", BUDGETS_ARN)),
        ("takes the star as it stands", f'"ArnNotLike": {{"aws:SourceArn": "{BUDGETS_ARN}"}}'),
    ),
    (
        guard(Principal=None, NotPrincipal={"AWS": f"arn:aws:iam::{ACCOUNT}:root"}),
        (
            "NotPrincipal spares only whom it lists",
            "a service has to be listed too, or excepted by a condition",
            f'"NotPrincipal": {{"AWS": "arn:aws:iam::{ACCOUNT}:root", "Service": "{BUDGETS}"}}',
        ),
    ),
    (
        guard(Principal=None, NotPrincipal={"Service": "events.amazonaws.com"}),
        (f'"NotPrincipal": {{"Service": ["events.amazonaws.com", "{BUDGETS}"]}}',),
    ),
    (
        guard(),
        ("names everybody (*) and has no condition", f'"Condition": {{{SERVICES}}}'),
    ),
    (
        guard(Action=None, NotAction=["sns:Subscribe"]),
        ('NotAction lists "sns:Subscribe"', "sns:Publish too", SERVICES),
    ),
    (
        guard(Resource=None, NotResource=f"{TOPIC}-2"),
        (f'NotResource lists "{TOPIC}-2"', f"{TOPIC} too", SERVICES),
    ),
    (
        guard(Principal={"Service": ["s3.amazonaws.com", BUDGETS]}),
        ("beside others", '"Principal": {"Service": "s3.amazonaws.com"}'),
    ),
    (
        guard({"DateGreaterThan": {"aws:CurrentTime": "2026-01-01"}}),
        ('aws:CurrentTime after "2026-01-01"', SERVICES),
    ),
]


@pytest.mark.parametrize(("deny", "words"), EXPLAINED)
def test_the_condition_the_reason_and_the_exception_are_told(
    deny: Doc, words: tuple[str, ...]
) -> None:
    told = finding(topic_path(publish(), deny))
    assert told.code == "topic.policy-denies"
    assert 'statement 3 ("Guard") denies it' in told.says
    for word in words:
        assert word in told.says, told.says
    for word in (*STAND_INS, "Ask whoever"):
        assert word not in text(told)
    assert "budget-check does not edit a Deny" in told.evidence[-1]
    _lifts(told, topic_path(publish(), deny))


def _lifts(told: Finding, found: Path) -> None:
    """The ticket's text, put in the place of the statement, lets the sender in."""
    (amendment,) = told.amendments
    assert isinstance(found.topic, Topic)
    assert found.topic.policy
    policy = json.loads(found.topic.policy)
    sids = [one.get("Sid") for one in policy["Statement"]]
    changed = json.loads(amendment.code)
    policy["Statement"][sids.index(changed["Sid"])] = changed
    topic = replace(found.topic, policy=json.dumps(policy))
    assert finding(replace(found, topic=topic)).code == "topic.policy-allows"


def test_a_condition_is_merged_into_the_block_that_is_there() -> None:
    both = {**unlike("aws:PrincipalOrgID", "o"), "Bool": {"aws:ViaAWSService": "false"}}
    told = finding(topic_path(publish(), guard(both)))
    merged = '"Bool": {"aws:ViaAWSService": "false", "aws:PrincipalIsAWSService": "false"}'
    assert merged in told.says
    assert any("aws:ViaAWSService" in line for line in told.evidence)


def test_nobody_without_an_identity_gets_past_the_deny() -> None:
    """Only the Deny keeps strangers out of a topic that is open to all."""
    everybody = publish(None, Principal="*", Sid="open")
    told = finding(topic_path(everybody, guard(unlike("aws:PrincipalOrgID", "o-1"))))
    assert '"BoolIfExists": {"aws:PrincipalIsAWSService": "false"}' in told.says


def test_two_denies_are_both_named_and_both_amended() -> None:
    first = guard(unlike("aws:PrincipalOrgID", "o-1"), Sid="one")
    second = guard(unlike("aws:SourceAccount", FAR), Sid="two")
    told = finding(topic_path(publish(), first, second))
    assert 'statement 3 ("one") and statement 4 ("two") deny it' in told.says
    assert "aws:PrincipalOrgID" in told.says
    assert any(line.startswith('Statement 4 ("two"): it refuses') for line in told.evidence)
    assert [one.statement for one in told.amendments] == [
        'statement 3 ("one")',
        'statement 4 ("two")',
    ]


def test_a_deny_typed_for_the_allow() -> None:
    typed = publish(None, Effect="Deny")
    told = finding(topic_path(typed))
    assert told.code == "topic.policy-denies"
    assert f"It names {BUDGETS} itself and says Deny" in told.says
    assert 'it should be "Effect": "Allow"' in told.says
    for word in ("except", "does not edit"):
        assert word not in text(told)
    (amendment,) = told.amendments
    assert json.loads(amendment.code) == {**typed, "Effect": "Allow"}


def test_a_refusal_of_this_very_service_is_no_slip_beside_its_allow() -> None:
    told = finding(topic_path(publish(), publish(None, Effect="Deny", Sid="mute")))
    assert f"It names {BUDGETS} itself and says Deny" in told.says
    assert "take the statement out" in told.says
    assert "should be" not in told.says
    assert told.amendments == ()


def test_a_guard_for_the_service_alone_is_told_by_its_condition() -> None:
    told = finding(topic_path(publish(), publish(unlike("aws:SourceAccount", FAR), Effect="Deny")))
    assert f'aws:SourceAccount is not "{FAR}"' in told.says
    assert f'Add "{ACCOUNT}" beside it, or in its place if it is wrong' in told.says


ONLY_SERVICES: list[Doc] = [
    {"Null": {"aws:SourceAccount": "false"}},
    {"Null": {"aws:SourceArn": "false"}},
    {"Null": {"aws:PrincipalServiceName": "false"}},
    {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
    {"StringLike": {"aws:SourceAccount": "*"}},
    {"ArnLike": {"aws:SourceArn": f"arn:aws:*:*:{ACCOUNT}:*"}},
    {"Bool": {"aws:PrincipalIsAWSService": "true"}},
    {"BoolIfExists": {"aws:PrincipalIsAWSService": "true"}},
    {"Bool": {"aws:PrincipalIsAWSService": "true"}, "Null": {"aws:SourceArn": "false"}},
    {"StringLike": {"aws:PrincipalServiceName": "*.amazonaws.com"}},
    {"ForAnyValue:StringLike": {"aws:PrincipalServiceNamesList": "*"}},
]


@pytest.mark.parametrize("block", ONLY_SERVICES)
def test_a_deny_for_services_alone_stays_one_for_the_others(block: Doc) -> None:
    """What spares every service would empty it, and nobody would see that."""
    found = topic_path(publish(), guard(block))
    told = finding(found)
    assert told.code == "topic.policy-denies"
    assert f'"StringNotEquals": {{"aws:PrincipalServiceName": "{BUDGETS}"}}' in told.says
    _lifts(told, found)
    changed = document(json.loads(told.amendments[0].code))
    other = "events.amazonaws.com"
    context = dict(ON_TOPIC[0].context)
    context |= {"aws:PrincipalServiceName": other, "aws:PrincipalServiceNamesList": [other]}
    asked = replace(ON_TOPIC[0], service=other, context=context)
    assert evaluate(changed, asked).effect is Effect.DENY


@pytest.mark.parametrize(
    ("block", "text_"),
    [
        (
            {"StringEquals": {"aws:PrincipalServiceName": [BUDGETS, "events.amazonaws.com"]}},
            '"StringEquals": {"aws:PrincipalServiceName": "events.amazonaws.com"}',
        ),
        (
            {"ArnLike": {"aws:SourceArn": ["arn:aws:s3:::*", BUDGETS_ARN, "arn:aws:events:*:*:*"]}},
            '"ArnLike": {"aws:SourceArn": ["arn:aws:s3:::*", "arn:aws:events:*:*:*"]}',
        ),
        (
            {"Null": {"aws:SourceAccount": "false"}}
            | unlike("aws:PrincipalServiceName", "events.amazonaws.com"),
            f'{{"aws:PrincipalServiceName": ["events.amazonaws.com", "{BUDGETS}"]}}',
        ),
    ],
)
def test_a_list_of_services_is_what_changes(block: Doc, text_: str) -> None:
    found = topic_path(publish(), guard(block))
    told = finding(found)
    assert text_ in told.says
    _lifts(told, found)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (
            guard({"StringEquals": {"aws:PrincipalServiceName": BUDGETS}}),
            f"It is for {BUDGETS} alone (by aws:PrincipalServiceName) and says Deny",
        ),
        (
            guard({"ArnLike": {"aws:SourceArn": BUDGETS_ARN}}),
            f"It is for {BUDGETS} alone (by aws:SourceArn) and says Deny",
        ),
        (
            guard(unlike("aws:PrincipalOrgID", "o-1"), Principal={"Service": BUDGETS}),
            "It is for this service alone",
        ),
    ],
)
def test_a_deny_for_the_sender_alone_is_not_emptied_but_taken_out(made: Doc, words: str) -> None:
    told = finding(topic_path(publish(), made))
    assert words in told.says
    assert "take the statement out" in told.says
    assert told.amendments == ()


@pytest.mark.parametrize("kind", ["AWS", "Federated", "CanonicalUser"])
def test_a_deny_that_names_the_sender_beside_people(kind: str) -> None:
    people = f"arn:aws:iam::{ACCOUNT}:role/old"
    found = topic_path(publish(), guard(Principal={"Service": BUDGETS, kind: [people]}))
    told = finding(found)
    assert f"It names {BUDGETS} itself, beside others." in told.says
    assert f'Take the service out there: "Principal": {{"{kind}": ["{people}"]}}' in told.says
    _lifts(told, found)


FROM_NEXT_YEAR = {"DateGreaterThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}}


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (FROM_NEXT_YEAR, ("from then on", SERVICES)),
        ({"NumericGreaterThan": {"aws:EpochTime": "1798761600"}}, ("from then on", SERVICES)),
        (FROM_NEXT_YEAR | unlike("aws:SourceAccount", FAR), (f'Add "{ACCOUNT}" beside it',)),
        (
            FROM_NEXT_YEAR | {"Null": {"aws:SourceAccount": "false"}},
            (f'"StringNotEquals": {{"aws:PrincipalServiceName": "{BUDGETS}"}}',),
        ),
        ({"StringNotLike": {"aws:CurrentTime": "2026-*"}}, ("denies it by the date", SERVICES)),
    ],
)
def test_a_deny_that_is_to_begin_has_its_exception(block: Doc, words: tuple[str, ...]) -> None:
    found = topic_path(publish(), guard(block))
    told = finding(found)
    assert told.code == "topic.policy-ends"
    for word in words:
        assert word in told.says, told.says
    for word in ("Ask whoever", "9999", "00:00:01"):
        assert word not in text(told)
    _lifts(told, found)
    on_key = finding(key_path(use(), guard(block)))
    assert on_key.code == "key.policy-ends"
    assert words[-1] in on_key.says
    changed = json.loads(on_key.amendments[0].code)
    assert finding(key_path(use(), changed)).code == "key.policy-allows"


def test_a_deny_of_the_sender_that_is_to_begin() -> None:
    told = finding(topic_path(publish(), guard(FROM_NEXT_YEAR, Principal={"Service": BUDGETS})))
    assert told.code == "topic.policy-ends"
    assert "take the statement out" in told.says
    assert told.amendments == ()


def test_where_nothing_simple_helps_the_owner_decides() -> None:
    alone = guard({"Bool": {"aws:PrincipalIsAWSService": "true"}, "StringEquals": {
        "aws:PrincipalServiceName": BUDGETS}, "StringNotEquals": {"aws:PrincipalServiceName": "x"}},
        Principal={"Service": BUDGETS, "AWS": "*"},
    )  # fmt: skip
    deny = {**alone, "Condition": {**alone["Condition"], "Bool": "x"}}  # type: ignore[dict-item]  # no policy
    for made in (alone, deny):
        found = amendments([document(publish(), made)], ON_TOPIC, TOPIC)
        for one in found:
            changed = document(publish(), json.loads(one.code))
            assert evaluate(changed, ON_TOPIC[0]).statements[1].match is Match.NO


def test_what_is_missing_beside_the_deny_is_told_too() -> None:
    told = finding(topic_path(guard(unlike("aws:PrincipalOrgID", "o-1"))))
    assert any(f"allows {BUDGETS} sns:Publish" in line for line in told.evidence)


def test_a_long_list_stands_in_the_ticket_alone() -> None:
    accounts = [f"{number:012}" for number in range(1, 400)]
    told = finding(topic_path(publish(), guard(unlike("aws:SourceAccount", *accounts))))
    assert "and 396 more" in told.says
    assert f'Add "{ACCOUNT}" to that list: the ticket has the exact text.' in told.says
    assert len(told.says) < 700
    assert ACCOUNT in told.amendments[0].code


ORG = guard(unlike("aws:PrincipalOrgID", "o-1"), Action=["kms:Decrypt", "kms:GenerateDataKey*"])


def test_a_deny_on_the_key_names_both_calls() -> None:
    told = finding(key_path(use(), ORG))
    assert told.code == "key.policy-denies"
    assert "to call kms:GenerateDataKey and kms:Decrypt: statement 3" in told.says
    assert NEGATED in told.says
    assert SERVICES in told.says
    (amendment,) = told.amendments
    assert finding(key_path(use(), json.loads(amendment.code))).code == "key.policy-allows"


def test_an_undocumented_source_arn_is_no_exception_on_a_key() -> None:
    deny = guard(unlike("aws:SourceArn", f"arn:aws:budgets::{FAR}:*", operator="ArnNotLike"))
    told = finding(key_path(use(), deny))
    assert SERVICES in told.says
    assert "to that list" not in told.says and "beside it" not in told.says


ARN_UNSURE: list[tuple[Doc, bool]] = [
    ({"Null": {"aws:SourceArn": "true"}}, False),
    ({"Null": {"aws:SourceAccount": "true"}}, False),
    ({"ArnLikeIfExists": {"aws:SourceArn": f"arn:aws:budgets::{FAR}:*"}}, False),
    ({"StringEqualsIfExists": {"aws:SourceAccount": FAR}}, False),
    ({"ForAllValues:ArnLike": {"aws:SourceArn": f"arn:aws:budgets::{FAR}:*"}}, False),
    ({"ForAllValues:StringEquals": {"aws:SourceAccount": FAR}}, False),
    ({"ArnNotLike": {"aws:SourceArn": BUDGETS_ARN}}, False),
    (unlike("aws:SourceAccount", ACCOUNT), False),
    ({"Null": {"aws:SourceArn": "false"}}, True),
    ({"Null": {"aws:SourceAccount": "false"}}, True),
    ({"ArnLike": {"aws:SourceArn": "arn:aws:budgets::*:*"}}, True),
    ({"StringEquals": {"aws:SourceAccount": ACCOUNT}}, True),
    ({"ForAnyValue:ArnLike": {"aws:SourceArn": BUDGETS_ARN}}, True),
]
"""Tests of the source that would come out the other way if the call to KMS carried none."""


@pytest.mark.parametrize(("block", "denies"), ARN_UNSURE)
def test_no_refusal_on_a_key_rests_on_a_source_that_may_not_be_sent(
    block: Doc, denies: bool
) -> None:
    """docs/facts.md 1.1 and 11.1 leave open what the call to KMS carries of the source."""
    made = (use(None), guard(block)) if denies else (use(block),)
    told = finding(key_path(*made))
    assert told.code == "key.policy-undecidable"
    assert "AWS does not document whether the call to KMS carries that" in told.says
    assert [key for key in ("aws:SourceArn", "aws:SourceAccount") if f"turns on {key}" in told.says]
    # A Deny on budgets' own ARNs is for nobody else: there is nothing to except from it.
    to_go = denies and "arn:aws:budgets" in str(block)
    assert ("take the statement out" in told.says) is to_go
    assert len(told.amendments) == (denies and not to_go)
    for one in told.amendments:
        assert finding(key_path(use(None), json.loads(one.code))).code == "key.policy-allows"
    on_topic = (publish(None), guard(block)) if denies else (publish(block),)
    expected = "topic.policy-denies" if denies else "topic.policy-near-miss"
    assert finding(topic_path(*on_topic)).code == expected


@pytest.mark.parametrize(
    "block",
    [
        {"StringEquals": {"aws:SourceAccount": FAR}},
        {"ArnLike": {"aws:SourceArn": f"arn:aws:budgets:{REGION}:{ACCOUNT}:*"}},
        {"ForAnyValue:ArnLike": {"aws:SourceArn": f"arn:aws:budgets::{FAR}:*"}},
    ],
)
def test_what_refuses_with_the_source_and_without_is_certain(block: Doc) -> None:
    assert finding(key_path(use(block))).code == "key.policy-near-miss"


FROM_A_SERVICE = {"Bool": {"aws:PrincipalIsAWSService": "true"}}


@pytest.mark.parametrize(
    ("block", "who"),
    [
        ({"Null": {"aws:SourceArn": "true"}, **FROM_A_SERVICE}, "carries no aws:SourceArn (Null)"),
        ({"Null": {"aws:SourceArn": "true"}}, "carries no aws:SourceArn (Null)"),
        (
            {"ArnNotLikeIfExists": {"aws:SourceArn": BUDGETS_ARN}, **FROM_A_SERVICE},
            f'aws:SourceArn is not "{BUDGETS_ARN}"',
        ),
        (
            {
                "ForAnyValue:ArnNotLike": {
                    "aws:SourceArn": f"arn:aws:budgets::{ACCOUNT}:budget/{NAME}"
                }
            },
            f'aws:SourceArn is not "arn:aws:budgets::{ACCOUNT}:budget/{NAME}"',
        ),
    ],
)
def test_the_deny_is_named_that_hits_a_call_without_a_source(block: Doc, who: str) -> None:
    told = finding(key_path(use(), guard(block)))
    assert told.code == "key.source-arn-unproven"
    assert 'by statement 2 ("ForBudgets"), but statement 3 ("Guard") denies it' in told.says
    assert "which tests" not in told.says
    assert who in told.says
    (amendment,) = told.amendments
    changed = json.loads(amendment.code)
    assert finding(key_path(use(), changed)).code == "key.policy-allows"
    both = finding(key_path(use({"ArnLike": {"aws:SourceArn": BUDGETS_ARN}}), guard(block)))
    assert any('tests aws:SourceArn too (statement 2 ("ForBudgets"))' in e for e in both.evidence)


def test_only_the_allow_is_named_that_asks_for_the_source() -> None:
    asks_it = use({"ArnLike": {"aws:SourceArn": BUDGETS_ARN}}, Action="kms:Decrypt", Sid="asks")
    told = finding(key_path(asks_it, use(Action="kms:GenerateDataKey", Sid="not")))
    assert told.code == "key.source-arn-unproven"
    assert 'in by statement 2 ("asks"), which tests aws:SourceArn' in told.says


def test_a_deny_in_the_keys_second_policy_says_where_it_stands() -> None:
    told = finding(key_path(use(), second=ORG))
    assert 'statement 1 ("Guard") of the key\'s second policy denies it' in told.says


def test_a_deny_that_cannot_be_told_has_its_exception_as_well() -> None:
    told = finding(topic_path(publish(), guard(Resource="arn:aws:sns:*:*:${aws:PrincipalTag/t}")))
    if told.code == "topic.policy-undecidable":
        assert told.amendments


def test_the_organisation_alone_is_no_reason_for_an_exception() -> None:
    told = finding(topic_path(publish(), guard(unlike("aws:SourceOrgID", "o-1"))))
    assert told.code == "topic.policy-undecidable"
    assert "budget-check does not know the organisation of the account" in told.says
    assert told.amendments == ()


@pytest.mark.parametrize(
    ("block", "who"),
    [
        ({"StringLike": {"aws:PrincipalServiceRegion": "*"}}, 'has aws:PrincipalServiceRegion "*"'),
        (unlike("aws:FooBar", "x"), 'aws:FooBar is not "x"'),
        ({"Null": {"aws:FooBar": "true"}}, "carries no aws:FooBar"),
    ],
)
def test_a_deny_on_a_key_that_nobody_knows_may_hit(block: Doc, who: str) -> None:
    for told in (
        finding(topic_path(publish(), guard(block))),
        finding(key_path(use(), guard(block))),
    ):
        assert told.code in ("topic.policy-undecidable", "key.policy-undecidable")
        assert "a key that budget-check does not know (AWS adds keys)" in told.says
        assert who in told.says
        assert SERVICES in told.says
        (amendment,) = told.amendments
    assert finding(key_path(use(), json.loads(amendment.code))).code == "key.policy-allows"


def test_beside_a_sure_allow_only_the_deny_is_told_to_be_open() -> None:
    unsure = publish({"StringEquals": {"aws:ResourceTag/team": "x"}}, Sid="tagged")
    deny = guard({"StringEquals": {"aws:ResourceTag/team": "y"}})
    told = finding(topic_path(publish(), unsure, deny))
    assert told.code == "topic.policy-undecidable"
    assert 'statement 4 ("Guard") turns on aws:ResourceTag/team' in told.says
    assert "and budget-check does not read the resource's tags" in told.says
    assert "statement 3" not in told.says
    assert SERVICES in told.says


def test_denys_that_only_together_leave_no_way_are_told_too() -> None:
    either = [
        guard({"StringEquals": {"aws:ResourceTag/team": "x"}}, Sid="one"),
        guard({"StringNotEquals": {"aws:ResourceTag/team": "x"}}, Sid="two"),
    ]
    request = replace(
        ON_TOPIC[0],
        context={**ON_TOPIC[0].context, "aws:ResourceTag/team": "x"},
        unknown=("aws:ResourceTag/team",),
    )
    policy = document(publish(), *either)
    assert evaluate(policy, request).effect is Effect.DENY
    says, _ = denied([policy], [request], "The topic policy", "publish", "AWS Budgets")
    assert 'statement 2 ("one") and statement 3 ("two") deny it' in says


def test_the_ticket_has_the_statement_as_it_should_read() -> None:
    found = topic_path(publish(), guard(unlike("aws:PrincipalOrgID", "o-1")))
    (section,) = by_hand(report_of(found))
    assert section.title == 'For the owner of statement 3 ("Guard")'
    assert section.language == "json"
    assert json.loads(section.code)["Condition"]["Bool"] == {"aws:PrincipalIsAWSService": "false"}
    assert TOPIC in section.says


QUEUE = f"arn:aws:sqs:{REGION}:{ACCOUNT}:alerts"


def test_a_queues_deny_reads_the_same() -> None:
    request = Request(
        "sns.amazonaws.com",
        "sqs:SendMessage",
        QUEUE,
        {"aws:SourceArn": TOPIC, "aws:PrincipalIsAWSService": "true"},
    )
    deny = guard(unlike("aws:PrincipalOrgID", "o-1"), Action="sqs:*")
    says, _ = denied([document(deny)], [request], "The queue's policy", "deliver", "SNS")
    assert says.startswith("The queue's policy forbids SNS to deliver: statement 1")
    assert SERVICES in says


KEYS = (
    *("aws:PrincipalOrgID", "aws:PrincipalAccount", "aws:PrincipalArn", "aws:SourceIp"),
    *("aws:SourceAccount", "aws:SourceArn", "aws:SourceVpce", "aws:userid", "aws:SourceOrgID"),
    *("aws:PrincipalServiceName", "aws:PrincipalServiceNamesList", "aws:SecureTransport"),
    *("aws:PrincipalIsAWSService", "aws:SourceAcount", "kms:ViaService", "kms:CallerAccount"),
)
VALUES = (
    *("true", "false", "o-1", ACCOUNT, FAR, BUDGETS, "events.amazonaws.com", BUDGETS_ARN),
    *("10.0.0.0/8", "52.0.0.0/8", "2*", "*", f"arn:aws:iam::{ACCOUNT}:role/x"),
)
OPERATORS = (
    *("StringNotEquals", "StringNotEqualsIfExists", "StringNotLike", "ArnNotLike", "Bool", "Null"),
    *("StringEquals", "StringLike", "BoolIfExists", "NotIpAddress", "IpAddress", "StringEqual"),
    *("ForAllValues:StringEquals", "ForAnyValue:StringNotEquals", "ArnLike"),
)
values = st.sampled_from(VALUES) | st.lists(st.sampled_from(VALUES), max_size=3)
blocks = st.dictionaries(
    st.sampled_from(OPERATORS),
    st.dictionaries(st.sampled_from(KEYS), values, min_size=1, max_size=2),
    max_size=3,
)
whom: st.SearchStrategy[Doc] = st.sampled_from(
    [
        {"Principal": "*"},
        {"Principal": {"AWS": "*", "Service": BUDGETS}},
        {"Principal": {"Service": BUDGETS}},
        {"Principal": {"Service": [BUDGETS, "s3.amazonaws.com"]}},
        {"Principal": None, "NotPrincipal": {"AWS": FAR}},
        {"Principal": None, "NotPrincipal": {"Service": ["s3.amazonaws.com"]}},
        {"Action": None, "NotAction": "sns:Subscribe"},
        {"Resource": None, "NotResource": "arn:aws:sns:::x"},
    ]
)
denies = st.builds(lambda block, who: guard(block, **who), blocks, whom)
DRAWN = st.lists(denies, min_size=1, max_size=3)


@pytest.mark.parametrize(("requests", "resource"), [(ON_TOPIC, TOPIC), (ON_KEY, KEY)])
@settings(deadline=None)
@given(st.data())
def test_every_exception_that_is_told_spares_the_sender_from_that_deny(
    requests: tuple[Request, ...], resource: str, data: st.DataObject
) -> None:
    drawn = data.draw(DRAWN)
    allow = publish() if resource == TOPIC else use()
    for made in amendments([document(allow, *drawn)], requests, resource):
        index = int(made.statement.split()[1]) - 1
        changed = [allow, *drawn]
        changed[index] = json.loads(made.code)
        for request in requests:
            result = evaluate(document(*changed), request).statements[index]
            assert result.match is Match.NO or result.effect == "Allow"


@settings(deadline=None)
@given(DRAWN)
def test_no_sentence_shows_a_value_that_stands_in_for_awss_own(drawn: list[Doc]) -> None:
    for found in (topic_path(publish(), *drawn), key_path(use(), *drawn)):
        told = finding(found)
        codes = [one.code for one in told.amendments]
        assert not [word for word in STAND_INS if word in "\n".join((text(told), *codes))]


@settings(deadline=None)
@given(blocks)
def test_no_near_miss_shows_one_either(block: Doc) -> None:
    for found in (topic_path(publish(block)), key_path(use(block))):
        assert not [word for word in STAND_INS if word in text(finding(found))]


@settings(deadline=None)
@given(DRAWN)
def test_who_is_denied_is_told_by_every_deny_that_hits(drawn: list[Doc]) -> None:
    policy = document(publish(), *drawn)
    decision = evaluate(policy, ON_TOPIC[0])
    if decision.effect is Effect.DENY and decision.deciding:
        says, evidence = denied([policy], ON_TOPIC, "The topic policy", "publish", "AWS Budgets")
        for index in decision.deciding:
            if decision.statements[index].match is Match.YES:
                assert f"statement {index + 1}" in says
        assert all(line.endswith(".") for line in (says, *evidence))
