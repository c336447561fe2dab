"""Everybody may publish."""

from playground.scenarios.expected import Expected
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import OWNER

EVERYBODY = {
    "Sid": "AllowAll",
    "Effect": "Allow",
    "Principal": {"AWS": "*"},
    "Action": "SNS:Publish",
    "Resource": "TOPIC_ARN",
}

SCENARIO = Scenario(
    name="topic-open-to-all",
    title="everybody may publish",
    story=(
        "A statement for everybody without a condition. The alert arrives, and so would anybody's "
        "false one."
    ),
    source="FACTS section 4.2.4",
    budget="team-open-spend",
    # The judge is stricter than AWS's guides: it calls "everybody" unproven for a service.
    expected=Expected("OK", (), "cannot judge", ("topic.open-to-all",)),
    topics=(Topic("open-alerts", (OWNER, EVERYBODY)),),
)
