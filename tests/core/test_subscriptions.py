import pytest

from bot.core.subscriptions import confirmed, is_chatbot, subscriptions, title
from tests.core.build import (
    CHATBOT,
    path,
    refused,
    subscription,
    to_chat,
    topic,
    with_subscriptions,
)

PENDING = subscription(pending=True)
LIVE = subscription(endpoint="live@example.com")


def test_which_there_are() -> None:
    assert subscriptions(with_subscriptions(PENDING, LIVE)) == (PENDING, LIVE)
    assert confirmed(with_subscriptions(PENDING, LIVE)) == (LIVE,)


def test_where_nothing_was_listed_there_are_none() -> None:
    assert subscriptions(path(topic=topic(subscriptions=refused()))) == ()
    assert subscriptions(path(topic=refused())) == ()
    assert subscriptions(path(topic=None)) == ()


@pytest.mark.parametrize(
    ("endpoint", "expected"),
    [
        (CHATBOT, True),
        ("https://GLOBAL.sns-api.chatbot.amazonaws.com/", True),
        ("https://sns-api.chatbot.amazonaws.com", True),
        ("https://evil-sns-api.chatbot.amazonaws.com", False),
        ("https://example.com/sns-api.chatbot.amazonaws.com", False),
        ("ops@sns-api.chatbot.amazonaws.com", False),
    ],
)
def test_chat(endpoint: str, expected: bool) -> None:
    assert is_chatbot(subscription("https", endpoint)) is expected


def test_titles() -> None:
    assert title(LIVE) == "email live@example.com"
    assert title(to_chat()) == "Amazon Q Developer in chat applications"
