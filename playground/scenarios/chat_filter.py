"""A filter for others on the chat channel's subscription."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Subscription, Topic

FILTERED = Subscription(
    attributes={
        "FilterPolicy": '{"ElastiCache:FailoverComplete": [{"exists": true}]}',
        "FilterPolicyScope": "MessageBody",
    }
)

SCENARIO = Scenario(
    name="chat-filter",
    title="a filter for others on the chat channel's subscription",
    story=(
        "The channel was meant to hear of ElastiCache's failovers alone. Its filter drops the "
        "budget alerts of the same topic, and a topic takes the channel only once."
    ),
    source="https://github.com/hashicorp/terraform-provider-aws/issues/42752",
    budget="team-cache-spend",
    expected=broken("subscription.filtered-out", judge="delivers"),
    topics=(Topic("cache-alerts", subscriptions=(FILTERED,)),),
)
