"""Print the manifest of the Slack app, finished: paste it at https://api.slack.com/apps.

With --stage its addresses are those of the deployed stage, with --url the one that is named, and
without either it is for Socket Mode, where a laptop connects to Slack and no address is needed.
"""

from __future__ import annotations

import argparse

from bot.aws.clients import Aws
from bot.aws.deployment.stack import output
from bot.aws.session import session
from bot.cli.output import printed
from bot.cli.stage import stage_named
from bot.core.checks._unread import cannot_read
from bot.core.model.read import NotFound, ReadFailed
from bot.errors import UsageError
from bot.settings import Settings
from bot.slack.manifest import for_address, for_socket_mode

EXAMPLES = (
    "manifest",
    "manifest --stage prod",
    "manifest --url https://tunnel.example/slack/events",
)
SETTINGS: frozenset[str] = frozenset()
"""None is read: an app is made before there are any."""
_OUTPUT = "SlackRequestUrl"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `manifest`."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--stage", metavar="STAGE", help="of this deployed stage, as in prod")
    where.add_argument("--url", metavar="URL", help="of an address of your own, as of a tunnel")
    parser.add_argument("--profile", metavar="P", help="a profile of your AWS configuration")


def run(arguments: argparse.Namespace, _settings: Settings) -> int:
    """Print it and return 0; 4 where nobody reads what is printed.

    Raises UsageError for a stage that cannot be one or is not deployed, an address that Slack would
    not call and an unknown profile, SettingsError where no AWS Region is known.
    """
    if arguments.stage is not None:
        text = for_address(_address(stage_named(arguments.stage), arguments.profile))
    else:
        text = for_address(arguments.url) if arguments.url else for_socket_mode()
    return 0 if printed(f"{text}\n") else 4


def _address(stage: str, profile: str | None) -> str:
    """Where the stage takes Slack's requests, as its stack says."""
    stack = f"budget-check-{stage}"
    with Aws(session(profile)) as aws:
        told, region = output(aws, stack, _OUTPUT), aws.region
    if isinstance(told, ReadFailed):
        raise UsageError(cannot_read(f"The stack {stack}", told))
    if isinstance(told, NotFound):
        raise UsageError(
            f"The Region {region} has no stack {stack} with an address: deploy it first "
            f"(make deploy STAGE={stage}), or name its Region and account (AWS_DEFAULT_REGION, "
            "--profile)."
        )
    return told
