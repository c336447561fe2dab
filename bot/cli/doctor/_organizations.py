"""The organisations that entries name: can their accounts be listed?"""

from __future__ import annotations

import json

from bot.aws.accounts import Accounts
from bot.aws.list_organization import READS
from bot.cli.doctor._finding import DoctorFinding, fine, unknown, wrong
from bot.cli.doctor._unread import unread
from bot.core.accounts.organization_entry import OrganizationEntry
from bot.core.model.read import Cause, ReadFailed

_SERVICE = "account.amazonaws.com"


def listed(entry: OrganizationEntry, accounts: Accounts, own: str) -> DoctorFinding:
    """Whether a first page of its accounts can be read; `own` is the hub's account."""
    about = f"organisation {entry.id}"
    reader = accounts.organization(entry)
    if isinstance(reader, ReadFailed):
        if reader.cause is not Cause.REFUSED:
            return unread(about, reader)
        says = "its administrator_role does not let you in, so only its entry was looked at."
        return unknown(about, says, "budget-check says in ALERTS_CHANNEL where it cannot list it.")
    page = reader.page("")
    if not isinstance(page, ReadFailed):
        return fine(about, "its accounts can be listed.")
    if page.cause is not Cause.REFUSED:
        return unread(about, page)
    who = entry.administrator_role or f"account {own}"
    says = f"{who} may not list its accounts: AWS refuses {page.action}. AWS says: {page.detail}"
    if entry.administrator_role:
        do = "Let that role, in the management account or that of a delegated administrator."
        return wrong(about, says, do)
    do = (
        "Let it by one of these, in the management account (the policy takes the place of one that "
        "is there), or name an administrator_role: docs/accounts.md."
    )
    return wrong(about, says, do, *_commands(own))


def _commands(own: str) -> tuple[str, str, str]:
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{own}:root"},
        "Action": [one.action for one in READS],
        "Resource": "*",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return (
        f"aws organizations put-resource-policy --content '{policy}'",
        f"aws organizations enable-aws-service-access --service-principal {_SERVICE}",
        "aws organizations register-delegated-administrator "
        f"--account-id {own} --service-principal {_SERVICE}",
    )
