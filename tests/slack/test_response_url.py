"""A response_url leads to Slack, or nowhere: whatever a payload, or a job, says."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from bot.core.jobs import Job, Place
from bot.core.jobs.checks import Command
from bot.errors import SlackError
from bot.slack.calls import hook, hook_origins
from playground.slack import seed
from tests.features.check.test_command import everything
from tests.slack.conftest import World, viewers, world
from tests.waiting import UNHURRIED

__all__ = ["viewers", "world"]


class Elsewhere:
    """A server of somebody else's, and what it was sent."""

    def __init__(self) -> None:
        heard: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                heard.append(self.path)
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.heard = heard
        self.http = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}/evil"


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    found = Elsewhere()
    thread = Thread(target=found.http.serve_forever, args=(0.05,))
    thread.start()
    yield found
    found.http.shutdown()
    thread.join()
    found.http.server_close()


def test_another_host_is_never_called(world: World, elsewhere: Elsewhere) -> None:
    place = Place("", seed.MENDER, seed.FINOPS, elsewhere.url)
    world.queue.send(Job("j1", place, Command("help")))
    assert world.queue.drain(UNHURRIED)
    assert elsewhere.heard == []
    (told,) = world.messages()
    assert told.ephemeral and "alert still arrives" in everything(told.blocks)


GOV = "https://slack-gov.com/api/"
SLACK = "https://slack.com/api/"


@pytest.mark.parametrize(
    ("url", "api"),
    [
        ("https://hooks.slack.com/commands/T1/2/x", SLACK),
        ("https://hooks.slack.com/commands/T1/2/x", GOV),
        ("https://hooks.slack-gov.com/actions/T1/2/x", GOV),
        ("http://127.0.0.1:5006/response/R1", "http://127.0.0.1:5006/api/"),
    ],
)
def test_slack_is_where_it_may_lead(url: str, api: str) -> None:
    assert any(url.startswith(f"{origin}/") for origin in hook_origins(api))


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.slack.com/x",
        "https://hooks.slack.com.evil.example/x",
        "https://hooks.slack.com@evil.example/x",
        "https://evil.example/https://hooks.slack.com/",
        "https://hooks.slack.com:8443/x",
        "https://HOOKS.slack.com\\@evil.example/x",
        "//hooks.slack.com/x",
        "file:///etc/passwd",
        "https://[::1/x",
        "http://169.254.169.254/latest/meta-data",
        "hooks.slack.com",
    ],
)
def test_nothing_else_is(url: str) -> None:
    with pytest.raises(SlackError, match="not an address of Slack"):
        hook(url, {}, 0.1, hook_origins(SLACK))
