"""Other accounts by their roles, at the embedded AWS with IAM enforced."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.aws.accounts import Accounts
from bot.aws.across import all_budgets, find_budget
from bot.aws.clients import Aws
from bot.aws.directory_reader import FAILED_FOR, KEPT_FOR
from bot.aws.opened_roles import Pair
from bot.core.accounts.directory import Directory
from bot.core.model.budget import Budget
from bot.core.model.read import Cause, NotFound, ReadFailed
from tests.aws.members import EXTERNAL_ID, PATH, PROD, TEST, Members
from tests.aws.world import OpenAws
from tests.conftest import ACCOUNT, EmbeddedAws


@pytest.fixture
def members(embedded_aws: EmbeddedAws, open_aws: OpenAws) -> Members:
    return Members(embedded_aws, open_aws)


def known(accounts: Accounts) -> Directory:
    found = accounts.directory()
    assert isinstance(found, Directory)
    return found


def opened(found: Aws | ReadFailed) -> Aws:
    assert isinstance(found, Aws), found
    return found


def unread(found: object) -> ReadFailed:
    assert isinstance(found, ReadFailed)
    return found


def test_without_a_path_only_the_own_account_is_known(members: Members) -> None:
    accounts = members.accounts("")
    assert [one.id for one in known(accounts).all] == [ACCOUNT]
    assert opened(accounts.reading(ACCOUNT)).account() == ACCOUNT
    assert isinstance(accounts.reading(PROD), ReadFailed)
    assert members.calls("GetParametersByPath") == members.calls("AssumeRole") == 0


def test_every_page_of_the_entries_is_read(members: Members) -> None:
    for n in range(23):
        members.entry(f"a{n:02}", {"account": f"{n:012}"})
    found = known(members.accounts())
    assert len(found.wrong) == 23
    assert members.calls("GetParametersByPath") == 3


def test_the_entries_are_kept_for_a_while(members: Members) -> None:
    accounts = members.accounts()
    assert known(accounts).alone
    members.member("prod", PROD)
    assert known(accounts).alone
    members.clock.now += KEPT_FOR
    assert known(accounts).find("prod")


def test_what_is_taken_out_is_not_assumed_any_longer(members: Members) -> None:
    members.member("prod", PROD)
    accounts = members.accounts()
    assert opened(accounts.reading(PROD))
    members.aws.client("ssm").delete_parameter(Name=f"{PATH}/prod")
    members.clock.now += KEPT_FOR
    assert "No entry" in unread(accounts.reading(PROD)).detail


def test_entries_that_cannot_be_read_leave_the_own_account(members: Members) -> None:
    members.member("prod", PROD)
    accounts = members.accounts()
    members.aws.fault("ssm", "GetParametersByPath", code="AccessDeniedException", status=400)
    found = known(accounts)
    assert found.unread and found.unread.action == "ssm:GetParametersByPath"
    assert opened(accounts.reading(ACCOUNT))
    assert unread(accounts.reading(PROD)).action == "ssm:GetParametersByPath"
    assert members.calls("GetParametersByPath") == 1, "one job asks AWS once"
    members.aws.control.forget_faults()
    members.clock.now += FAILED_FOR
    assert opened(accounts.reading(PROD)), "a failure is not kept for long"


def test_the_read_role_reads_its_own_account(members: Members) -> None:
    members.member("prod", PROD)
    aws = opened(members.accounts().reading(PROD))
    assert aws.account() == PROD
    assert isinstance(all_budgets(members.accounts(), known(members.accounts()).all)[PROD], tuple)


def test_a_role_is_assumed_once_for_all_threads(members: Members) -> None:
    members.member("prod", PROD)
    accounts = members.accounts()
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda _: accounts.reading(PROD), range(64)))
    assert len({id(one) for one in found}) == 1
    assert members.calls("AssumeRole") == 1


def test_credentials_are_renewed_before_they_end(
    members: Members, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.aws.assume.SECONDS", 15 * 60)  # so they end soon from the start
    members.member("prod", PROD)
    accounts = members.accounts()
    aws = opened(accounts.reading(PROD))
    before = members.calls("AssumeRole")
    assert opened(accounts.reading(PROD)) is aws
    assert members.calls("AssumeRole") == before + 1


def test_a_wrong_external_id_is_a_value_that_says_what_to_do(members: Members) -> None:
    members.member("prod", PROD, external_id="another")
    found = unread(members.accounts().reading(PROD))
    assert (found.action, found.cause) == ("sts:AssumeRole", Cause.REFUSED)
    role = f"arn:aws:iam::{PROD}:role/budget-check-prod-read"
    assert found.resource == role
    assert f"trust policy of {role}" in found.detail and f"{PATH}/prod" in found.detail
    assert EXTERNAL_ID not in found.detail and "another" not in found.detail


def test_a_role_that_answers_for_another_account_is_refused(
    members: Members, monkeypatch: pytest.MonkeyPatch
) -> None:
    members.member("prod", PROD)
    members.member("test", TEST)
    accounts = members.accounts()
    sts = opened(accounts.reading(ACCOUNT)).sts()
    real = sts.assume_role

    def misled(**given: Any) -> object:
        return real(**{**given, "RoleArn": given["RoleArn"].replace(PROD, TEST)})

    monkeypatch.setattr(sts, "assume_role", misled)
    assert f"is not of account {PROD}" in unread(accounts.reading(PROD)).detail


def test_a_refusal_is_not_kept(members: Members) -> None:
    members.member("prod", PROD)
    accounts = members.accounts()
    members.aws.fault("sts", "AssumeRole", code="AccessDenied", status=403)
    assert unread(accounts.reading(PROD)).cause is Cause.REFUSED
    members.aws.control.forget_faults()
    assert opened(accounts.reading(PROD))


def test_a_role_taken_away_later_is_told_by_its_own_name(
    members: Members, monkeypatch: pytest.MonkeyPatch
) -> None:
    members.member("prod", PROD)
    accounts = members.accounts()
    assert opened(accounts.reading(PROD))
    for period in ("mandatory", "advisory"):
        ended = f"botocore.credentials.RefreshableCredentials._{period}_refresh_timeout"
        monkeypatch.setattr(ended, 2 * 60 * 60)
    members.aws.fault("sts", "AssumeRole", code="AccessDenied", status=403)
    found = unread(accounts.reading(PROD))
    assert found.action == "sts:AssumeRole" and "AssumeRole" in found.detail
    assert unread(accounts.reading(PROD)).cause is Cause.REFUSED


def test_only_a_mend_role_writes(members: Members) -> None:
    members.member("prod", PROD, "kms:EnableKey")
    members.member("test", TEST)
    accounts = members.accounts()
    pair = accounts.writing(PROD)
    assert isinstance(pair, Pair) and pair.writing.account() == pair.reading.account() == PROD
    assert pair.reading is not accounts.reading(PROD), "the read role reads"
    assert "names no mend_role" in unread(accounts.writing(TEST)).detail
    assert isinstance(accounts.writing(ACCOUNT), Pair)


def test_a_process_that_only_reads_writes_nowhere(members: Members) -> None:
    accounts = Accounts(members.opener(), PATH, members.clock)
    assert "only reads" in unread(accounts.writing(ACCOUNT)).detail


def test_a_budget_is_looked_for_everywhere_side_by_side(members: Members) -> None:
    members.member("prod", PROD)
    members.member("test", TEST, external_id="another")
    members.budget(PROD, "tax")
    accounts = members.accounts()
    found = find_budget(accounts, known(accounts).all, "tax")
    assert isinstance(found[PROD], Budget) and isinstance(found[ACCOUNT], NotFound)
    assert unread(found[TEST]).action == "sts:AssumeRole"


def test_a_name_that_none_can_have_asks_nobody(members: Members) -> None:
    accounts = members.accounts()
    assert isinstance(find_budget(accounts, known(accounts).all, "a:b")[ACCOUNT], NotFound)
    assert members.calls("DescribeBudget") == 0


def test_an_account_that_hangs_does_not_hold_up_the_others(members: Members) -> None:
    members.member("prod", PROD)
    members.budget(ACCOUNT, "tax")
    accounts = members.accounts()
    everyone = known(accounts).all
    members.aws.fault("sts", "AssumeRole", how="hold")
    found = find_budget(accounts, everyone, "tax", seconds=5.0)
    members.aws.control.forget_faults()
    assert isinstance(found[ACCOUNT], Budget)
    assert unread(found[PROD]).cause is Cause.TIMED_OUT
