"""Slips of people's hands: what the answer has to tell of each, and what it never says."""

from __future__ import annotations

import pytest

from bot.core.findings import Finding
from bot.core.model.path import Path
from tests.core.build import Doc
from tests.core.checks.reasoning import (
    ACCOUNT,
    BUDGETS,
    BUDGETS_ARN,
    FAR,
    KEY,
    REGION,
    SID,
    TOPIC,
    finding,
    key_path,
    publish,
    text,
    topic_path,
    use,
)

LABEL = 'Statement 2 ("AWSBudgetsSNSPublishingPermissions")'
ENDS_THERE = "the topic's ARN ends at its name, with nothing behind it"
NO_FORM = "AWS documents no such form"
NEVER = ("192.0.2.1", "000000000000", "AROA0", "aws-internal", "except this service")
"""Values that stand in for AWS's own, and an advice that explains nothing."""


def equals(key: str, value: object, operator: str = "StringEquals") -> Doc:
    return {operator: {key: value}}


def resource(arn: object) -> Doc:
    return publish(Resource=arn)


def arn_of(region: str = REGION, account: str = ACCOUNT, name: str = "spend-watch") -> str:
    return f"arn:aws:sns:{region}:{account}:{name}"


SUBSCRIPTION = f"{TOPIC}:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
SERVICE_ROLE = f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/{BUDGETS}/AWSServiceRoleForBudgets"
OUGHT = f'"Principal": {{"Service": "{BUDGETS}"}}'

RESOURCES = [
    (resource(arn_of(account=FAR)), (f"the account in it is {FAR}, and the topic's is {ACCOUNT}",)),
    (resource(arn_of(region="")), (f"it has no Region, and the topic's is {REGION}",)),
    (resource(arn_of(region="us-west-2")), ("the Region in it is us-west-2", REGION)),
    (resource(arn_of(region="us-west-2") + "*"), ("the Region in it is us-west-2",)),
    (resource("arn:aws:sns:us-west-2:*"), ("the Region in it is us-west-2",)),
    (resource(TOPIC.replace("aws", "aws-cn", 1)), ("the partition in it is aws-cn",)),
    (resource(TOPIC.replace("sns", "sqs")), ("the service in it is sqs instead of sns",)),
    (resource(arn_of(name="spendwatch")), ("the name in it is spendwatch instead of spend-watch",)),
    *(
        (resource(f"{TOPIC}{tail}"), ("those are the ARNs of its subscriptions", ENDS_THERE))
        for tail in (":*", ":????????-*")
    ),
    *((resource(f"{TOPIC}{tail}"), (ENDS_THERE,)) for tail in (":live", "/*")),
    *(
        (publish(None, Principal=principal, Sid=sid), (f"has the Principal {told}", NO_FORM, right))
        for principal, told in (
            ({"*": "*"}, '{"*": "*"}'),
            ({"*": ["*"], "AWS": "*"}, '{"*": ["*"], "AWS": "*"}'),
            (["*"], '["*"]'),
            ({"AWS": {"Ref": "x"}}, '{"AWS": {"Ref": "x"}}'),
        )
        for sid, right in (("x", "leave this one"), (SID, "It should be"))
    ),
    (publish(None, Principal={}, Sid="x"), ("names nobody",)),
    (resource(SUBSCRIPTION), ("a subscription's ARN", "the topic's ends at its name")),
    (resource(f"{TOPIC}.fifo"), ("the name differs", ".fifo it is another topic")),
    (
        resource(f"arn:aws:budgets::{ACCOUNT}:budget/monthly"),
        ("Resource is the topic; the budget belongs into aws:SourceArn",),
    ),
    (resource("<topic arn>"), ("a placeholder that was never filled in", f'"{TOPIC}"')),
    (resource("{{ topic_arn }}"), ("a placeholder that was never filled in",)),
    (
        resource("arn:aws:sns:${AWS::Region}:${AWS::AccountId}:spend-watch"),
        ("CloudFormation text that was never filled in (Fn::Sub is missing)", TOPIC),
    ),
    (resource("${AlertTopic}"), ("CloudFormation text",)),
    (resource("${aws_sns_topic.spend.arn}"), ("Terraform text", TOPIC)),
    (resource("${var.topic_arn}"), ("Terraform text",)),
    (resource("${self:custom.topic}"), ("Serverless Framework text",)),
    (resource("spend-watch"), ("a topic's name is no ARN", TOPIC)),
    (resource("sns:spend-watch"), ("is no ARN", TOPIC)),
    (resource(f"{TOPIC} "), ("with a blank before or after it",)),
    (resource(f" {TOPIC}"), ("with a blank before or after it",)),
    (resource([]), ("an unreadable Resource", TOPIC)),
    (resource(TOPIC.replace("spend", "Spend")), ("in upper and lower case",)),
]
ACCOUNTS = [
    (publish(equals("aws:SourceAccount", value)), (ACCOUNT, *words))
    for value, *words in (
        ("2109-8765-4321", "without dashes or blanks", "2109-8765-4321"),
        ("2109 8765 4321", "without dashes or blanks"),
        (f"{ACCOUNT} ", "a blank before or after the id"),
        (f" {ACCOUNT}", "a blank before or after the id"),
        ("21098765432", "has 12 digits, this has 11"),
        ("2109876543210", "has 12 digits, this has 13"),
        (f"arn:aws:iam::{ACCOUNT}:root", "that is an ARN"),
        ("<account-id>", "a placeholder that was never filled in"),
        ("my-account", "a placeholder that was never filled in"),
        ("YOUR_ACCOUNT_ID", "a placeholder that was never filled in"),
        ("${AWS::AccountId}", "CloudFormation text that was never filled in"),
        ("${var.account_id}", "Terraform text"),
        ("${data.aws_caller_identity.current.account_id}", "Terraform text"),
        ("production", "12 digits and nothing else"),
        (FAR, FAR),
    )
] + [
    (publish(equals("aws:SourceAccount", {"Ref": "AWS::AccountId"})), ("CloudFormation", ACCOUNT)),
    (publish(equals("aws:SourceArn", "arn:aws:budgets::2109-8765-4321:*", "ArnLike")), (
        "without dashes", BUDGETS_ARN,
    )),
]  # fmt: skip
NAMES = [
    (publish(equals(key, ACCOUNT)), (f"AWS has no key {key}", "meant is aws:SourceAccount"))
    for key in (
        *("aws:SourceAcount", "aws:SourceAccounts", "SourceAccount", "sns:SourceAccount"),
        *("aws:AccountId", "aws:Source_Account", "AWS::SourceAccount", "aws-SourceAccount"),
    )
] + [
    (publish(equals("aws:SourceARNs", BUDGETS_ARN, "ArnLike")), ("meant is aws:SourceArn",)),
    (publish(equals("aws:SrcArn", BUDGETS_ARN, "ArnLike")), ("meant is aws:SourceArn",)),
    (publish(equals("aws:PrincipleServiceName", BUDGETS)), ("meant is aws:PrincipalServiceName",)),
]
OPERATORS = [
    (publish({operator: {key: value}}), (f"AWS has no operator {operator}", f"meant is {meant}"))
    for operator, key, value, meant in (
        ("StringEqual", "aws:SourceAccount", ACCOUNT, "StringEquals"),
        ("stringEquals", "aws:SourceAccount", ACCOUNT, "StringEquals"),
        ("StringEqualsIfExist", "aws:SourceAccount", ACCOUNT, "StringEqualsIfExists"),
        ("ForAnyValues:StringEquals", "aws:SourceAccount", ACCOUNT, "ForAnyValue:StringEquals"),
        ("Equals", "aws:SourceAccount", ACCOUNT, "StringEquals"),
        ("ArnMatches", "aws:SourceArn", BUDGETS_ARN, "ArnLike"),
        ("ARNLike", "aws:SourceArn", BUDGETS_ARN, "ArnLike"),
    )
]
CONDITIONS = [
    (
        publish(equals("aws:SourceAccount", ACCOUNT, operator)),
        (f"{operator}, which compares ARNs", f'"StringEquals": {{"aws:SourceAccount": "{ACCOUNT}"'),
    )
    for operator in ("ArnEquals", "ArnLike")
] + [
    (
        publish({"aws:SourceAccount": ACCOUNT}),
        ("without an operator", f'{{"StringEquals": {{"aws:SourceAccount": "{ACCOUNT}"}}}}'),
    ),
    (publish({"aws:SourceArn": BUDGETS_ARN}), ("without an operator", '{"ArnLike": ')),
    (publish({"SourceAccount": ACCOUNT}), ("without an operator", '{"aws:SourceAccount": ')),
    (publish("aws:SourceAccount"), ("a Condition that is no object",)),
    (
        publish({"aws:SourceAccount": {"StringEquals": ACCOUNT}}),
        ("the wrong way round", '{"StringEquals": {"aws:SourceAccount": '),
    ),
    (
        publish(equals("aws:SourceAccount", "true", "Bool")),
        (
            "Bool, which compares true and false",
            f'"StringEquals": {{"aws:SourceAccount": "{ACCOUNT}"',
        ),
    ),
    (
        publish(equals("aws:SourceArn", "10.0.0.0/8", "IpAddress")),
        ("IpAddress, which compares addresses", f'"ArnLike": {{"aws:SourceArn": "{BUDGETS_ARN}"'),
    ),
    (publish(equals("aws:SourceAccount", "true", "Null")), ("there is no aws:SourceAccount",)),
    (publish(equals("aws:RequestedRegion", "us-east-1")), (f'It should be "{REGION}"',)),
    (
        publish(equals("aws:SourceVpce", "vpce-7")),
        ("carries no aws:SourceVpce", "your VPC endpoint", "Leave that condition out", "vpce-7"),
    ),
    (publish(equals("aws:SourceVpc", "vpc-7")), ("aws:SourceVpc", "Leave that condition out")),
    (
        publish(equals("aws:SourceIp", "10.0.0.0/8", "IpAddress")),
        ("AWS's own address, never from one of yours", "10.0.0.0/8", "Leave that condition out"),
    ),
    (
        publish(equals("aws:MultiFactorAuthPresent", "true", "Bool")),
        ("a service never signs in with MFA", "Leave that condition out"),
    ),
    (
        publish(equals("aws:CalledVia", BUDGETS, "ForAnyValue:StringEquals")),
        ("carries no aws:CalledVia", "the Principal says so already"),
    ),
    (publish(equals("sns:Protocol", "email")), ("belongs to sns:Subscribe", "Leave that")),
    (publish(equals("sns:Endpoint", "*@x.org", "StringLike")), ("belongs to sns:Subscribe",)),
    (publish(equals("aws:PrincipalOrgID", "o-1")), ("aws:SourceOrgID",)),
    (
        publish(equals("aws:CurrentTime", "2026-02-28T00:00:00Z", "DateLessThan")),
        ("ended on 2026-02-28T00:00:00Z", "DateLessThan aws:CurrentTime"),
    ),
    (
        publish(equals("aws:CurrentTime", "2027-01-01T00:00:00Z", "DateGreaterThan")),
        ("begins only on 2027-01-01T00:00:00Z",),
    ),
    (
        publish(equals("aws:SourceAccount", ACCOUNT, "StringNotEquals")),
        (f'aws:SourceAccount other than "{ACCOUNT}"',),
    ),
    (publish(equals("AWS:SourceOwner", ACCOUNT)), ("should be aws:SourceAccount",)),
]
ACTIONS = [
    (publish(Action="sns:PublishBatch"), ("A service calls sns:Publish",)),
    (publish(Action="Publish"), ("Publish, without its service", "The action is sns:Publish")),
    (publish(Action="sqs:SendMessage"), ("a queue's action", "On a topic it is sns:Publish")),
    (publish(Action=["ses:SendEmail"]), ("another service's action", "sns:Publish")),
    (
        publish(Action=None, NotAction="sns:*"),
        ("its NotAction is sns:*", '"Action": "sns:Publish"'),
    ),
]
PRINCIPALS = [
    (publish(Principal={"AWS": SERVICE_ROLE}), ("a role is not the service", OUGHT)),
    (publish(Principal={"AWS": SERVICE_ROLE}, Sid="x"), ("a role is not the service", OUGHT)),
    (
        publish(Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:role/Alerts"}),
        ("meant for budgets.amazonaws.com by its Sid", "is not the service", OUGHT),
    ),
    (
        publish(
            equals("aws:SourceArn", BUDGETS_ARN, "ArnLike"),
            Principal={"Service": "cloudwatch.amazonaws.com"},
        ),
        ("by its Sid and aws:SourceArn, and lets cloudwatch.amazonaws.com in", OUGHT),
    ),
    (
        publish(
            equals("aws:SourceArn", BUDGETS_ARN, "ArnLike"),
            Principal={"Service": "chatbot.amazonaws.com"},
            Sid="alerts",
        ),
        ("by its aws:SourceArn, and lets chatbot.amazonaws.com in", OUGHT),
    ),
    (publish(Principal=BUDGETS), ("as a bare text", OUGHT)),
    (publish(Principal=[BUDGETS]), ("as a bare text", OUGHT)),
    (publish(Principal={"Federated": BUDGETS}), ('kind of a service is "Service"', OUGHT)),
    (publish(Principal={"AWS": BUDGETS}), ('under "AWS"', OUGHT)),
    (publish(Principal={"Services": BUDGETS}), ('under "Services"', OUGHT)),
    (publish(Principal={"service": BUDGETS}), ('under "service"', OUGHT)),
    (publish(Principal={"Service": "*.amazonaws.com"}), ("a wildcard is no service", BUDGETS)),
    (publish(Principal={"Service": "awsbudgets.amazonaws.com"}), (f"It should be {BUDGETS}",)),
    (publish(Principal={"Service": "billing.amazonaws.com"}), (f"It should be {BUDGETS}",)),
    (publish(Principal={"Service": f"https://{BUDGETS}"}, Sid="x"), (f"It should be {BUDGETS}",)),
    (publish(Principal={"Service": "AWS Budgets"}, Sid="x"), (f"It should be {BUDGETS}",)),
    (publish(Principal={"Service": f"{BUDGETS} "}, Sid="x"), ("names compare whole",)),
    (publish(Principal={"AWS": []}), ("names nobody", OUGHT)),
    (
        publish(
            {
                "StringEquals": {"aws:SourceAccount": ACCOUNT},
                "ArnLike": {"aws:SourceArn": f"arn:aws:budgets:{REGION}:{ACCOUNT}:*"},
            },
            Principal={"AWS": "*"},
            Sid="x",
        ),
        ("carry no Region", BUDGETS_ARN),
    ),
    (publish(Principal=None), ("has no Principal", BUDGETS)),
]
ELEMENTS = [
    (
        publish(Principal=None, Principals={"Service": BUDGETS}),
        ('the element "Principals" ("Principal" is meant)',),
    ),
    (publish(Action=None, Actions="sns:Publish"), ('"Actions" ("Action" is meant)',)),
    (
        {name.lower(): value for name, value in publish().items()},
        ('"principal" ("Principal" is meant)',),
    ),
]
TOPICS: list[tuple[Doc, tuple[str, ...]]] = [
    *(*RESOURCES, *ACCOUNTS, *NAMES, *OPERATORS, *CONDITIONS, *ACTIONS, *PRINCIPALS, *ELEMENTS),
]

BOTH = "A publish calls kms:GenerateDataKey and kms:Decrypt"
KEYS: list[tuple[Doc, tuple[str, ...]]] = [
    (use(Action="kms:Encrypt"), (f"{BOTH}, never kms:Encrypt", '["kms:GenerateDataKey*"')),
    (use(Action="kms:DescribeKey"), (BOTH, '"kms:Decrypt"]')),
    (use(Action=["kms:Encrypt", "kms:Decrypt"]), ("not kms:GenerateDataKey", "never kms:Encrypt")),
    (use(Resource="alias/spend"), ("the alias alias/spend", "never matches a key", '"*"')),
    (use(Resource=KEY.rpartition("/")[2]), ("a bare key id is no ARN", '"*"')),
    (use(Resource="key/" + KEY.rpartition("/")[2]), ("a bare key id is no ARN", '"*"')),
    (use(Resource=TOPIC), ("the service in it is sns instead of kms", '"*"')),
    (use(Resource=KEY.replace(ACCOUNT, FAR)), (f"the account in it is {FAR}", '"*"')),
    (use(equals("aws:SourceAccount", FAR)), (FAR, ACCOUNT)),
    (
        use(equals("aws:SourceArn", f"arn:aws:sns:{REGION}:{ACCOUNT}:*", "ArnLike")),
        ("one of budgets", "On a key test aws:SourceAccount alone"),
    ),
    (use(Principal={"AWS": SERVICE_ROLE}), ("a role is not the service", OUGHT)),
    (
        use(Principal={"Service": "sns.amazonaws.com"}, Sid="x"),
        (f"Add a statement for {BUDGETS}, and leave this one",),
    ),
]


def judged(made: Doc, found: Path, words: tuple[str, ...]) -> Finding:
    told = finding(found)
    said = text(told)
    for word in words:
        assert word in said, (word, said)
    for word in NEVER:
        assert word not in said
    return told


@pytest.mark.parametrize(("made", "words"), TOPICS)
def test_a_slip_in_a_topic_policy_is_named(made: Doc, words: tuple[str, ...]) -> None:
    told = judged(made, topic_path(made), words)
    assert told.code in {"topic.policy-near-miss", "topic.policy-undecidable"}
    assert "tatement 2" in told.says


@pytest.mark.parametrize(("made", "words"), KEYS)
def test_a_slip_in_a_key_policy_is_named(made: Doc, words: tuple[str, ...]) -> None:
    told = judged(made, key_path(made), words)
    assert told.code in {"key.policy-near-miss", "key.policy-partial"}
    assert "tatement 2" in told.says


def test_a_slip_that_nobody_can_tell_the_effect_of_leads_the_answer() -> None:
    for made, words in OPERATORS:
        told = finding(topic_path(made))
        assert told.code == "topic.policy-undecidable"
        assert all(word in told.says for word in words)
        assert not [line for line in told.evidence if line in told.says]


def test_what_cannot_be_told_names_the_value_and_what_would_be_certain() -> None:
    told = finding(topic_path(publish(equals("aws:SourceOrgID", "o-77"))))
    assert told.code == "topic.policy-undecidable"
    assert 'That statement tests aws:SourceOrgID with StringEquals: "o-77".' in told.says
    assert f"A statement for {BUDGETS} with aws:SourceAccount alone would be certain." in told.says


def test_a_statement_that_aws_would_not_take_is_named() -> None:
    told = finding(topic_path(publish(), publish(Effect="deny", Sid="odd")))
    assert told.code == "topic.policy-undecidable"
    assert 'statement 3 ("odd") is not as AWS takes it. Its Effect is "deny"' in told.says


def test_an_account_that_lost_its_zero() -> None:
    found = topic_path(publish(equals("aws:SourceAccount", 12345678901)), account="012345678901")
    said = finding(found).says
    assert '"12345678901"; the request carries 012345678901' in said
    assert "the leading zero is lost" in said


def test_a_statement_for_both_the_owner_and_the_service() -> None:
    made = publish(equals("AWS:SourceOwner", ACCOUNT), Principal={"Service": BUDGETS, "AWS": "*"})
    told = finding(topic_path(made))
    assert told.code == "topic.policy-near-miss"
    assert "the owner's access, and stays as it is" in told.says
    assert f"Add a statement for {BUDGETS}" in told.says
    assert "should be aws:SourceAccount" not in text(told)


ANOMALY = publish(
    None,
    Principal={"Service": "costalerts.amazonaws.com"},
    Sid="AWSAnomalyDetectionSNSPublishingPermissions",
)
OTHERS: list[tuple[Doc, str]] = [
    (ANOMALY, "is for AWS Cost Anomaly Detection (costalerts.amazonaws.com): leave it."),
    (
        publish(None, Principal={"Service": "cloudwatch.amazonaws.com"}, Sid="alarms"),
        "is for Amazon CloudWatch (cloudwatch.amazonaws.com): leave it.",
    ),
    (
        publish(
            equals("aws:SourceArn", "arn:aws:s3:::budget-reports", "ArnLike"),
            Principal={"Service": "s3.amazonaws.com"},
            Sid="buckets",
        ),
        "is for Amazon S3 (s3.amazonaws.com): leave it.",
    ),
    (
        # A rule about a budget gives its statement a Sid about budgets.
        publish(
            equals(
                "aws:SourceArn", f"arn:aws:events:{REGION}:{ACCOUNT}:rule/budget-guard", "ArnEquals"
            ),
            Principal={"Service": "events.amazonaws.com"},
            Sid="AWSEvents_budget-guard",
        ),
        "is for Amazon EventBridge (events.amazonaws.com): leave it.",
    ),
    (
        publish(equals("aws:PrincipalOrgID", "o-1"), Principal="*", Sid="members"),
        "is for everybody under aws:PrincipalOrgID, and a service's call carries no",
    ),
    (
        publish(
            equals("aws:SourceAccount", ACCOUNT), Principal={"AWS": "*"}, Sid="today's default"
        ),
        "is the owner's access: leave it.",
    ),
]


@pytest.mark.parametrize(("made", "words"), OTHERS)
def test_other_peoples_statements_are_left_alone(made: Doc, words: str) -> None:
    account = FAR if "owner's" in words else ACCOUNT
    told = finding(topic_path(made, account=account))
    assert told.code == "topic.policy-silent"
    assert f"Add a statement that allows {BUDGETS} sns:Publish." in told.says
    assert any(words in line for line in told.evidence)
    for line in told.evidence:
        assert "should be" not in line
        assert "leave it" in line.lower()


ALARMS = f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:*"
ANOMALIES = f"arn:aws:ce::{ACCOUNT}:*"


@pytest.mark.parametrize(
    ("services", "arns", "words"),
    [
        (["cloudwatch.amazonaws.com", BUDGETS], [ALARMS], "what cloudwatch.amazonaws.com brings"),
        ([BUDGETS, "costalerts.amazonaws.com"], [ANOMALIES], "costalerts.amazonaws.com brings"),
        (
            ["costalerts.amazonaws.com"],
            [f"arn:aws:budgets::{ACCOUNT}:*", ANOMALIES],
            f"Add {BUDGETS} to its Principal, and leave costalerts.amazonaws.com there.",
        ),
    ],
)
def test_a_statement_that_others_share_is_not_told_to_change_for_them(
    services: list[str], arns: list[str], words: str
) -> None:
    made = publish(equals("aws:SourceArn", arns, "ArnLike"), Principal={"Service": services})
    told = judged(made, topic_path(made), (words, "leave"))
    assert told.code == "topic.policy-near-miss"
    assert "hould be" not in text(told)


def test_who_else_is_named_keeps_the_statement() -> None:
    role = publish(Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:role/relay"}, Sid="AllowBudgetRelay")
    judged(role, topic_path(role), ("add a statement with", "and leave this one"))


def test_what_leaves_the_topic_out_is_told_to_name_it() -> None:
    for out in (TOPIC, "arn:aws:sns:*"):
        made = {**publish(), "NotResource": out}
        del made["Resource"]
        told = judged(made, topic_path(made), (f'Write "Resource": "{TOPIC}" instead.',))
        assert "It should be" not in told.says


def test_an_absence_is_no_arn() -> None:
    made = publish(equals("aws:SourceArn", "true", "Null"))
    told = judged(made, topic_path(made), ("Leave that condition out.",))
    assert "whole ARN" not in text(told)


def test_what_never_holds_comes_before_what_cannot_be_told() -> None:
    via = {"kms:ViaService": f"sns.{REGION}.amazonaws.com", "kms:CallerAccount": ACCOUNT}
    made = use({"StringEquals": via})
    told = judged(made, key_path(made), ("kms:CallerAccount",))
    assert "it could be told" not in text(told)
    grant = use(equals("kms:GrantIsForAWSResource", "true", "Bool"))
    assert "cannot be known" not in text(judged(grant, key_path(grant), ("kms:CreateGrant",)))


def test_the_default_statement_is_the_owners_and_stays() -> None:
    for version in ("2008-10-17", "2012-10-17"):
        told = finding(topic_path(version=version))
        assert told.code == "topic.policy-silent"
        (line,) = told.evidence
        assert line == (
            'Statement 1 ("__default_statement_ID") is the owner\'s access (AWS:SourceOwner, which '
            "budgets.amazonaws.com does not send): leave it."
        )


def test_a_hundred_statements_of_others_do_not_fill_the_answer() -> None:
    others = [
        publish(None, Principal={"Service": f"service{number}.amazonaws.com"}, Sid=f"s{number}")
        for number in range(60)
    ]
    told = finding(topic_path(*others))
    assert len(told.evidence) < 9
    assert "55 more statements are for others: leave them." in told.evidence


def test_the_second_statement_behind_a_partial_one() -> None:
    first = use(Action="kms:GenerateDataKey*", Sid="a")
    second = use(equals("aws:SourceAccount", FAR), Action="kms:Decrypt", Sid="b")
    for found in (key_path(first, second), key_path(second, first)):
        told = finding(found)
        assert told.code == "key.policy-partial"
        assert '("a") of the key policy lets AWS Budgets call kms:GenerateDataKey' in told.says
        assert "Another statement means kms:Decrypt: statement " in told.says
        assert f'("b") asks by StringEquals for aws:SourceAccount "{FAR}"' in told.says
        assert f"the request carries {ACCOUNT}" in told.says


def test_a_slip_in_the_keys_second_policy_says_where_it_stands() -> None:
    second = use(equals("aws:SourceAccount", FAR))
    told = finding(key_path(second=second))
    assert 'Statement 1 ("ForBudgets") of the key\'s second policy asks' in told.says
