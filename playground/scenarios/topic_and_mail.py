"""A topic, and a mail address beside it."""

from playground.scenarios.expected import fine
from playground.scenarios.model import Notification, Scenario, Topic

TOPIC = Topic("mail-too-alerts")

SCENARIO = Scenario(
    name="topic-and-mail",
    title="a topic, and a mail address beside it",
    story=(
        "The usual pair on one notification. The topic is what counts: whether the address was "
        "ever verified does not show."
    ),
    source="docs/facts.md 1.6",
    budget="team-pair-spend",
    expected=fine("budget.also-mails"),
    topics=(TOPIC,),
    notifications=(Notification(TOPIC.arn, emails=("owner@example.com",)),),
)
