"""Serve the Slack app on a laptop, with your own AWS credentials.

Slack reaches it over HTTP at /slack/events (through a tunnel of yours), or over Socket Mode where
SLACK_APP_TOKEN is set. It mends only where its tables are there; otherwise it reads.
"""

from __future__ import annotations

import argparse
import logging
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Event
from types import FrameType
from typing import get_args

from bot.aws.apply import ONCE
from bot.aws.clients import Aws
from bot.aws.session import session, with_secrets
from bot.cli.tables import has_tables, say_how, tables_for
from bot.core.jobs import Job
from bot.core.jobs.kind import QueueName
from bot.errors import UsageError
from bot.events.schedule import ticks
from bot.events.sweep import sweeps
from bot.features.change.schedule import SECONDS, Ticker
from bot.jobs.context import ProcessContext, fresh_id, utc_now
from bot.jobs.queue_router import QueueRouter
from bot.settings import Settings
from bot.slack.app import SlackApp, build
from bot.slack.identity import identified
from bot.slack.server import Server
from bot.slack.socket import connected
from bot.store.connect import dynamodb
from bot.worker.compose import Clients, compose
from bot.worker.local_queue import THREADS, LocalQueue
from bot.worker.worker import Worker

EXAMPLES = ("serve", "serve --port 8080 --profile payer")
SWEEP_SECONDS = 6 * 60 * 60.0
"""As often as a deployment sweeps (serverless.yml)."""
_AT_ONCE: Mapping[QueueName, int] = {"sweep": 2}
"""As in a deployment (serverless.yml): the accounts of a sweep leave the process to who asks."""
_LAST_JOBS = 2.0
"""Seconds for what is about to be done when the bot is stopped."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `serve`."""
    parser.add_argument("--port", type=int, default=3000, help="on loopback (default: 3000)")
    parser.add_argument("--profile", metavar="P", help="a profile of your AWS configuration")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Serve until interrupted; returns 0.

    Raises SettingsError for what the Slack app misses and for tables that are named but not there,
    UsageError for a port that is taken or a profile that does not exist, StoreError where the
    tables give no answer and SlackError where Slack does not answer at the start.
    """
    with laptop(settings, arguments.profile) as here:
        if here.settings.app_token:
            with connected(here.app, here.settings.app_token, here.settings.slack_api_url):
                _say(f"Connected to Slack over Socket Mode. {here.does} Ctrl-C stops it.")
                Event().wait()
        else:
            _serve(here.app, arguments.port, here.does)
    return 0


@dataclass(frozen=True)
class Laptop:
    """The whole bot in one process, as long as `laptop` holds it.

    `routes` takes jobs for its workers; `does` says in a sentence what it may write.
    """

    settings: Settings
    app: SlackApp
    routes: QueueRouter
    does: str


@contextmanager
def laptop(settings: Settings, profile: str | None) -> Iterator[Laptop]:
    """The bot that `serve` serves. SIGTERM interrupts it from now on, as Ctrl-C does.

    Raises what `run` does, but for the port.
    """
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("botocore").setLevel(logging.WARNING)
    logging.getLogger("slack_sdk").setLevel(logging.CRITICAL)  # our own words name the cause
    signal.signal(signal.SIGTERM, _interrupt)
    read = with_secrets(settings, session(profile), utc_now)
    known = identified(read.for_slack())
    with _app(known, profile) as here:
        yield here


def _serve(app: SlackApp, port: int, does: str) -> None:
    try:
        server = Server(app, port)
    except (OSError, OverflowError) as error:
        raise UsageError(
            f"Port {port} cannot be used ({error}): name another with --port."
        ) from None
    with server:
        _say(f"Serving Slack at {server.url}. {does} Ctrl-C stops it.")
        server.wait()


@contextmanager
def _app(settings: Settings, profile: str | None) -> Iterator[Laptop]:
    """The app with its workers, one for each queue, and the schedule behind it."""
    with ExitStack() as stack:
        queues = [LocalQueue(_AT_ONCE.get(name, THREADS)) for name in get_args(QueueName)]
        queue = QueueRouter(*queues)
        parts = compose(settings, queue, _clients(settings, stack, profile))
        worker = Worker(parts)
        for each in queues:
            each.start(worker.work, worker.failed)
            stack.callback(each.close)
            stack.callback(each.drain, _LAST_JOBS)
        if parts.tables:
            _schedule(stack, queue)
        yield Laptop(settings, build(settings, queue), queue, _does(parts))


def _clients(settings: Settings, stack: ExitStack, profile: str | None) -> Clients:
    """Without tables where budget-check has none: then it only reads."""
    reading = stack.enter_context(Aws(session(profile)))
    writing = stack.enter_context(Aws(session(profile), config=ONCE))
    if not has_tables(settings):
        say_how(_say)
        return Clients(reading, writing)
    client = dynamodb(session(profile))
    stack.callback(client.close)
    return Clients(reading, writing, client, tables_for(settings, client))


def _schedule(stack: ExitStack, queue: QueueRouter) -> None:
    """What is due, every minute, and the watch's sweep, at the start and every six hours."""
    for jobs, seconds in ((ticks, SECONDS), (sweeps, SWEEP_SECONDS)):
        ticker = Ticker(partial(_tick, queue, jobs), seconds)
        ticker.start()
        stack.callback(ticker.close)


def _tick(queue: QueueRouter, jobs: Callable[[str], tuple[Job, ...]]) -> None:
    for job in jobs(fresh_id()):
        queue.send(job)


def _does(parts: ProcessContext) -> str:
    if parts.tables is None:
        return "It reads and never writes."
    if not parts.settings.menders:
        return "It reads, and writes nothing to AWS while MENDERS names nobody."
    return "It mends what menders submit."


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
