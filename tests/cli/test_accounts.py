"""`python -m bot check NAME --account ALIAS` at the embedded AWS."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from bot.__main__ import main
from tests.aws.members import PATH, PROD, Members
from tests.aws.world import OpenAws
from tests.conftest import ACCOUNT, EmbeddedAws


@pytest.fixture
def members(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[Members]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCOUNT)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    opener = OpenAws()
    yield Members(embedded_aws, opener)
    opener.close()


def check(*words: str, path: str = PATH) -> int:
    given = {"ACCOUNTS_PARAMETER": path} if path else {}
    return main(["check", "--json", *words], given)


@pytest.mark.parametrize("named", ["prod", "PROD", PROD, f"\u200b{PROD}\u00a0", " prod"])
def test_an_account_by_alias_or_id(
    members: Members, capsys: pytest.CaptureFixture[str], named: str
) -> None:
    members.member("prod", PROD)
    members.budget(PROD, "tax")
    assert check("tax", "--account", named) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["account"] == PROD
    assert answer["findings"][0]["code"] == "budget.no-notifications"


def test_its_own_account_needs_no_entry(
    members: Members, capsys: pytest.CaptureFixture[str]
) -> None:
    members.budget(ACCOUNT, "tax")
    assert check("tax", "--account", ACCOUNT) == 1
    assert check("tax") == 1
    assert members.calls("GetParametersByPath") == 1, "without --account no entry is read"
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("named", "says"),
    [("prd", f"It names prod ({PROD})"), ("broken", f"the parameter {PATH}/broken holds no JSON")],
)
def test_an_account_that_is_none_is_wrong_usage(
    members: Members, capsys: pytest.CaptureFixture[str], named: str, says: str
) -> None:
    members.member("prod", PROD)
    members.entry("broken", "{")
    assert check("tax", "--account", named) == 2
    assert says in capsys.readouterr().err


def test_a_role_that_lets_nobody_in_is_unknown(
    members: Members, capsys: pytest.CaptureFixture[str]
) -> None:
    members.member("prod", PROD, external_id="another")
    assert check("tax", "--account", "prod") == 4
    finding = json.loads(capsys.readouterr().out)["findings"][0]
    assert finding["code"] == "budget.unreadable" and "sts:AssumeRole" in finding["says"]


def test_entries_that_cannot_be_read_are_unknown(
    members: Members, capsys: pytest.CaptureFixture[str]
) -> None:
    members.aws.fault("ssm", "GetParametersByPath", code="AccessDeniedException", status=400)
    assert check("tax", "--account", "prod") == 4
    assert "ssm:GetParametersByPath" in capsys.readouterr().out


def test_without_the_setting_an_alias_is_no_account(
    members: Members, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check("tax", "--account", "prod", path="") == 2
    assert "it has 12 digits" in capsys.readouterr().err
    assert members.calls("GetParametersByPath") == 0


@pytest.mark.parametrize("asked", ["cost\u00a0all", "\u200bcost all ", "cost\u2009all"])
@pytest.mark.parametrize("where", [(), ("--account", "prod"), ("--account", f"{ACCOUNT}\u00a0")])
def test_a_pasted_name_is_that_of_the_budget_that_reads_alike(
    members: Members, capsys: pytest.CaptureFixture[str], asked: str, where: tuple[str, ...]
) -> None:
    members.member("prod", PROD)
    for account in (ACCOUNT, PROD):
        members.budget(account, "cost all")
    assert check(asked, *where) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["budget"] == "cost all"
    assert answer["findings"][0]["code"] == "budget.no-notifications"


def test_of_two_that_read_alike_the_answer_names_both(
    members: Members, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("cost\u00a0all", "cost  all"):
        members.budget(ACCOUNT, name)
    assert check("cost all") == 2
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert finding["code"] == "budget.not-found"
    assert '"cost \\u0020all" and "cost\\u00a0all"' in finding["says"]
    assert check("cost\u00a0all") == 1
    assert json.loads(capsys.readouterr().out)["budget"] == "cost\u00a0all"


@pytest.mark.parametrize("nothing", ["", " ", "\u00a0", "\u200b\ufeff"])
def test_a_name_of_blanks_alone_is_empty(
    members: Members, capsys: pytest.CaptureFixture[str], nothing: str
) -> None:
    assert check(nothing) == 2
    assert "name is missing or empty" in capsys.readouterr().err


def test_an_id_in_other_digits_is_none(
    members: Members, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check("tax", "--account", "١" * 12, path="") == 2
    assert "is not an account id" in capsys.readouterr().err
