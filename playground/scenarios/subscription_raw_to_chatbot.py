"""Raw delivery to the chat service."""

from playground.scenarios.expected import at_risk
from playground.scenarios.model import Scenario, Subscription, Topic

RAW = Subscription(attributes={"RawMessageDelivery": "true"})

SCENARIO = Scenario(
    name="subscription-raw-to-chatbot",
    title="raw delivery to the chat service",
    story=(
        "Raw message delivery is on. Amazon Q Developer in chat applications expects SNS's "
        "envelope and may drop what comes without it."
    ),
    source="https://docs.aws.amazon.com/chatbot/latest/adminguide/chatbot-troubleshooting.html",
    budget="team-legal-spend",
    expected=at_risk("subscription.raw-to-chatbot"),
    topics=(Topic("legal-alerts", subscriptions=(RAW,)),),
)
