"""The key is in another Region."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Key, Scenario, Topic

KEY = Key("far-alerts", region="us-west-2", by_arn=True)

SCENARIO = Scenario(
    name="key-other-region",
    title="the key is in another Region",
    story="The stack was copied to a second Region, with the ARN of the first Region's key in it.",
    source="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
    budget="team-far-spend",
    expected=broken("key.other-region"),
    topics=(Topic("far-alerts", key=KEY),),
)
