"""Credentials that are missing, expired, wrong or cannot be fetched."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.model.path import Facts
from bot.core.model.read import Cause, ReadFailed
from tests.aws.world import NAME, OpenAws, World, check
from tests.conftest import ACCOUNT

BUDGET = f"arn:aws:budgets::{ACCOUNT}:budget/{NAME}"


@pytest.fixture
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment without any credentials."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


def _cause(facts: Facts) -> Cause:
    assert isinstance(facts.budget, ReadFailed)
    return facts.budget.cause


def test_expired_credentials(open_aws: OpenAws) -> None:
    facts = check(open_aws("EXPIRED12345"))
    assert isinstance(facts.budget, ReadFailed)
    assert facts.budget.cause is Cause.EXPIRED
    assert facts.budget.detail == "The security token included in the request is expired"
    assert isinstance(facts.notifications, ReadFailed)


def test_no_credentials_and_no_call(
    world: World, open_aws: OpenAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    aws = open_aws(None, secret=None)
    facts = check(aws)
    assert facts.budget == ReadFailed(
        "budgets:ViewBudget", BUDGET, Cause.NO_CREDENTIALS, "Unable to locate credentials"
    )
    assert isinstance(aws.account(), ReadFailed)
    assert world.calls() == []


@pytest.mark.usefixtures("no_keys")
def test_a_process_that_gives_none(
    world: World, open_aws: OpenAws, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    config = tmp_path / "config"
    config.write_text("[default]\ncredential_process = false\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    assert _cause(check(open_aws(None, secret=None))) is Cause.NO_CREDENTIALS
    assert world.calls() == []


@pytest.mark.usefixtures("no_keys")
def test_a_token_file_that_is_not_there(
    world: World, open_aws: OpenAws, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AWS_WEB_IDENTITY_TOKEN_FILE", str(tmp_path / "gone"))
    monkeypatch.setenv("AWS_ROLE_ARN", f"arn:aws:iam::{ACCOUNT}:role/r")
    facts = check(open_aws(None, secret=None))
    assert _cause(facts) is Cause.FAILED
    assert isinstance(facts.budget, ReadFailed)
    assert "gone" in facts.budget.detail
    assert world.calls() == []


def test_half_a_pair_of_keys(open_aws: OpenAws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIA")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY", raising=False)
    assert _cause(check(open_aws(None, secret=None))) is Cause.NO_CREDENTIALS


@pytest.mark.parametrize("code", ["InvalidClientTokenId", "UnrecognizedClientException"])
def test_keys_that_aws_does_not_know(world: World, open_aws: OpenAws, code: str) -> None:
    said = "The security token included in the request is invalid."
    world.aws.fault(code=code, message=said, status=403)
    facts = check(open_aws())
    assert facts.budget == ReadFailed("budgets:ViewBudget", BUDGET, Cause.NO_CREDENTIALS, said)
