"""The settings: each wrong one stops the start with one sentence that names it."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from bot.core.fixes import all_fixes
from bot.errors import SettingsError
from bot.settings import Settings

SLACK = {"SLACK_SIGNING_SECRET": "s3cret", "SLACK_BOT_TOKEN": "xoxb-1"}


def test_nothing_set_is_enough_for_a_check() -> None:
    settings = Settings.from_environment({})
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.viewers == ()
    assert settings.allow_unencrypted is False
    assert settings.verdict_events is False


def test_reads_every_setting() -> None:
    settings = Settings.from_environment(
        SLACK
        | {
            "SLACK_APP_TOKEN": "xapp-1",
            "SLACK_API_URL": "http://127.0.0.1:5006/api",
            "SLACK_TEAM_ID": "T1",
            "SLACK_BOT_ID": "B1",
            "SLACK_BOT_USER_ID": "U1BOT",
            "VIEWERS": "U1ABC, S2DEF",
            "ALERT_APPS": "A0ONE, A0TWO",
            "ALLOW_UNENCRYPTED": "true",
            "VERDICT_EVENTS": "true",
            "SENDERS": "alarms, rules",
            "AWS_ENDPOINT_URL": "http://127.0.0.1:5005",
        }
    ).for_slack()
    assert settings.slack_api_url == "http://127.0.0.1:5006/api/"
    assert settings.viewers == ("U1ABC", "S2DEF")
    assert settings.alert_apps == ("A0ONE", "A0TWO")
    assert settings.allow_unencrypted is True
    assert settings.verdict_events is True
    assert settings.senders == ("alarms", "rules")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "xoxp-a-persons-token"),
        ("SLACK_APP_TOKEN", "xoxb-1"),
        ("SLACK_API_URL", "slack.com/api"),
        ("AWS_ENDPOINT_URL", "127.0.0.1:5005"),
        ("VIEWERS", "ada@example.com"),
        ("VIEWERS", "U1ABC;U2DEF"),
        ("ALLOW_UNENCRYPTED", "maybe"),
        ("VERDICT_EVENTS", "all"),
        ("MENDERS", "everybody"),
        ("MENDERS_MOVE_TO_NEW_KEY", "U1ABC;U2DEF"),
        ("MENDERS_DELETE_TOPIC", "U1ABC"),
        ("MENDERS__FIX", "U1ABC"),
        ("ALERT_APPS", "amazon-q"),
        ("ROUTES", "name:cost-* -> C0123"),
        ("DIGEST", "monday 09:00"),
        ("DIGEST_CHANNEL", "#finops"),
        ("ALERT_APPS", "A0ONE;A0TWO"),
        ("SENDERS", "alarms, pigeons"),
        ("SENDERS", "alarms;rules"),
        ("APPROVALS", "two"),
        ("APPROVALS", "-1"),
        ("APPROVALS", "11"),
        ("APPROVALS", "\u0662"),
        ("EXTRA_TIMEOUT", "1.5"),
        ("EXTRA_TIMEOUT", "601"),
        ("TICKETS", "carrier pigeon"),
        ("TABLES_PREFIX", "budget check"),
        ("TABLES_PREFIX", "b"),
        ("SLACK_SECRETS_PARAMETER", "budget-check/prod/slack"),
        ("SLACK_SECRETS_PARAMETER", "/budget check"),
        ("TICKETS_SECRET_PARAMETER", "arn:aws:ssm:eu-west-1:111111111111:parameter/tickets"),
        ("CHECK_QUEUE_URL", "budget-check-prod-check"),
        ("EVENTS_FUNCTION", "budget-check-prod-events"),
        ("MEND_QUEUE_URL", "arn:aws:sqs:eu-west-1:111111111111:q"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name} ") as raised:
        Settings.from_environment({name: value})
    assert raised.value.name == name


def test_a_wrong_route_is_named_with_its_place() -> None:
    wrong = {"ALERTS_CHANNEL": "C0REST", "ROUTES": "name:a -> C01; name:b"}
    with pytest.raises(SettingsError, match=r"^ROUTES has a wrong rule 2, 'name:b': "):
        Settings.from_environment(wrong)


def test_a_wrong_time_of_the_digest_says_what_to_write() -> None:
    wrong = {"ALERTS_CHANNEL": "C0REST", "DIGEST": "monday 9:00"}
    with pytest.raises(SettingsError, match=r"^DIGEST is 'monday 9:00': say a day, a time"):
        Settings.from_environment(wrong)


def test_the_digest_has_a_channel_of_its_own_or_that_of_alerts() -> None:
    own = Settings.from_environment({"DIGEST": "monday 09:00", "DIGEST_CHANNEL": "C0WEEK"})
    assert own.digest and own.post_channels == ("C0WEEK",)
    shared = Settings.from_environment({"DIGEST": "monday 09:00", "ALERTS_CHANNEL": "C0REST"})
    assert shared.digest and shared.digest_channel == ""


def test_routes_name_every_channel_that_is_posted_to() -> None:
    values = {"ALERTS_CHANNEL": "C0REST", "ROUTES": "name:a -> C01 S02\ntag:b=c -> C0REST"}
    assert Settings.from_environment(values).post_channels == ("C0REST", "C01")
    assert Settings().post_channels == ()


@pytest.mark.parametrize("token", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
def test_a_wrong_token_is_not_printed(token: str) -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.from_environment({token: "hush-hush"})
    assert "hush-hush" not in str(raised.value)


@pytest.mark.parametrize("missing", list(SLACK))
def test_the_slack_app_names_what_it_misses(missing: str) -> None:
    rest = {name: value for name, value in SLACK.items() if name != missing}
    with pytest.raises(SettingsError, match=f"^{missing} is missing"):
        Settings.from_environment(rest).for_slack()


def test_socket_mode_needs_no_signing_secret() -> None:
    values = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
    assert Settings.from_environment(values).for_slack().signing_secret == ""


def test_one_fix_can_be_narrowed() -> None:
    settings = Settings.from_environment(
        {"MENDERS": "S0MENDERS", "MENDERS_MOVE_TO_NEW_KEY": "U1ABC, S2DEF"}
    )
    assert settings.right("move-to-new-key").holders == ("U1ABC", "S2DEF")
    assert settings.right("allow-on-key").holders == ("S0MENDERS",)


def test_a_fix_narrowed_to_nobody_is_closed() -> None:
    settings = Settings.from_environment({"MENDERS": "U1ABC", "MENDERS_ALLOW_ON_KEY": ""})
    assert settings.right("allow-on-key").holders == ()


def test_every_fix_can_be_narrowed() -> None:
    for fix in all_fixes():
        right = Settings.from_environment({"MENDERS": "U1ABC"}).right(fix.id)
        name = f"MENDERS_{fix.id.replace('-', '_').upper()}"
        narrowed = Settings.from_environment({"MENDERS": "U1ABC", name: "U2DEF"}).right(fix.id)
        assert (right.setting, narrowed.setting) == ("MENDERS", name)
        assert narrowed.holders == ("U2DEF",)


def test_a_ticket_system_gets_the_settings_named_after_it() -> None:
    values = {"TICKETS": "opsitem", "OPSITEM_REGION": "eu-west-1", "OTHER_REGION": "us-east-1"}
    assert Settings.from_environment(values).ticket_settings == {"opsitem": {"REGION": "eu-west-1"}}
    assert Settings.from_environment({"_X": "y"}).ticket_settings == {}


def test_ticket_systems_stand_in_their_order_and_each_once() -> None:
    assert Settings.from_environment({"TICKETS": " opsitem,, opsitem "}).tickets == ("opsitem",)
    assert Settings.from_environment({"TICKETS": ""}).tickets == ()


def test_a_ticket_system_that_there_is_not_is_named_with_those_that_there_are() -> None:
    with pytest.raises(SettingsError, match=r"^TICKETS holds 'paper': list some of .*opsitem"):
        Settings.from_environment({"TICKETS": "opsitem, paper"})


@pytest.mark.parametrize(
    ("url", "loopback"),
    [
        ("http://127.0.0.1:5005", True),
        ("http://localhost:5005/", True),
        ("http://[::1]:5005", True),
        ("http://127.0.0.1.example.com", False),
        ("https://dynamodb.eu-west-1.amazonaws.com", False),
        ("", False),
    ],
)
def test_loopback_is_told_from_aws(url: str, loopback: bool) -> None:
    assert Settings.from_environment({"AWS_ENDPOINT_URL": url}).on_loopback is loopback


def test_a_deployment_names_what_it_lacks() -> None:
    with pytest.raises(SettingsError, match="CHECK_QUEUE_URL is missing"):
        Settings(tables_prefix="budget-check-prod").for_worker()
    queue = Settings(check_queue_url="https://sqs.eu-west-1.amazonaws.com/1/check")
    assert queue.for_lambda() is queue
    with pytest.raises(SettingsError, match="TABLES_PREFIX is missing"):
        queue.for_worker()


def test_a_secret_of_another_kind_is_refused_and_not_shown() -> None:
    with pytest.raises(SettingsError, match="must begin with xoxb-") as told:
        Settings().with_secrets("xoxp-a-person", "s")
    assert "a-person" not in str(told.value)
    kept = Settings(bot_token="xoxb-1", signing_secret="s")
    assert asdict(kept.with_secrets("", "")) == asdict(kept)
    assert "xoxb-1" not in repr(kept)


def test_the_accounts_are_at_a_path_of_parameter_store() -> None:
    def read(value: str) -> str:
        return Settings.from_environment({"ACCOUNTS_PARAMETER": value}).accounts_parameter

    assert read("/budget-check/prod/accounts") == "/budget-check/prod/accounts"
    assert read("") == ""
    for wrong in ("accounts", "/a/", "/", "//a", "/a b", "/aws/accounts", "/ssm/x", "/a" * 16):
        with pytest.raises(SettingsError, match=r"ACCOUNTS_PARAMETER is .*no path"):
            read(wrong)


@pytest.mark.parametrize("tickets", ["", "opsitem", "github,jira"])
def test_a_gate_that_nobody_would_keep_stops_the_start(tickets: str) -> None:
    values = {"TICKETS": tickets, "SERVICENOW_GATE": "true"}
    with pytest.raises(SettingsError, match="SERVICENOW_GATE needs servicenow in TICKETS"):
        Settings.from_environment(values)
    assert Settings.from_environment({"TICKETS": tickets, "SERVICENOW_GATE": "false"})


def test_the_gate_of_a_system_that_is_asked() -> None:
    values = {"TICKETS": "opsitem,servicenow", "SERVICENOW_GATE": "true"}
    settings = Settings.from_environment(values)
    assert settings.ticket_settings["servicenow"] == {"GATE": "true"}
