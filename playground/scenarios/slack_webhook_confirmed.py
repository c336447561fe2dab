"""A Slack webhook that somebody has confirmed."""

from playground.scenarios.expected import unknown
from playground.scenarios.model import Scenario, Subscription, Topic

WEBHOOK = Subscription(endpoint="https://hooks.slack.com/triggers/T00000000/1/EXAMPLE")

SCENARIO = Scenario(
    name="slack-webhook-confirmed",
    title="a Slack webhook that somebody has confirmed",
    story=(
        "Somebody got hold of the token and confirmed by hand. SNS now sends, and Slack takes "
        "messages of its own form alone: whether anything shows is not known."
    ),
    source="https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html",
    budget="team-confirmed-spend",
    expected=unknown("endpoint.webhook-unproven", judge="delivers"),
    topics=(Topic("confirmed-alerts", subscriptions=(WEBHOOK,)),),
)
