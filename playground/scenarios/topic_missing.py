"""The topic has been deleted."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Topic

SCENARIO = Scenario(
    name="topic-missing",
    title="the topic has been deleted",
    story="The budget goes on naming a topic that somebody has deleted.",
    source="https://github.com/sysdiglabs/terraform-aws-secure-for-cloud/issues/105",
    budget="team-data-spend",
    expected=broken("topic.missing"),
    topics=(Topic("data-alerts", missing=True),),
)
