from bot.core.model.subscription import SubscriptionAttributes
from tests.core.build import refused, subscription, to_chat, with_subscriptions
from tests.core.checks.case import Case

RAW = SubscriptionAttributes(raw=True)

CASES = [
    Case("not raw", with_subscriptions(to_chat())),
    Case("raw to somebody else", with_subscriptions(subscription(attributes=RAW))),
    Case(
        "raw to somebody who is called alike",
        with_subscriptions(
            subscription("https", "https://not-sns-api.chatbot.amazonaws.com.x", attributes=RAW)
        ),
    ),
    Case(
        "raw to a chat channel (docs/causes.md S5)",
        with_subscriptions(to_chat(RAW)),
        ("subscription.raw-to-chatbot AT_RISK",),
        ("Turn raw message delivery off",),
    ),
    Case(
        "unread",
        with_subscriptions(subscription("https", to_chat().endpoint, attributes=refused())),
        unread=True,
    ),
]
