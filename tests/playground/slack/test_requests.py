"""Requests as Slack signs them, and the ones that an app must refuse."""

from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import SignatureVerifier

from playground.slack.requests import (
    Request,
    Signature,
    form_request,
    json_request,
    payload_request,
    retried,
)

SECRET = "s3cret"


def valid(request: Request) -> bool:
    return SignatureVerifier(SECRET).is_valid_request(request.body, request.headers)


@pytest.mark.parametrize("build", [form_request, payload_request, json_request])
def test_a_right_signature(build: object) -> None:
    assert callable(build)
    assert valid(build({"text": "a & ü"}, SECRET))


@pytest.mark.parametrize("how", sorted(set(Signature) - {Signature.RIGHT, Signature.NOT_A_NUMBER}))
def test_a_wrong_one(how: Signature) -> None:
    assert not valid(form_request({"text": "a"}, SECRET, how))


def test_a_time_stamp_that_is_no_number() -> None:
    request = form_request({"text": "a"}, SECRET, Signature.NOT_A_NUMBER)
    assert request.headers["X-Slack-Request-Timestamp"] == "abc"


def test_an_interaction_is_json_in_a_form() -> None:
    request = payload_request({"type": "block_actions"}, SECRET)
    assert parse_qs(request.body)["payload"] == ['{"type": "block_actions"}']


def test_a_retry_says_so() -> None:
    request = retried(json_request({"type": "event_callback"}, SECRET), 2)
    assert request.headers["X-Slack-Retry-Num"] == "2"
    assert valid(request)
