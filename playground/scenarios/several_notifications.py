"""Five notifications on three topics."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Key, Notification, Scenario, Topic

TOPICS = (
    Topic("ladder-warn", key=Key("ladder-warn")),
    Topic("ladder-team", key=Key("ladder-team", state="Disabled")),
    Topic("ladder-kill", key=Key("ladder-kill")),
)
WARN, TEAM, KILL = (topic.arn for topic in TOPICS)
LADDER = (
    Notification(WARN, threshold=50.0),
    Notification(TEAM, threshold=80.0),
    Notification(TEAM, threshold=100.0, type="FORECASTED"),
    Notification(KILL, threshold=120.0),
    Notification(WARN, threshold=1500.0, threshold_type="ABSOLUTE_VALUE"),
)

SCENARIO = Scenario(
    name="several-notifications",
    title="five notifications on three topics",
    story=(
        "Three topics on three keys share the budget's notifications. One key is disabled: two of "
        "the five thresholds tell nobody."
    ),
    source="docs/facts.md 1.2",
    budget="platform-ladder",
    expected=broken("key.disabled", judge="delivers"),
    topics=TOPICS,
    notifications=LADDER,
)
