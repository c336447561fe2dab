"""The directory of an organisation: who is in it, what each is called, and where each stands."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.accounts.directory import Directory, directory_with
from bot.core.accounts.entries import entries_of
from bot.core.accounts.entry import OrganizationPlace
from bot.core.accounts.organization_list import Member, OrganizationList, Unit
from bot.core.model.read import Cause, ReadFailed
from tests.core.accounts.test_organization_entry import ORGANIZATION, OWN, PATH, entry

MANAGEMENT, AUDIT, SHOP, TOOLS = "2" * 12, "3" * 12, "4" * 12, "5" * 12
SANDBOX, TEAM = "ou-abcd-11111111", "ou-abcd-22222222"
MEMBERS = (
    Member(OWN, "Hub", "ACTIVE"),
    Member(MANAGEMENT, "Management", "ACTIVE"),
    Member(AUDIT, "Audit", "ACTIVE", SANDBOX),
    Member(SHOP, "Web Shop", "ACTIVE", TEAM),
    Member(TOOLS, "Tools", "SUSPENDED", TEAM),
)
UNITS = {SANDBOX: Unit(SANDBOX, "Sandbox"), TEAM: Unit(TEAM, "Team A", SANDBOX)}
UNREAD = ReadFailed("organizations:ListAccounts", ORGANIZATION, Cause.REFUSED, "no")


def listed(*members: Member) -> OrganizationList:
    return OrganizationList(ORGANIZATION, members, UNITS, MANAGEMENT, frozenset({AUDIT}))


def known(
    found: OrganizationList | ReadFailed, *more: tuple[str, str], value: str = entry()
) -> Directory:
    entries = entries_of(OWN, [(f"{PATH}/all", value), *more])
    return directory_with(entries, {ORGANIZATION: found})


def single(alias: str, account: str, **different: str) -> tuple[str, str]:
    role = f"arn:aws:iam::{account}:role/own-read"
    said = {"account": account, "read_role": role, "external_id": "x-7", **different}
    return f"{PATH}/{alias}", json.dumps(said)


def test_its_accounts_are_known_by_the_roles_of_its_entry() -> None:
    found = known(listed(*MEMBERS), value=entry(mend_role="p/mend", viewers="U1"))
    assert [one.id for one in found.all] == [OWN, AUDIT, MANAGEMENT, SHOP]
    shop = found.of_id(SHOP)
    assert shop and shop.title == f"Web Shop ({SHOP})" and shop.viewers == ("U1",)
    assert shop.read_role == f"arn:aws:iam::{SHOP}:role/budget-check-prod-read"
    assert shop.mend_role == f"arn:aws:iam::{SHOP}:role/p/mend" and shop.external_id == "x-7"
    assert not found.own.read_role and not found.own.viewers and not found.incomplete


def test_another_partition_has_other_roles() -> None:
    entries = entries_of(OWN, [(f"{PATH}/all", entry())])
    found = directory_with(entries, {ORGANIZATION: listed(*MEMBERS)}, partition="aws-cn")
    assert found.others[0].read_role.startswith("arn:aws-cn:iam::")


@pytest.mark.parametrize(
    ("value", "left"),
    [
        (entry(excluded_accounts=f"{AUDIT}, {MANAGEMENT}"), [SHOP]),
        (entry(excluded_units=SANDBOX), [MANAGEMENT]),
        (entry(excluded_units=TEAM), [AUDIT, MANAGEMENT]),
        (entry(excluded_units="ou-abcd-99999999"), [AUDIT, MANAGEMENT, SHOP]),
    ],
    ids=["accounts", "a unit and what is beneath", "a unit", "a unit that is not there"],
)
def test_accounts_and_units_can_be_left_out(value: str, left: list[str]) -> None:
    assert [one.id for one in known(listed(*MEMBERS), value=value).others] == left


@pytest.mark.parametrize("state", ["SUSPENDED", "PENDING_CLOSURE", "PENDING_ACTIVATION", "CLOSED"])
def test_what_is_not_active_is_not_looked_at(state: str) -> None:
    assert known(listed(Member(SHOP, "Shop", state))).alone


def test_a_units_circle_ends() -> None:
    units = {SANDBOX: Unit(SANDBOX, "a", TEAM), TEAM: Unit(TEAM, "b", SANDBOX)}
    circle = replace(listed(*MEMBERS), units=units)
    assert len(known(circle, value=entry(excluded_units="ou-abcd-99999999")).others) == 3


def test_an_accounts_own_entry_goes_before_its_organisations() -> None:
    own = single("shop", SHOP, viewers="U2")
    found = known(listed(*MEMBERS), own, value=entry(excluded_accounts=SHOP))
    shop = found.find("shop")
    assert shop and shop.read_role.endswith("/own-read") and shop.viewers == ("U2",)
    assert shop.place == OrganizationPlace(ORGANIZATION, "Team A")
    assert [one.id for one in found.all].count(SHOP) == 1


def test_a_wrong_own_entry_shuts_its_account_to_everybody() -> None:
    found = known(listed(*MEMBERS), single("shop", SHOP, viewers="nora"))
    shop = found.of_id(SHOP)
    assert shop and shop.in_doubt and [one.id for one in found.narrowed()] == [SHOP]


@pytest.mark.parametrize(
    "value",
    [
        f'{{"account": "{SHOP}", "read_role": "arn:aws:iam::{SHOP}:role/r", "viewers": "U1"',
        json.dumps({"account": SHOP, "viewers": ["U1"], "external_id": ORGANIZATION}),
        json.dumps({"account": int(SHOP), "viewers": "U1"}),
        json.dumps({"account": SHOP, "viewer": "U1"}),
        json.dumps({"account": SHOP[1:], "read_role": f"arn:aws:iam::{SHOP}:role/r"}),
        json.dumps({"read_role": f"arn:aws:iam::{SHOP}:role/r", "viewers": "U1"}),
    ],
)
def test_a_slip_in_an_accounts_own_entry_does_not_open_it_by_its_organisation(value: str) -> None:
    found = known(listed(*MEMBERS), (f"{PATH}/shop", value))
    assert [one.id for one in found.narrowed()] == [SHOP]


def test_an_entry_called_by_an_id_that_it_does_not_name_may_be_about_either() -> None:
    found = known(listed(*MEMBERS), single(AUDIT, SHOP, viewers="U1"))
    assert {one.id for one in found.narrowed()} == {AUDIT, SHOP}


def test_of_two_entries_of_an_organisation_the_second_may_be_the_one_that_narrows() -> None:
    second = (f"{PATH}/zeta", entry(viewers="U1"))
    found = known(listed(*MEMBERS), second, single("audit", AUDIT))
    assert {one.id for one in found.narrowed()} == {MANAGEMENT, SHOP}


@pytest.mark.parametrize("cut", [0, 1])
def test_a_wrong_entry_of_an_organisation_is_about_no_account_that_it_leaves_out(cut: int) -> None:
    role = f"arn:aws:iam::{OWN}:role/lists"
    value = entry(viewers="nora", excluded_accounts=SHOP, administrator_role=role)
    found = known(listed(*MEMBERS), single("shop", SHOP), value=value[: len(value) - cut])
    assert found.find("shop") and found.unlisted and found.narrowed() == ()


def test_a_wrong_entry_of_another_organisation_narrows_nothing() -> None:
    second = (f"{PATH}/zeta", entry(organization="o-zzzz9876yx", viewers="nora"))
    assert known(listed(*MEMBERS), second).narrowed() == ()


@pytest.mark.parametrize("asked", ["Web Shop", "WEB SHOP", "web-shop", SHOP])
def test_it_is_found_by_name_whatever_the_case_and_the_blanks(asked: str) -> None:
    found = known(listed(*MEMBERS)).find(asked)
    assert found and found.id == SHOP


def test_a_name_of_two_finds_neither_and_both_are_named() -> None:
    found = known(listed(Member(SHOP, "Shop", "ACTIVE"), Member(TOOLS, "shop", "ACTIVE")))
    assert found.find("shop") is None
    assert [one.id for one in found.called("SHOP")] == [SHOP, TOOLS]
    assert found.named(SHOP) == f"Shop ({SHOP})" and found.named(TOOLS) == f"shop ({TOOLS})"
    one_hidden = replace(found, hidden=frozenset({TOOLS}))
    visible, hidden = one_hidden.find("shop"), one_hidden.find_hidden("shop")
    assert visible and visible.id == SHOP and hidden and hidden.id == TOOLS


def test_a_name_takes_no_alias_and_no_id_away() -> None:
    twin, odd = Member(TOOLS, "shop", "ACTIVE"), Member(AUDIT, SHOP, "ACTIVE")
    found = known(listed(twin, odd), single("shop", SHOP))
    by_alias, by_id = found.find("shop"), found.find(SHOP)
    assert by_alias and by_id and by_alias.id == by_id.id == SHOP
    assert found.named(TOOLS) == f"shop ({TOOLS})" and found.named(SHOP) == "shop"


@pytest.mark.parametrize("name", [SHOP, "4444-4444-4444", "4444 4444 4444"])
def test_who_asks_for_an_id_gets_no_other_account_that_is_called_so(name: str) -> None:
    found = known(listed(Member(AUDIT, name, "ACTIVE")))
    assert found.find(SHOP) is None and found.find(name) is None and found.called(name) == ()
    both = known(listed(Member(SHOP, "Shop", "ACTIVE"), Member(AUDIT, name, "ACTIVE")))
    hidden = replace(both, hidden=frozenset({SHOP}))
    refused = hidden.find_hidden(SHOP)
    assert hidden.find(SHOP) is None and refused and refused.id == SHOP


def test_a_hidden_alias_leads_to_no_account_of_that_name() -> None:
    found = known(listed(Member(TOOLS, "Shop", "ACTIVE")), single("shop", SHOP, viewers="U1"))
    seen = replace(found, hidden=frozenset({SHOP}))
    refused = seen.find_hidden("shop")
    assert seen.called("shop") == () and refused and refused.id == SHOP
    assert [one.id for one in seen.called(TOOLS)] == [TOOLS]


def test_the_alias_of_a_wrong_entry_leads_to_no_account_of_that_name() -> None:
    found = known(listed(Member(TOOLS, "Shop", "ACTIVE")), (f"{PATH}/shop", '{"account": "4'))
    assert found.called("SHOP") == () and found.wrong_entry("SHOP")
    assert [one.id for one in found.called(TOOLS)] == [TOOLS]


def test_an_account_may_be_called_as_the_parameter_of_a_wrong_organisation_is() -> None:
    whole = (f"{PATH}/zeta", entry(organization="o-zzzz9876yx", viewers="nora"))
    found = known(listed(Member(TOOLS, "Zeta", "ACTIVE")), whole)
    assert [one.id for one in found.called("zeta")] == [TOOLS]


def test_an_account_that_is_called_by_its_own_id_is_found_by_it() -> None:
    found = known(listed(Member(SHOP, SHOP, "ACTIVE"))).find(SHOP)
    assert found and found.id == SHOP


def test_a_slip_gets_every_account_that_it_may_mean() -> None:
    found = known(listed(Member(SHOP, "Shop", "ACTIVE"), Member(TOOLS, "Shop", "ACTIVE")))
    assert [one.id for one in found.near("shopp")] == [SHOP, TOOLS]


def test_what_reads_alike_is_shown_alike() -> None:
    found = known(listed(Member(SHOP, " Web\u00a0Shop\u202e\n", "ACTIVE")))
    assert found.named(SHOP) == "Web Shop" and found.find("web shop")


def test_where_each_stands() -> None:
    found = known(listed(*MEMBERS))
    assert [one.place for one in found.all] == [
        OrganizationPlace(ORGANIZATION),
        OrganizationPlace(ORGANIZATION, "Sandbox", is_administrator=True),
        OrganizationPlace(ORGANIZATION, is_management=True),
        OrganizationPlace(ORGANIZATION, "Team A"),
    ]


def test_an_organisation_that_is_not_listed_leaves_the_others() -> None:
    found = known(UNREAD, single("shop", SHOP))
    assert [one.id for one in found.others] == [SHOP] and found.unlisted == UNREAD
    assert found.unread is None and found.incomplete == UNREAD and not found.alone
    assert not found.own.in_doubt


@pytest.mark.parametrize("value", [entry(read_role=None), entry()[:-1]])
def test_so_does_one_whose_entry_is_wrong(value: str) -> None:
    found = known(listed(*MEMBERS), single("shop", SHOP), value=value)
    assert [one.id for one in found.others] == [SHOP]
    assert found.unlisted and f"{PATH}/all" in found.unlisted.detail and not found.unread


@given(
    st.lists(
        st.tuples(st.integers(1, 40), st.sampled_from(["a", "A", "b c", "b-c", "", "3" * 12])),
        max_size=12,
        unique_by=lambda one: one[0],
    ),
    st.sampled_from(["a", "b c", "B-C", "3" * 12, f"{7:012}", "zz"]),
    st.frozensets(st.integers(1, 40).map(lambda n: f"{n:012}"), max_size=4),
)
def test_the_index_finds_what_a_walk_finds(
    members: list[tuple[int, str]], asked: str, hidden: frozenset[str]
) -> None:
    found = known(listed(*(Member(f"{n:012}", name, "ACTIVE") for n, name in members)))
    seen = replace(found, hidden=hidden)
    walked = [one for one in found.all if one.id not in hidden]
    assert list(seen.all) == walked
    by_id = [one for one in walked if one.id == asked]
    names = [
        one
        for one in walked
        if asked.casefold() in (one.alias.casefold(), one.alias.casefold().replace(" ", "-"))
        and asked != "3" * 12
    ]
    assert list(seen.called(asked)) == (by_id or names)
    assert seen.find(asked) == (walked_one[0] if len(walked_one := by_id or names) == 1 else None)


def test_ten_thousand_are_looked_up_without_a_walk() -> None:
    many = (Member(f"{n:012}", f"Account {n}", "ACTIVE") for n in range(2, 10_002))
    found = known(listed(*many))
    assert found.all is found.all and len(found.all) == 10_001
    again = replace(found, hidden=frozenset({SHOP}))
    assert again._index is found._index
