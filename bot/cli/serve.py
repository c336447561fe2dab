"""`python -m bot serve`: the Slack app on a laptop, with your own AWS credentials.

It reads and never writes. Slack reaches it over HTTP at `/slack/events` (through a tunnel of
yours), or over Socket Mode where SLACK_APP_TOKEN is set.
"""

from __future__ import annotations

import argparse
import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import FrameType

from bot.aws.clients import Aws
from bot.aws.session import session
from bot.errors import UsageError
from bot.settings import Settings
from bot.slack.app import SlackApp, build
from bot.slack.client import Slack
from bot.slack.identity import identified
from bot.slack.server import Server
from bot.slack.socket import connect_and_wait
from bot.work.aws_reader import AwsReader
from bot.work.local_queue import LocalQueue
from bot.work.worker import Worker


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `serve`."""
    parser.add_argument("--port", type=int, default=3000, help="on loopback (default: 3000)")
    parser.add_argument("--profile", metavar="P", help="a profile of your AWS configuration")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Serve until interrupted; returns 0.

    Raises SettingsError for what the Slack app misses, UsageError for a port that is taken or a
    profile that does not exist, and SlackError where Slack does not answer at the start.
    """
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("botocore").setLevel(logging.WARNING)
    signal.signal(signal.SIGTERM, _interrupt)
    known = identified(settings.for_slack())
    with Aws(session(arguments.profile)) as aws, _app(known, aws) as app:
        if known.app_token:
            _say("Connected to Slack over Socket Mode. It reads and never writes. Ctrl-C stops it.")
            connect_and_wait(app, known.app_token, known.slack_api_url)
        else:
            _serve(app, arguments.port)
    return 0


def _serve(app: SlackApp, port: int) -> None:
    try:
        server = Server(app, port)
    except (OSError, OverflowError) as error:
        raise UsageError(
            f"Port {port} cannot be used ({error}): name another with --port."
        ) from None
    with server:
        _say(f"Serving Slack at {server.url}. It reads and never writes. Ctrl-C stops it.")
        server.wait()


@contextmanager
def _app(settings: Settings, aws: Aws) -> Iterator[SlackApp]:
    """The app with its worker behind it, in this process."""
    queue = LocalQueue()
    slack = Slack(settings.bot_token, settings.slack_api_url)
    worker = Worker(settings, slack, AwsReader(aws, lambda: datetime.now(UTC)), queue)
    queue.start(worker.work, worker.failed)
    try:
        yield build(settings, queue)
    finally:
        queue.close()


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
