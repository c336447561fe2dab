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


@pytest.mark.parametrize("named", ["prod", "PROD", PROD])
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
