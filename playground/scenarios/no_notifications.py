"""The budget tells nobody."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario

SCENARIO = Scenario(
    name="no-notifications",
    title="the budget tells nobody",
    story="The budget counts and has no notification.",
    source="https://github.com/cloud-custodian/cloud-custodian/issues/11111",
    budget="team-silent-spend",
    expected=broken("budget.no-notifications", judge=None),
    notifications=(),
)
