"""The watch's world; `different` are settings that a file wants otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from tests.conftest import EmbeddedAws
from tests.features.alert.world import Alerts
from tests.features.watch.watching import watching


@pytest.fixture
def world(
    embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch, different: Mapping[str, object]
) -> Iterator[Alerts]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    with watching(embedded_aws, **different) as found:
        yield found
