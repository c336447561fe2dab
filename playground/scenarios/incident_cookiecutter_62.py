"""The key's policy names a user who is gone."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Key, Scenario, Topic
from playground.scenarios.policies import ACCOUNT, ROOT

STALE = {
    "Sid": "KeyOwners",
    "Effect": "Allow",
    "Principal": {"AWS": [f"arn:aws:iam::{ACCOUNT}:user/openedx-admin"]},
    "Action": "kms:*",
    "Resource": "*",
}
KEY = Key("openedx", (ROOT, STALE), gone_users=("openedx-admin",))

SCENARIO = Scenario(
    name="incident-cookiecutter-62",
    title="the key's policy names a user who is gone",
    story=(
        "The key does not know AWS Budgets. Its policy also holds the id that is left of a "
        "deleted user: KMS refuses every rewrite of it until that principal is out."
    ),
    source="https://github.com/cookiecutter-openedx/cookiecutter-openedx-devops/issues/62",
    budget="openedx-monthly-spend",
    expected=broken("key.policy-silent"),
    topics=(Topic("openedx-alerts", key=KEY),),
)
