"""Starts everything, side by side where one does not need the other, and opens the page.

The bot is a process of its own. On a restart it is stopped before AWS is emptied under it.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager

from playground.aws import process
from playground.page.files import DIST
from playground.page.persona import Credentials
from playground.page.picture import picture
from playground.page.routes import Routes
from playground.page.server import Server
from playground.page.session import Session
from playground.scenarios.load import find
from playground.scenarios.load import seed as seed_scenarios
from playground.scenarios.model import Scenario
from playground.slack.local import LocalSlack
from playground.tickets import LocalTickets

HEARD = ("aws-managed-key", "no-encryption", "customer-key", "customer-key-without-budgets")
"""The scenarios whose topics the bot is subscribed to: their alerts get threads."""
Serve = Callable[[str, LocalSlack, LocalTickets, Mapping[str, str]], AbstractContextManager[str]]
"""Runs a bot against the embedded AWS at a url, a local Slack and ticket systems, with an access
key and whatever else a part of an environment holds; gives the bot's own address.
"""


class Bot:
    """The bot's process, which can be stopped and started anew."""

    def __init__(self, slack: LocalSlack, serve: Callable[[], AbstractContextManager[str]]) -> None:
        self._slack, self._serve = slack, serve
        self._running = ExitStack()

    def start(self) -> None:
        """Run it; the local Slack finds it from now on."""
        self._slack.app_url = self._running.enter_context(self._serve())

    def stop(self) -> None:
        """End it. Slack says `dispatch_failed` until it runs again."""
        self._running.close()


@contextmanager
def opened(
    serve: Serve, account: str, function: str, port: int, scenarios: Sequence[str] | None = None
) -> Iterator[tuple[Server, Session]]:
    """The page's server with everything behind it, `scenarios` (all of them for None) seeded.

    `function` is the ARN by which SNS knows the bot. Raises OSError where the port is taken and
    RuntimeError where the embedded AWS or the bot does not start.
    """
    with ExitStack() as stack:
        slack = stack.enter_context(LocalSlack())
        tickets = stack.enter_context(LocalTickets())
        aws = stack.enter_context(process.running())
        credentials = Credentials(aws.url, account)
        stack.callback(credentials.close)
        given: dict[str, str] = {}

        def serve_bot() -> AbstractContextManager[str]:
            return serve(aws.url, slack, tickets, {**credentials.keys_of_the_bot(), **given})

        bot = Bot(slack, serve_bot)

        def seed() -> None:
            seed_scenarios(aws.url, scenarios)
            _subscribe(credentials, function, scenarios)

        session = Session(
            slack, credentials, tickets, seed, bot.stop, bot.start, bot_settings=given
        )
        server = Server(port, Routes(session), DIST)
        stack.callback(bot.stop)
        with ThreadPoolExecutor(1) as pool:
            seeded = pool.submit(seed)
            bot.start()
            seeded.result()
        picture(session, find(HEARD[0]).budget)  # the first look makes its clients
        yield stack.enter_context(server), session


def port_or_free(wanted: int) -> int:
    """`wanted` where nobody listens there, else 0: a free one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            return 0
    return wanted


def _subscribe(credentials: Credentials, function: str, scenarios: Sequence[str] | None) -> None:
    for scenario in map(find, HEARD):
        if scenarios is None or scenario.name in scenarios:
            _subscribe_to(credentials, function, scenario)


def _subscribe_to(credentials: Credentials, function: str, scenario: Scenario) -> None:
    for topic in scenario.topics:
        sns = credentials.client("sns", topic.region)
        sns.subscribe(TopicArn=topic.arn, Protocol="lambda", Endpoint=function)
