"""The topic names a key that is gone."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import ACCOUNT

GONE = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/00000000-1111-2222-3333-444444444444"

SCENARIO = Scenario(
    name="key-missing",
    title="the topic names a key that is gone",
    story="The key was deleted after its waiting period; the topic still carries its ARN.",
    source="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
    budget="team-archive-spend",
    expected=broken("key.missing"),
    topics=(Topic("archive-alerts", key=GONE),),
)
