"""The bot as the demo runs it: a process of its own, pointed at loopback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import IO

from playground.aws import process
from playground.aws.delivery_rules.sender import OTHERS
from playground.demo.ticket_systems import keep_secret, settings_of
from playground.page.launch import Serve
from playground.slack import seed
from playground.slack.local import LocalSlack
from playground.tickets import LocalTickets

ACCOUNT = "111111111111"
FUNCTION = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:budget-check-events"
"""What runs at the laptop's door for events, by the name that a subscription has for it."""
_FOREIGN = (
    *("AWS_", "SLACK_", "MENDERS", "VIEWERS", "ACCOUNTS_", "TABLES_", "EVENTS_"),
    *("GITHUB_", "JIRA_", "SERVICENOW_", "TICKETS_", "SOURCES_"),
)
"""What a shell may hold of another AWS, another Slack or another budget-check."""
_SECONDS_TO_STOP = 8


def bot_of_the_page(words: IO[bytes]) -> Serve:
    """How the page runs its bot, whose standard error goes to `words`, a file."""

    def serve(
        aws_url: str, slack: LocalSlack, tickets: LocalTickets, keys: Mapping[str, str]
    ) -> AbstractContextManager[str]:
        # One channel for everything: whoever asks there sees the alerts arrive there as well.
        several = {**settings_of(tickets), "TICKETS": "opsitem,github,jira,servicenow"}
        bot = hearing({**environment(aws_url, slack), **several, **keys})
        keep_secret(aws_url, bot, ACCOUNT)
        return serving({**bot, "ALERTS_CHANNEL": seed.FINOPS}, events=True, words=words)

    return serve


def environment(aws_url: str, slack: LocalSlack) -> Mapping[str, str]:
    """What the bot finds in its environment: loopback addresses, and credentials that are none."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
    return kept | {
        "AWS_ENDPOINT_URL": aws_url,
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "demo",
        "AWS_DEFAULT_REGION": "us-east-1",
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "MENDERS": f"{seed.MENDER},{seed.APPROVER}",
        "APPROVALS": "0",
        "ALLOW_UNENCRYPTED": "false",
        "TICKETS": "opsitem",
        "SENDERS": ",".join(sender.id for sender in OTHERS),
        "PYTHONUNBUFFERED": "1",
    }


def hearing(bot: Mapping[str, str]) -> Mapping[str, str]:
    """The same bot with a function that AWS calls and a channel for alerts: `serving` with events
    needs both.
    """
    return {**bot, "EVENTS_FUNCTION": FUNCTION, "ALERTS_CHANNEL": seed.ALERTS}


@contextmanager
def serving(
    bot: Mapping[str, str],
    *,
    events: bool = False,
    words: IO[bytes] | None = None,
    started: Callable[[int], object] = lambda _: None,
) -> Iterator[str]:
    """The bot's address, at a free port, while `python -m bot serve` runs.

    With `events` it is `python -m playground.demo.serve`, which AWS's events reach too. What it
    says to standard error goes to `words`, a file, where one is given; `started` hears its process
    id. Raises RuntimeError where it
    does not start.
    """
    module = ["playground.demo.serve"] if events else ["bot", "serve"]
    command = [sys.executable, "-m", *module, "--port", "0"]
    with subprocess.Popen(  # noqa: S603
        command,
        env=dict(bot),
        cwd=process.ROOT,
        stdout=subprocess.PIPE,
        stderr=words,
        text=True,
    ) as running:
        try:
            said = running.stdout.readline() if running.stdout else ""
            address = re.search(r"http://127\.0\.0\.1:\d+/slack/events", said)
            if not address:
                raise RuntimeError(f"The Slack app did not start{_its_words(words)}")
            started(running.pid)
            yield address[0]
        finally:
            _end(running)


def _its_words(words: IO[bytes] | None) -> str:
    return f": {last_words(words)}" if words else "; its words are above."


def last_words(words: IO[bytes]) -> str:
    """The end of what the bot said to that file."""
    words.seek(0)
    return words.read().decode("utf-8", "replace")[-2000:].strip()


def _end(running: subprocess.Popen[str]) -> None:
    running.terminate()
    try:
        running.wait(_SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        running.kill()
