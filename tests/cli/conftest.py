"""A healthy deployment for the doctor to look at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from playground.slack import LocalSlack
from tests.cli.deployed import Deployed
from tests.conftest import EmbeddedAws


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """A local Slack that is served."""
    with LocalSlack() as found:
        yield found


@pytest.fixture
def stage(
    embedded_aws: EmbeddedAws, slack: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> Deployed:
    """A stage that is not built yet."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_REGION"):
        monkeypatch.delenv(name, raising=False)
    return Deployed(embedded_aws, slack)


@pytest.fixture
def deployed(stage: Deployed) -> Deployed:
    """A healthy stage."""
    stage.build()
    return stage
