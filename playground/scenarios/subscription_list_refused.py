"""The subscriptions may not be listed."""

from playground.scenarios.expected import unknown
from playground.scenarios.model import Fault, Scenario, Topic

SCENARIO = Scenario(
    name="subscription-list-refused",
    title="the subscriptions may not be listed",
    story="Whoever asks lacks sns:ListSubscriptionsByTopic, so nobody can say who is told.",
    source="docs/facts.md 2.1",
    budget="team-desk-spend",
    expected=unknown("subscription.unreadable", judge="delivers"),
    topics=(Topic("desk-alerts"),),
    faults=(Fault("sns", "ListSubscriptionsByTopic", "AuthorizationError", "topic", status=403),),
)
