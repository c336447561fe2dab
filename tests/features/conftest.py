"""The world with one broken key in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.features.world import Mending, mending

GRANT = "customer-key-without-budgets"


@pytest.fixture
def opener(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAws]:
    """Opens `Aws` onto the embedded one, and closes what it opened."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    opened = OpenAws()
    yield opened
    opened.close()


@pytest.fixture
def names() -> list[str]:
    """The scenarios."""
    return [GRANT]


@pytest.fixture
def different() -> dict[str, Any]:
    """The settings that a test wants otherwise; it overrides this by parametrisation."""
    return {}


@pytest.fixture
def world(
    embedded_aws: EmbeddedAws, opener: OpenAws, names: list[str], different: dict[str, Any]
) -> Iterator[Mending]:
    """The world."""
    with mending(embedded_aws, opener, names, **different) as found:
        yield found
