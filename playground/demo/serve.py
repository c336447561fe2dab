"""The bot on one laptop, as `python -m bot serve` runs it, that AWS's events reach as well.

`python -m playground.demo.serve --port P --events-port Q`: Slack's requests at P, and at Q a door
that does what Lambda `events` does: POST /events takes one Lambda event as JSON. Where
AWS_ENDPOINT_URL is the embedded AWS, the function of EVENTS_FUNCTION runs at that door from then
on: SNS hands it what its subscriptions get, CloudTrail what changed.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys

from bot.cli import serve
from bot.errors import BudgetCheckError
from bot.settings import Settings
from bot.slack.server import Server
from playground.aws.control import Control
from playground.demo.events_endpoint import EventsEndpoint


def main() -> int:
    """Serve until interrupted; 0, or 1 with one sentence where it cannot start."""
    parser = argparse.ArgumentParser(prog="python -m playground.demo.serve", description=__doc__)
    parser.add_argument("--port", type=int, default=3000, help="for Slack; 0 takes a free one")
    parser.add_argument("--events-port", type=int, default=0, help="for AWS; 0 takes a free one")
    given = parser.parse_args()
    try:
        _serve(given.port, given.events_port)
    except KeyboardInterrupt:
        return 0
    except (BudgetCheckError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _serve(port: int, events_port: int) -> None:
    settings = Settings.from_environment(os.environ)
    with (
        serve.laptop(settings, None) as here,
        EventsEndpoint(here.routes, events_port) as door,
        Server(here.app, port) as server,
    ):
        _listen(settings, door.url)
        sys.stdout.write(f"Serving Slack at {server.url} and AWS's events at {door.url}.\n")
        sys.stdout.flush()
        server.wait()


def _listen(settings: Settings, url: str) -> None:
    if settings.on_loopback and settings.events_function:
        control = Control(settings.aws_endpoint_url)
        control.run_externally(settings.events_function, url, events=True)
    else:
        logging.warning(
            "Nothing will call %s: EVENTS_FUNCTION and AWS_ENDPOINT_URL must be set.", url
        )


if __name__ == "__main__":
    sys.exit(main())
