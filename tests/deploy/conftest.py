"""The template with every setting on, and with the example's, where nobody may mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deploy.stack import Stack
from tools import template


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Stack:
    return _compiled(template.everything(), tmp_path_factory.mktemp("full"))


@pytest.fixture(scope="session")
def untagged(tmp_path_factory: pytest.TempPathFactory) -> Stack:
    """The same without ONLY_TAGGED."""
    settings = f"{template.everything()}\nONLY_TAGGED=false\n"
    return _compiled(settings, tmp_path_factory.mktemp("untagged"))


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Stack:
    return _compiled(template.EXAMPLE.read_text("utf-8"), tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="session")
def two_senders(tmp_path_factory: pytest.TempPathFactory) -> Stack:
    """The same as `full` with some of the senders."""
    settings = f"{template.everything()}\nSENDERS=alarms, trails\n"
    return _compiled(settings, tmp_path_factory.mktemp("senders"))


@pytest.fixture(scope="session")
def no_alarms(tmp_path_factory: pytest.TempPathFactory) -> Stack:
    """The same without alarms among them."""
    settings = f"{template.everything()}\nSENDERS=rules\n"
    return _compiled(settings, tmp_path_factory.mktemp("no-alarms"))


def _compiled(settings: str, folder: Path) -> Stack:
    return Stack(template.load(template.compile_template(settings, folder)))
