"""Which accounts and units an organisation has, as AWS lists them.

Only the management account and delegated administrators may ask (docs/facts.md 11a). A page holds
twenty accounts at most, and may hold none though others follow. Which unit an account stands in
comes with it, so no unit is walked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.aws.clients import Aws
from bot.aws.errors import found, text
from bot.aws.reads import DESCRIBE_ORGANIZATION, Read
from bot.core.accounts.organization_entry import OrganizationEntry
from bot.core.accounts.organization_list import Member, OrganizationList, Unit
from bot.core.model.read import NotFound, ReadFailed

LIST_ACCOUNTS = Read("ListAccounts", "organizations:ListAccounts")
DESCRIBE_UNIT = Read(
    "DescribeOrganizationalUnit",
    "organizations:DescribeOrganizationalUnit",
    ("OrganizationalUnitNotFoundException",),
)
LIST_ADMINISTRATORS = Read(
    "ListDelegatedAdministrators", "organizations:ListDelegatedAdministrators"
)
READS = (DESCRIBE_ORGANIZATION, LIST_ACCOUNTS, DESCRIBE_UNIT, LIST_ADMINISTRATORS)
"""What whoever lists an organisation asks of it."""

_T = TypeVar("_T")
_UNITS = re.compile(r"ou-[^/]+")


@dataclass(frozen=True, slots=True)
class MembersPage:
    """One page: its accounts, the units above them without their names, and AWS's token for the
    next, "" after the last.
    """

    members: tuple[Member, ...]
    units: Mapping[str, Unit]
    token: str


class OrganizationReader:
    """One organisation, read through `aws`. Its methods are not for the pool's threads."""

    def __init__(self, aws: Aws, entry: OrganizationEntry) -> None:
        self._aws = aws
        self._entry = entry
        self._name = f"organisation {entry.id}"

    def page(self, token: str) -> MembersPage | ReadFailed:
        """One page of its accounts; the token is that of the page before, "" for the first."""
        asked = {"NextToken": token} if token else {}

        def call() -> MembersPage:
            answer = self._aws.organizations().list_accounts(**asked)
            members, units = list[Member](), dict[str, Unit]()
            for one in answer["Accounts"]:
                above = _units(one, self._entry)
                units |= {unit.id: unit for unit in above}
                members.append(_member(one, above))
            return MembersPage(tuple(members), units, answer.get("NextToken") or "")

        return self._sure(LIST_ACCOUNTS, self._aws.ask(LIST_ACCOUNTS, self._name, call))

    def unit_name(self, unit: str) -> str | NotFound | ReadFailed:
        """What a unit is called."""

        def call() -> str:
            asked = {"OrganizationalUnitId": unit}
            answer = self._aws.organizations().describe_organizational_unit(**asked)
            return text(answer["OrganizationalUnit"]["Name"])

        return self._aws.ask(DESCRIBE_UNIT, f"unit {unit}", call)

    def management(self) -> str | ReadFailed:
        """The id of its management account."""

        def call() -> str:
            organization = self._aws.organizations().describe_organization()["Organization"]
            _same(text(organization["Id"]), self._entry)
            return text(organization["MasterAccountId"])

        answer = self._aws.ask(DESCRIBE_ORGANIZATION, self._name, call)
        return self._sure(DESCRIBE_ORGANIZATION, answer)

    def administrators(self) -> tuple[str, ...] | ReadFailed:
        """The ids of its delegated administrators, of whatever service."""

        def call() -> tuple[str, ...]:
            client = self._aws.organizations()
            pages = client.get_paginator("list_delegated_administrators").paginate()
            each = (text(one["Id"]) for page in pages for one in page["DelegatedAdministrators"])
            return tuple(sorted(each))

        return self._sure(LIST_ADMINISTRATORS, self._aws.ask(LIST_ADMINISTRATORS, self._name, call))

    def _sure(self, read: Read, answer: _T | NotFound | ReadFailed) -> _T | ReadFailed:
        return found(read, self._name, answer)


def list_whole(aws: Aws, entry: OrganizationEntry) -> OrganizationList | ReadFailed:
    """All of its accounts, for who keeps no list; its units are not asked for their names."""
    reader = OrganizationReader(aws, entry)
    members, units, token = list[Member](), dict[str, Unit](), ""
    while True:
        page = reader.page(token)
        if isinstance(page, ReadFailed):
            return page
        members.extend(page.members)
        units |= page.units
        token = page.token
        if not token:
            return OrganizationList(entry.id, tuple(members), units)


def _member(account: Mapping[str, Any], above: Sequence[Unit]) -> Member:
    state = text(account.get("State") or account["Status"])
    unit = above[-1].id if above else ""
    return Member(text(account["Id"]), text(account.get("Name", "")), state, unit)


def _units(account: Mapping[str, Any], entry: OrganizationEntry) -> tuple[Unit, ...]:
    """The units that an account stands in, from the root down. Raises ValueError where AWS answers
    for another organisation, or does not say where the account stands though that matters.
    """
    _same(text(account["Arn"]).split("/")[1], entry)
    paths = account.get("Paths") or ()
    if not paths and entry.excluded_units:
        raise ValueError(
            f"AWS did not say in which unit account {account['Id']} stands, and "
            f"{entry.parameter} leaves out units."
        )
    ids = _UNITS.findall(text(paths[0])) if paths else []
    return tuple(Unit(id, above=above) for id, above in zip(ids, ["", *ids], strict=False))


def _same(id: str, entry: OrganizationEntry) -> None:
    if id != entry.id:
        raise ValueError(
            f"{entry.parameter} names organisation {entry.id}, and AWS answered for {id}."
        )
