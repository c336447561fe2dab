"""The two secrets in SSM: read once, kept for a while, and clearly missed."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.aws.http.secrets import BOT_TOKEN, KEEP, Secrets
from bot.errors import SettingsError
from bot.settings import Settings
from tests.aws.http.conftest import REGION, Call
from tests.conftest import ACCOUNT, EmbeddedAws

PATH = "/budget-check/test/slack"
SETTINGS = Settings(secrets_parameter=PATH, team_id="T1")


@dataclass
class Watch:
    """A monotonic clock that a test moves."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def put(aws: EmbeddedAws, name: str, value: str) -> None:
    aws.client("ssm", REGION).put_parameter(
        Name=f"{PATH}/{name}", Value=value, Type="SecureString", Overwrite=True
    )


@pytest.fixture
def stored(embedded_aws: EmbeddedAws) -> EmbeddedAws:
    put(embedded_aws, "bot-token", "xoxb-one\n")
    put(embedded_aws, "signing-secret", "s1")
    return embedded_aws


def asked(aws: EmbeddedAws) -> int:
    return sum(call.operation == "GetParameters" for call in aws.control.calls())


def test_both_come_with_one_call_and_the_rest_stays(stored: EmbeddedAws, caller: Call) -> None:
    secrets = Secrets(SETTINGS, caller()).begin()
    found = secrets.settings()
    assert (found.bot_token, found.signing_secret) == ("xoxb-one", "s1")
    assert found.team_id == "T1"
    assert secrets.settings() is found
    assert asked(stored) == 1


def test_a_worker_asks_for_the_token_alone(stored: EmbeddedAws, caller: Call) -> None:
    only = {
        "Effect": "Allow",
        "Action": "ssm:GetParameters",
        "Resource": f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter{PATH}/bot-token",
    }
    role = stored.as_role("worker", only)
    found = Secrets(SETTINGS, caller(role), names=(BOT_TOKEN,)).settings()
    assert (found.bot_token, found.signing_secret) == ("xoxb-one", "")


def test_a_rotated_secret_is_used_within_the_time(stored: EmbeddedAws, caller: Call) -> None:
    watch = Watch()
    secrets = Secrets(SETTINGS, caller(), monotonic=watch)
    first = secrets.settings()
    put(stored, "bot-token", "xoxb-two")
    watch.now += KEEP
    assert secrets.settings() is first
    watch.now += 1
    assert secrets.settings().bot_token == "xoxb-two"


def test_a_read_that_fails_later_leaves_the_last_ones(
    stored: EmbeddedAws, caller: Call, caplog: pytest.LogCaptureFixture
) -> None:
    watch = Watch()
    secrets = Secrets(SETTINGS, caller(), monotonic=watch)
    first = secrets.settings()
    stored.fault("ssm", "GetParameters", code="ThrottlingException")
    watch.now += KEEP + 1
    assert secrets.settings() is first
    assert "could not be read" in caplog.text and "ThrottlingException" in caplog.text


def test_what_failed_at_the_start_is_tried_again(stored: EmbeddedAws, caller: Call) -> None:
    stored.fault("ssm", "GetParameters", code="ThrottlingException", times=1)
    assert Secrets(SETTINGS, caller()).begin().settings().bot_token == "xoxb-one"


def test_what_the_environment_holds_is_not_asked_for(
    embedded_aws: EmbeddedAws, caller: Call
) -> None:
    settings = Settings(bot_token="xoxb-env", signing_secret="env", secrets_parameter=PATH)
    assert Secrets(settings, caller()).begin().settings() is settings
    assert asked(embedded_aws) == 0


def test_a_missing_one_is_named_with_how_to_store_it(
    embedded_aws: EmbeddedAws, caller: Call
) -> None:
    put(embedded_aws, "bot-token", "xoxb-one")
    with pytest.raises(SettingsError, match=rf"{PATH}/signing-secret in {REGION}: store it there"):
        Secrets(SETTINGS, caller()).settings()


def test_what_is_no_bot_token_is_refused(stored: EmbeddedAws, caller: Call) -> None:
    put(stored, "bot-token", "xoxp-a-person")
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN is not such a token") as told:
        Secrets(SETTINGS, caller()).settings()
    assert "a-person" not in str(told.value)


def test_a_refusal_names_the_permission(stored: EmbeddedAws, caller: Call) -> None:
    role = stored.as_role("nobody")
    with pytest.raises(SettingsError, match="needs ssm:GetParameters"):
        Secrets(SETTINGS, caller(role)).settings()


def test_silence_names_the_path(stored: EmbeddedAws, caller: Call) -> None:
    stored.fault("ssm", "GetParameters", how="hang")
    with pytest.raises(SettingsError, match=f"names {PATH}, and .* did not answer"):
        Secrets(SETTINGS, caller(timeout=0.4)).settings()


def test_one_that_does_not_fit_is_read_again_at_most_once_in_ten_seconds(
    stored: EmbeddedAws, caller: Call
) -> None:
    watch = Watch()
    secrets = Secrets(SETTINGS, caller(), monotonic=watch).begin()
    first = secrets.settings()
    watch.now += 11
    put(stored, "signing-secret", "s2")
    assert secrets.settings() is first, "it is not old enough by itself"
    assert secrets.fresh().signing_secret == "s2"
    put(stored, "signing-secret", "s3")
    for _ in range(100):
        assert secrets.fresh().signing_secret == "s2"
    assert asked(stored) == 2
    watch.now += 11
    assert secrets.fresh().signing_secret == "s3"


def test_an_ssm_that_refuses_is_not_asked_by_each_stranger(
    stored: EmbeddedAws, caller: Call
) -> None:
    watch = Watch()
    secrets = Secrets(SETTINGS, caller(), monotonic=watch).begin()
    first = secrets.settings()
    watch.now += 11
    stored.fault("ssm", "GetParameters", code="AccessDeniedException", status=400)
    for _ in range(20):
        assert secrets.fresh() is first
    assert asked(stored) == 2
