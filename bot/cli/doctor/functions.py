"""Are the deployed functions there, active, and of one version?"""

from __future__ import annotations

from collections.abc import Iterator

from bot.aws.deployment.functions import Function
from bot.cli.doctor._finding import DoctorFinding, fine, unknown, wrong
from bot.cli.doctor._setup import Setup
from bot.cli.doctor._unread import unread
from bot.core.model.read import NotFound, ReadFailed

TITLE = "Functions"
PLACE = 30
ALWAYS = True

RUNTIME = "python3.13"
"""The byte code in the zip is of this Python."""


def check(setup: Setup) -> Iterator[DoctorFinding]:
    """Each function by itself, then all of them together."""
    for part, found in setup.functions.items():
        name = f"budget-check-{setup.stage}-{part}"
        if isinstance(found, ReadFailed):
            yield unread(name, found)
        elif isinstance(found, NotFound):
            yield from _absent(setup, part, name)
        elif part == "mend" and not setup.settings.menders and not _in_doubt(setup):
            yield wrong(
                name,
                "is there though MENDERS names nobody: a role that may write, without use.",
                setup.deploy_again,
            )
        else:
            yield from _stands(setup, found)
    yield from _of_one_version(setup)


def _absent(setup: Setup, part: str, name: str) -> Iterator[DoctorFinding]:
    if part == "mend" and not setup.settings.menders and setup.known:
        if not _in_doubt(setup):
            yield fine(name, "is not there, as nobody may mend.")
        return
    region = setup.clients.aws.region
    do = f"{setup.deploy_again} If it is in another Region, set AWS_DEFAULT_REGION."
    yield wrong(name, f"is not in Region {region} of this account.", do)


def _stands(setup: Setup, one: Function) -> Iterator[DoctorFinding]:
    if one.state != "Active":
        why = f": {one.state_reason}" if one.state_reason else "."
        yield wrong(one.name, f"is in state {one.state or 'none'}{why}", setup.deploy_again)
    elif one.update == "InProgress":
        yield unknown(one.name, "is being updated now.", "Try again in a minute.")
    elif one.update != "Successful":
        why = f": {one.update_reason}" if one.update_reason else "."
        yield wrong(one.name, f"Its last update is {one.update or 'none'}{why}", setup.deploy_again)
    elif one.runtime != RUNTIME:
        says = f"runs on {one.runtime or 'no runtime'}, and the code is made for {RUNTIME}."
        yield wrong(one.name, says, setup.deploy_again)
    else:
        yield fine(one.name, f"active, on {one.runtime}, code {one.code[:8]}.")


def _of_one_version(setup: Setup) -> Iterator[DoctorFinding]:
    codes: dict[str, list[str]] = {}
    for part, one in setup.deployed.items():
        codes.setdefault(one.code, []).append(part)
    if len(codes) > 1:
        parts = "; ".join(" and ".join(one) for one in codes.values())
        says = f"The functions run different code ({parts}): a deployment stopped halfway."
        yield wrong("code", says, setup.deploy_again)


def _in_doubt(setup: Setup) -> bool:
    """Whether MENDERS is set and wrong: then nobody can say whether mend should be there."""
    return any(fault.name.startswith("MENDERS") for fault in setup.faults)
