"""One of two has not confirmed."""

from playground.scenarios.expected import at_risk
from playground.scenarios.model import Scenario, Subscription, Topic

MAIL = Subscription("email", "sales-lead@example.com", pending=True)

SCENARIO = Scenario(
    name="subscription-pending",
    title="one of two has not confirmed",
    story="The chat channel gets the alert; the mail's recipient has never confirmed.",
    source="docs/facts.md 2.4",
    budget="team-sales-spend",
    expected=at_risk("subscription.pending"),
    topics=(Topic("sales-alerts", subscriptions=(Subscription(), MAIL)),),
)
