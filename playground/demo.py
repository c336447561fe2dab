"""`make demo`: the embedded AWS, a local Slack and the bot, on one laptop, without any account.

Prints the check of a broken budget and of a healthy one, then mends the broken one from Slack: a
signed `/budget-check`, the button, the preview, the submission, the thread. The embedded AWS
Budgets shows before and after whether an alert arrives. Then everything keeps running until Ctrl-C;
with `--once` it stops there. The bot is the real one, the same command line and the same app as in
production, pointed at loopback.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from playground.acts import Acts
from playground.aws import process
from playground.slack import seed
from playground.slack.local import LocalSlack

BROKEN = "cost-all-services-manage"
HEALTHY = "cost-all-services-dev"
ACCOUNT = "111111111111"
FUNCTION = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:budget-check-events"
"""What runs at the laptop's door for events, by the name that a subscription has for it."""
AWS_PORT, SLACK_PORT, BOT_PORT = 5005, 5006, 3000
OVERSPENT = 5000.0
FIX = "move-to-new-key"


def main() -> int:
    """Run the demo; 0 unless something did not start or did not answer."""
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--once", action="store_true", help="stop after printing")
    once = parser.parse_args().once
    with _embedded_aws(once) as aws, _local_slack(once) as slack:
        bot = environment(aws.url, slack)
        for name in (BROKEN, HEALTHY):
            _check(name, bot)
        with serving(bot, port=0 if once else BOT_PORT) as address:
            slack.app_url = address
            in_slack = Acts(slack, _say)
            _alert(aws, "Spend crosses the threshold while the topic is on alias/aws/sns")
            in_slack.mend(in_slack.ask(BROKEN), FIX)
            _alert(aws, "Spend crosses it again, in the next period")
            in_slack.ask(f"log {BROKEN}")
            if not once:
                _stay(aws.url, in_slack, address)
    return 0


def environment(aws_url: str, slack: LocalSlack) -> Mapping[str, str]:
    """What the bot finds in its environment: loopback addresses, and credentials that are none."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return kept | {
        "AWS_ENDPOINT_URL": aws_url,
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "demo",
        "AWS_DEFAULT_REGION": "us-east-1",
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "MENDERS": f"{seed.MENDER},{seed.APPROVER}",
        "TICKETS": "opsitem",
        "PYTHONUNBUFFERED": "1",
    }


@contextmanager
def _embedded_aws(once: bool) -> Iterator[process.Running]:
    with process.running((), port=0 if once else AWS_PORT) as aws:
        _say(f"The embedded AWS answers at {aws.url}, with every scenario in account {ACCOUNT}.")
        yield aws


@contextmanager
def _local_slack(once: bool) -> Iterator[LocalSlack]:
    with LocalSlack(port=0 if once else SLACK_PORT) as slack:
        yield slack


def _check(name: str, bot: Mapping[str, str]) -> None:
    _say(f"\n$ python -m bot check {name}")
    command = [sys.executable, "-m", "bot", "check", name]
    done = subprocess.run(command, env=dict(bot), cwd=process.ROOT, check=False)  # noqa: S603
    _say(f"(exit status {done.returncode})")


def hearing(bot: Mapping[str, str]) -> Mapping[str, str]:
    """The same bot with a function that AWS calls and a channel for alerts: `serving` with events
    needs both.
    """
    return {**bot, "EVENTS_FUNCTION": FUNCTION, "ALERTS_CHANNEL": seed.ALERTS}


@contextmanager
def serving(bot: Mapping[str, str], port: int, *, events: bool = False) -> Iterator[str]:
    """The bot's address while `python -m bot serve` runs; port 0 takes a free one.

    With `events` it is `python -m playground.serving`, which AWS's events reach too.
    """
    port = port or process.free_port()
    module = ["playground.serving"] if events else ["bot", "serve"]
    command = [sys.executable, "-m", *module, "--port", str(port)]
    with subprocess.Popen(  # noqa: S603
        command, env=dict(bot), cwd=process.ROOT, stdout=subprocess.PIPE, text=True
    ) as running:
        try:
            said = running.stdout.readline() if running.stdout else ""
            if not said:
                sys.exit("The Slack app did not start; its words are above.")
            yield f"http://127.0.0.1:{port}/slack/events"
        finally:
            running.terminate()


def _alert(aws: process.Running, when: str) -> None:
    """Let the embedded AWS Budgets do what it does at a threshold, and say what came of it."""
    aws.control.begin_period(ACCOUNT, BROKEN)
    tried = aws.control.set_spend(ACCOUNT, BROKEN, OVERSPENT)
    _say(f"\n{when}:")
    for one in tried:
        word = "the alert arrives" if one.outcome == "delivers" else "the alert is lost"
        _say(f"  {word}: {one.why}")


def _stay(aws_url: str, in_slack: Acts, address: str) -> None:
    """Keep everything running; a terminal may ask further questions."""
    _say(f"\nThe Slack app listens at {address}, the local Slack at {in_slack.slack.url}.")
    _say("To use the command line against the embedded AWS:")
    _say(f"  export AWS_ENDPOINT_URL={aws_url} AWS_ACCESS_KEY_ID={ACCOUNT} \\")
    _say("         AWS_SECRET_ACCESS_KEY=demo AWS_DEFAULT_REGION=us-east-1")
    _say("Ctrl-C stops it.")
    try:
        while sys.stdin.isatty():
            text = input("\n/budget-check ")
            in_slack.ask(text.strip())
        threading.Event().wait()
    except (EOFError, KeyboardInterrupt):
        _say("\nStopped.")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
