"""Signatures, teams and rubbish: what gets in, and what gets 401 and runs nothing."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from bot.errors import SettingsError
from bot.settings import Settings
from bot.slack.app import SlackApp, build
from bot.slack.http import answer
from playground.slack import LocalSlack, Signature, seed
from playground.slack.requests import form_request, json_request, payload_request
from tests.jobs.fakes import KeptQueue
from tests.slack.conftest import World, settings_for
from tests.slack.requests import COMMAND, SECRET, signed, status


def test_a_signed_command_is_acknowledged_and_queued(app: SlackApp, queue: KeptQueue) -> None:
    assert status(app, form_request(COMMAND, SECRET)) == 200
    assert [job.kind for job in queue.jobs] == ["command"]


@pytest.mark.parametrize("how", [how for how in Signature if how is not Signature.RIGHT])
def test_any_other_signature_is_refused(app: SlackApp, queue: KeptQueue, how: Signature) -> None:
    assert status(app, form_request(COMMAND, SECRET, how)) == 401
    assert queue.jobs == []


HEADERS: dict[str, dict[str, str]] = {
    "none": {},
    "no signature": {"X-Slack-Signature": ""},
    "a signature of odd characters": {"X-Slack-Signature": "v0=é"},
    "no time": {"X-Slack-Request-Timestamp": ""},
    "a negative time": {"X-Slack-Request-Timestamp": "-1"},
    "a time in other digits": {"X-Slack-Request-Timestamp": "١٧٠٠٠٠٠٠٠٠"},
    "a superscript time": {"X-Slack-Request-Timestamp": "²"},
    "a time with a fraction": {"X-Slack-Request-Timestamp": "1700000000.5"},
    "a time of thousands of digits": {"X-Slack-Request-Timestamp": "1" * 5000},
}


@pytest.mark.parametrize("case", HEADERS)
def test_odd_headers_are_refused(app: SlackApp, queue: KeptQueue, case: str) -> None:
    good = form_request(COMMAND, SECRET)
    headers = {**good.headers, **HEADERS[case]} if HEADERS[case] else {}
    assert answer(app, good.body.encode(), headers)[0] == 401
    assert queue.jobs == []


def test_slacks_own_certificate_check_is_not_signed(app: SlackApp, queue: KeptQueue) -> None:
    assert answer(app, b"ssl_check=1&token=x", {}) == (
        200,
        {"content-type": "text/plain; charset=utf-8"},
        "",
    )
    assert status(app, signed("ssl_check=1&token=x")) == 200
    assert queue.jobs == []


def test_header_names_in_any_case(app: SlackApp) -> None:
    good = form_request(COMMAND, SECRET)
    assert (
        answer(app, good.body.encode(), {k.upper(): v for k, v in good.headers.items()})[0] == 200
    )


def test_a_forged_lazy_header_chooses_nothing(app: SlackApp, queue: KeptQueue) -> None:
    good = form_request(COMMAND, SECRET)
    lazy = {"X-Slack-Bolt-Lazy-Only": "1", "X-Slack-Bolt-Lazy-Function-Name": "command"}
    status_, _, body = answer(app, good.body.encode(), {**good.headers, **lazy})
    assert status_ == 200 and body == ""
    assert len(queue.jobs) == 1


def test_url_verification_is_answered(app: SlackApp) -> None:
    request = json_request({"type": "url_verification", "challenge": "abc"}, SECRET)
    assert answer(app, request.body.encode(), request.headers)[2] == '{"challenge": "abc"}'


def test_a_message_of_our_own_is_ignored(app: SlackApp, queue: KeptQueue) -> None:
    event = {"type": "app_mention", "user": "U0BUDGETBOT", "bot_id": "B0BUDGETCHECK", "text": "x"}
    body = {"type": "event_callback", "team_id": "T0BUDGETS", "event": event}
    assert status(app, json_request(body, SECRET)) == 200
    assert queue.jobs == []


def test_an_unknown_event_is_taken_and_dropped(app: SlackApp, queue: KeptQueue) -> None:
    for kind in ("message", "pin_added", "app_home_opened"):
        event = {"type": kind, "user": "U1", "channel": "C1", "text": "x", "ts": "1.0"}
        body = {"type": "event_callback", "team_id": "T0BUDGETS", "event": event}
        assert status(app, json_request(body, SECRET)) == 200
    assert queue.jobs == []


def test_unknown_buttons_views_and_commands_are_taken_and_dropped(
    app: SlackApp, queue: KeptQueue
) -> None:
    who = {"team": {"id": "T0BUDGETS"}, "user": {"id": "U1"}}
    action = {"type": "button", "action_id": "other.button", "block_id": "1", "value": "x"}
    press = {"type": "block_actions", **who, "actions": [action]}
    view = {
        "type": "view_submission",
        **who,
        "view": {"type": "modal", "callback_id": "other.view"},
    }
    assert status(app, payload_request(press, SECRET)) == 200
    assert status(app, payload_request(view, SECRET)) == 200
    assert status(app, form_request(COMMAND | {"command": "/other"}, SECRET)) == 200
    assert queue.jobs == []


def test_the_details_view_may_be_closed_and_submitted(app: SlackApp) -> None:
    who = {"team": {"id": "T0BUDGETS"}, "user": {"id": "U1"}}
    for kind in ("view_closed", "view_submission"):
        view = {"type": kind, **who, "view": {"type": "modal", "callback_id": "check.details"}}
        assert status(app, payload_request(view, SECRET)) == 200


def test_a_command_of_another_team_is_refused_with_the_reason(
    app: SlackApp, queue: KeptQueue
) -> None:
    request = form_request(COMMAND | {"team_id": "T0OTHER"}, SECRET)
    code, _, body = answer(app, request.body.encode(), request.headers)
    assert code == 200 and "own Slack workspace" in body
    assert queue.jobs == []


def test_what_names_no_team_runs_nothing(app: SlackApp, queue: KeptQueue) -> None:
    body = urlencode({k: v for k, v in COMMAND.items() if k != "team_id"})
    assert status(app, signed(body)) == 200
    assert queue.jobs == []


def test_nothing_of_a_refused_body_is_logged(
    app: SlackApp, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        status(app, form_request(COMMAND, SECRET, Signature.WRONG_SECRET))
        status(app, form_request(COMMAND, SECRET))
    assert "response_url" not in caplog.text and "R1" not in caplog.text


def test_a_queue_that_fails_is_an_error_and_no_acknowledgement(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Full:
        def send(self, job: object, delay_seconds: int = 0) -> None:
            raise ConnectionError("the queue is away")

        def send_all(self, jobs: object) -> None:
            raise AssertionError("the front door leaves one at a time")

    with LocalSlack() as slack:
        app = build(settings_for(slack), Full())
        assert status(app, form_request(COMMAND, SECRET)) == 500
    assert "the queue is away" in caplog.text


def test_without_a_secret_everything_over_http_is_refused() -> None:
    settings = Settings(bot_token="xoxb-1", app_token="xapp-1", team_id="T0BUDGETS")
    app = build(settings, KeptQueue())
    assert status(app, form_request(COMMAND, SECRET)) == 401


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        (Settings(), "SLACK_BOT_TOKEN"),
        (Settings(bot_token="xoxb-1"), "SLACK_SIGNING_SECRET"),
        (Settings(bot_token="xoxb-1", signing_secret="s"), "SLACK_TEAM_ID"),
    ],
)
def test_a_missing_setting_stops_the_start(settings: Settings, named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        build(settings, KeptQueue())


def test_starting_asks_slack_nothing(world: World) -> None:
    assert world.slack.calls() == []


def test_the_acknowledgement_does_not_wait_for_aws(world: World) -> None:
    world.aws.open.clear()
    reply = world.slack.person(seed.MENDER).command("/budget-check tax", seed.FINOPS)
    assert reply.in_time
    world.aws.open.set()
    assert world.after(0, seed.FINOPS, seed.MENDER)[-1].text.startswith("❌ tax does not alert")
