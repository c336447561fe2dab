"""The engine's bench, over an empty embedded AWS with fresh tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.aws.apply import ONCE
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.features.change.bench import TABLES, Bench, bench


@pytest.fixture
def opener(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAws]:
    """Opens `Aws` for credentials, and closes them all."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_REGION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    opened = OpenAws()
    yield opened
    opened.close()


@pytest.fixture
def b(embedded_aws: EmbeddedAws, opener: OpenAws) -> Bench:
    """The bench, as the account's root."""
    embedded_aws.tables(TABLES)
    return bench(embedded_aws, opener(), opener(config=ONCE))
