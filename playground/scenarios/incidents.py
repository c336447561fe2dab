"""Public incidents; the source of each is where it was told."""

from playground.scenarios.expected import broken, fine
from playground.scenarios.model import Key, Scenario, Topic
from playground.scenarios.policies import (
    ACCOUNT,
    BUDGETS,
    BUDGETS_ON_KEY,
    OWNER,
    ROOT,
    allow_on_key,
    allow_on_topic,
    with_condition,
)

INCIDENT_2037 = Scenario(
    name="incident-2037",
    title="encrypted again, with a key that does not know Budgets",
    story=(
        "A scanner's exception was taken away and the topic encrypted with the key that "
        "CloudWatch and EventBridge share. Four days later the repairs of the budget alerts "
        "began."
    ),
    source="https://github.com/cds-snc/notification-terraform/pull/2037",
    budget="notify-monthly-prod",
    expected=broken("key.policy-silent"),
    topics=(
        Topic(
            "alert-general-prod",
            key=Key(
                "notification-canada-ca-prod",
                (ROOT, allow_on_key("cloudwatch.amazonaws.com", "events.amazonaws.com")),
            ),
            region="ca-central-1",
        ),
    ),
)

_REGION_IN_ARN = with_condition(
    {**BUDGETS_ON_KEY, "Sid": "Allow_Budgets_for_CMK"},
    StringEquals={"aws:SourceAccount": ACCOUNT},
    ArnLike={"aws:SourceArn": f"arn:aws:budgets:ca-central-1:{ACCOUNT}:*"},
)
INCIDENT_2049 = Scenario(
    name="incident-2049",
    title="a Region in the Budgets ARN of the key's statement",
    story=(
        "Thirteen days and four pull requests: the statement on the key was the right repair, but "
        "Budgets ARNs have no Region, so its condition never matches."
    ),
    source="https://github.com/cds-snc/notification-terraform/pull/2049",
    budget="notify-monthly-non-prod",
    expected=broken("key.policy-near-miss"),
    topics=(
        Topic(
            "alert-general",
            key=Key("notification-canada-ca", (ROOT, _REGION_IN_ARN)),
            region="ca-central-1",
        ),
    ),
)

INCIDENT_ARCHIMEDES_1712 = Scenario(
    name="incident-archimedes-1712",
    title="half a budget, left by a failed apply",
    story=(
        "Two topics on one notification: AWS allows one and answers "
        "CreationLimitExceededException. The apply stopped, the budget stayed, without a "
        "notification."
    ),
    source="https://github.com/aprin-labs/archimedes/pull/1712",
    budget="archimedes-cost-kill-switch-monthly",
    expected=broken("budget.no-notifications", judge=None),
    topics=(Topic("archimedes-alerts"), Topic("archimedes-cost-kill")),
    notifications=(),
)

INCIDENT_AZUL_5651 = Scenario(
    name="incident-azul-5651",
    title="one new statement took the place of the whole policy",
    story=(
        "The deployment wrote a policy of one statement, for Amazon Inspector. SNS keeps one "
        "document per topic: the owner's statement and the one for AWS Budgets were gone."
    ),
    source="https://github.com/DataBiosphere/azul/pull/5651",
    budget="azul-monthly-spend",
    expected=broken("topic.policy-silent"),
    topics=(Topic("azul-monitoring", (allow_on_topic("inspector2.amazonaws.com"),)),),
)

_ALL_BUT_ONE_SERVICE = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "sns:Publish",
    "Resource": "TOPIC_ARN",
    "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalServiceName": "s3.amazonaws.com"}},
}
INCIDENT_CDK_20661 = Scenario(
    name="incident-cdk-20661",
    title="a Deny for every service but one",
    story=(
        "The policy denies publishing to everybody whose aws:PrincipalServiceName is not "
        "s3.amazonaws.com. A Deny wins, whatever the statement for AWS Budgets says."
    ),
    source="https://github.com/aws/aws-cdk/issues/20661",
    budget="bucket-events-and-budget",
    expected=broken("topic.policy-denies"),
    topics=(Topic("snsTopic", (OWNER, BUDGETS, _ALL_BUT_ONE_SERVICE)),),
)

_KEY_OWNERS = {
    "Sid": "KeyOwners",
    "Effect": "Allow",
    "Principal": {"AWS": [f"arn:aws:iam::{ACCOUNT}:user/openedx-admin"]},
    "Action": "kms:*",
    "Resource": "*",
}
INCIDENT_COOKIECUTTER_62 = Scenario(
    name="incident-cookiecutter-62",
    title="the key's policy names a user who is gone",
    story=(
        "The key does not know AWS Budgets. Its policy also holds the id that is left of a "
        "deleted user: KMS refuses every rewrite of it until that principal is out."
    ),
    source="https://github.com/cookiecutter-openedx/cookiecutter-openedx-devops/issues/62",
    budget="openedx-monthly-spend",
    expected=broken("key.policy-silent"),
    topics=(
        Topic(
            "openedx-alerts", key=Key("openedx", (ROOT, _KEY_OWNERS), gone_users=("openedx-admin",))
        ),
    ),
)

_COST_EXPLORER = {
    **BUDGETS,
    "Sid": "AllowCostExplorer",
    "Principal": {"Service": "ce.amazonaws.com"},
}
INCIDENT_FUND_826 = Scenario(
    name="incident-fund-826",
    title="the statement names the wrong service",
    story=(
        "A review asked for a topic policy and named ce.amazonaws.com. The statement lets Cost "
        "Explorer publish, which never does; AWS Budgets stays outside."
    ),
    source="https://github.com/oscmcompany/fund/pull/826",
    budget="fund-infrastructure",
    expected=broken("topic.policy-near-miss"),
    topics=(Topic("fund-infrastructure-alerts", (OWNER, _COST_EXPLORER)),),
)

INCIDENT_HYP3_762 = Scenario(
    name="incident-hyp3-762",
    title="encrypted with the AWS managed key by default",
    story=(
        "A pull request switched on default encryption for the monitoring topic; its messages "
        "stopped, and the next one switched encryption off again."
    ),
    source="https://github.com/ASFHyP3/hyp3/issues/762",
    budget="hyp3-monthly-spend",
    expected=broken("key.aws-managed"),
    topics=(Topic("hyp3-monitoring", key="alias/aws/sns", region="us-west-2"),),
)

INCIDENT_OPG_LPA_618 = Scenario(
    name="incident-opg-lpa-618",
    title="another publisher's silence, the budget's alert arrives",
    story=(
        "Encryption with the AWS managed key silenced CloudTrail's alarms, and ElastiCache gave "
        "the topic up without a word, so the team switched encryption off. AWS Budgets then gets "
        "through: its path must not be blamed for theirs."
    ),
    source="https://github.com/ministryofjustice/opg-lpa/pull/618",
    budget="opg-lpa-monthly",
    expected=fine(),
    topics=(
        Topic(
            "opg-lpa-alerts",
            (OWNER, BUDGETS, allow_on_topic("elasticache.amazonaws.com", sid="ElastiCache")),
            region="eu-west-1",
        ),
    ),
)

INCIDENT_SUPERWERKER_425 = Scenario(
    name="incident-superwerker-425",
    title="a topic that nobody has subscribed to",
    story=(
        "The budget publishes to a topic made for it, and the topic has no subscription at all."
    ),
    source="https://github.com/superwerker/superwerker/issues/425",
    budget="superwerker-budget",
    expected=broken("subscription.none", judge="delivers"),
    topics=(Topic("superwerker-Budget", subscriptions=()),),
)
