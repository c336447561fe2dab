"""The story that `make demo ARGS=--once` prints: checked, mended from Slack, and logged."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO

from playground.aws import process
from playground.demo.acts import Acts
from playground.demo.bot import ACCOUNT, FUNCTION, environment, hearing, last_words, serving
from playground.demo.followed_alert import followed_alert
from playground.slack import seed
from playground.slack.local import LocalSlack

BROKEN = "cost-all-services-manage"
HEALTHY = "cost-all-services-dev"
OVERSPENT = 5000.0
FIX = "move-to-new-key"
Say = Callable[[str], None]
"""Prints a line."""


def tell(say: Say) -> None:
    """Tell it. Ends the program where no answer comes in time, with the bot's last words."""
    with (
        tempfile.TemporaryFile() as words,
        process.running(()) as aws,
        LocalSlack() as slack,
        _shown_on_failure(words),
    ):
        say(f"The embedded AWS answers at {aws.url}, with every scenario in account {ACCOUNT}.")
        bot = environment(aws.url, slack)
        for name in (BROKEN, HEALTHY):
            _check(name, bot, say)
        with serving(hearing(bot), events=True, words=words) as address:
            slack.app_url = address
            with followed_alert(aws.url, FUNCTION, Acts(slack, say, channel=seed.ALERTS)):
                in_slack = Acts(slack, say)
                crossing = f"Spend of {BROKEN} crosses 80 % while its topic is on alias/aws/sns"
                _alert(aws, crossing, say)
                in_slack.mend(in_slack.ask(BROKEN), FIX)
                _alert(aws, "Spend crosses it again, in the next period", say)
                in_slack.ask(f"log {BROKEN}")


@contextmanager
def _shown_on_failure(words: IO[bytes]) -> Iterator[None]:
    """What the bot said is for those alone who must find out why nothing came."""
    try:
        yield
    except SystemExit:
        sys.stderr.write(f"{last_words(words)}\n")
        raise


def _check(name: str, bot: Mapping[str, str], say: Say) -> None:
    say(f"\n$ python -m bot check {name}")
    command = [sys.executable, "-m", "bot", "check", name]
    done = subprocess.run(command, env=dict(bot), cwd=process.ROOT, check=False)  # noqa: S603
    say(f"(exit status {done.returncode})")


def _alert(aws: process.Running, when: str, say: Say) -> None:
    """Let the embedded AWS Budgets do what it does at a threshold, and say what came of it."""
    aws.control.begin_period(ACCOUNT, BROKEN)
    tried = aws.control.set_spend(ACCOUNT, BROKEN, OVERSPENT)
    say(f"\n{when}:")
    for one in tried:
        word = "the alert arrives" if one.outcome == "delivers" else "the alert is lost"
        say(f"  {word}: {one.why}")
