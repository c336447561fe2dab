"""What an entry of an organisation may say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.core.accounts.entries import entries_of
from bot.core.accounts.organization_entry import OrganizationEntry

OWN, ORGANIZATION = "111111111111", "o-a1b2c3d4e5"
PATH = "/budget-check/prod/accounts"
ROLE = "arn:aws:iam::999999999999:role/lists"


def entry(**different: Any) -> str:
    said = {
        "organization": ORGANIZATION,
        "read_role": "budget-check-prod-read",
        "external_id": "x-7",
        **different,
    }
    return json.dumps({name: value for name, value in said.items() if value is not None})


def test_an_entry_names_an_organisation() -> None:
    value = entry(
        mend_role="team/budget-check-prod-mend",
        viewers="U1, S2",
        excluded_accounts="222222222222,",
        excluded_units=" ou-abcd-12345678, ou-abcd-87654321",
        administrator_role=ROLE,
    )
    found = entries_of(OWN, [(f"{PATH}/all", value)])
    assert found.organizations == (
        OrganizationEntry(
            ORGANIZATION,
            f"{PATH}/all",
            "budget-check-prod-read",
            "x-7",
            "team/budget-check-prod-mend",
            ("U1", "S2"),
            frozenset({"222222222222"}),
            frozenset({"ou-abcd-12345678", "ou-abcd-87654321"}),
            ROLE,
        ),
    )
    assert "x-7" not in repr(found) and not found.wrong and not found.accounts


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (entry(organization="a1b2c3d4e5"), "'a1b2c3d4e5', which is no id of one"),
        (entry(organization=7), "organization that is no text"),
        (entry(account=OWN), "'account', which is none of organization"),
        (entry(read_role=None), "has no read_role"),
        (entry(read_role="arn:aws:iam::222222222222:role/r"), "no role's name"),
        (entry(read_role="/r"), "no role's name"),
        (entry(mend_role="a b"), "mend_role 'a b' that is no role's name"),
        (entry(mend_role="budget-check-prod-read"), "one role for both"),
        (entry(external_id=None), "no external_id"),
        (entry(viewers="nora"), "viewer 'nora'"),
        (entry(excluded_accounts="222"), "leaves out the account '222'"),
        (entry(excluded_accounts=["2" * 12]), "excluded_accounts that is no text"),
        (entry(excluded_units="r-abcd"), "leaves out the unit 'r-abcd'"),
        (entry(administrator_role="lists"), "administrator_role 'lists' that is no role's ARN"),
        (entry()[:-1], "holds no JSON"),
    ],
)
def test_a_wrong_one_says_which_and_why(value: str, why: str) -> None:
    found = entries_of(OWN, [(f"{PATH}/all", value)])
    (wrong,) = found.wrong
    assert wrong.says.startswith(f"the parameter {PATH}/all ") and why in wrong.says
    assert wrong.whole and not found.organizations


def test_of_two_for_one_organisation_the_first_counts() -> None:
    found = entries_of(OWN, [(f"{PATH}/b", entry()), (f"{PATH}/a", entry(read_role="other"))])
    assert [one.read_role for one in found.organizations] == ["other"]
    assert f"and so does {PATH}/a" in found.wrong[0].says
