import pytest

from bot.core.subscriptions.subscription import (
    confirmed,
    host,
    is_chatbot,
    mailed_into,
    subscriptions,
    title,
)
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


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.com/path", "example.com"),
        ("HTTP://Example.COM:8080?x=1", "example.com"),
        ("https://me:secret@example.com/", "example.com"),
        ("https://example.com./", "example.com"),
        ("https://a.example@b.example/", "b.example"),
        ("https://", ""),
        ("example.com", ""),
        ("ftp://example.com", ""),
        ("", ""),
    ],
)
def test_a_host(address: str, expected: str) -> None:
    assert host(address) == expected


@pytest.mark.parametrize(
    ("protocol", "endpoint", "expected"),
    [
        ("email", "costs-aaaa@example.slack.com", "Slack"),
        ("email-json", "costs-aaaa@Example.Slack.com", "Slack"),
        ("email", "0aa1.example.com@emea.teams.ms", "Microsoft Teams"),
        ("email", "somebody@slack.com", ""),
        ("email", "somebody@notslack.com", ""),
        ("email", "slack.com@example.com", ""),
        ("https", "https://example.slack.com", ""),
    ],
)
def test_an_address_of_a_channel(protocol: str, endpoint: str, expected: str) -> None:
    assert mailed_into(subscription(protocol, endpoint)) == expected


def test_titles() -> None:
    assert title(LIVE) == "email live@example.com"
    assert title(to_chat()) == "Amazon Q Developer in chat applications"
