"""A Slack webhook was subscribed directly."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Subscription, Topic

WEBHOOK = Subscription(
    endpoint="https://hooks.slack.com/services/T00000000/B00000000/EXAMPLE", pending=True
)

SCENARIO = Scenario(
    name="slack-webhook",
    title="a Slack webhook was subscribed directly, and never confirms",
    story=(
        "Slack takes messages of its own form alone, so nothing there ever answers SNS's "
        "confirmation: the subscription stays pending, and sending it again changes nothing."
    ),
    source="https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html",
    budget="team-webhook-spend",
    expected=broken("endpoint.webhook-cannot-confirm", judge="delivers"),
    topics=(Topic("webhook-alerts", subscriptions=(WEBHOOK,)),),
)
