"""Nobody has confirmed."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Subscription, Topic

MAILS = (
    Subscription("email", "hr-lead@example.com", pending=True),
    Subscription("email", "hr-finance@example.com", pending=True),
)

SCENARIO = Scenario(
    name="subscription-all-pending",
    title="nobody has confirmed",
    story=(
        "Both subscriptions wait for a confirmation that nobody has given. SNS drops them after "
        "48 hours."
    ),
    source="docs/facts.md 2.4",
    budget="team-hr-spend",
    expected=broken("subscription.all-pending", judge="delivers"),
    topics=(Topic("hr-alerts", subscriptions=MAILS),),
)
