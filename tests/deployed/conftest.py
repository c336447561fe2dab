"""One deployed stack for all the tests here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from playground.aws_lambda.function import Code
from tests.deployed.stack import Stack, deployed
from tools import artefact as built


@pytest.fixture(scope="module")
def stack(artefact: Code, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    folder = tmp_path_factory.mktemp("deployed")
    with deployed(artefact, built.zipped(artefact, folder), folder) as found:
        yield found
