"""Do the roles of check and mend name what the reads and the writes need?"""

from __future__ import annotations

from collections.abc import Iterator

from bot.aws.deployment.roles import role
from bot.aws.owners import READS
from bot.aws.reads import ACTIONS, GET_CALLER_IDENTITY
from bot.aws.writing import read_actions, write_actions
from bot.cli.doctoring._finding import Finding, fine, warning, wrong
from bot.cli.doctoring._setup import Setup
from bot.cli.doctoring._unread import unread
from bot.core.model import Unread
from bot.tickets import kinds

TITLE = "Roles"
PLACE = 40


def check(setup: Setup) -> Iterator[Finding]:
    """The policies of each role against the lists that the code itself holds."""
    reads = {*ACTIONS, *(read.action for read in READS)} - {GET_CALLER_IDENTITY.action}
    reads |= set(kinds()[setup.settings.tickets].actions) if setup.settings.tickets else set()
    needed = {"check": reads, "mend": {*reads, *read_actions(), *write_actions()}}
    for part, actions in needed.items():
        if part in setup.deployed:
            yield from _holds(setup, part, setup.deployed[part].role, sorted(actions))


def _holds(setup: Setup, part: str, arn: str, actions: list[str]) -> Iterator[Finding]:
    about = f"role of {part}"
    found = role(setup.means.aws, arn)
    if isinstance(found, Unread):
        yield unread(about, found)
        return
    lacking = found.lacks(actions)
    if lacking:
        says = f"{found.name} does not allow {', '.join(lacking)}."
        yield wrong(about, says, f"Deploy again: `make deploy STAGE={setup.stage}`.")
    elif found.bounded:
        says = (
            f"{found.name} allows all {len(actions)} actions, and a permissions boundary is on it."
        )
        yield warning(about, says, "See that the boundary allows them too (docs/install.md).")
    else:
        yield fine(about, f"{found.name} allows all {len(actions)} actions that it needs.")
