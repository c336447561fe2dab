"""What topic policies say to AWS Budgets."""

from playground.scenarios.expected import at_risk, broken, fine, unknown
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import (
    ACCOUNT,
    BUDGETS,
    ORGANIZATION,
    OWNER,
    OWNER_TODAY,
    allow_on_topic,
    outsiders_denied,
    with_condition,
    without,
)

TOPIC_DEFAULT_POLICY = Scenario(
    name="topic-default-policy",
    title="nothing but SNS's own default policy, an older one",
    story="A topic made some years ago: its policy lets the owner in and no service.",
    source="https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/409",
    budget="accelerator-budget",
    expected=broken("topic.policy-silent"),
    topics=(Topic("aws-accelerator-budgets", (OWNER,)),),
)

TOPIC_DEFAULT_POLICY_TODAY = Scenario(
    name="topic-default-policy-today",
    title="nothing but SNS's own default policy of today",
    story=(
        "A new topic: its one statement is for everybody of the account. That AWS Budgets gets in "
        "by it nobody has shown; no statement names the service."
    ),
    source="docs/facts.md 2.2",
    budget="team-new-topic-spend",
    expected=at_risk("topic.everyone-unproven", judge="cannot judge"),
    topics=(Topic("new-topic-alerts", (OWNER_TODAY,)),),
)

_EQUALS_WILDCARD = with_condition(
    BUDGETS, StringEquals={"aws:SourceArn": f"arn:aws:budgets::{ACCOUNT}:*"}
)
TOPIC_EQUALS_WILDCARD = Scenario(
    name="topic-equals-wildcard",
    title="StringEquals with a wildcard",
    story=(
        "StringEquals takes the star for a star: aws:SourceArn never equals that text. StringLike "
        "or ArnLike was meant."
    ),
    source="docs/facts.md 4.2.9",
    budget="team-platform-spend",
    expected=broken("topic.policy-near-miss"),
    topics=(Topic("platform-alerts", (OWNER, _EQUALS_WILDCARD)),),
)

_EVERYBODY = {
    "Sid": "AllowAll",
    "Effect": "Allow",
    "Principal": {"AWS": "*"},
    "Action": "SNS:Publish",
    "Resource": "TOPIC_ARN",
}
TOPIC_OPEN_TO_ALL = Scenario(
    name="topic-open-to-all",
    title="everybody may publish",
    story=(
        "A statement for everybody without a condition. That it lets AWS Budgets in nobody has "
        "shown; anybody's false alert it would let in."
    ),
    source="docs/facts.md 4.2.4",
    budget="team-open-spend",
    expected=at_risk(
        "topic.everyone-unproven", judge="cannot judge", advice=("topic.open-to-all",)
    ),
    topics=(Topic("open-alerts", (OWNER, _EVERYBODY)),),
)

TOPIC_ORG_DENY = Scenario(
    name="topic-org-deny",
    title="a Deny that keeps other organisations out",
    story=(
        "The data perimeter that AWS publishes as an example: no service may publish on behalf of "
        "an account outside of the organisation. This account is in it; that AWS Budgets says so "
        "in its request, AWS documents for services in general alone."
    ),
    source="https://github.com/aws-samples/data-perimeter-policy-examples",
    budget="org-fenced-spend",
    expected=at_risk("topic.organization-unproven"),
    topics=(Topic("org-fenced-alerts", (OWNER, BUDGETS, outsiders_denied(ORGANIZATION))),),
    organization=ORGANIZATION,
)

TOPIC_ORG_DENY_OTHER = Scenario(
    name="topic-org-deny-other",
    title="a Deny that keeps this account's organisation out",
    story=(
        "The topic came with a data perimeter for the organisation that the account was in before. "
        "The Deny now hits AWS Budgets itself."
    ),
    source="https://github.com/aws-samples/data-perimeter-policy-examples",
    budget="org-outside-spend",
    expected=broken("topic.policy-denies"),
    topics=(Topic("org-outside-alerts", (OWNER, BUDGETS, outsiders_denied("o-formerowner1"))),),
    organization=ORGANIZATION,
)

_FOR_ONE_BUDGET = with_condition(
    BUDGETS,
    StringEquals={"aws:SourceAccount": ACCOUNT},
    ArnLike={"aws:SourceArn": f"arn:aws:budgets::{ACCOUNT}:budget/team-index-spend"},
)
TOPIC_OTHER_BUDGET_NAMED = Scenario(
    name="topic-other-budget-named",
    title="the statement names another budget",
    story=(
        "The SourceArn in the topic's policy is the ARN of one budget. It lets that one in and "
        "every other budget on the topic stays outside."
    ),
    source="docs/facts.md 4.4",
    budget="team-search-spend",
    expected=broken("topic.policy-near-miss"),
    topics=(Topic("search-alerts", (OWNER, _FOR_ONE_BUDGET)),),
)

_SUBSCRIBERS = tuple(
    {
        "Sid": f"A{number:02}",
        "Effect": "Allow",
        "Principal": {"AWS": [f"{number:03}{account:09}" for account in range(1, 11)]},
        "Action": "SNS:Subscribe",
        "Resource": "TOPIC_ARN",
    }
    for number in range(1, 94)
)
TOPIC_POLICY_30KB = Scenario(
    name="topic-policy-30kb",
    title="a topic policy of nearly 30 KB",
    story=(
        "Ninety-three teams have a statement of their own, each for ten accounts; the one for AWS "
        "Budgets is the last."
    ),
    source="docs/facts.md 2.1",
    budget="team-shared-services-spend",
    expected=fine(),
    topics=(Topic("shared-alerts", (OWNER, *_SUBSCRIBERS, BUDGETS)),),
)

_UNTIL_2099 = {
    **BUDGETS,
    "Condition": {
        **BUDGETS["Condition"],
        "DateLessThan": {"aws:CurrentTime": "2099-07-01T00:00:00Z"},
    },
}
TOPIC_POLICY_ENDS = Scenario(
    name="topic-policy-ends",
    title="the topic lets Budgets publish up to a date",
    story="The statement for AWS Budgets fits, and ends on 1 July 2099: so would the alerts.",
    source="docs/facts.md 4.1",
    budget="team-pilot-spend",
    expected=at_risk("topic.policy-ends"),
    topics=(Topic("pilot-alerts", (OWNER, _UNTIL_2099)),),
)

_PUBLISHERS = tuple(
    allow_on_topic("cloudwatch.amazonaws.com", sid=f"Alarms{number:02}") for number in range(1, 100)
)
TOPIC_POLICY_FULL = Scenario(
    name="topic-policy-full",
    title="a topic policy with no room for one more statement",
    story=(
        "Each of 99 stacks has left a statement of its own beside the owner's, which makes 100: as "
        "many as SNS takes. None names AWS Budgets, and no fix can add one."
    ),
    source="docs/facts.md 2.1",
    budget="team-full-spend",
    expected=broken("topic.policy-silent"),
    topics=(Topic("full-alerts", (OWNER, *_PUBLISHERS)),),
)

_PRINCIPAL_ORG = with_condition(BUDGETS, StringEquals={"aws:PrincipalOrgID": "o-exampleorg1"})
TOPIC_PRINCIPAL_ORG_ID = Scenario(
    name="topic-principal-org-id",
    title="aws:PrincipalOrgID asked of a service",
    story=(
        "The statement lets AWS Budgets in if aws:PrincipalOrgID is the organisation's. A "
        "service's request carries no such key, so it never matches; aws:SourceOrgID was meant."
    ),
    source="https://github.com/aws-samples/amazon-cloudwatch-auto-alarms/issues/63",
    budget="org-wide-spend",
    expected=broken("topic.policy-near-miss"),
    topics=(Topic("org-alerts", (OWNER, _PRINCIPAL_ORG)),),
)

_OWN_ORGANIZATION = with_condition(BUDGETS, StringEquals={"aws:SourceOrgID": ORGANIZATION})
TOPIC_SOURCE_ORG_ID = Scenario(
    name="topic-source-org-id",
    title="a condition on the account's own organisation",
    story=(
        "The statement asks for aws:SourceOrgID. DescribeOrganization says that the account is in "
        "this organisation; that Budgets' request carries its id, AWS documents for services in "
        "general alone."
    ),
    source="docs/facts.md 4.1",
    budget="org-member-spend",
    expected=at_risk("topic.organization-unproven"),
    topics=(Topic("org-member-alerts", (OWNER, _OWN_ORGANIZATION)),),
    organization=ORGANIZATION,
)

_FORMER_ORGANIZATION = with_condition(BUDGETS, StringEquals={"aws:SourceOrgID": "o-formerowner1"})
TOPIC_SOURCE_ORG_OTHER = Scenario(
    name="topic-source-org-other",
    title="a condition on another organisation",
    story=(
        "The account has moved to another organisation, and its topic's statement still asks for "
        "the id of the old one."
    ),
    source="docs/facts.md 4.1",
    budget="org-moved-spend",
    expected=broken("topic.policy-near-miss"),
    topics=(Topic("org-moved-alerts", (OWNER, _FORMER_ORGANIZATION)),),
    organization=ORGANIZATION,
)

_ONE_UNIT = with_condition(
    BUDGETS,
    **{
        "ForAnyValue:StringLike": {"aws:SourceOrgPaths": f"{ORGANIZATION}/r-ab12/ou-ab12-billing/*"}
    },
)
TOPIC_SOURCE_ORG_PATHS = Scenario(
    name="topic-source-org-paths",
    title="a condition on an organisational unit: not known",
    story=(
        "The statement asks for aws:SourceOrgPaths. The account is in that organisation; in which "
        "of its units does not show from here."
    ),
    source="docs/facts.md 4.1",
    budget="org-unit-spend",
    expected=unknown("topic.policy-undecidable"),
    topics=(Topic("org-unit-alerts", (OWNER, _ONE_UNIT)),),
    organization=ORGANIZATION,
)

_SSL_ONLY = {
    "Sid": "AllowPublishThroughSSLOnly",
    "Effect": "Deny",
    "Principal": "*",
    "Action": "SNS:Publish",
    "Resource": "TOPIC_ARN",
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}
TOPIC_SSL_ONLY = Scenario(
    name="topic-ssl-only",
    title="a Deny that does not concern Budgets",
    story=(
        "The usual Deny for whoever comes without TLS. AWS Budgets comes with it: the alert "
        "arrives."
    ),
    source="https://github.com/aws/aws-cdk/pull/29144",
    budget="team-mobile-spend",
    expected=fine(),
    topics=(Topic("mobile-alerts", (OWNER, BUDGETS, _SSL_ONLY)),),
)

_ONE_ENDPOINT = {
    "Sid": "OnlyThroughOurEndpoint",
    "Effect": "Deny",
    "Principal": "*",
    "Action": "sns:Publish",
    "Resource": "TOPIC_ARN",
    "Condition": {"StringNotEquals": {"aws:sourceVpce": "vpce-0a1b2c3d4e5f60718"}},
}
TOPIC_VPC_ENDPOINT_ONLY = Scenario(
    name="topic-vpc-endpoint-only",
    title="a Deny for all but one VPC endpoint",
    story=(
        "The SNS guide's Deny keeps publishers to one VPC endpoint. AWS Budgets comes through "
        "none: its request has no aws:sourceVpce, and a negated test of an absent key holds."
    ),
    source="https://docs.aws.amazon.com/sns/latest/dg/sns-vpc-endpoint-policy.html",
    budget="team-network-spend",
    expected=broken("topic.policy-denies"),
    topics=(Topic("network-alerts", (OWNER, BUDGETS, _ONE_ENDPOINT)),),
)

TOPIC_WITHOUT_CONDITION = Scenario(
    name="topic-without-condition",
    title="the statement as AWS printed it before 2023",
    story="No condition at all: the alert arrives, and another account's budget could publish too.",
    source="docs/facts.md 1.1",
    budget="team-old-spend",
    expected=fine("topic.no-source-condition"),
    topics=(Topic("old-alerts", (OWNER, without(BUDGETS, "Condition"))),),
)

TWO_FAULTS = Scenario(
    name="two-faults",
    title="two faults on one path",
    story="The topic keeps AWS Budgets out, and so does its key. The answer names both.",
    source="https://github.com/cloudposse/terraform-aws-guardduty/issues/10",
    budget="team-double-spend",
    expected=broken("topic.policy-silent", "key.aws-managed"),
    topics=(Topic("double-alerts", (OWNER,), key="alias/aws/sns"),),
)
