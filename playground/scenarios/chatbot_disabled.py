"""The chat configuration is disabled."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Topic

SCENARIO = Scenario(
    name="chatbot-disabled",
    title="the chat configuration is disabled",
    story="The channel's configuration holds the topic and is switched off.",
    source="https://docs.aws.amazon.com/chatbot/latest/APIReference/API_SlackChannelConfiguration.html",
    budget="team-quiet-spend",
    expected=broken("endpoint.chatbot-disabled", judge="delivers"),
    topics=(Topic("quiet-alerts"),),
    chat="DISABLED",
)
