"""The secrets of ticket systems, at the embedded AWS with IAM enforced."""

from __future__ import annotations

import json
import logging

import pytest

from bot.aws.parameter import FAILED_FOR, KEPT_FOR
from bot.aws.ticket_secrets import TicketSecrets
from bot.core.model.read import Cause, ReadFailed
from tests.aws.conftest import QUICK
from tests.aws.world import OpenAws, World, allow
from tests.conftest import EmbeddedAws

NAME = "/budget-check/prod/tickets"
TOKEN = "hush-hush-0123456789"
GITHUB = {"github": {"token": TOKEN}}


class Clock:
    """Seconds that a test lets pass."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def secrets(embedded_aws: EmbeddedAws, open_aws: OpenAws, clock: Clock) -> TicketSecrets:
    return TicketSecrets(open_aws(config=QUICK), NAME, clock)


def put(aws: EmbeddedAws, value: object) -> None:
    text = value if isinstance(value, str) else json.dumps(value)
    aws.client("ssm").put_parameter(Name=NAME, Value=text, Type="SecureString", Overwrite=True)


def asked(aws: EmbeddedAws) -> int:
    return len(aws.control.calls("ssm", "GetParameters"))


def unread(found: object) -> ReadFailed:
    assert isinstance(found, ReadFailed)
    return found


def test_each_system_gets_its_own_part(embedded_aws: EmbeddedAws, secrets: TicketSecrets) -> None:
    put(embedded_aws, {**GITHUB, "jira": {"email": "a@example.com", "token": "t"}})
    assert secrets.of("github") == {"token": TOKEN}
    assert secrets.of("jira") == {"email": "a@example.com", "token": "t"}
    assert asked(embedded_aws) == 1


def test_a_rotated_one_is_used_within_five_minutes(
    embedded_aws: EmbeddedAws, secrets: TicketSecrets, clock: Clock
) -> None:
    put(embedded_aws, GITHUB)
    assert secrets.of("github") == {"token": TOKEN}
    put(embedded_aws, {"github": {"token": "new"}})
    assert secrets.of("github") == {"token": TOKEN}
    clock.now += KEPT_FOR
    assert secrets.of("github") == {"token": "new"} and KEPT_FOR < 300


def test_without_a_parameter_nothing_is_asked(
    embedded_aws: EmbeddedAws, open_aws: OpenAws, clock: Clock
) -> None:
    assert TicketSecrets(open_aws(config=QUICK), "", clock).of("github") == {}
    assert asked(embedded_aws) == 0


def test_one_that_is_not_there_is_said_and_soon_read_again(
    embedded_aws: EmbeddedAws, secrets: TicketSecrets, clock: Clock
) -> None:
    said = unread(secrets.of("github"))
    assert said.detail == (f"The parameter {NAME} is not there, or empty, in us-east-1.")
    put(embedded_aws, GITHUB)
    assert unread(secrets.of("github")) == said and asked(embedded_aws) == 1
    clock.now += FAILED_FOR
    assert secrets.of("github") == {"token": TOKEN}


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (f"token={TOKEN}", "is no JSON."),
        (f'{{"github": {{"token": "{TOKEN}"', "is no JSON."),
        ([TOKEN], "is no JSON object with an object of texts for each system."),
        ({"github": TOKEN}, "is no JSON object with an object of texts for each system."),
        ({"github": {"token": [TOKEN]}}, "is no JSON object with an object of texts"),
        ({"jira": {"token": TOKEN}}, 'has no member "github".'),
    ],
)
def test_a_wrong_one_is_said_without_what_it_holds(
    embedded_aws: EmbeddedAws,
    secrets: TicketSecrets,
    caplog: pytest.LogCaptureFixture,
    value: object,
    what: str,
) -> None:
    put(embedded_aws, value)
    with caplog.at_level(logging.INFO):
        said = unread(secrets.of("github"))
    assert said.detail.startswith(f"The parameter {NAME} {what}")
    assert TOKEN not in f"{said!r} {secrets!r}"
    assert TOKEN not in caplog.text


def test_a_role_without_the_right_is_told_which(
    embedded_aws: EmbeddedAws, open_aws: OpenAws, clock: Clock
) -> None:
    put(embedded_aws, GITHUB)
    aws = open_aws.as_role(World(embedded_aws), allow("ssm:GetParameter"))
    said = unread(TicketSecrets(aws, NAME, clock).of("github"))
    assert (said.cause, said.action) == (Cause.REFUSED, "ssm:GetParameters")
