"""A local Slack on a free port, and slack_sdk's own client for it."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from playground.slack import Clock, LocalSlack
from tests.waiting import UNHURRIED


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(clock=Clock(1_800_000_000.0)) as running:
        yield running


@pytest.fixture
def granted(slack: LocalSlack) -> None:
    """Scopes of which the bot asks for none."""
    scopes = slack.workspace.tokens[slack.token].scopes
    scopes |= {"channels:join", "im:read", "reactions:write"}


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    return WebClient(slack.token, base_url=slack.api_url, timeout=int(UNHURRIED))
