"""A grant and no statement."""

from playground.scenarios.expected import unknown
from playground.scenarios.model import Grant, Key, Scenario, Topic
from playground.scenarios.policies import ACCOUNT, ROOT

GRANT = Grant(f"arn:aws:budgets::{ACCOUNT}:budget/team-grants-spend")
KEY = Key("grants-alerts", (ROOT,), grants=(GRANT,))

SCENARIO = Scenario(
    name="key-grant-only",
    title="a grant and no statement",
    story=(
        "The key's policy is silent, but a grant names AWS Budgets and this very budget. Whether "
        "that is enough is documented nowhere."
    ),
    source="docs/facts.md 3.4",
    budget="team-grants-spend",
    expected=unknown("key.grant-only"),
    topics=(Topic("grants-alerts", key=KEY),),
)
