"""Another publisher's silence, the budget's alert arrives."""

from playground.scenarios.expected import fine
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import BUDGETS, OWNER, allow_on_topic

OTHERS = allow_on_topic("elasticache.amazonaws.com", sid="ElastiCache")

SCENARIO = Scenario(
    name="incident-opg-lpa-618",
    title="another publisher's silence, the budget's alert arrives",
    story=(
        "Encryption with the AWS managed key silenced CloudTrail's alarms, and ElastiCache gave "
        "the topic up without a word, so the team switched encryption off. AWS Budgets then gets "
        "through: its path must not be blamed for theirs."
    ),
    source="https://github.com/ministryofjustice/opg-lpa/pull/618",
    budget="opg-lpa-monthly",
    expected=fine(),
    topics=(Topic("opg-lpa-alerts", (OWNER, BUDGETS, OTHERS), region="eu-west-1"),),
)
