"""A name full of punctuation."""

from playground.scenarios.expected import fine
from playground.scenarios.model import Scenario, Topic

SCENARIO = Scenario(
    name="name-punctuation",
    title="a name full of punctuation",
    story=(
        "Spaces, a slash, percent signs, quotes and an ampersand are all legal in a budget's name."
    ),
    source="docs/facts.md 1.4",
    budget="R&D / 50% of 'core' \"spend\" + tax, 100%25?",
    expected=fine(),
    topics=(Topic("rnd-alerts"),),
)
