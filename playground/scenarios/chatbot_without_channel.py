"""No chat channel holds the topic."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Topic

SCENARIO = Scenario(
    name="chatbot-without-channel",
    title="no chat channel holds the topic",
    story=(
        "The subscription to the chat service is there, but no channel configuration lists the "
        "topic."
    ),
    source="https://github.com/DataBiosphere/azul/pull/5447",
    budget="team-chat-spend",
    expected=broken("endpoint.chatbot-no-channel", judge="delivers"),
    topics=(Topic("chat-alerts"),),
    chat="",
)
