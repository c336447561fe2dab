"""A key of another account."""

from playground.scenarios.expected import unknown
from playground.scenarios.model import Key, Scenario, Topic
from playground.scenarios.policies import OTHER_ACCOUNT

KEY = Key("central-key", account=OTHER_ACCOUNT, by_arn=True)

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
