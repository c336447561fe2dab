from dataclasses import replace

from bot.core.model.path import Path
from tests.core.build import (
    ACCOUNT,
    ACCOUNT_ONLY,
    BUDGET_ARN,
    BUDGETS,
    DEFAULT,
    OTHER,
    PUBLISHING,
    REGION,
    SOURCE,
    TOPIC,
    TOPIC_POLICY,
    budget,
    document,
    notification,
    path,
    refused,
    sender,
    statement,
    subject,
    subject_path,
    topic,
    traffic,
)
from tests.core.checks.case import Case

ALLOWS = ("topic.policy-allows OK",)
SILENT = ("topic.policy-silent BROKEN",)
NEAR = ("topic.policy-near-miss BROKEN",)
DENIES = ("topic.policy-denies BROKEN",)
UNDECIDABLE = ("topic.policy-undecidable UNKNOWN",)
EVERYONE = ("topic.everyone-unproven AT_RISK",)
ENDS = ("topic.policy-ends AT_RISK",)
ORGANIZATION = ("topic.organization-unproven AT_RISK",)
LATER, AGO = "2027-01-01T00:00:00Z", "2026-01-01T00:00:00Z"


def source(arn: str, operator: str = "ArnLike") -> dict[str, object]:
    return {operator: {"aws:SourceArn": arn}}


def case(
    title: str,
    statements: tuple[dict[str, object], ...],
    expected: tuple[str, ...],
    *mentions: str,
) -> Case:
    return Case(title, path(topic=topic(document(*statements))), expected, mentions)


def in_organization(*statements: dict[str, object]) -> Path:
    return path(topic=topic(document(*statements), organization="o-1"))


def near(title: str, condition: object, *mentions: str) -> Case:
    mine = statement(condition=condition, sid="mine")
    return case(title, (DEFAULT, mine), NEAR, 'Statement 2 ("mine")', *mentions)


TODAY = {**DEFAULT, "Condition": ACCOUNT_ONLY}
DENY_TLS = statement(
    principal="*", effect="Deny", condition={"Bool": {"aws:SecureTransport": "false"}}
)
DENY_OUTSIDERS = statement(
    principal="*",
    effect="Deny",
    sid="OnlyOrg",
    condition={"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}},
)
DENY_OTHER_SERVICES = statement(
    principal="*",
    effect="Deny",
    sid="OnlyEvents",
    condition={
        "StringNotEquals": {"aws:PrincipalServiceName": "events.amazonaws.com"},
        "Bool": {"aws:PrincipalIsAWSService": "true"},
    },
)
DENY_OTHER_ORGS = statement(
    principal="*",
    effect="Deny",
    sid="OnlyOrg",
    condition={"StringNotEquals": {"aws:SourceOrgID": "o-1"}},
)


def action_case(title: str, condition: object, expected: tuple[str, ...], *mentions: str) -> Case:
    action = notification(action="a-1")
    allowed = topic(document(statement(condition=condition)))
    return Case(title, path(notification=action, topic=allowed), expected, mentions)


ALARMS, CACHE, RULES = sender("alarm"), sender("elasticache"), sender("rule")
OLD_TOPIC = topic(policy=document(DEFAULT))
NEW_TOPIC = topic(policy=document(statement(principal={"AWS": "*"}, condition=ACCOUNT_ONLY)))


def everybody(condition: object) -> Path:
    policy = document(statement(principal={"AWS": "*"}, condition=condition))
    return subject_path(CACHE, topic=topic(policy=policy))


CASES = [
    Case("an alarm on an old topic", subject_path(ALARMS, topic=OLD_TOPIC), ALLOWS),
    Case("a rule on an old topic", subject_path(RULES, topic=OLD_TOPIC), SILENT),
    Case(
        "an alarm on a topic made today",
        subject_path(ALARMS, topic=NEW_TOPIC),
        EVERYONE,
    ),
    Case(
        "a statement for everybody with the owner, as AWS documents it for the sender",
        everybody({"StringEquals": {"AWS:SourceOwner": ACCOUNT}}),
        ("topic.policy-allows OK",),
    ),
    Case(
        "the account in place of the owner (terraform-aws-sns#62)",
        everybody(ACCOUNT_ONLY),
        ("topic.policy-silent BROKEN",),
        ("a statement for everybody (*)", "asks for aws:SourceOwner"),
    ),
    Case(
        "a statement for the service, which AWS documents for that sender nowhere",
        subject_path(CACHE),
        ("topic.policy-undecidable UNKNOWN",),
        ("whether another one lets it in cannot be told",),
    ),
    Case(
        "a rule's statement that asks for the account, which nobody says that it sends",
        subject_path(
            RULES,
            topic=topic(policy=document(statement("events.amazonaws.com", condition=ACCOUNT_ONLY))),
        ),
        ("topic.policy-undecidable UNKNOWN",),
        ("aws:SourceAccount",),
    ),
    Case("a role publishes", subject_path(RULES, subject(RULES, role="arn:aws:iam::1:role/r"))),
    action_case("a budget action, by AWS's own statement", SOURCE, ALLOWS),
    action_case("a budget action, by account alone", ACCOUNT_ONLY, ALLOWS),
    action_case(
        "a budget action, and its budget's ARN alone",
        source(BUDGET_ARN),
        UNDECIDABLE,
        "this budget action",
        "aws:SourceArn",
    ),
    action_case("a budget action, by its budget's ARN and more", source(BUDGET_ARN + "*"), ALLOWS),
    Case(
        "as AWS prints it",
        path(),
        ALLOWS,
        ('statement 2 ("AWSBudgetsSNSPublishingPermissions")', "last published on 2026-03-10"),
    ),
    case("before 2023, without a condition", (DEFAULT, statement()), ALLOWS),
    case("the account alone", (statement(condition=ACCOUNT_ONLY),), ALLOWS),
    case(
        "the default policy of today",
        (TODAY,),
        EVERYONE,
        'only by statement 1 ("__default_statement_ID"), which is for everybody',
        'Statement 1 ("__default_statement_ID") can stay as it is',
        "statement of its own",
    ),
    case("the default policy of today, and AWS's statement", (TODAY, PUBLISHING), ALLOWS),
    Case(
        "the organisation, by its id",
        in_organization(statement(condition={"StringEquals": {"aws:SourceOrgID": "o-1"}})),
        ORGANIZATION,
        ("tests aws:SourceOrgID", "does not document", "aws:SourceAccount instead is known"),
    ),
    Case(
        "the organisation, beside AWS's own statement",
        in_organization(
            PUBLISHING, statement(condition={"StringEquals": {"aws:SourceOrgID": "o-1"}})
        ),
        ALLOWS,
    ),
    Case(
        "a Deny of other organisations, which AWS's perimeter has",
        in_organization(PUBLISHING, DENY_OTHER_ORGS),
        ORGANIZATION,
        ('("OnlyOrg") denies it if the request does not carry aws:SourceOrgID', "in general"),
    ),
    case("everybody of the account", (statement(principal="*", condition=SOURCE),), EVERYONE),
    case("everybody at all", (statement(principal={"AWS": "*"}),), EVERYONE),
    case(
        "everybody, and the service by name",
        (statement(principal={"AWS": "*", "Service": BUDGETS}, condition=SOURCE),),
        ALLOWS,
    ),
    case(
        "everybody, beside a statement that cannot be told",
        (TODAY, statement(condition={"StringEquals": {"aws:SourceOrgID": "o-1"}})),
        EVERYONE,
    ),
    *(
        case(
            f"an Allow that ends by {operator} {key}",
            (DEFAULT, statement(condition={operator: {key: value}}, sid="mine")),
            ENDS,
            "only until 2027-01-01 00:00 UTC",
            'statement 2 ("mine") ends then',
        )
        for operator, key, value in (
            ("DateLessThan", "aws:CurrentTime", LATER),
            ("DateLessThanEquals", "aws:CurrentTime", LATER),
            ("DateLessThanIfExists", "AWS:CURRENTTIME", "2027-01-01"),
            ("DateLessThan", "aws:EpochTime", "1798761600"),
            ("NumericLessThan", "aws:EpochTime", 1798761600),
        )
    ),
    case(
        "an Allow that leaves out one second to come",
        (statement(condition={"DateNotEquals": {"aws:CurrentTime": LATER}}),),
        ALLOWS,
        "statement 1",
    ),
    case(
        "an Allow that ends twice: the first date counts",
        (
            statement(condition={"DateLessThan": {"aws:CurrentTime": "2028-01-01T00:00:00Z"}}),
            statement(effect="Deny", condition={"DateGreaterThan": {"aws:CurrentTime": LATER}}),
        ),
        ENDS,
        "only until 2027-01-01 00:00 UTC: statement 2 denies it from then on",
    ),
    case(
        "a Deny for a while that is to come",
        (
            PUBLISHING,
            statement(
                principal="*",
                effect="Deny",
                sid="freeze",
                condition={
                    "DateGreaterThanEquals": {"aws:CurrentTime": LATER},
                    "DateLessThan": {"aws:CurrentTime": "2027-02-01T00:00:00Z"},
                },
            ),
        ),
        ENDS,
        'statement 2 ("freeze") denies it from then on',
    ),
    case(
        "a Deny that is over",
        (
            PUBLISHING,
            statement(effect="Deny", condition={"DateLessThan": {"aws:CurrentTime": AGO}}),
        ),
        ALLOWS,
    ),
    case(
        "an Allow that ends in time, told by a text",
        (statement(condition={"StringLike": {"aws:CurrentTime": "2026-*"}}, sid="mine"),),
        ENDS,
        'only at certain times: statement 1 ("mine") hangs on the date',
    ),
    case(
        "an Allow that ends, and one that does not",
        (statement(condition={"DateLessThan": {"aws:CurrentTime": LATER}}), PUBLISHING),
        ALLOWS,
    ),
    case(
        "an Allow that has begun",
        (statement(condition={"DateGreaterThan": {"aws:CurrentTime": AGO}}),),
        ALLOWS,
    ),
    case(
        "an Allow until the end of time",
        (statement(condition={"DateLessThan": {"aws:CurrentTime": "9999-12-31T23:59:59Z"}}),),
        ALLOWS,
    ),
    case(
        "an Allow that ends, and everybody's then",
        (TODAY, statement(condition={"DateLessThan": {"aws:CurrentTime": LATER}}, sid="mine")),
        ENDS,
        'statement 2 ("mine") ends then',
    ),
    case(
        "everybody's that ends",
        (statement(principal="*", condition={"DateLessThan": {"aws:CurrentTime": LATER}}),),
        (*EVERYONE, *ENDS),
        "statement 1 ends then",
    ),
    case(
        "an Allow that has ended is a near miss",
        (DEFAULT, statement(condition={"DateLessThan": {"aws:CurrentTime": AGO}})),
        NEAR,
        AGO,
    ),
    case("SNS:*", (statement(action="SNS:*"),), ALLOWS),
    case("the resource *", (statement(resource="*"),), ALLOWS),
    case(
        "this very budget",
        (statement(condition=source(f"arn:aws:budgets::{ACCOUNT}:budget/cost-*")),),
        ALLOWS,
    ),
    case("a Deny of what is not TLS", (PUBLISHING, DENY_TLS), ALLOWS),
    case(
        "the default policy alone (docs/causes.md T1)", (DEFAULT,), SILENT, "budgets.amazonaws.com"
    ),
    case(
        "erased by a second owner of the policy (docs/causes.md T3)",
        (statement("events.amazonaws.com"),),
        SILENT,
    ),
    near(
        "a Region in a Budgets ARN (docs/causes.md T2, cds-snc #2049)",
        source(f"arn:aws:budgets:{REGION}:{ACCOUNT}:*"),
        "carry no Region",
    ),
    near("another account", {"StringEquals": {"aws:SourceAccount": OTHER}}, OTHER),
    near(
        "PrincipalOrgID on a service (auto-alarms#63)",
        {"StringEquals": {"aws:PrincipalOrgID": "o-1"}},
        "aws:SourceOrgID",
    ),
    near("another partition", source(f"arn:aws-cn:budgets::{ACCOUNT}:*"), "aws-cn"),
    near("another budget", source(f"arn:aws:budgets::{ACCOUNT}:budget/other"), "other"),
    near("StringEquals with a wildcard", source(f"arn:aws:budgets::{ACCOUNT}:*", "StringEquals")),
    case(
        "the wrong principal (docs/causes.md T5, fund#826)",
        (DEFAULT, statement("ce.amazonaws.com", condition=SOURCE)),
        NEAR,
        "ce.amazonaws.com",
    ),
    case("sns instead of Budgets", (statement("sns.amazonaws.com"),), NEAR, "sns.amazonaws.com"),
    case("a letter short", (statement("budget.amazonaws.com"),), NEAR, "budget.amazonaws.com"),
    case(
        "another topic's ARN (docs/causes.md T8)",
        (statement(resource=f"{TOPIC}-old"),),
        NEAR,
        f"{TOPIC}-old",
    ),
    case(
        "another action (docs/causes.md T8)",
        (statement(action="SNS:Subscribe"),),
        NEAR,
        "SNS:Subscribe",
    ),
    case(
        "a Deny for outsiders (docs/causes.md T4, aws-cdk#20661)",
        (PUBLISHING, DENY_OUTSIDERS),
        DENIES,
        'statement 2 ("OnlyOrg")',
    ),
    case(
        "a Deny for other services (aws-cdk#20661)",
        (PUBLISHING, DENY_OTHER_SERVICES),
        DENIES,
        'statement 2 ("OnlyEvents")',
    ),
    case(
        "a Deny that turns on the organisation",
        (PUBLISHING, DENY_OTHER_ORGS),
        UNDECIDABLE,
        "aws:SourceOrgID",
        'statement 2 ("OnlyOrg")',
    ),
    case(
        "an Allow on a key that budget-check does not know",
        (DEFAULT, statement(condition={"StringEquals": {"aws:FooBar": "x"}})),
        UNDECIDABLE,
        "statement 2",
        "turns on aws:FooBar, a key that budget-check does not know",
        'tests aws:FooBar with StringEquals: "x"',
    ),
    case(
        "two such keys beside one that it knows",
        (
            statement(
                condition={"StringNotEquals": {"aws:FooBar": "x", "aws:Boo": "y"}}
                | {"StringEquals": {"aws:SourceOrgID": "o-1"}}
            ),
        ),
        UNDECIDABLE,
        "cannot know what the request carries there; aws:FooBar and aws:Boo are keys that it",
    ),
    Case("not JSON", path(topic=topic("{")), UNDECIDABLE),
    Case("a policy that AWS did not show", path(topic=topic(None)), UNDECIDABLE, ("in full",)),
    Case(
        "China: no principal is documented",
        path(topic=topic(partition="aws-cn")),
        UNDECIDABLE,
        ("aws-cn",),
    ),
    Case(
        "the metrics are unread",
        path(topic=topic(traffic=refused("cloudwatch:GetMetricData"))),
        ALLOWS,
        unread=True,
    ),
    Case(
        "nothing was ever published",
        path(topic=topic(traffic=traffic(last_published=None, published=0.0))),
        ALLOWS,
        ("Nothing was published",),
    ),
    Case(
        "published and never delivered",
        path(topic=topic(traffic=traffic(last_delivered=None))),
        ALLOWS,
        ("delivered nothing",),
    ),
    Case("unread", path(topic=refused()), unread=True),
    Case(
        "a budget with an odd name",
        replace(
            path(topic=topic(TOPIC_POLICY)),
            name="a/b % {x} 予算 <!channel>",
            budget=budget(name="a/b % {x} 予算 <!channel>"),
            notification=notification(),
        ),
        ALLOWS,
    ),
]
