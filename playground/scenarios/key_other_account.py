"""A key of another account."""

from playground.scenarios.expected import unknown
from playground.scenarios.model import Key, Scenario, Topic
from playground.scenarios.policies import ACCOUNT, BUDGETS_ON_KEY, OTHER_ACCOUNT, ROOT

SHARED = {
    "Sid": "SharedWithTheTeams",
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": ["kms:DescribeKey", "kms:GenerateDataKey*", "kms:Decrypt"],
    "Resource": "*",
}
KEY = Key("central-key", (ROOT, BUDGETS_ON_KEY, SHARED), account=OTHER_ACCOUNT, by_arn=True)

SCENARIO = Scenario(
    name="key-other-account",
    title="a key of another account",
    story=(
        "A central security account owns the key. Its policy lets AWS Budgets in, which does not "
        "show from here: KMS hands key policies to the owner only."
    ),
    source="https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html",
    budget="team-central-key-spend",
    expected=unknown("key.other-account", judge="delivers"),
    topics=(Topic("central-key-alerts", key=KEY),),
)
