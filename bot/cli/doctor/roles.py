"""Do the roles of check and mend name what the reads and the writes need?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.aws.budget_tags import READS as TAGS
from bot.aws.deployment.roles import Role, role
from bot.aws.event_bus import PUT
from bot.aws.owners import READS
from bot.aws.reads import ACTIONS, GET_CALLER_IDENTITY
from bot.aws.senders import actions_of
from bot.aws.sign import SIGN
from bot.aws.write import read_actions, write_actions
from bot.cli.doctor._finding import DoctorFinding, fine, warning, wrong
from bot.cli.doctor._setup import Setup
from bot.cli.doctor._unread import unread
from bot.core.model.read import ReadFailed
from bot.core.routes import tag_keys
from bot.pull_requests import hosts
from bot.tickets import kind_named

TITLE = "Roles"
PLACE = 40
_FENCED = (
    *("kms:CancelKeyDeletion", "kms:EnableKey", "kms:PutKeyPolicy"),
    *("sns:SetSubscriptionAttributes", "sns:SetTopicAttributes", "sns:Unsubscribe"),
)
"""What ONLY_TAGGED narrows to resources with the tag (deploy/roles.yml)."""


def check(setup: Setup) -> Iterator[DoctorFinding]:
    """The policies of each role against the lists that the code itself holds."""
    reads = {*ACTIONS, *(read.action for read in READS)} - {GET_CALLER_IDENTITY.action}
    reads |= set(actions_of(setup.settings.senders))
    reads |= {read.action for read in TAGS} if tag_keys(setup.settings.routes) else set()
    opens = _opens(setup)
    puts = {PUT.action} if setup.settings.verdict_events else set()
    mends = {*read_actions(), *write_actions()}
    needed = {"check": {*reads, *puts, *opens}, "mend": {*reads, *mends}}
    for part, actions in needed.items():
        if part in setup.deployed:
            yield from _holds(setup, part, setup.deployed[part].role, sorted(actions))


def _opens(setup: Setup) -> set[str]:
    """What opening tickets and pull requests needs; where one signs with a key of ours, that."""
    kinds = {name: kind_named(name) for name in setup.settings.tickets}
    keys = {name: host.signs_with for name, host in hosts().items()}
    keys |= {name: kind.signs_with for name, kind in kinds.items()}
    given = {**setup.settings.host_settings, **setup.settings.ticket_settings}
    signs = any(own.get(keys[name]) for name, own in given.items())
    opens = {action for kind in kinds.values() for action in kind.actions}
    return opens | {SIGN.action} if signs else opens


def _holds(setup: Setup, part: str, arn: str, actions: list[str]) -> Iterator[DoctorFinding]:
    about = f"role of {part}"
    found = role(setup.clients.aws, arn)
    if isinstance(found, ReadFailed):
        yield unread(about, found)
        return
    if part == "mend" and (open_ := found.unfenced(_FENCED)):
        says = f"{found.name} may do {', '.join(open_)} on every key and topic of the account."
        do = (
            f"Take ONLY_TAGGED=false out {setup.place}, and give the tag budget-check=mend to the "
            "keys and topics that it may mend."
        )
        yield warning(f"{about}, its reach", says, do)
    lacking = found.lacks(actions)
    if lacking:
        yield wrong(about, _says(found, lacking, actions), _do(setup, found, lacking))
    elif found.bounded:
        says = (
            f"{found.name} allows all {len(actions)} actions, and a permissions boundary is on it."
        )
        yield warning(about, says, "See that the boundary allows them too (docs/install.md).")
    else:
        yield fine(about, f"{found.name} allows all {len(actions)} actions that it needs.")


def _says(found: Role, lacking: Sequence[str], needed: Sequence[str]) -> str:
    if len(found.forbids(needed)) == len(needed):
        return f"A Deny takes every right from {found.name}."
    return f"{found.name} does not allow {', '.join(lacking)}."


def _do(setup: Setup, found: Role, lacking: Sequence[str]) -> str:
    """A deployment leaves a policy that somebody else gave the role where it is."""
    if found.forbids(lacking):
        return (
            "Was it stopped on purpose (docs/operate.md)? To go on, take the policy with the Deny "
            "off the role."
        )
    return setup.deploy_again
