"""A topic policy of nearly 30 KB, the most that SNS takes."""

from playground.scenarios.expected import fine
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import BUDGETS, OWNER

ACCOUNTS = tuple(
    {
        "Sid": f"A{number:02}",
        "Effect": "Allow",
        "Principal": {"AWS": [f"{number:03}{account:09}" for account in range(1, 11)]},
        "Action": "SNS:Subscribe",
        "Resource": "TOPIC_ARN",
    }
    for number in range(1, 94)
)

SCENARIO = Scenario(
    name="topic-policy-30kb",
    title="a topic policy of nearly 30 KB",
    story=(
        "Ninety-three teams have a statement of their own, each for ten accounts; the one for AWS "
        "Budgets is the last."
    ),
    source="docs/facts.md 2.1",
    budget="team-shared-services-spend",
    expected=fine(),
    topics=(Topic("shared-alerts", (OWNER, *ACCOUNTS, BUDGETS)),),
)
