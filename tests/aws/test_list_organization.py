"""Which accounts an organisation holds, as the embedded AWS lists them, and what goes wrong."""

from __future__ import annotations

from typing import Any

import pytest

from bot.aws.accounts import Accounts
from bot.aws.clients import Aws
from bot.aws.directory_reader import FAILED_FOR, KEPT_FOR
from bot.aws.list_organization import READS, OrganizationReader
from bot.aws.listed_organizations import FAILED_FOR as LIST_FAILED_FOR
from bot.aws.listed_organizations import LISTED_FOR
from bot.core.accounts.directory import Directory
from bot.core.accounts.organization_entry import OrganizationEntry
from bot.core.accounts.organization_list import Member, Unit
from bot.core.model.read import Cause, NotFound, ReadFailed
from tests.aws.members import EXTERNAL_ID, PROD, TEST, Members
from tests.aws.world import OpenAws, allow
from tests.conftest import ACCOUNT, EmbeddedAws

ORGANIZATION = "o-exampleorg1"
SANDBOX, TEAM = "ou-abcd-11111111", "ou-abcd-22222222"
UNITS = [
    {"id": SANDBOX, "name": "Sandbox"},
    {"id": TEAM, "name": "Team A", "parent": SANDBOX},
]
ENTRY = OrganizationEntry(ORGANIZATION, "/p/all", "budget-check-prod-read", EXTERNAL_ID)
SAID = {
    "organization": ORGANIZATION,
    "read_role": "budget-check-prod-read",
    "external_id": EXTERNAL_ID,
}


@pytest.fixture
def members(embedded_aws: EmbeddedAws, open_aws: OpenAws) -> Members:
    return Members(embedded_aws, open_aws)


def told(members: Members, *accounts: dict[str, str], **different: Any) -> None:
    """An organisation that the hub administers."""
    hub = {"id": ACCOUNT, "name": "Hub"}
    given = {"management": "9" * 12, "units": UNITS, "delegated": [ACCOUNT], **different}
    members.aws.control.put_whole_organization(ORGANIZATION, accounts=[hub, *accounts], **given)


def known(accounts: Accounts) -> Directory:
    found = accounts.directory()
    assert isinstance(found, Directory)
    return found


def test_a_page_names_accounts_their_states_and_their_units(members: Members) -> None:
    shop = {"id": PROD, "name": "Web Shop", "unit": TEAM, "state": "SUSPENDED", "status": "ACTIVE"}
    told(members, shop, {"id": TEST, "name": "Old", "state": "", "status": "SUSPENDED"})
    page = OrganizationReader(members.opener(), ENTRY).page("")
    assert not isinstance(page, ReadFailed)
    assert page.members[1:] == (
        Member(PROD, "Web Shop", "SUSPENDED", TEAM),
        Member(TEST, "Old", "SUSPENDED"),
    )
    assert page.units == {SANDBOX: Unit(SANDBOX), TEAM: Unit(TEAM, above=SANDBOX)}
    assert page.token == ""


def test_every_page_is_read_and_an_empty_one_ends_nothing(members: Members) -> None:
    told(members, *({"id": f"{n:012}", "name": f"a{n}"} for n in range(2, 43)), empty=2)
    aws, token, sizes = members.opener(), "", list[int]()
    while True:
        page = OrganizationReader(aws, ENTRY).page(token)
        assert not isinstance(page, ReadFailed)
        sizes.append(len(page.members))
        token = page.token
        if not token:
            break
    assert sizes == [0, 0, 20, 20, 2]


def test_who_administers_it_and_what_a_unit_is_called(members: Members) -> None:
    told(members)
    aws = members.opener()
    assert OrganizationReader(aws, ENTRY).management() == "9" * 12
    assert OrganizationReader(aws, ENTRY).administrators() == (ACCOUNT,)
    assert OrganizationReader(aws, ENTRY).unit_name(TEAM) == "Team A"
    assert isinstance(OrganizationReader(aws, ENTRY).unit_name("ou-abcd-99999999"), NotFound)


def test_who_administers_nothing_is_refused(members: Members) -> None:
    told(members, delegated=[])
    reader = OrganizationReader(members.opener(), ENTRY)
    for failed in (reader.page(""), reader.administrators(), reader.unit_name(TEAM)):
        assert isinstance(failed, ReadFailed) and failed.cause is Cause.REFUSED


def test_outside_of_an_organisation_nothing_is_listed(members: Members) -> None:
    failed = OrganizationReader(members.opener(), ENTRY).page("")
    assert isinstance(failed, ReadFailed) and "not a member of an organization" in failed.detail
    assert isinstance(OrganizationReader(members.opener(), ENTRY).management(), ReadFailed)


def test_it_needs_no_other_rights(members: Members) -> None:
    told(members, {"id": PROD, "name": "Shop", "unit": TEAM})
    may: dict[str, Any] = members.aws.as_role("lists", allow(*(one.action for one in READS)))
    reader = OrganizationReader(members.opener(**may), ENTRY)
    found = (reader.page(""), reader.management(), reader.administrators(), reader.unit_name(TEAM))
    assert not any(isinstance(one, ReadFailed) for one in found)


def test_another_organisation_is_not_taken_for_it(members: Members) -> None:
    told(members)
    other = OrganizationEntry("o-another1234", "/p/all", "r", EXTERNAL_ID)
    for failed in (
        OrganizationReader(members.opener(), other).page(""),
        OrganizationReader(members.opener(), other).management(),
    ):
        assert isinstance(failed, ReadFailed)
        assert f"/p/all names organisation o-another1234, and AWS answered for {ORGANIZATION}" in (
            failed.detail
        )


def test_where_units_are_left_out_each_account_must_say_where_it_stands(members: Members) -> None:
    told(members, {"id": PROD, "name": "Shop", "unpathed": "yes"})
    excluding = OrganizationEntry(
        ORGANIZATION, "/p/all", "r", EXTERNAL_ID, excluded_units=frozenset({TEAM})
    )
    failed = OrganizationReader(members.opener(), excluding).page("")
    assert isinstance(failed, ReadFailed) and f"which unit account {PROD} stands" in failed.detail
    assert not isinstance(OrganizationReader(members.opener(), ENTRY).page(""), ReadFailed)


def test_a_busy_organizations_is_asked_again(members: Members) -> None:
    told(members)
    members.aws.control.fault(
        service="organizations", code="TooManyRequestsException", status=400, times=1
    )
    assert not isinstance(OrganizationReader(members.opener(), ENTRY).page(""), ReadFailed)
    members.aws.control.fault(service="organizations", code="TooManyRequestsException", status=400)
    failed = OrganizationReader(members.opener(), ENTRY).page("")
    assert isinstance(failed, ReadFailed) and failed.cause is Cause.THROTTLED


def test_without_a_kept_list_aws_is_asked_once_an_hour(members: Members) -> None:
    members.entry("all", SAID)
    told(members, {"id": PROD, "name": "Shop"})
    accounts = members.accounts()
    assert [one.title for one in known(accounts).others] == [f"Shop ({PROD})"]
    first = known(accounts)
    members.clock.now += KEPT_FOR
    assert known(accounts) is first, "nothing has changed, so nothing is put together again"
    assert members.calls("ListAccounts") == 1
    told(members, {"id": TEST, "name": "Tools"})
    members.clock.now += LISTED_FOR
    assert [one.id for one in known(accounts).others] == [TEST]


def test_a_list_that_fails_leaves_the_single_entries_and_is_asked_for_again(
    members: Members,
) -> None:
    members.entry("all", SAID)
    members.member("prod", PROD)
    accounts = members.accounts()
    found = known(accounts)
    assert [one.id for one in found.others] == [PROD] and found.unlisted and not found.unread
    told(members, {"id": TEST, "name": "Tools"})
    members.clock.now += FAILED_FOR
    assert known(accounts).unlisted, "what failed is not asked for at once"
    members.clock.now += LIST_FAILED_FOR
    assert [one.id for one in known(accounts).others] == [PROD, TEST]


def test_an_account_of_it_is_read_through_its_role(members: Members) -> None:
    members.entry("all", SAID)
    members.role(PROD, "budget-check-prod-read", allow("budgets:ViewBudget"))
    told(members, {"id": PROD, "name": "Shop"}, {"id": TEST, "name": "Tools"})
    accounts = members.accounts()
    opened = accounts.reading(PROD)
    assert isinstance(opened, Aws) and opened.account() == PROD
    unknown = accounts.reading("5" * 12)
    assert isinstance(unknown, ReadFailed) and "no organisation there holds it" in unknown.detail
    refused = accounts.reading(TEST)
    assert isinstance(refused, ReadFailed) and refused.cause is Cause.REFUSED
    never = accounts.writing(PROD)
    assert isinstance(never, ReadFailed) and "names no mend_role" in never.detail


def test_another_account_may_list_it(members: Members) -> None:
    role = members.role(TEST, "lists", allow("organizations:ListAccounts"))
    members.entry("all", {**SAID, "administrator_role": role})
    told(members, {"id": PROD, "name": "Shop"}, {"id": TEST, "name": "Audit"}, delegated=[TEST])
    assert {one.id for one in known(members.accounts()).others} == {PROD, TEST}
    asked = members.aws.control.calls("organizations", "ListAccounts")
    assert {one.account for one in asked} == {TEST}


def test_a_role_that_may_not_be_assumed_says_so(members: Members) -> None:
    role = f"arn:aws:iam::{TEST}:role/lists"
    members.entry("all", {**SAID, "administrator_role": role})
    found = known(members.accounts()).unlisted
    assert found and found.action == "sts:AssumeRole" and role in found.detail
