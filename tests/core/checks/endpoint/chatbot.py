from bot.core.model.chat import ChatConfiguration, Chats
from tests.core.build import TOPIC, chats, path, refused, to_chat, with_subscriptions
from tests.core.checks.case import Case

UNREAD = (refused("chatbot:DescribeSlackChannelConfigurations", "us-east-2"),)
OTHERS = ChatConfiguration("slack", "others", "#others", (f"{TOPIC}-other",))


def chat(found: Chats) -> dict[str, Chats]:
    return {"chats": found}


CASES = [
    Case("no chat subscription", path()),
    Case("a Slack channel", with_subscriptions(to_chat(), **chat(chats()))),
    Case("a Teams channel alone", with_subscriptions(to_chat(), **chat(chats("teams")))),
    Case("a Chime webhook alone", with_subscriptions(to_chat(), **chat(chats("chime")))),
    Case(
        "no channel (docs/causes.md E4)",
        with_subscriptions(to_chat(), **chat(Chats((OTHERS,)))),
        ("endpoint.chatbot-no-channel BROKEN",),
        ("no channel in Slack, Teams or Chime",),
    ),
    Case(
        "disabled, with AWS's reason",
        with_subscriptions(to_chat(), **chat(chats(state="DISABLED", reason="account_inactive."))),
        ("endpoint.chatbot-disabled BROKEN",),
        ('"cost-alerts"', "#costs", "account_inactive."),
    ),
    Case(
        "disabled, without a reason",
        with_subscriptions(to_chat(), **chat(chats(state="DISABLED"))),
        ("endpoint.chatbot-disabled BROKEN",),
    ),
    Case(
        "one disabled, one that works",
        with_subscriptions(
            to_chat(),
            **chat(Chats((*chats(state="DISABLED").found, *chats("teams").found))),
        ),
    ),
    Case(
        "unread",
        with_subscriptions(to_chat(), **chat(Chats(unread=UNREAD))),
        ("endpoint.unreadable UNKNOWN",),
        ("chatbot:DescribeSlackChannelConfigurations",),
        unread=True,
    ),
    Case(
        "one disabled, the rest unread",
        with_subscriptions(to_chat(), **chat(chats(state="DISABLED", unread=UNREAD))),
        ("endpoint.unreadable UNKNOWN",),
        unread=True,
    ),
    Case(
        "one that works, the rest unread",
        with_subscriptions(to_chat(), **chat(chats(unread=UNREAD))),
        unread=True,
    ),
    Case("an unread topic", path(topic=refused(), chats=chats()), unread=True),
]
