"""`make demo`: the embedded AWS, a local Slack and the bot, on one laptop, without any account.

It opens a page on loopback and prints its address; Ctrl-C ends everything. The bot is the real one,
the same app as in production, pointed at loopback.

With `--once` there is no page: it prints the check of a broken budget and of a healthy one, mends
the broken one from Slack (a signed `/budget-check`, the button, the preview, the submission, the
thread), shows before and after whether an alert arrives, and stops. Around that it follows an alert
of the healthy one to the next that arrives.
"""

from __future__ import annotations

import signal

if __name__ == "__main__":
    # Until `main` runs, Ctrl-C ends it without a word: a traceback out of an import helps nobody.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import argparse
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from types import FrameType
from typing import IO

from playground.acts import Acts
from playground.aws import process
from playground.following import following
from playground.page.files import DIST, NOT_BUILT
from playground.page.opening import Serve, opened, port_or_free
from playground.slack import seed
from playground.slack.local import LocalSlack

BROKEN = "cost-all-services-manage"
HEALTHY = "cost-all-services-dev"
ACCOUNT = "111111111111"
FUNCTION = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:budget-check-events"
"""What runs at the laptop's door for events, by the name that a subscription has for it."""
PAGE_PORT = 5007
OVERSPENT = 5000.0
FIX = "move-to-new-key"
_FOREIGN = ("AWS_", "SLACK_", "MENDERS", "VIEWERS", "ACCOUNTS_", "TABLES_", "EVENTS_")
"""What a shell may hold of another AWS, another Slack or another budget-check."""
_SECONDS_TO_STOP = 8


def main() -> int:
    """Run the demo; 0 unless something did not start or did not answer."""
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--once", action="store_true", help="print the story and stop")
    parser.add_argument(
        "--port", type=_port, default=PAGE_PORT, help=f"of the page ({PAGE_PORT}); 0: a free one"
    )
    given = parser.parse_args()
    for word in (signal.SIGINT, signal.SIGTERM):
        signal.signal(word, _interrupt)
    try:
        if given.once:
            _tell_the_story()
        else:
            _open_the_page(given.port)
    except KeyboardInterrupt:
        _say("\nStopped.")
    except (OSError, RuntimeError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _port(text: str) -> int:
    """ValueError: it is none, which argparse says."""
    port = int(text)
    if not 0 <= port < 65536:
        raise ValueError(text)
    return port


def _open_the_page(wanted: int) -> None:
    port = port_or_free(wanted)
    if wanted and not port:
        _say(f"Port {wanted} cannot be used: the page gets another one.")
    with (
        tempfile.TemporaryFile() as words,
        opened(bot_of_the_page(words), ACCOUNT, FUNCTION, port) as (server, _),
    ):
        if not (DIST / "index.html").exists():
            _say(NOT_BUILT.strip())
        _say(f"The playground is at {server.url} (Ctrl-C stops it).")
        _until_interrupted()


def bot_of_the_page(words: IO[bytes]) -> Serve:
    """How the page runs its bot, whose standard error goes to `words`, a file."""

    def serve(
        aws_url: str, slack: LocalSlack, keys: Mapping[str, str]
    ) -> AbstractContextManager[str]:
        # One channel for everything: whoever asks there sees the alerts arrive there as well.
        bot = hearing({**environment(aws_url, slack), **keys})
        return serving({**bot, "ALERTS_CHANNEL": seed.FINOPS}, events=True, words=words)

    return serve


def _until_interrupted() -> None:
    try:
        threading.Event().wait()
    finally:
        # An impatient second Ctrl-C must not leave anything behind.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _tell_the_story() -> None:
    with (
        tempfile.TemporaryFile() as words,
        process.running(()) as aws,
        LocalSlack() as slack,
        _shown_on_failure(words),
    ):
        _say(f"The embedded AWS answers at {aws.url}, with every scenario in account {ACCOUNT}.")
        bot = environment(aws.url, slack)
        for name in (BROKEN, HEALTHY):
            _check(name, bot)
        with serving(hearing(bot), events=True, words=words) as address:
            slack.app_url = address
            with following(aws.url, FUNCTION, Acts(slack, _say, channel=seed.ALERTS)):
                in_slack = Acts(slack, _say)
                _alert(aws, f"Spend of {BROKEN} crosses 80 % while its topic is on alias/aws/sns")
                in_slack.mend(in_slack.ask(BROKEN), FIX)
                _alert(aws, "Spend crosses it again, in the next period")
                in_slack.ask(f"log {BROKEN}")


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
        "PYTHONUNBUFFERED": "1",
    }


def hearing(bot: Mapping[str, str]) -> Mapping[str, str]:
    """The same bot with a function that AWS calls and a channel for alerts: `serving` with events
    needs both.
    """
    return {**bot, "EVENTS_FUNCTION": FUNCTION, "ALERTS_CHANNEL": seed.ALERTS}


@contextmanager
def serving(
    bot: Mapping[str, str], *, events: bool = False, words: IO[bytes] | None = None
) -> Iterator[str]:
    """The bot's address, at a free port, while `python -m bot serve` runs.

    With `events` it is `python -m playground.serving`, which AWS's events reach too. What it says
    to standard error goes to `words`, a file, where one is given. Raises RuntimeError where it does
    not start.
    """
    module = ["playground.serving"] if events else ["bot", "serve"]
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
            yield address[0]
        finally:
            _end(running)


def _its_words(words: IO[bytes] | None) -> str:
    return f": {_last(words)}" if words else "; its words are above."


@contextmanager
def _shown_on_failure(words: IO[bytes]) -> Iterator[None]:
    """What the bot said is for those alone who must find out why nothing came."""
    try:
        yield
    except SystemExit:
        sys.stderr.write(f"{_last(words)}\n")
        raise


def _last(words: IO[bytes]) -> str:
    words.seek(0)
    return words.read().decode("utf-8", "replace")[-2000:].strip()


def _end(running: subprocess.Popen[str]) -> None:
    running.terminate()
    try:
        running.wait(_SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        running.kill()


def _check(name: str, bot: Mapping[str, str]) -> None:
    _say(f"\n$ python -m bot check {name}")
    command = [sys.executable, "-m", "bot", "check", name]
    done = subprocess.run(command, env=dict(bot), cwd=process.ROOT, check=False)  # noqa: S603
    _say(f"(exit status {done.returncode})")


def _alert(aws: process.Running, when: str) -> None:
    """Let the embedded AWS Budgets do what it does at a threshold, and say what came of it."""
    aws.control.begin_period(ACCOUNT, BROKEN)
    tried = aws.control.set_spend(ACCOUNT, BROKEN, OVERSPENT)
    _say(f"\n{when}:")
    for one in tried:
        word = "the alert arrives" if one.outcome == "delivers" else "the alert is lost"
        _say(f"  {word}: {one.why}")


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
