"""The doctor on an entry that names an organisation."""

from __future__ import annotations

import json
import shlex
from typing import Any

import pytest

from bot.cli.doctor._checks import DoctorFinding, set_up
from bot.cli.doctor.accounts import check
from tests.cli.deployed import STAGE, Deployed
from tests.conftest import ACCOUNT

PATH, ID = "/budget-check/prod/accounts", "o-exampleorg1"


@pytest.fixture
def listing(stage: Deployed) -> Deployed:
    """A stage whose one entry is an organisation, which the hub's account may list."""
    stage.environment |= {"ACCOUNTS_PARAMETER": PATH}
    stage.build()
    keep(stage)
    told(stage, delegated=[ACCOUNT])
    return stage


def keep(stage: Deployed, **different: str) -> None:
    said = {"organization": ID, "read_role": "reads", "external_id": "x-7", **different}
    stage.aws.client("ssm").put_parameter(
        Name=f"{PATH}/all", Value=json.dumps(said), Type="SecureString", Overwrite=True
    )


def told(stage: Deployed, **different: Any) -> None:
    many = [{"id": f"{n:012}", "name": f"a{n}"} for n in range(2, 43)]
    given = {"management": "9" * 12, **different}
    stage.aws.control.put_whole_organization(
        ID, accounts=[{"id": ACCOUNT, "name": "Hub"}, *many], **given
    )


def said(stage: Deployed) -> list[DoctorFinding]:
    with stage.clients() as means:
        setup = set_up(means, STAGE, stage.environment)
        return [*check(setup)]


def test_one_that_can_be_listed_and_none_of_its_accounts_is_looked_at(listing: Deployed) -> None:
    (fine,) = said(listing)
    assert (fine.status, fine.about) == ("fine", f"organisation {ID}")
    assert len(listing.aws.control.calls("organizations", "ListAccounts")) == 1
    assert listing.aws.control.calls("sts", "AssumeRole") == []


def test_whom_to_let_and_by_which_commands(listing: Deployed) -> None:
    told(listing, delegated=[])
    (wrong,) = said(listing)
    assert wrong.status == "wrong" and f"account {ACCOUNT} may not list its accounts" in wrong.says
    assert "organizations:ListAccounts" in wrong.says
    policy, trust, register = (shlex.split(line) for line in wrong.lines)
    allowed = json.loads(policy[-1])["Statement"][0]
    assert allowed["Principal"] == {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
    assert "organizations:ListAccounts" in allowed["Action"]
    assert trust[:3] == ["aws", "organizations", "enable-aws-service-access"]
    assert register[:3] == ["aws", "organizations", "register-delegated-administrator"]
    assert ACCOUNT in register


def test_what_is_no_refusal_is_not_taken_for_one(listing: Deployed) -> None:
    listing.aws.fault("organizations", "ListAccounts", code="ServiceException", status=400)
    (found,) = said(listing)
    assert found.status == "could not tell" and not found.lines


def test_a_role_that_lets_only_the_functions_in(listing: Deployed) -> None:
    keep(listing, administrator_role="arn:aws:iam::222222222222:role/lists")
    (found,) = said(listing)
    assert found.status == "could not tell" and "administrator_role" in found.says


def test_an_entry_that_is_wrong(listing: Deployed) -> None:
    keep(listing, excluded_units="r-1")
    found = said(listing)
    assert [one.status for one in found] == ["wrong", "warning"]
    assert "leaves out the unit 'r-1'" in found[0].says
