"""The embedded AWS as `bot.aws` meets it: through a Session and the ordinary environment."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from botocore.config import Config

from bot.aws.clients import CONFIG, Aws
from tests.aws.world import OpenAws, World
from tests.conftest import EmbeddedAws
from tests.waiting import UNHURRIED

QUICK = CONFIG.merge(Config(connect_timeout=60, read_timeout=60, retries={"total_max_attempts": 2}))
"""The same, for what fails for ever: it is given up after the second try."""
PATIENT = CONFIG.merge(Config(read_timeout=UNHURRIED))
"""The same, for calls that are held as long as a test wants."""


@pytest.fixture
def world(embedded_aws: EmbeddedAws) -> World:
    """An empty account to put things into."""
    return World(embedded_aws)


@pytest.fixture
def open_aws(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAws]:
    """Opens `Aws` for some credentials, the account's root without any; closes them all."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_REGION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    opened = OpenAws()
    yield opened
    opened.close()


@pytest.fixture
def aws(open_aws: OpenAws) -> Aws:
    """The account's root, with the configuration that budget-check runs with."""
    return open_aws()
