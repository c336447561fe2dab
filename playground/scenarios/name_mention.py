"""A name that would call the channel."""

from playground.scenarios.expected import fine
from playground.scenarios.model import Scenario, Topic

SCENARIO = Scenario(
    name="name-mention",
    title="a name that would call the channel",
    story="Slack reads <!channel> as a mention. A budget's name is other people's text.",
    source="docs/facts.md 1.4",
    budget="<!channel> <@U0AAAAAAA> *all* & `spend`",
    expected=fine(),
    topics=(Topic("mention-alerts"),),
)
