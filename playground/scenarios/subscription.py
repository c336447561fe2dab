"""Subscriptions: whether they are confirmed, and what they let through."""

from playground.scenarios.expected import at_risk, broken, fine, unknown
from playground.scenarios.model import Fault, Scenario, Subscription, Topic, Traffic

_ELASTICACHE_ONLY = Subscription(
    attributes={
        "FilterPolicy": '{"ElastiCache:FailoverComplete": [{"exists": true}]}',
        "FilterPolicyScope": "MessageBody",
    }
)
CHAT_FILTER = Scenario(
    name="chat-filter",
    title="a filter for others on the chat channel's subscription",
    story=(
        "The channel was meant to hear of ElastiCache's failovers alone. Its filter drops the "
        "budget alerts of the same topic, and a topic takes the channel only once."
    ),
    source="https://github.com/hashicorp/terraform-provider-aws/issues/42752",
    budget="team-cache-spend",
    expected=broken("subscription.filtered-out", judge="delivers"),
    topics=(Topic("cache-alerts", subscriptions=(_ELASTICACHE_ONLY,)),),
)

_MAILS = (
    Subscription("email", "hr-lead@example.com", pending=True),
    Subscription("email", "hr-finance@example.com", pending=True),
)
SUBSCRIPTION_ALL_PENDING = Scenario(
    name="subscription-all-pending",
    title="nobody has confirmed",
    story=(
        "Both subscriptions wait for a confirmation that nobody has given. SNS drops them after "
        "48 hours."
    ),
    source="docs/facts.md 2.4",
    budget="team-hr-spend",
    expected=broken("subscription.all-pending", judge="delivers"),
    topics=(Topic("hr-alerts", subscriptions=_MAILS),),
)

SUBSCRIPTION_FAILING = Scenario(
    name="subscription-failing",
    title="deliveries have failed of late",
    story="CloudWatch counts failed deliveries on the topic in the last days.",
    source="docs/facts.md 2.6",
    budget="team-ops-spend",
    expected=at_risk("subscription.failing"),
    topics=(Topic("ops-alerts", traffic=Traffic(published=3, delivered=1, failed=2)),),
)

SUBSCRIPTION_FILTER_LETS_THROUGH = Scenario(
    name="subscription-filter-lets-through",
    title="an empty filter policy",
    story="A filter policy is there and asks for nothing: the alert passes.",
    source="docs/facts.md 2.4",
    budget="team-edge-spend",
    expected=fine(),
    topics=(
        Topic("edge-alerts", subscriptions=(Subscription(attributes={"FilterPolicy": "{}"}),)),
    ),
)

_ON_BODY = Subscription(
    attributes={"FilterPolicy": '{"budget": ["core"]}', "FilterPolicyScope": "MessageBody"}
)
SUBSCRIPTION_FILTER_ON_BODY = Scenario(
    name="subscription-filter-on-body",
    title="a filter policy on the message's body",
    story="The filter reads the body as JSON. A budget alert is plain text and never matches.",
    source="docs/facts.md 2.4",
    budget="team-prose-spend",
    expected=broken("subscription.filtered-out", judge="delivers"),
    topics=(Topic("prose-alerts", subscriptions=(_ON_BODY,)),),
)

_RHYMING = Subscription(attributes={"FilterPolicy": '{"severity": [{"rhymes-with": "high"}]}'})
SUBSCRIPTION_FILTER_UNDECIDABLE = Scenario(
    name="subscription-filter-undecidable",
    title="a filter policy with an operator not known",
    story="SNS learns new filter operators; what one makes of an alert cannot be guessed.",
    source="docs/facts.md 2.4",
    budget="team-rhyme-spend",
    expected=unknown("subscription.filter-undecidable", judge="delivers"),
    topics=(Topic("rhyme-alerts", subscriptions=(_RHYMING,)),),
)

_ONLY_HIGH = Subscription(attributes={"FilterPolicy": '{"severity": ["high"]}'})
SUBSCRIPTION_FILTERED_OUT = Scenario(
    name="subscription-filtered-out",
    title="a filter policy drops every budget alert",
    story=(
        "The filter lets messages with severity=high through. A budget alert carries no "
        "attributes at all."
    ),
    source="docs/facts.md 2.4",
    budget="team-iot-spend",
    expected=broken("subscription.filtered-out", judge="delivers"),
    topics=(Topic("iot-alerts", subscriptions=(_ONLY_HIGH,)),),
)

SUBSCRIPTION_LIST_REFUSED = Scenario(
    name="subscription-list-refused",
    title="the subscriptions may not be listed",
    story="Whoever asks lacks sns:ListSubscriptionsByTopic, so nobody can say who is told.",
    source="docs/facts.md 2.1",
    budget="team-desk-spend",
    expected=unknown("subscription.unreadable", judge="delivers"),
    topics=(Topic("desk-alerts"),),
    faults=(Fault("sns", "ListSubscriptionsByTopic", "AuthorizationError", "topic", status=403),),
)

SUBSCRIPTION_PENDING = Scenario(
    name="subscription-pending",
    title="one of two has not confirmed",
    story="The chat channel gets the alert; the mail's recipient has never confirmed.",
    source="docs/facts.md 2.4",
    budget="team-sales-spend",
    expected=at_risk("subscription.pending"),
    topics=(
        Topic(
            "sales-alerts",
            subscriptions=(
                Subscription(),
                Subscription("email", "sales-lead@example.com", pending=True),
            ),
        ),
    ),
)

SUBSCRIPTION_RAW_TO_CHATBOT = Scenario(
    name="subscription-raw-to-chatbot",
    title="raw delivery to the chat service",
    story=(
        "Raw message delivery is on. Amazon Q Developer in chat applications expects SNS's "
        "envelope and may drop what comes without it."
    ),
    source="https://docs.aws.amazon.com/chatbot/latest/adminguide/chatbot-troubleshooting.html",
    budget="team-legal-spend",
    expected=at_risk("subscription.raw-to-chatbot"),
    topics=(
        Topic(
            "legal-alerts", subscriptions=(Subscription(attributes={"RawMessageDelivery": "true"}),)
        ),
    ),
)
