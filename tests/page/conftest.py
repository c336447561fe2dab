"""The page's server over real HTTP, with an embedded AWS and a local Slack behind it.

`page` has a small app of our own for Slack; `whole` has the bot itself.
"""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from playground.demo.bot import FUNCTION, environment, hearing, serving
from playground.page.launch import opened
from playground.page.persona import Credentials
from playground.page.routes import Routes
from playground.page.server import Server
from playground.page.session import Session
from playground.scenarios.load import find, seed
from playground.slack import LocalSlack
from playground.slack import seed as people
from playground.tickets import LocalTickets
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.playground.slack.bolt import dispatching
from tests.waiting import UNHURRIED

BROKEN, HEALTHY, OWN_KEY = "aws-managed-key", "no-encryption", "customer-key"
PATIENCE = 0.2
"""Seconds that a long poll waits here."""


@dataclass(frozen=True)
class Answered:
    """An HTTP answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """Its JSON."""
        return json.loads(self.body)

    @property
    def refusal(self) -> tuple[int, str]:
        """What it was turned down with."""
        return self.status, self.json["error"]


@dataclass
class Page:
    """A page's server, as a browser reaches it, and what stands behind it."""

    server: Server
    session: Session
    happened: list[str] = field(default_factory=list)
    standing: set[str] = field(default_factory=set)

    def budget(self, scenario: str) -> str:
        """The name of a scenario's budget, which stands in AWS from now on."""
        if scenario not in self.standing:
            self.standing.add(scenario)
            seed(self.session.aws.url, [scenario])
        return find(scenario).budget

    @property
    def slack(self) -> LocalSlack:
        """The local Slack."""
        return self.session.slack

    def send(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answered:
        """One request; header names with _ for -."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=UNHURRIED)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            return Answered(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    def get(self, path: str, **query: object) -> Answered:
        """GET."""
        named = {name.rstrip("_"): value for name, value in query.items()}
        return self.send("GET", f"{path}?{urlencode(named)}" if named else path)

    def post(self, path: str, **body: object) -> Answered:
        """POST with a JSON object."""
        return self.send("POST", path, json.dumps(body).encode())

    def seen(self, me: str = people.MENDER, after: int = 0) -> Any:
        """What somebody sees of Slack."""
        answer = self.get("/api/slack", as_=me, after=after)
        assert answer.status == 200, answer.body
        return answer.json

    def picture(self, scenario: str = BROKEN, after: int = 0) -> Any:
        """The picture of a scenario's budget."""
        answer = self.get("/api/aws", budget=self.budget(scenario), after=after)
        assert answer.status == 200, answer.body
        return answer.json

    def event(self, event_id: str, scenario: str = BROKEN) -> Answered:
        """Press the button of an event."""
        return self.post(f"/api/events/{event_id}", budget=self.budget(scenario))

    def button(self, event_id: str, scenario: str = BROKEN) -> Any:
        """The button of an event."""
        listed = self.get("/api/events", budget=self.budget(scenario)).json
        return next(one for one in listed if one["id"] == event_id)

    def is_woken_by(self, look: Callable[..., Any], change: Callable[[], object]) -> bool:
        """Whether a change ends the long poll `look` that waits for it; nothing else does here."""
        self.session.patience = threading.TIMEOUT_MAX
        before = look()["version"]
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(look, after=before)
            time.sleep(0.1)
            change()
            return bool(waiting.result()["version"] > before)


@pytest.fixture(scope="session")
def credentials(embedded_aws_server: EmbeddedAws) -> Iterator[Credentials]:
    """Clients for the embedded AWS; `page` has the roles forgotten that they had."""
    made = Credentials(embedded_aws_server.url, ACCOUNT)
    yield made
    made.close()


@pytest.fixture
def page(embedded_aws: EmbeddedAws, credentials: Credentials, tmp_path: Path) -> Iterator[Page]:
    """A page whose Slack app is the small one of tests/playground/slack."""
    happened: list[str] = []

    def filled() -> None:
        happened.append("seed")
        seed(embedded_aws.url, [BROKEN])

    with ExitStack() as stack:
        slack = stack.enter_context(LocalSlack())
        stack.enter_context(dispatching(slack))
        credentials.forget()
        session = Session(
            slack,
            credentials,
            stack.enter_context(LocalTickets()),
            filled,
            lambda: happened.append("stop"),
            lambda: happened.append("start"),
            PATIENCE,
        )
        server = stack.enter_context(Server(0, Routes(session), tmp_path))
        yield Page(server, session, happened)


@pytest.fixture(scope="session")
def whole() -> Iterator[Page]:
    """A page with the bot itself, as `make demo` opens it, with a few scenarios."""

    def serve(
        aws_url: str, slack: LocalSlack, tickets: LocalTickets, keys: Mapping[str, str]
    ) -> Any:
        bot = hearing({**environment(aws_url, slack), **keys})
        return serving({**bot, "ALERTS_CHANNEL": people.FINOPS}, events=True)

    standing = BROKEN, HEALTHY, OWN_KEY
    with opened(serve, ACCOUNT, FUNCTION, 0, standing) as (server, session):
        yield Page(server, session, standing=set(standing))
