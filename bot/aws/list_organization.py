"""Which accounts and units an organisation has, as AWS lists them.

Only the management account and delegated administrators may ask (docs/facts.md 11a). A page holds
twenty accounts at most, and may hold none though others follow. Which unit an account stands in
comes with it, so no unit is walked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.aws.clients import Aws
from bot.aws.errors import found as must_be_found
from bot.aws.errors import text
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


def list_page(aws: Aws, entry: OrganizationEntry, token: str) -> MembersPage | ReadFailed:
    """One page of the organisation's accounts. Not for the pool's threads."""
    asked = {"NextToken": token} if token else {}

    def call() -> MembersPage:
        answer = aws.organizations().list_accounts(**asked)
        members, units = list[Member](), dict[str, Unit]()
        for one in answer["Accounts"]:
            above = _units(one, entry)
            units |= {unit.id: unit for unit in above}
            state = text(one.get("State") or one["Status"])
            unit = above[-1].id if above else ""
            members.append(Member(text(one["Id"]), text(one.get("Name", "")), state, unit))
        return MembersPage(tuple(members), units, answer.get("NextToken") or "")

    return _sure(LIST_ACCOUNTS, entry, aws.ask(LIST_ACCOUNTS, _resource(entry), call))


def unit_name(aws: Aws, unit: str) -> str | NotFound | ReadFailed:
    """What a unit is called."""

    def call() -> str:
        asked = {"OrganizationalUnitId": unit}
        answer = aws.organizations().describe_organizational_unit(**asked)
        return text(answer["OrganizationalUnit"]["Name"])

    return aws.ask(DESCRIBE_UNIT, f"unit {unit}", call)


def management_account(aws: Aws, entry: OrganizationEntry) -> str | ReadFailed:
    """The id of the organisation's management account."""

    def call() -> str:
        organization = aws.organizations().describe_organization()["Organization"]
        _same(text(organization["Id"]), entry)
        return text(organization["MasterAccountId"])

    answer = aws.ask(DESCRIBE_ORGANIZATION, _resource(entry), call)
    return _sure(DESCRIBE_ORGANIZATION, entry, answer)


def administrators(aws: Aws, entry: OrganizationEntry) -> frozenset[str] | ReadFailed:
    """The ids of its delegated administrators, of whatever service."""

    def call() -> frozenset[str]:
        pages = aws.organizations().get_paginator("list_delegated_administrators").paginate()
        return frozenset(text(o["Id"]) for page in pages for o in page["DelegatedAdministrators"])

    answer = aws.ask(LIST_ADMINISTRATORS, _resource(entry), call)
    return _sure(LIST_ADMINISTRATORS, entry, answer)


def list_whole(aws: Aws, entry: OrganizationEntry) -> OrganizationList | ReadFailed:
    """All of its accounts, for who keeps no list; its units are not asked for their names."""
    members, units, token = list[Member](), dict[str, Unit](), ""
    while True:
        page = list_page(aws, entry, token)
        if isinstance(page, ReadFailed):
            return page
        members.extend(page.members)
        units |= page.units
        token = page.token
        if not token:
            return OrganizationList(entry.id, tuple(members), units)


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


def _resource(entry: OrganizationEntry) -> str:
    return f"organisation {entry.id}"


def _sure(
    read: Read, entry: OrganizationEntry, answer: _T | NotFound | ReadFailed
) -> _T | ReadFailed:
    return must_be_found(read, _resource(entry), answer)
