"""A Region in the Budgets ARN of the key's statement."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Key, Scenario, Topic
from playground.scenarios.policies import ACCOUNT, BUDGETS_ON_KEY, ROOT, with_condition

STATEMENT = with_condition(
    {**BUDGETS_ON_KEY, "Sid": "Allow_Budgets_for_CMK"},
    StringEquals={"aws:SourceAccount": ACCOUNT},
    ArnLike={"aws:SourceArn": f"arn:aws:budgets:ca-central-1:{ACCOUNT}:*"},
)
KEY = Key("notification-canada-ca", (ROOT, STATEMENT))

SCENARIO = Scenario(
    name="incident-2049",
    title="a Region in the Budgets ARN of the key's statement",
    story=(
        "Thirteen days and four pull requests: the statement on the key was the right repair, but "
        "Budgets ARNs have no Region, so its condition never matches."
    ),
    source="https://github.com/cds-snc/notification-terraform/pull/2049",
    budget="notify-monthly-non-prod",
    expected=broken("key.policy-near-miss"),
    topics=(Topic("alert-general", key=KEY, region="ca-central-1"),),
)
