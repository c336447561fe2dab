"""The artefact that is deployed, unzipped; see `tools.artefact`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from playground.aws_lambda.function import Code
from tests.artefact.world import Deployed, deployed
from tests.conftest import EmbeddedAws


@pytest.fixture
def world(artefact: Code, embedded_aws: EmbeddedAws) -> Iterator[Deployed]:
    with deployed(artefact, embedded_aws) as made:
        yield made
