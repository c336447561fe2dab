"""The world of alerts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import EmbeddedAws
from tests.features.alert.world import Alerts, alerts


@pytest.fixture
def world(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[Alerts]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    with alerts(embedded_aws) as found:
        yield found
