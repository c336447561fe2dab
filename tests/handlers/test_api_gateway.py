"""The front door on Lambda: API Gateway's events in, answers out, and what it does in trouble."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest

from bot.errors import SettingsError
from bot.settings import Settings
from handlers.api_gateway import NOT_SET_UP, SlackEndpoint
from playground.slack import LocalSlack, seed
from playground.slack.requests import Request, Signature, form_request
from tests.jobs.fakes import KeptQueue
from tests.slack.conftest import settings_for
from tests.slack.requests import COMMAND, SECRET


@pytest.fixture
def settings() -> Settings:
    with LocalSlack() as slack:
        return settings_for(slack)


def event(request: Request, *, encoded: bool = False) -> dict[str, object]:
    """As an HTTP API sends it (payload format 2.0): header names in lower case."""
    body = request.body
    if encoded:
        body = base64.b64encode(body.encode()).decode()
    headers = {name.lower(): value for name, value in request.headers.items()}
    return {"version": "2.0", "headers": headers, "body": body, "isBase64Encoded": encoded}


@pytest.mark.parametrize("encoded", [False, True])
def test_a_signed_command_is_queued(settings: Settings, encoded: bool) -> None:
    queue = KeptQueue()
    front = SlackEndpoint(lambda: settings, queue)
    response = front.respond(event(form_request(COMMAND, SECRET), encoded=encoded))
    assert response["statusCode"] == 200
    assert response["body"] == ""
    assert [job.kind for job in queue.jobs] == ["command"]


def test_header_names_may_have_any_case(settings: Settings) -> None:
    request = form_request(COMMAND, SECRET)
    given = {**event(request), "headers": {n.upper(): v for n, v in request.headers.items()}}
    assert SlackEndpoint(lambda: settings, KeptQueue()).respond(given)["statusCode"] == 200


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"headers": None, "body": None},
        {"headers": {}, "body": "x", "isBase64Encoded": False},
        event(form_request(COMMAND, SECRET, Signature.WRONG_SECRET)),
    ],
)
def test_what_is_not_signed_gets_401(settings: Settings, given: dict[str, object]) -> None:
    queue = KeptQueue()
    assert SlackEndpoint(lambda: settings, queue).respond(given)["statusCode"] == 401
    assert queue.jobs == []


def test_a_body_that_is_no_base64_gets_400(settings: Settings) -> None:
    given = {**event(form_request(COMMAND, SECRET)), "body": "§", "isBase64Encoded": True}
    assert SlackEndpoint(lambda: settings, KeptQueue()).respond(given)["statusCode"] == 400


def test_wrong_settings_are_said_and_logged_and_looked_at_again(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    now: list[Settings | None] = [None]

    def current() -> Settings:
        if now[0] is None:
            raise SettingsError("SLACK_SECRETS_PARAMETER", "names /x, and nothing is there.")
        return now[0]

    front = SlackEndpoint(current, KeptQueue())
    front.warm()
    response = front.respond(event(form_request(COMMAND, SECRET)))
    assert (response["statusCode"], response["body"]) == (503, NOT_SET_UP)
    assert "SLACK_SECRETS_PARAMETER names /x" in caplog.text
    now[0] = settings
    assert front.respond(event(form_request(COMMAND, SECRET)))["statusCode"] == 200


def test_a_rotated_signing_secret_is_used_from_then_on(settings: Settings) -> None:
    now = [settings]
    front = SlackEndpoint(lambda: now[0], KeptQueue())
    old = event(form_request(COMMAND, SECRET))
    assert front.respond(old)["statusCode"] == 200
    now[0] = replace(settings, signing_secret="another")
    assert front.respond(old)["statusCode"] == 401
    assert front.respond(event(form_request(COMMAND, "another")))["statusCode"] == 200


def test_a_retry_of_slacks_is_told_in_the_log(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    given = event(form_request({**COMMAND, "user_id": seed.MENDER}, SECRET))
    headers = {"x-slack-retry-num": "2", "x-slack-retry-reason": "http_timeout"}
    merged = {**given, "headers": {**given["headers"], **headers}}  # type: ignore[dict-item]
    assert SlackEndpoint(lambda: settings, KeptQueue()).respond(merged)["statusCode"] == 200
    assert "Slack's try '2' again: 'http_timeout'" in caplog.text


def test_nothing_that_is_not_signed_gets_into_the_log(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    given = event(form_request(COMMAND, SECRET, Signature.WRONG_SECRET))
    mine = "evil\nERROR all is lost" + "x" * 5000
    headers = {"x-slack-retry-num": mine, "x-slack-retry-reason": mine, "user-agent": mine}
    merged = {**given, "headers": {**given["headers"], **headers}}  # type: ignore[dict-item]
    assert SlackEndpoint(lambda: settings, KeptQueue()).respond(merged)["statusCode"] == 401
    assert caplog.text == ""
    right = event(form_request(COMMAND, SECRET))
    merged = {**right, "headers": {**right["headers"], **headers}}  # type: ignore[dict-item]
    assert SlackEndpoint(lambda: settings, KeptQueue()).respond(merged)["statusCode"] == 200
    assert "evil\n" not in caplog.text and len(caplog.text) < 1000


def test_a_secret_that_was_rotated_just_now_loses_no_request(settings: Settings) -> None:
    kept = [settings]
    queue, rotated = KeptQueue(), replace(settings, signing_secret="another")

    def fresh() -> Settings:
        kept[0] = rotated
        return rotated

    front = SlackEndpoint(lambda: kept[0], queue, fresh)
    assert front.respond(event(form_request(COMMAND, "another")))["statusCode"] == 200
    assert front.respond(event(form_request(COMMAND, SECRET)))["statusCode"] == 401
    assert len(queue.jobs) == 1
