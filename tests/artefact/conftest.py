"""The artefact that is deployed, unzipped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from playground.aws_lambda.function import Code
from tests.artefact.world import Deployed, deployed
from tests.conftest import EmbeddedAws


@pytest.fixture(scope="session")
def code() -> Code:
    return Code(Path("/tmp/venv-lambda/bin/python"), Path("/tmp/stage"))


@pytest.fixture
def world(code: Code, embedded_aws: EmbeddedAws) -> Iterator[Deployed]:
    with deployed(code, embedded_aws) as made:
        yield made
