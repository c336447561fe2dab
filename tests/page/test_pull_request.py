"""The story of a pull request on the page of the demo, with the bot itself: opened in Slack, merged
and deployed by hand, and the alert arrives again.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from playground.demo.bot import ACCOUNT, FUNCTION, bot_of_the_page
from playground.page.launch import opened
from playground.scenarios.load import find
from playground.slack import seed as people
from tests.page.conftest import Page

SILENT = "customer-key-without-budgets"
BUDGET = find(SILENT).budget


@pytest.fixture
def demo() -> Iterator[Page]:
    """The demo as people open it, with this one scenario."""
    with (
        tempfile.TemporaryFile() as words,
        opened(bot_of_the_page(words), ACCOUNT, FUNCTION, 0, (SILENT,)) as (server, session),
    ):
        yield Page(server, session, standing={SILENT})


def wait(page: Page, look: Callable[[Any], Any]) -> Any:
    return page.slack.until(lambda: look(page.seen(people.MENDER)))


def said(words: str) -> Callable[[Any], Any]:
    return lambda seen: next((m for m in seen["messages"] if words in m["text"]), None)


def did(page: Page, path: str, **what: str) -> None:
    done = page.post(path, **what)
    assert done.json["ok"], done.body


def test_from_the_pull_request_to_the_alert_that_arrives(demo: Page) -> None:
    line = f"/budget-check {BUDGET}"
    did(demo, "/api/slack/command", user=people.MENDER, line=line, channel=people.FINOPS)
    answer = wait(demo, said(f"{BUDGET} does not alert"))
    pressed = {"user": people.MENDER, "action_id": "pull_request.open", "ts": answer["ts"]}
    did(demo, "/api/slack/press", **pressed)
    view = wait(demo, lambda seen: next((v for v in seen["views"] if v["submit"]), None))
    did(demo, "/api/slack/submit", user=people.MENDER, view_id=view["id"])
    wait(demo, said("opened the pull request acme/infra#1"))
    (pull,) = demo.get("/api/tickets").json["tickets"]
    merge = next(one["id"] for one in pull["acts"] if "merge" in one["id"])
    did(demo, "/api/tickets", system=pull["system"], id=pull["id"], act=merge)
    assert demo.picture(SILENT)["paths"][0]["outcome"] == "refused", "nothing is deployed"
    did(demo, "/api/deployment")
    assert demo.picture(SILENT)["paths"][0]["outcome"] == "delivers"
    wait(demo, said(f"acme/infra#1 is deployed: {BUDGET} alerts again"))
    assert demo.seen()["refusals"] == [], "Slack has taken everything that the bot sent"
