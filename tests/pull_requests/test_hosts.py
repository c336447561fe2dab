"""Hosts of repositories are found by the names of their files."""

from __future__ import annotations

from pathlib import Path

import bot.pull_requests
from bot.pull_requests import hosts
from bot.tickets import kinds

FILES = sorted(
    file.stem
    for file in Path(bot.pull_requests.__file__).parent.glob("*.py")
    if not file.name.startswith("_")
)


def test_one_file_for_each_and_no_list() -> None:
    assert sorted(hosts()) == FILES
    for host in hosts().values():
        assert host.title
        assert all(name.isupper() for name in host.settings)


def test_a_host_that_keeps_tickets_too_has_one_set_up_for_both() -> None:
    both = kinds()["github"], hosts()["github"]
    assert set(both[1].settings) < set(both[0].settings)
    assert both[0].secret == both[1].secret
    assert both[0].signs_with == both[1].signs_with
