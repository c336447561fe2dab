"""A topic policy of 32 KB."""

from playground.scenarios.expected import fine
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import BUDGETS, OWNER

ACCOUNTS = tuple(
    {
        "Sid": f"A{number:03}",
        "Effect": "Allow",
        "Principal": {"AWS": f"{number:012}"},
        "Action": "SNS:Subscribe",
        "Resource": "*",
    }
    for number in range(1, 271)
)

SCENARIO = Scenario(
    name="topic-policy-32kb",
    title="a topic policy of 32 KB",
    story=(
        "Two hundred and seventy accounts have a statement of their own; the one for AWS Budgets "
        "is the last."
    ),
    source="FACTS section 2.1",
    budget="team-shared-services-spend",
    expected=fine(),
    topics=(Topic("shared-alerts", (OWNER, *ACCOUNTS, BUDGETS)),),
)
