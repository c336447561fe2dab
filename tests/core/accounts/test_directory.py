"""The directory of accounts: what an entry may say, and what is found in it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.core.accounts.directory import Directory, directory_of
from bot.core.accounts.entry import Account, WrongEntry, parse_entry
from bot.core.model.read import Cause, ReadFailed

OWN, PROD, TEST = "111111111111", "222222222222", "333333333333"
PATH = "/budget-check/prod/accounts"


def entry(account: str = PROD, **different: Any) -> str:
    role = f"arn:aws:iam::{account}:role/budget-check-prod"
    said = {
        "account": account,
        "read_role": f"{role}-read",
        "mend_role": f"{role}-mend",
        "external_id": "x-7",
        **different,
    }
    return json.dumps({name: value for name, value in said.items() if value is not None})


def known(*more: tuple[str, str]) -> Directory:
    given = [(f"{PATH}/prod", entry()), (f"{PATH}/Test-1", entry(TEST, mend_role=None)), *more]
    return directory_of(OWN, given)


def test_an_entry_names_an_account() -> None:
    found = parse_entry(f"{PATH}/prod", entry(), OWN)
    role = f"arn:aws:iam::{PROD}:role/budget-check-prod"
    assert found == Account(
        PROD, "prod", f"{role}-read", f"{role}-mend", "x-7", parameter=f"{PATH}/prod"
    )
    assert "x-7" not in repr(found)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("", "no JSON"),
        ("[1]", "no JSON object"),
        (entry(mendrole="x"), "'mendrole', which is none of"),
        (entry(read_role=7), "read_role that is no text"),
        (entry("2222"), "12 digits"),
        (entry("２２２２２２２２２２２２"), "12 digits"),
        (entry(read_role=None), "has no read_role"),
        (entry(read_role="budget-check-read"), "no role's ARN"),
        (entry(read_role=f"arn:aws:iam::{PROD}:user/me"), "no role's ARN"),
        (entry(mend_role=f"arn:aws:sns:eu-west-1:{PROD}:role/x"), "no role's ARN"),
        (entry(read_role=f"arn:aws:iam::{TEST}:role/r"), f"read_role of account {TEST}"),
        (entry(mend_role=f"arn:aws:iam::{TEST}:role/r"), f"mend_role of account {TEST}"),
        (entry(mend_role=f"arn:aws:iam::{PROD}:role/budget-check-prod-read"), "one role for both"),
        (entry(viewers="U1, nora"), "viewer 'nora', which is no id"),
        (entry(viewers=["U1"]), "viewers that is no text"),
        (entry(external_id=None), "no external_id"),
        (entry(external_id="a b"), "no external_id"),
    ],
)
def test_a_wrong_entry_says_which_and_why(value: str, why: str) -> None:
    found = parse_entry(f"{PATH}/prod", value, OWN)
    assert isinstance(found, WrongEntry)
    assert found.says.startswith(f"the parameter {PATH}/prod ") and why in found.says


@pytest.mark.parametrize("alias", ["a b", "x" * 65, TEST, "产品"])
def test_an_alias_is_a_short_word_and_no_other_accounts_id(alias: str) -> None:
    assert isinstance(parse_entry(f"{PATH}/{alias}", entry(), OWN), WrongEntry)


def test_the_id_itself_may_be_the_alias() -> None:
    assert isinstance(parse_entry(f"{PATH}/{PROD}", entry(), OWN), Account)


@pytest.mark.parametrize("asked", ["prod", "PROD", "Prod", PROD])
def test_an_account_is_found_by_alias_and_id(asked: str) -> None:
    found = known().find(asked)
    assert found and found.id == PROD


@pytest.mark.parametrize("asked", ["", "pro", "2222", "prod "])
def test_no_other_word_finds_one(asked: str) -> None:
    assert known().find(asked) is None


@pytest.mark.parametrize(
    ("asked", "near"), [("prd", [PROD]), ("test", [TEST]), ("222222222223", [PROD]), ("zzz", [])]
)
def test_a_slip_gets_the_nearest(asked: str, near: list[str]) -> None:
    assert [one.id for one in known().near(asked)][: len(near) or 1] == near


def test_its_own_account_is_always_known() -> None:
    assert directory_of(OWN, ()) == Directory(Account(OWN))
    assert directory_of(OWN, ()).alone
    assert not known().alone
    found = known().find(OWN)
    assert found and found.title == OWN


def test_its_own_account_may_have_an_alias_and_no_role() -> None:
    named = directory_of(OWN, [(f"{PATH}/hub", json.dumps({"account": OWN}))])
    assert named.own.title == f"hub ({OWN})" and named.find("HUB") == named.own and named.alone
    roles = directory_of(OWN, [(f"{PATH}/hub", entry(OWN))])
    assert roles.own == Account(OWN, in_doubt=True) and "assumes none" in roles.wrong[0].why


def test_a_wrong_entry_takes_no_other_down() -> None:
    found = known((f"{PATH}/broken", "{"))
    assert [one.alias for one in found.all] == ["", "prod", "Test-1"]
    wrong = found.wrong_entry("BROKEN")
    assert wrong and wrong.alias == "broken"
    assert found.wrong_entry("prod") is None


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [("z-again", entry(), "so does"), ("test-1", entry("444444444444"), "in another case")],
)
def test_an_account_or_an_alias_that_is_taken(name: str, value: str, why: str) -> None:
    found = known((f"{PATH}/{name}", value))
    assert len(found.others) == 2 and why in found.wrong[0].says


def test_an_account_is_called_by_its_alias() -> None:
    assert [known().named(id) for id in (PROD, OWN, "999999999999")] == [
        "prod",
        OWN,
        "999999999999",
    ]


def test_who_may_see_it_stands_in_its_entry() -> None:
    own = (f"{PATH}/hub", json.dumps({"account": OWN, "viewers": "U1"}))
    directory = known(own, (f"{PATH}/shop", entry("444444444444", viewers=" U1, S0TEAM ,")))
    assert {one.short: one.viewers for one in directory.narrowed()} == {
        "hub": ("U1",),
        "shop": ("U1", "S0TEAM"),
    }


def test_what_is_hidden_is_found_by_nobody() -> None:
    directory = replace(known(), hidden=frozenset({OWN, PROD}))
    assert [one.alias for one in directory.all] == ["Test-1"]
    assert directory.find("prod") is None and directory.find(OWN) is None
    assert directory.near("prodd") == ()
    hidden = directory.find_hidden("PROD")
    assert hidden and hidden.id == PROD and directory.find_hidden("Test-1") is None


@pytest.mark.parametrize(
    "value",
    [
        json.dumps({"account": OWN, "viewers": "nora"}),
        json.dumps({"account": OWN, "viewers": ["U1"]}),
        json.dumps({"account": OWN, "viewer": "U1"}),
        json.dumps({"account": OWN, "viewers": "U1"})[:-1] + ",}",
    ],
)
def test_an_entry_that_is_wrong_opens_the_own_account_to_nobody(value: str) -> None:
    found = known((f"{PATH}/hub", value))
    assert found.own.in_doubt and found.own in found.narrowed()
    assert not known((f"{PATH}/other", "no entry")).own.in_doubt


def test_of_two_entries_the_second_may_be_the_one_that_narrows() -> None:
    found = known((f"{PATH}/zeta", entry(viewers="U1")))
    assert [one.id for one in found.narrowed()] == [PROD] and found.find(PROD)


def test_entries_that_are_unread_may_narrow_the_own_account() -> None:
    unread = ReadFailed("ssm:GetParametersByPath", PATH, Cause.THROTTLED, "Rate exceeded")
    assert directory_of(OWN, (), unread).own.in_doubt
