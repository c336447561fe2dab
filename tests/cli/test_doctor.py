"""`python -m bot doctor` as a user runs it, and on a laptop's environment."""

from __future__ import annotations

import json

import pytest

from bot.__main__ import main
from playground.slack import LocalSlack, seed
from tests.cli.deployed import PATH, SERVICE, STAGE, Deployed, found, troubles
from tests.conftest import ACCOUNT


@pytest.fixture(autouse=True)
def credentials(stage: Deployed, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ordinary AWS environment, as the account's root."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCOUNT)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    assert stage.aws.url


def laptop(slack: LocalSlack, **more: str) -> dict[str, str]:
    """What a laptop has in its environment."""
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        **more,
    }


def test_a_healthy_stage_exits_with_0(
    deployed: Deployed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor", "--stage", STAGE], {}) == 0
    said = capsys.readouterr().out
    assert said.startswith("budget-check's own set-up  ✔ fine\nstage test, checked ")
    assert "\nQueues\n  ✔ fine  queue check\n    there; 0 jobs waiting, none given up.\n" in said
    assert deployed.slack.token not in said


def test_something_wrong_exits_with_1_and_json_says_all(
    deployed: Deployed, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed.without("events")
    assert main(["doctor", "--stage", STAGE, "--json"], {}) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["stage"], told["verdict"]) == (STAGE, "wrong")
    wrong = [one for one in told["findings"] if one["status"] != "fine"]
    assert [(one["check"], one["about"]) for one in wrong] == [("Functions", f"{SERVICE}-events")]
    assert set(wrong[0]) == {"check", "about", "status", "says", "do", "lines"}


def test_a_warning_alone_exits_with_0(deployed: Deployed) -> None:
    deployed.aws.client("dynamodb").update_table(
        TableName=f"{SERVICE}-log", DeletionProtectionEnabled=False
    )
    assert main(["doctor", "--stage", STAGE], {}) == 0


def test_what_could_not_be_told_exits_with_4(slack: LocalSlack) -> None:
    slack.fail("auth.test", status=503, times=None)
    assert main(["doctor"], laptop(slack)) == 4


@pytest.mark.parametrize("words", [["--stage", ""], ["--stage", "Prod!"], ["--profile", "none"]])
def test_wrong_usage_exits_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", *words], {}) == 2
    assert capsys.readouterr().err.startswith("budget-check: ")


def test_no_credentials_are_wrong(
    slack: LocalSlack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    assert main(["doctor"], laptop(slack)) == 1
    assert "there are no valid AWS credentials" in " ".join(capsys.readouterr().out.split())


def test_a_laptop_that_only_reads_is_fine(stage: Deployed, slack: LocalSlack) -> None:
    stage.environment = laptop(slack)
    every = stage.examine(stage="")
    assert troubles(every) == []
    assert "`serve` only reads" in found(every, "tables").says
    assert found(every, "ids").lines[0] == "SLACK_TEAM_ID=T0BUDGETS"


def test_a_laptop_finds_the_secrets_in_the_parameter_store(
    stage: Deployed, slack: LocalSlack
) -> None:
    stage.store("signing-secret", slack.signing_secret)
    stage.store("bot-token", slack.token)
    stage.environment = {"SLACK_API_URL": slack.api_url, "SLACK_SECRETS_PARAMETER": PATH}
    every = stage.examine(stage="")
    assert troubles(every) == []
    assert found(every, "token").says == "Slack knows it."


def test_every_wrong_setting_is_named_at_once(stage: Deployed, slack: LocalSlack) -> None:
    stage.environment = laptop(
        slack, APPROVALS="many", VIEWERS="mina", TICKETS="paper", MENDERS=seed.MENDER
    )
    wrong = troubles(stage.examine(stage=""))
    assert {one.about for one in wrong} == {"APPROVALS", "VIEWERS", "TICKETS"}
    assert all(one.do == "Correct it in the environment." for one in wrong)


def test_a_missing_token_is_said_once(stage: Deployed) -> None:
    stage.environment = {}
    (wrong,) = troubles(stage.examine(stage=""))
    assert (wrong.about, wrong.status) == ("SLACK_BOT_TOKEN", "wrong")


def test_a_laptop_with_tables_and_queues(deployed: Deployed, slack: LocalSlack) -> None:
    kept = ("TABLES_PREFIX", "CHECK_QUEUE_URL", "MENDERS")
    settings = {name: deployed.environment[name] for name in kept}
    deployed.environment = laptop(slack, **settings)
    every = deployed.examine(stage="")
    assert troubles(every) == []
    assert found(every, f"{SERVICE}-log").says == "there, active, with its keys."
    assert found(every, "queue check")


def test_a_stage_whose_settings_are_incomplete(stage: Deployed) -> None:
    stage.environment |= {"TABLES_PREFIX": "", "CHECK_QUEUE_URL": "", "MEND_QUEUE_URL": ""}
    stage.build()
    wrong = troubles(stage.examine())
    assert [one.about for one in wrong] == ["TABLES_PREFIX", "CHECK_QUEUE_URL", "MEND_QUEUE_URL"]
    assert all("make deploy STAGE=test" in one.do for one in wrong)


def test_a_secret_in_a_functions_environment_is_a_warning(deployed: Deployed) -> None:
    deployed.again("slack", SLACK_SIGNING_SECRET="0123abcd")
    (warned,) = troubles(deployed.examine())
    assert (warned.about, warned.status) == ("SLACK_SIGNING_SECRET", "warning")
    assert "0123abcd" not in str(warned)


def test_the_doctor_writes_nothing(deployed: Deployed) -> None:
    aws = deployed.aws
    aws.control.forget_calls()
    deployed.examine()
    reading = ("Get", "List", "Describe")
    made = {call.operation for call in aws.control.calls()}
    assert "GetRolePolicy" in made
    # The embedded AWS names these calls of Lambda by their paths.
    others = {operation for operation in made if not operation.startswith(reading)}
    assert others <= {"20150331/eventSourceMappings", "20160819/accountSettings"}
    assert len(aws.client("lambda").list_event_source_mappings()["EventSourceMappings"]) == 4


def test_without_a_region_a_laptop_hears_the_rest(
    slack: LocalSlack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    assert main(["doctor", "--json"], laptop(slack, TABLES_PREFIX="budget-check")) == 1
    told = json.loads(capsys.readouterr().out)["findings"]
    region = next(one for one in told if one["about"] == "Region")
    assert (region["status"], region["do"]) == (
        "wrong",
        "Set AWS_DEFAULT_REGION, or the profile's region.",
    )
    tables = next(one for one in told if one["check"] == "Tables")
    assert tables["status"] == "could not tell"
    assert {"Settings", "Slack", "Clock"} <= {one["check"] for one in told}


def test_without_a_region_no_stage_can_be_looked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    assert main(["doctor", "--stage", STAGE], {}) == 2
    assert "AWS_DEFAULT_REGION" in capsys.readouterr().err
