"""The scenarios to choose from."""

from __future__ import annotations

from playground.scenarios.catalog import scenarios as catalog
from playground.scenarios.load import find
from tests.page.conftest import BROKEN, Page

MANAGE = find(BROKEN).budget


def test_the_scenarios(page: Page) -> None:
    listed = page.get("/api/scenarios").json
    assert [one["name"] for one in listed] == [one.name for one in catalog()]
    assert listed[0] == {
        "name": BROKEN,
        "title": find(BROKEN).title,
        "story": find(BROKEN).story,
        "budget": MANAGE,
        "verdict": "BROKEN",
    }
