"""A whole organisation as its parameter in SSM says it (docs/accounts.md, "An organisation").

Its value is a JSON object: `{"organization": "o-...", "read_role": NAME, "mend_role": NAME,
"external_id": "...", "viewers": "U..., S...", "excluded_accounts": "1..., 2...", "excluded_units":
"ou-..., ou-...", "administrator_role": ARN}`. The roles bear the same name in every account.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.accounts.entry import WrongEntry, is_role
from bot.core.accounts.entry_parts import (
    is_account_id,
    listed,
    texts_of,
    wrong_external_id,
    wrong_viewers,
)

_PARTS = (
    *("organization", "read_role", "mend_role", "external_id", "viewers"),
    *("excluded_accounts", "excluded_units", "administrator_role"),
)
_ID = re.compile(r"o-[a-z0-9]{10,32}")
_UNIT = re.compile(r"ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}")
"""Both as in the Organizations API reference."""
_ROLE = re.compile(r"(?:[\w+=,.@-]+/)*[\w+=,.@-]{1,64}", re.ASCII)
"""A role's name, with the path before it where it has one (IAM API reference, CreateRole)."""


@dataclass(frozen=True, slots=True)
class OrganizationEntry:
    """One organisation, all of whose accounts are known by it but those that are left out.

    `administrator_role` is assumed to list the accounts, "" where budget-check's own credentials
    do: those of the management account or of a delegated administrator.
    """

    id: str
    parameter: str
    read_role: str
    external_id: str = field(repr=False)
    mend_role: str = ""
    viewers: tuple[str, ...] = ()
    excluded_accounts: frozenset[str] = frozenset()
    excluded_units: frozenset[str] = frozenset()
    administrator_role: str = ""


def is_organization(said: Mapping[str, object]) -> bool:
    """Whether an entry is about an organisation, rightly or wrongly."""
    return "organization" in said


def parse_organization(
    parameter: str, found: Mapping[str, object]
) -> OrganizationEntry | WrongEntry:
    """The organisation that a parameter names."""
    said = texts_of(found, _PARTS)
    if isinstance(said, str):
        return WrongEntry(parameter, said, whole=True)
    entry = OrganizationEntry(
        id=said["organization"],
        parameter=parameter,
        read_role=said.get("read_role", ""),
        mend_role=said.get("mend_role", ""),
        external_id=said.get("external_id", ""),
        viewers=listed(said.get("viewers", "")),
        excluded_accounts=frozenset(listed(said.get("excluded_accounts", ""))),
        excluded_units=frozenset(listed(said.get("excluded_units", ""))),
        administrator_role=said.get("administrator_role", ""),
    )
    why = _wrong(entry) or _wrong_roles(entry) or _wrong_excluded(entry)
    return WrongEntry(parameter, why, whole=True) if why else entry


def _wrong(entry: OrganizationEntry) -> str:
    if not _ID.fullmatch(entry.id):
        return f"names the organisation {entry.id!r}, which is no id of one: it begins with o-."
    return wrong_viewers(entry.viewers) or wrong_external_id(entry.external_id)


def _wrong_roles(entry: OrganizationEntry) -> str:
    if not entry.read_role:
        return "has no read_role."
    for name, role in (("read_role", entry.read_role), ("mend_role", entry.mend_role)):
        if role and not _ROLE.fullmatch(role):
            return f"has a {name} {role!r} that is no role's name: it is the same in every account."
    if entry.read_role == entry.mend_role:
        return "has one role for both: whoever only checks would hold the rights to mend."
    if entry.administrator_role and not is_role(entry.administrator_role):
        return f"has an administrator_role {entry.administrator_role!r} that is no role's ARN."
    return ""


def _wrong_excluded(entry: OrganizationEntry) -> str:
    odd = next((one for one in sorted(entry.excluded_accounts) if not is_account_id(one)), None)
    if odd is not None:
        return f"leaves out the account {odd!r}, which is no account id: it has 12 digits."
    odd = next((one for one in sorted(entry.excluded_units) if not _UNIT.fullmatch(one)), None)
    return f"leaves out the unit {odd!r}, which is no id of one: it begins with ou-." if odd else ""
