"""The doctor on Slack: the secrets, the token, its scopes, the ids and the people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.cli.doctor._checks import DoctorFinding, all_checks, examined, set_up
from bot.slack.token_status import TokenStatus
from playground.slack import Fault, LocalSlack, seed
from tests.cli.deployed import PARTS, PATH, STAGE, Deployed, found, troubles

TOKEN = f"{PATH}/bot-token"
SECRET = f"{PATH}/signing-secret"


def one(deployed: Deployed) -> DoctorFinding:
    """The only trouble there is."""
    (trouble,) = troubles(deployed.examine())
    return trouble


def changed(stage: Deployed, **settings: str) -> DoctorFinding:
    """The only trouble of a stage that is deployed with these settings."""
    stage.environment |= settings
    stage.build()
    return one(stage)


def test_a_secret_that_is_not_there(deployed: Deployed) -> None:
    deployed.aws.client("ssm").delete_parameter(Name=SECRET)
    wrong = one(deployed)
    assert (wrong.about, wrong.status, wrong.says) == (SECRET, "wrong", "is not there.")
    assert "docs/install.md" in wrong.do


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        (SECRET, "two words", "is no signing secret"),
        (SECRET, "xoxb-1-2", "holds a token and not the signing secret"),
        (SECRET, "0123abcd\n", "white space at an end"),
    ],
)
def test_a_signing_secret_of_another_form(
    deployed: Deployed, name: str, value: str, says: str
) -> None:
    deployed.store(name.rpartition("/")[2], value)
    wrong = one(deployed)
    assert (wrong.about, wrong.status) == (name, "wrong") and says in wrong.says
    assert value not in str(wrong)


def test_a_token_of_another_form_is_never_sent(deployed: Deployed) -> None:
    deployed.store("bot-token", "xapp-1-2")
    before = len(deployed.slack.calls())
    wrong, token = troubles(deployed.examine())
    assert (wrong.about, wrong.status) == (TOKEN, "wrong") and "xoxb-" in wrong.says
    assert (token.about, token.status) == ("token", "could not tell")
    assert len(deployed.slack.calls()) == before


def test_a_secret_that_is_not_encrypted(deployed: Deployed) -> None:
    deployed.aws.client("ssm").delete_parameter(Name=SECRET)
    deployed.store("signing-secret", "0123abcd", "String")
    warned = one(deployed)
    assert (warned.about, warned.status) == (SECRET, "warning") and "not encrypted" in warned.says


def test_no_secret_is_ever_printed(deployed: Deployed) -> None:
    said = str(deployed.examine())
    assert deployed.slack.token not in said and deployed.slack.signing_secret not in said


def test_a_revoked_token(deployed: Deployed) -> None:
    deployed.store("bot-token", seed.REVOKED_TOKEN)
    wrong = one(deployed)
    assert (wrong.about, wrong.status) == ("token", "wrong") and "token_revoked" in wrong.says


def test_a_silent_slack(deployed: Deployed) -> None:
    deployed.slack.faults.add(Fault("auth.test", drop=True))
    silent = one(deployed)
    assert (silent.about, silent.status) == ("token", "could not tell")


@pytest.mark.parametrize("scope", ["chat:write", "channels:history"])
def test_a_scope_that_was_not_granted(deployed: Deployed, scope: str) -> None:
    deployed.slack.workspace.tokens[deployed.slack.token].scopes.remove(scope)
    wrong = one(deployed)
    assert (wrong.about, wrong.status) == ("scopes", "wrong")
    assert wrong.says == f"The token lacks {scope}." and "install the app again" in wrong.do


def test_the_group_scope_is_needed_where_groups_are_named(stage: Deployed) -> None:
    stage.slack.workspace.tokens[stage.slack.token].scopes.remove("usergroups:read")
    stage.environment |= {"MENDERS": f"{seed.MENDER},{seed.APPROVER}", "VIEWERS": ""}
    stage.build()
    assert troubles(stage.examine()) == []
    for part in PARTS:
        stage.again(part, VIEWERS=seed.MENDERS_GROUP)
    for part in ("check", "mend"):
        stage.feed(part)
    lacking, viewers = troubles(stage.examine())
    assert lacking.says == "The token lacks usergroups:read."
    assert (viewers.about, viewers.status) == ("VIEWERS", "could not tell")


def test_ids_that_are_not_set_are_printed_ready_to_paste(stage: Deployed) -> None:
    wrong = changed(stage, SLACK_TEAM_ID="", SLACK_BOT_ID="")
    assert wrong.status == "wrong" and wrong.says == "SLACK_TEAM_ID and SLACK_BOT_ID not set."
    assert "deploy/test.env" in wrong.do
    assert wrong.lines == (
        "SLACK_TEAM_ID=T0BUDGETS",
        "SLACK_BOT_ID=B0BUDGETCHECK",
        "SLACK_BOT_USER_ID=U0BUDGETBOT",
    )


def test_an_id_of_another_workspace(stage: Deployed) -> None:
    wrong = changed(stage, SLACK_TEAM_ID="T0OTHER")
    assert wrong.says == "SLACK_TEAM_ID differs from what Slack says of the token."
    assert "SLACK_TEAM_ID=T0BUDGETS" in wrong.lines


@pytest.mark.parametrize(
    ("who", "says"),
    [
        (seed.GUEST, "U0GUEST is a guest, and guests may not ask."),
        (seed.LEAVER, "U0LEAVER is deactivated."),
        (seed.STRANGER, "U0STRANGER is of another workspace."),
        ("U0BUDGETBOT", "U0BUDGETBOT is an app and no person."),
        ("U0UNKNOWN", "U0UNKNOWN does not exist in this workspace, or is disabled."),
        ("S0DISABLED", "S0DISABLED does not exist in this workspace, or is disabled."),
        ("S0EMPTY", "The group S0EMPTY has no members."),
    ],
)
def test_a_mender_who_can_do_nothing(stage: Deployed, who: str, says: str) -> None:
    wrong = changed(stage, MENDERS=f"{seed.MENDER},{seed.APPROVER},{who}")
    assert (wrong.about, wrong.status, wrong.says) == ("MENDERS", "wrong", says)


def test_a_viewer_and_a_mender_of_one_fix_are_looked_at_too(stage: Deployed) -> None:
    stage.environment |= {"VIEWERS": seed.GUEST, "MENDERS_MOVE_TO_NEW_KEY": seed.LEAVER}
    stage.build()
    assert {trouble.about for trouble in troubles(stage.examine())} == {
        "VIEWERS",
        "MENDERS_MOVE_TO_NEW_KEY",
        "APPROVALS",
    }


def test_more_approvals_than_there_are_others(stage: Deployed) -> None:
    wrong = changed(stage, APPROVALS="2")
    assert (wrong.about, wrong.status) == ("APPROVALS", "wrong")
    assert "only 2 of those named in MENDERS can mend" in wrong.says


def test_guests_do_not_count_for_approvals(stage: Deployed) -> None:
    stage.environment |= {"MENDERS": f"{seed.MENDER},{seed.GUEST}"}
    stage.build()
    guest, approvals = troubles(stage.examine())
    assert "is a guest" in guest.says and approvals.about == "APPROVALS"


def test_a_fix_that_nobody_may_use_needs_no_approvers(stage: Deployed) -> None:
    stage.environment["MENDERS_MOVE_TO_NEW_KEY"] = ""
    stage.build()
    every = stage.examine()
    # Lambda keeps an empty variable, so "set and empty" arrives as it was meant.
    assert "nobody may use this fix" in found(every, "MENDERS_MOVE_TO_NEW_KEY").says
    assert troubles(every) == []


@pytest.mark.parametrize(
    ("channel", "says", "do"),
    [
        (seed.ARCHIVED, "The channel C0ARCHIVED is archived", "out of the archive"),
        (seed.PUBLIC_WITHOUT_BOT, "The bot is no member of C", "/invite in that channel"),
        (seed.PRIVATE_WITHOUT_BOT, "The bot sees no channel", "Invite the bot there"),
        ("C0NOWHERE", "The bot sees no channel C0NOWHERE", "or correct the id in deploy/test.env"),
    ],
)
def test_a_channel_that_takes_no_alert(stage: Deployed, channel: str, says: str, do: str) -> None:
    wrong = changed(stage, ALERTS_CHANNEL=channel)
    assert (wrong.about, wrong.status) == ("ALERTS_CHANNEL", "wrong")
    assert says in wrong.says and do in wrong.do


def test_a_channel_that_takes_alerts_and_none_at_all(stage: Deployed) -> None:
    stage.environment |= {"ALERTS_CHANNEL": seed.FINOPS}
    stage.build()
    posted = len(stage.slack.messages())
    every = stage.examine()
    assert found(every, "ALERTS_CHANNEL").says == f"The bot is a member of {seed.FINOPS}."
    assert troubles(every) == [] and len(stage.slack.messages()) == posted


def routed(stage: Deployed, rule: str) -> list[DoctorFinding]:
    stage.environment |= {"ALERTS_CHANNEL": seed.FINOPS, "ROUTES": rule}
    stage.build()
    return [one for one in stage.examine() if one.about == "ROUTES"]


@pytest.mark.parametrize(
    ("channel", "says"),
    [
        (seed.ARCHIVED, "The channel C0ARCHIVED is archived"),
        (seed.PUBLIC_WITHOUT_BOT, "The bot is no member of C0GENERAL"),
        ("C0NOWHERE", "The bot sees no channel C0NOWHERE"),
    ],
)
def test_a_route_to_a_channel_that_takes_nothing(stage: Deployed, channel: str, says: str) -> None:
    (wrong,) = routed(stage, f"name:cost-* -> {channel}")
    assert wrong.status == "wrong" and says in wrong.says
    assert "Until then ALERTS_CHANNEL gets what the rules send there." in wrong.says


def test_a_route_that_works_and_a_group_that_does_not_exist(stage: Deployed) -> None:
    channel, group = routed(stage, f"name:cost-* -> {seed.ALERTS} S0NOWHERE")
    assert (channel.status, channel.says) == ("fine", f"The bot is a member of {seed.ALERTS}.")
    assert group.status == "wrong" and "S0NOWHERE does not exist" in group.says


def test_a_channel_of_the_digest_that_takes_nothing(stage: Deployed) -> None:
    stage.environment |= {"ALERTS_CHANNEL": seed.FINOPS, "DIGEST_CHANNEL": seed.ARCHIVED}
    stage.build()
    wrong = found(stage.examine(), "DIGEST_CHANNEL")
    assert wrong.status == "wrong" and "is archived" in wrong.says
    assert "the digest is posted in ALERTS_CHANNEL" in wrong.says


def test_a_rule_by_tag_needs_its_right(stage: Deployed) -> None:
    stage.environment |= {"ALERTS_CHANNEL": seed.FINOPS, "ROUTES": f"tag:a=b -> {seed.ALERTS}"}
    stage.build()
    lacking = [one for one in stage.examine() if one.about == "role of check"]
    assert [one.status for one in lacking] == ["wrong"]
    assert "budgets:ListTagsForResource" in lacking[0].says


def test_a_sender_needs_its_rights_and_no_others(stage: Deployed) -> None:
    stage.environment |= {"SENDERS": "trails"}
    stage.build()
    lacking = [one for one in stage.examine() if one.about == "role of check"]
    assert [one.status for one in lacking] == ["wrong"]
    assert "cloudtrail:DescribeTrails, cloudtrail:GetTrailStatus" in lacking[0].says
    assert "cloudwatch:DescribeAlarms" not in lacking[0].says


@pytest.mark.parametrize(
    "given",
    [
        {"TICKETS": "github", "GITHUB_REPOSITORY": "acme/infra"},
        {"SOURCES_PARAMETER": "/budget-check/prod/sources"},
    ],
    ids=["tickets", "pull requests"],
)
def test_a_github_app_needs_the_right_to_sign(stage: Deployed, given: dict[str, str]) -> None:
    app = {
        "GITHUB_API_URL": "http://127.0.0.1:9",
        "GITHUB_APP_ID": "12345",
        "GITHUB_INSTALLATION_ID": "42",
        "GITHUB_KEY": "arn:aws:kms:eu-west-1:111111111111:key/1234abcd",
    }
    stage.environment |= {**given, **app}
    stage.build()
    lacking = [one for one in stage.examine() if one.about == "role of check"]
    assert [one.status for one in lacking] == ["wrong"]
    assert "kms:Sign" in lacking[0].says


def test_apps_that_are_trusted_to_post_alerts(stage: Deployed) -> None:
    stage.environment |= {"ALERTS_CHANNEL": seed.FINOPS, "ALERT_APPS": "A0AMAZONQ"}
    stage.build()
    every = stage.examine()
    told = found(every, "ALERT_APPS")
    assert "A0AMAZONQ posts in C0FINOPS first is told under that post" in told.says
    assert troubles(every) == []


def test_trusted_apps_without_a_channel_do_nothing(stage: Deployed) -> None:
    idle = changed(stage, ALERT_APPS="A0AMAZONQ")
    assert (idle.about, idle.status) == ("ALERT_APPS", "warning")


def test_a_channel_that_others_read_too(stage: Deployed, slack: LocalSlack) -> None:
    slack.workspace.channels[seed.FINOPS].shared = True
    shared = changed(stage, ALERTS_CHANNEL=seed.FINOPS)
    assert (shared.about, shared.status) == ("ALERTS_CHANNEL", "warning")
    assert "other organisations" in shared.says and "not shared" in shared.do


@pytest.mark.parametrize("method", ["conversations.history", "conversations.info"])
def test_a_channel_that_slack_does_not_tell_of(
    stage: Deployed, slack: LocalSlack, method: str
) -> None:
    slack.fail(method, "missing_scope", times=None)
    unsure = changed(stage, ALERTS_CHANNEL=seed.FINOPS)
    assert (unsure.about, unsure.status) == ("ALERTS_CHANNEL", "could not tell")
    assert "missing_scope" in unsure.says


def test_slack_that_stops_answering_in_between(deployed: Deployed, slack: LocalSlack) -> None:
    slack.fail("users.info", "internal_error", times=None)
    assert {(t.about, t.status) for t in troubles(deployed.examine())} == {
        ("MENDERS", "could not tell"),
        ("APPROVALS", "could not tell"),
    }


def test_an_answer_without_its_headers_tells_neither_scopes_nor_time(deployed: Deployed) -> None:
    with deployed.clients() as means:
        setup = set_up(means, STAGE, {})
        assert isinstance(setup.slack, TokenStatus)
        bare = replace(setup, slack=replace(setup.slack, scopes=None, time=None))
        every = [finding for _, finding in examined(bare, all_checks())]
    assert {(trouble.about, trouble.status) for trouble in troubles(every)} == {
        ("scopes", "could not tell"),
        ("against Slack", "could not tell"),
    }
