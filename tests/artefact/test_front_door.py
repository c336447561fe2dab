"""The function `slack` as Lambda runs it: what gets in, what gets 401, and how trouble is said."""

from __future__ import annotations

import json
from threading import Event
from typing import Any
from urllib.parse import urlencode

import pytest

from playground.scenarios.load import find, seed
from playground.slack import Fault, Message, Signature
from playground.slack import seed as people
from playground.slack.payloads import url_verification
from playground.slack.requests import Request, form_request, json_request, payload_request, retried
from tests.artefact.world import Deployed, http_event
from tests.slack.requests import COMMAND, SECRET, signed

BROKEN = "customer-key-without-budgets"


def status(world: Deployed, request: Request, **given: Any) -> int:
    return world.reply_to(http_event(request, **given)).status


def queued(world: Deployed) -> list[dict[str, Any]]:
    found = [*world.messages("check"), *world.messages("mend")]
    return [json.loads(one["body"]) for one in found]


@pytest.mark.parametrize("encoded", [False, True])
def test_a_signed_command_is_acknowledged_and_queued(world: Deployed, encoded: bool) -> None:
    assert status(world, form_request(COMMAND, SECRET), encoded=encoded) == 200
    (job,) = queued(world)
    assert (job["kind"], job["what"]["text"]) == ("command", "tax")


def test_header_names_of_another_case_are_the_same(world: Deployed) -> None:
    event = http_event(form_request(COMMAND, SECRET))
    event["headers"] = {name.title(): value for name, value in event["headers"].items()}
    assert world.reply_to(event).status == 200


@pytest.mark.parametrize("how", [how for how in Signature if how is not Signature.RIGHT])
def test_any_other_signature_is_refused(world: Deployed, how: Signature) -> None:
    assert status(world, form_request(COMMAND, SECRET, how)) == 401
    assert queued(world) == []


def test_no_headers_and_no_body_are_refused(world: Deployed) -> None:
    assert world.reply_to({"version": "2.0"}).status == 401
    assert world.reply_to({"headers": {}, "body": "x", "isBase64Encoded": True}).status == 400


def test_a_forged_header_of_bolts_own_chooses_nothing(world: Deployed) -> None:
    """Bolt's lazy listeners are chosen by unsigned headers (docs/facts.md 8.1): none gets in."""
    request = form_request(COMMAND, SECRET)
    forged = {"X-Slack-Bolt-Lazy-Only": "1", "X-Slack-Bolt-Lazy-Function-Name": "command"}
    assert status(world, Request({**request.headers, **forged}, request.body, {})) == 200
    assert [job["kind"] for job in queued(world)] == ["command"]


def test_slacks_own_checks_are_answered(world: Deployed) -> None:
    assert world.reply_to({"body": "ssl_check=1&token=x", "headers": {}}).status == 200
    reply = world.slack.verify_url("the-challenge")
    assert reply.status == 200 and "the-challenge" in reply.body
    assert status(world, json_request(url_verification("c"), "wrong")) == 401


@pytest.mark.parametrize(
    "body",
    ["payload=no", "[1]", "{", "command=%2Fbudget-check&team_id=T0BUDGETS", "[" * 100_000],
)
def test_a_malformed_body_is_no_crash(world: Deployed, body: str) -> None:
    assert status(world, signed(body)) in {200, 400}
    assert queued(world) == []


def test_an_unknown_command_and_event_are_acknowledged(world: Deployed) -> None:
    assert status(world, form_request({**COMMAND, "command": "/other"}, SECRET)) == 200
    event = {
        "type": "event_callback",
        "team_id": "T0BUDGETS",
        "event_id": "Ev1",
        "event": {"type": "message", "text": "hello", "user": people.MENDER, "channel": "C1"},
    }
    request = json_request(event, SECRET)
    assert status(world, request) == 200
    assert status(world, retried(request, 2)) == 200
    own = {**event, "event": {**event["event"], "bot_id": "B0BUDGET", "user": "U0BUDGETBOT"}}  # type: ignore[dict-item]
    assert status(world, json_request(own, SECRET)) == 200
    assert queued(world) == []
    said = [str(line.get("message")) for line in world.function("slack").logs()]
    assert "Slack's try '2' again: 'http_timeout'" in said


def test_another_team_is_refused_with_a_sentence(world: Deployed) -> None:
    reply = world.reply_to(http_event(form_request({**COMMAND, "team_id": "T0OTHER"}, SECRET)))
    assert reply.status == 200 and "workspace" in reply.body
    click = {"type": "block_actions", "team": {"id": "T0OTHER"}, "user": {"id": "U1"}}
    assert status(world, payload_request(click, SECRET)) == 200
    assert queued(world) == []


def test_a_button_opens_its_view_and_a_submission_is_answered_with_one(world: Deployed) -> None:
    seed(world.aws.url, [BROKEN])
    answer = world.command(find(BROKEN).budget)
    person = world.slack.person(people.MENDER)
    assert person.press(answer, "fix.allow-on-key").status == 200
    (view,) = world.slack.views(people.MENDER)
    (job,) = queued(world)
    assert (job["kind"], job["what"]["view"]) == ("change.preview", view.id)


def test_a_view_that_does_not_open_in_time_is_not_waited_for(world: Deployed) -> None:
    world.extra["EXTRA_TIMEOUT"] = "5"
    answer, answers = _answer(world), Event()
    world.slack.faults.add(Fault("views.open", held=answers))
    assert world.slack.person(people.MENDER).press(answer, "check.details").status == 200
    assert world.slack.calls("views.open") == []
    answers.set()
    world.slack.until(lambda: world.slack.calls("views.open"))
    assert len(world.slack.calls("views.open")) == 1, "no second try"
    (job,) = queued(world)
    assert (job["kind"], job["what"]["view"]) == ("check.details", "")


def test_a_missing_secret_is_said_and_logged(world: Deployed) -> None:
    world.aws.client("ssm").delete_parameter(Name="/budget-check/test/slack/signing-secret")
    reply = world.reply_to(http_event(form_request(COMMAND, SECRET)))
    assert reply.status == 503 and "doctor" in reply.body
    logs = str(world.function("slack").logs())
    assert "there is no parameter /budget-check/test/slack/signing-secret" in logs
    world.aws.client("ssm").put_parameter(
        Name="/budget-check/test/slack/signing-secret", Value=SECRET, Type="SecureString"
    )
    assert status(world, form_request(COMMAND, SECRET)) == 200, "no new start is needed"


def test_a_queue_that_is_gone_is_said_to_the_person(world: Deployed) -> None:
    world.extra["CHECK_QUEUE_URL"] = world.queues["check"] + "-gone"
    reply = world.slack.person(people.MENDER).command("/budget-check tax", people.FINOPS)
    assert reply.status == 200
    (shown,) = world.slack.messages(people.FINOPS, seen_by=people.MENDER)
    assert "its queue did not answer" in shown.text
    assert "budget-check-test-check-gone did not take a job" in str(world.function("slack").logs())


def test_a_wrong_setting_stops_the_start_with_one_sentence(world: Deployed) -> None:
    world.extra["SLACK_API_URL"] = "slack.com/api"
    error = world.function("slack").failed_start().error
    assert error and error["errorType"] == "SettingsError"
    assert "SLACK_API_URL is 'slack.com/api'" in str(error["errorMessage"])


def test_nothing_secret_stands_in_the_log(world: Deployed) -> None:
    status(world, form_request(COMMAND, SECRET))
    status(world, form_request(COMMAND, SECRET, Signature.WRONG_SECRET))
    status(world, signed(urlencode({"payload": "no"})))
    text = "\n".join(world.function("slack").lines)
    for secret in (people.BOT_TOKEN, SECRET, COMMAND["response_url"]):
        assert secret not in text


def _answer(world: Deployed) -> Message:
    seed(world.aws.url, [BROKEN])
    return world.command(find(BROKEN).budget)
