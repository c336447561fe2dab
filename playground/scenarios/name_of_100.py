"""A name of 100 characters."""

from playground.scenarios.expected import fine
from playground.scenarios.model import Scenario, Topic

SCENARIO = Scenario(
    name="name-of-100",
    title="a name of 100 characters",
    story="The longest that AWS allows.",
    source="docs/facts.md 1.4",
    budget="monthly cost of all services and all accounts, actual and forecast".ljust(100, "."),
    expected=fine(),
    topics=(Topic("long-name-alerts"),),
)
