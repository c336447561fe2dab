"""The doctor on the map of sources, and on each place that it names."""

from __future__ import annotations

import json

import pytest

from bot.cli.doctor._checks import DoctorFinding, set_up
from bot.cli.doctor.sources import check
from playground.tickets.github.seed import READER_TOKEN, REPOSITORY, TOKEN
from playground.tickets.local import LocalTickets
from tests.cli.deployed import STAGE, Deployed

SOURCES, SECRETS = "/budget-check/prod/sources", "/budget-check/prod/tickets"
PLACE = {
    "account": "111111111111",
    "host": "github",
    "repository": REPOSITORY,
    "path": "accounts/demo",
    "base": "main",
}


@pytest.fixture
def mapped(stage: Deployed, tickets: LocalTickets) -> Deployed:
    """A stage with a map, and GitHub's token."""
    stage.environment |= {
        "SOURCES_PARAMETER": SOURCES,
        "TICKETS_SECRET_PARAMETER": SECRETS,
        "GITHUB_API_URL": tickets.github_url,
    }
    stage.build()
    keep(stage, SECRETS, {"github": {"token": TOKEN}})
    return stage


def keep(stage: Deployed, name: str, value: object) -> None:
    text = value if isinstance(value, str) else json.dumps(value)
    ssm = stage.aws.client("ssm")
    ssm.put_parameter(Name=name, Value=text, Type="SecureString", Overwrite=True)


def ours(stage: Deployed) -> list[DoctorFinding]:
    """What it says of pull requests that is no praise."""
    return [one for one in said(stage) if one.status != "fine"]


def said(stage: Deployed) -> list[DoctorFinding]:
    with stage.clients() as means:
        setup = set_up(means, STAGE, stage.environment)
        return [*check(setup)]


def test_a_place_where_one_can_be_opened(mapped: Deployed) -> None:
    keep(mapped, SOURCES, [PLACE])
    assert ours(mapped) == []
    (fine,) = said(mapped)
    assert fine.about == f"{REPOSITORY}/accounts/demo (main)"


def test_without_a_map_nothing_is_wrong(stage: Deployed) -> None:
    assert ours(stage) == []


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("nothing", "JSON"),
        ([{**PLACE, "account": "1"}], "account"),
        ([{**PLACE, "host": "cvs"}], "is no host of repositories"),
        ([{**PLACE, "repository": "acme/nowhere"}], "acme/nowhere"),
        ([{**PLACE, "base": "gone"}], "gone"),
        ([], "names no place"),
    ],
)
def test_a_map_that_is_wrong(mapped: Deployed, value: object, says: str) -> None:
    keep(mapped, SOURCES, value)
    (trouble,) = ours(mapped)
    assert says in f"{trouble.about} {trouble.says}" and trouble.do


def test_a_map_that_is_not_there(mapped: Deployed) -> None:
    (trouble,) = ours(mapped)
    assert trouble.status == "wrong" and "is not there" in trouble.says


def test_a_token_that_may_only_read(mapped: Deployed) -> None:
    keep(mapped, SOURCES, [PLACE])
    keep(mapped, SECRETS, {"github": {"token": READER_TOKEN}})
    troubles = ours(mapped)
    assert all(one.about.startswith(REPOSITORY) and one.do for one in troubles)


def test_a_secret_that_nothing_names(stage: Deployed) -> None:
    stage.environment["SOURCES_PARAMETER"] = SOURCES
    stage.build()
    keep(stage, SOURCES, [PLACE])
    assert [one.about for one in ours(stage)] == ["TICKETS_SECRET_PARAMETER"]
