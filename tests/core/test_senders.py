import pytest

from bot.core.checks._world import key_requests, publish_request
from bot.core.model.path import Path
from bot.core.policy import Effect, Request, evaluate
from bot.core.senders import (
    BUDGETS,
    COST_ANOMALY,
    KEY_ACTIONS,
    SNS,
    Origin,
    Resource,
)
from tests.core.build import (
    ACCOUNT,
    BUDGET_ARN,
    KEY,
    NOW,
    REGION,
    SOURCE,
    TOPIC,
    document,
    key,
    path,
    statement,
    topic,
)


def publish(where: Path | None = None) -> Request:
    made = publish_request(where or path(), topic())
    assert made
    return made


def on_key() -> Request:
    return key_requests(path(), topic(), key())[0]


def kinds(request: Request) -> dict[str, str]:
    """Each key of docs/facts.md 4.1 as known, unknown, or certain in one respect."""
    both = set(request.context) & set(request.unknown)
    found = {k: "known" for k in request.context if k not in both}
    found |= {k: "unknown" for k in request.unknown if k not in both}
    found |= dict.fromkeys(request.aws_own, "never the customer's")
    return found | dict.fromkeys(both, "absent, or that")


def test_what_a_publish_carries() -> None:
    assert kinds(publish()) == {
        **dict.fromkeys(
            [
                "aws:SourceAccount",
                "aws:SourceArn",
                "aws:PrincipalIsAWSService",
                "aws:PrincipalServiceName",
                "aws:PrincipalServiceNamesList",
                "aws:SecureTransport",
                "aws:ViaAWSService",
                "aws:CurrentTime",
                "aws:EpochTime",
                "aws:RequestedRegion",
                "aws:ResourceAccount",
            ],
            "known",
        ),
        **dict.fromkeys(["aws:SourceOrgID", "aws:SourceOrgPaths"], "unknown"),
        **dict.fromkeys(["aws:ResourceOrgID", "aws:ResourceOrgPaths"], "unknown"),
        **dict.fromkeys(["aws:ResourceTag/*", "aws:PrincipalType"], "unknown"),
        **dict.fromkeys(["aws:UserAgent", "aws:Referer"], "unknown"),
        **dict.fromkeys(
            ["aws:PrincipalArn", "aws:PrincipalAccount", "aws:SourceIp", "aws:userid"],
            "never the customer's",
        ),
        **dict.fromkeys(["aws:ViaAWSMCPService", "aws:IsMcpServiceAction"], "absent, or that"),
    }


def test_what_the_call_to_kms_adds() -> None:
    added = kinds(on_key()).items() - kinds(publish()).items()
    assert dict(added) == {
        "kms:ViaService": "absent, or that",
        "kms:EncryptionContext:aws:sns:topicArn": "absent, or that",
        "kms:EncryptionContextKeys": "absent, or that",
        "kms:CallerAccount": "never the customer's",
        "kms:*": "unknown",
    }
    assert on_key().context["aws:SourceArn"] == BUDGET_ARN


def test_no_value_of_a_request_is_invented() -> None:
    """Each one is the sender's, the account's, the resource's, the time's, or AWS's own word."""
    words = (*on_key().context.values(), *publish().context.values())
    texts = [text for value in words for text in ([value] if isinstance(value, str) else value)]
    told = [ACCOUNT, BUDGET_ARN, TOPIC, REGION, "budgets.amazonaws.com", "true", "false"]
    told += [f"sns.{REGION}.amazonaws.com", "aws:sns:topicArn"]
    told += [f"{NOW:%Y-%m-%dT%H:%M:%SZ}", str(int(NOW.timestamp()))]
    assert set(texts) <= set(told)


VIA, CONTEXT = "kms:ViaService", "kms:EncryptionContext:aws:sns:topicArn"


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ({"StringEquals": {VIA: f"sns.{REGION}.amazonaws.com"}}, "unknown"),
        ({"StringLike": {VIA: "sns.*.amazonaws.com"}}, "unknown"),
        ({"StringEquals": {CONTEXT: TOPIC}}, "unknown"),
        ({"ArnLike": {CONTEXT: f"arn:aws:sns:*:{ACCOUNT}:*"}}, "unknown"),
        (
            {"ForAnyValue:StringEquals": {"kms:EncryptionContextKeys": "aws:sns:topicArn"}},
            "unknown",
        ),
        ({"StringEqualsIfExists": {VIA: f"sns.{REGION}.amazonaws.com"}}, "allow"),
        ({"StringEquals": {VIA: "sns.*.amazonaws.com"}}, "implicit_deny"),
        ({"StringEquals": {VIA: "sns.us-gov-west-1.amazonaws.com"}}, "implicit_deny"),
        ({"StringEquals": {VIA: "sqs.us-east-1.amazonaws.com"}}, "implicit_deny"),
        ({"StringEquals": {CONTEXT: f"{TOPIC}-2"}}, "implicit_deny"),
        ({"StringEquals": {"kms:CallerAccount": ACCOUNT}}, "implicit_deny"),
        ({"Bool": {"kms:GrantIsForAWSResource": "true"}}, "implicit_deny"),
        ({"StringEquals": {"kms:CallerAccount": "222222222222"}}, "unknown"),
    ],
)
def test_a_condition_on_kmss_own_keys(block: object, expected: str) -> None:
    found = statement(action="kms:*", resource="*", condition=block)
    assert evaluate(document(found), on_key()).effect.value == expected


def test_the_statement_copied_from_the_aws_managed_key_keeps_a_service_out() -> None:
    via = {VIA: f"sns.{REGION}.amazonaws.com", "kms:CallerAccount": ACCOUNT}
    copied = statement(action="kms:*", resource="*", condition={"StringEquals": via})
    copied["Principal"] = {"AWS": "*"}
    assert evaluate(document(copied), on_key()).effect is Effect.IMPLICIT_DENY


ORG = {"StringEquals": {"aws:SourceOrgID": "o-abc1234567"}}
NOT_ORG = {"StringNotEqualsIfExists": {"aws:ResourceOrgID": "o-abc1234567"}}


@pytest.mark.parametrize(
    ("organization", "by_org", "unless_org"),
    [
        (None, "unknown", "unknown"),
        ("o-abc1234567", "allow", "allow"),
        ("o-other00000", "implicit_deny", "deny"),
        ("", "implicit_deny", "deny"),
    ],
)
def test_what_the_organisation_decides(
    organization: str | None, by_org: str, unless_org: str
) -> None:
    origin = Origin(ACCOUNT, "aws", name="cost", organization=organization)
    asked = BUDGETS.request("sns:Publish", Resource(TOPIC, ACCOUNT, REGION), origin, NOW)
    assert asked
    assert evaluate(document(statement(condition=ORG)), asked).effect.value == by_org
    denied = document(statement(), statement(effect="Deny", condition=NOT_ORG))
    assert evaluate(denied, asked).effect.value == unless_org
    elsewhere = BUDGETS.request("sns:Publish", Resource(TOPIC, "2" * 12, REGION), origin, NOW)
    assert elsewhere
    assert "aws:ResourceOrgID" in elsewhere.unknown


def test_whom_and_what_it_is_about() -> None:
    request = publish()
    assert (request.service, request.action, request.resource) == (
        "budgets.amazonaws.com",
        "sns:Publish",
        TOPIC,
    )
    assert request.context["aws:SourceAccount"] == ACCOUNT
    assert request.context["aws:SourceArn"] == BUDGET_ARN
    actions = [(r.action, r.resource) for r in key_requests(path(), topic(), key())]
    assert actions == [("kms:GenerateDataKey", KEY), ("kms:Decrypt", KEY)]


def test_a_budget_name_is_put_in_verbatim() -> None:
    odd = "a/b % {account} {0} 予算"
    request = publish(path(name=odd))
    assert request.context["aws:SourceArn"] == f"arn:aws:budgets::{ACCOUNT}:budget/{odd}"


@pytest.mark.parametrize("partition", ["aws-cn", "aws-us-gov", "aws-iso"])
def test_where_no_principal_is_documented_there_is_no_request(partition: str) -> None:
    elsewhere = topic(partition=partition)
    assert publish_request(path(), elsewhere) is None
    assert key_requests(path(), elsewhere, key()) == ()


@pytest.mark.parametrize("key_name", ["aws:PrincipalArn", "aws:PrincipalAccount", "aws:userid"])
def test_what_is_never_the_customers_is_decided_either_way(key_name: str) -> None:
    """A positive test on a customer's value is false, a negated one true (docs/facts.md 4.1)."""
    value = {
        "aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:role/ops",
        "aws:PrincipalAccount": ACCOUNT,
        "aws:userid": "AIDA1111",
    }[key_name]
    positive = document(statement(condition={"StringEquals": {key_name: value}}))
    negated = document(statement(condition={"StringNotEquals": {key_name: value}}))
    assert evaluate(positive, publish()).effect is Effect.IMPLICIT_DENY
    assert evaluate(negated, publish()).effect is Effect.ALLOW


def test_an_address_of_the_customers_is_no_address_of_budgets() -> None:
    inside = document(statement(condition={"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}))
    outside = document(statement(condition={"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}}))
    assert evaluate(inside, publish()).effect is Effect.IMPLICIT_DENY
    assert evaluate(outside, publish()).effect is Effect.ALLOW


def test_another_sender_needs_data_only() -> None:
    resource, origin = Resource(TOPIC, ACCOUNT, REGION), Origin(ACCOUNT, "aws", arn=TOPIC)
    anomaly = COST_ANOMALY.request("sns:Publish", resource, origin, NOW)
    assert anomaly
    assert evaluate(document(statement("costalerts.amazonaws.com")), anomaly).effect is Effect.ALLOW
    # Nobody knows its SourceArn, so nothing that tests it is decided.
    conditioned = document(statement("costalerts.amazonaws.com", condition=SOURCE))
    assert evaluate(conditioned, anomaly).effect is Effect.UNKNOWN
    delivery = SNS.request("sqs:SendMessage", resource, origin, NOW)
    assert delivery
    assert delivery.context["aws:SourceArn"] == TOPIC
    assert "aws:SourceArn" not in delivery.unknown
    encrypting = SNS.request(KEY_ACTIONS[0], resource, origin, NOW)
    assert encrypting
    assert {"aws:SourceArn", "aws:SourceAccount"} <= set(encrypting.unknown)
    assert BUDGETS.request("sns:Publish", resource, origin, NOW, "other.amazonaws.com")


NAMES = "aws:PrincipalServiceNamesList"
REGIONAL = "budgets.us-east-1.amazonaws.com"


@pytest.mark.parametrize(
    ("block", "denies"),
    [
        # The list holds the service's name, and maybe a regional one (docs/facts.md 4.1).
        ({"ForAnyValue:StringEquals": {NAMES: "budgets.amazonaws.com"}}, "deny"),
        ({"ForAnyValue:StringEquals": {NAMES: REGIONAL}}, "unknown"),
        ({"ForAnyValue:StringNotEquals": {NAMES: "budgets.amazonaws.com"}}, "unknown"),
        ({"ForAllValues:StringEquals": {NAMES: "budgets.amazonaws.com"}}, "unknown"),
        ({"ForAllValues:StringEquals": {NAMES: "sns.amazonaws.com"}}, "allow"),
        ({"ForAllValues:StringLike": {NAMES: "*"}}, "deny"),
        ({"Null": {NAMES: "true"}}, "allow"),
        # Tags and organisation of the resource are not read.
        ({"StringEquals": {"aws:ResourceTag/env": "prod"}}, "unknown"),
        ({"StringNotEquals": {"AWS:resourcetag/Env": "prod"}}, "unknown"),
        ({"StringNotEquals": {"aws:ResourceOrgID": "o-1"}}, "unknown"),
        ({"StringEquals": {"aws:PrincipalType": "Service"}}, "unknown"),
        # A tag of the principal is absent, as the table says.
        ({"StringEquals": {"aws:PrincipalTag/env": "prod"}}, "allow"),
    ],
)
def test_what_a_deny_makes_of_it(block: object, denies: str) -> None:
    found = evaluate(document(statement(), statement(effect="Deny", condition=block)), publish())
    assert found.effect.value == denies


@pytest.mark.parametrize(
    "key",
    ["kms:KeySpec", "kms:RequestAlias", "KMS:encryptioncontext:team", "kms:Tomorrow"],
)
def test_no_key_of_kms_is_taken_for_absent(key: str) -> None:
    allow = statement(action="kms:*", resource="*", condition={"StringEquals": {key: "x"}})
    assert evaluate(document(allow), on_key()).effect is Effect.UNKNOWN
    deny = statement(
        action="kms:*", resource="*", condition={"StringNotEquals": {key: "x"}}, effect="Deny"
    )
    plain = statement(action="kms:*", resource="*")
    found = evaluate(document(plain, deny), on_key())
    assert (found.effect, found.unknown_keys) == (Effect.UNKNOWN, (key,))
