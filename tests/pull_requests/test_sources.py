"""Where policies are written: by a map that may be wrong, unread, or name what is not there."""

from __future__ import annotations

import json

from bot.core.model.read import Cause, ReadFailed
from bot.core.sources import NoPlace, Place
from bot.pull_requests import MappedSources
from tests.features.pull_request.repository import Repository
from tests.store.things import ACCOUNT, TOPIC

REPOSITORY = Repository("acme/infra", {})
ENTRY = {"account": ACCOUNT, "host": "github", "repository": "acme/infra", "base": "main"}


def mapped(text: str | ReadFailed) -> MappedSources:
    return MappedSources(lambda: text, {"github": REPOSITORY})


def test_a_place_is_that_of_the_map() -> None:
    found = mapped(json.dumps([ENTRY])).place(TOPIC, ("budget-alerts",), {})
    assert found == Place("github", "acme/infra", "", "main")


def test_a_map_that_is_wrong_names_no_place_and_says_why() -> None:
    found = mapped("no map").place(TOPIC, (), {})
    assert isinstance(found, NoPlace) and "JSON" in found.why


def test_a_map_that_could_not_be_read_is_no_map_without_places() -> None:
    failed = ReadFailed("ssm:GetParameters", "/sources", Cause.REFUSED)
    assert mapped(failed).place(TOPIC, (), {}) is failed


def test_a_host_is_known_by_its_name() -> None:
    sources = mapped("[]")
    assert sources.host("github") is REPOSITORY and sources.host("cvs") is None
