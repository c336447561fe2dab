"""The accounts and units of an organisation, as it was listed, and the accounts that an entry makes
of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.core.accounts.entry import Account, OrganizationPlace
from bot.core.accounts.organization_entry import OrganizationEntry
from bot.core.names import flat

ACTIVE = "ACTIVE"
"""The one state in which an account can be used (Organizations user guide, "Monitor the state of
your AWS accounts").
"""


@dataclass(frozen=True, slots=True)
class Member:
    """One account: its name is any text, `unit` the id of what is right above, "" for the root."""

    id: str
    name: str
    state: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """One organisational unit; `above` is the id of the unit above, "" for the root.

    `name` is "" where AWS did not tell it.
    """

    id: str
    name: str = ""
    above: str = ""


@dataclass(frozen=True, slots=True)
class OrganizationList:
    """What an organisation was found to hold. `version` differs from list to list."""

    id: str
    members: tuple[Member, ...] = ()
    units: Mapping[str, Unit] = field(default_factory=dict)
    management: str = ""
    administrators: frozenset[str] = frozenset()
    version: str = ""

    def place(self, member: Member) -> OrganizationPlace:
        """Where the account stands in it."""
        unit = self.units.get(member.unit)
        return OrganizationPlace(
            self.id,
            flat(unit.name) if unit else "",
            member.id == self.management,
            member.id in self.administrators,
        )


def accounts_of(
    entry: OrganizationEntry, found: OrganizationList, partition: str
) -> Iterator[Account]:
    """The accounts that are in use and not left out, each with its roles."""
    excluded = _excluded(entry, found)
    for one in found.members:
        left_out = one.id in entry.excluded_accounts or one.unit in excluded
        if one.state == ACTIVE and not left_out:
            role = f"arn:{partition}:iam::{one.id}:role/"
            yield Account(
                id=one.id,
                alias=flat(one.name),
                read_role=f"{role}{entry.read_role}",
                mend_role=f"{role}{entry.mend_role}" if entry.mend_role else "",
                external_id=entry.external_id,
                parameter=entry.parameter,
                viewers=entry.viewers,
                listed=True,
                place=found.place(one),
            )


def _excluded(entry: OrganizationEntry, found: OrganizationList) -> frozenset[str]:
    """The units that the entry leaves out, and all beneath them."""
    return frozenset(one for one in found.units if entry.excluded_units & {*_upwards(one, found)})


def _upwards(unit: str, found: OrganizationList) -> Iterator[str]:
    seen = set[str]()
    while unit and unit not in seen:
        seen.add(unit)
        yield unit
        known = found.units.get(unit)
        unit = known.above if known else ""
