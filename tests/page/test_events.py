"""What happens at the press of a button: as in life, or not possible, and why."""

from __future__ import annotations

import json

import pytest

from playground.page.actions import events
from playground.page.actions.key_policy_edited import tidied
from playground.scenarios.load import find
from playground.slack import seed as people
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.page.conftest import BROKEN, HEALTHY, OWN_KEY, Page

IDS = (
    *("scanner-encrypts", "key-policy-edited", "spend-crosses", "failure-mail"),
    *("kms-slow", "aws-refuses", "period-begins", "approval-needed", "old-workspace"),
)


def says(page: Page, event_id: str, scenario: str = BROKEN) -> str:
    answer = page.event(event_id, scenario)
    assert answer.status == 200 and answer.json["ok"], answer.body
    return str(answer.json["says"])


def test_the_buttons_in_order(page: Page) -> None:
    listed = page.get("/api/events", budget=page.budget(HEALTHY)).json
    assert tuple(one["id"] for one in listed) == IDS == tuple(one.id for one in events())
    assert [one["on"] for one in listed] == [*[None] * 4, False, False, None, False, False]
    assert all(one["title"] and one["says"] for one in listed)
    assert all(bool(one["why_not"]) != one["possible"] for one in listed)


@pytest.mark.parametrize(
    ("event_id", "scenario", "why_not"),
    [
        ("scanner-encrypts", BROKEN, "The topic is encrypted: a scanner has nothing to say"),
        ("scanner-encrypts", OWN_KEY, "The topic is encrypted: a scanner has nothing to say"),
        ("scanner-encrypts", "topic-missing", "The topic cannot be read (NotFound"),
        ("scanner-encrypts", "email-only", "The budget has no topic."),
        ("key-policy-edited", BROKEN, "The key is managed by AWS: nobody can edit its policy."),
        ("key-policy-edited", HEALTHY, "The topic is not encrypted: there is no key policy"),
        ("key-policy-edited", "topic-missing", "The topic cannot be read (NotFound"),
        ("key-policy-edited", "email-only", "The budget has no topic."),
        ("key-policy-edited", "incident-2037", "No statement of the key policy names AWS Budgets."),
        ("key-policy-edited", "key-other-account", "The key policy cannot be read (AccessDenied"),
        ("spend-crosses", "unhealthy", "The budget is unhealthy: AWS has paused"),
        ("spend-crosses", "ended", "The budget's period is over, and it does not renew."),
        ("spend-crosses", "no-notifications", "The budget has no notification."),
        ("failure-mail", HEALTHY, "Nothing refuses an alert of this budget now"),
        ("failure-mail", "unhealthy", "Nothing refuses an alert of this budget now"),
        ("failure-mail", "email-only", "Nothing refuses an alert of this budget now"),
        ("period-begins", "ended", "The budget's period is over, and it does not renew."),
    ],
)
def test_what_is_not_possible(page: Page, event_id: str, scenario: str, why_not: str) -> None:
    button = page.button(event_id, scenario)
    assert not button["possible"] and button["why_not"].startswith(why_not)
    before = page.picture(scenario)["version"]
    assert page.event(event_id, scenario).refusal == (400, button["why_not"])
    assert page.picture(scenario)["version"] == before


@pytest.mark.parametrize("event_id", ["scanner-encrypts", "spend-crosses", "period-begins"])
def test_a_budget_that_does_not_exist(page: Page, event_id: str) -> None:
    listed = {o["id"]: o for o in page.get("/api/events", budget="nothing").json}
    assert not listed[event_id]["possible"]
    refused = page.post(f"/api/events/{event_id}", budget="nothing").refusal
    assert refused == (400, listed[event_id]["why_not"])


def test_an_event_that_nobody_knows(page: Page) -> None:
    known = ", ".join(IDS)
    wanted = (400, f"There is no event 'flood', only {known}.")
    assert page.event("flood").refusal == wanted
    assert page.post("/api/events/kms-slow").refusal == (400, "budget must be given as a text.")


def test_a_scanner_encrypts_the_topic(page: Page) -> None:
    assert says(page, "scanner-encrypts", HEALTHY) == (
        "SecurityScanner has encrypted alert_topic_dev with alias/aws/sns."
    )
    drawn = page.picture(HEALTHY)
    assert drawn["topics"][0]["key"] == "alias/aws/sns"
    assert drawn["paths"][0]["stopped_at"] == "key"
    (call,) = page.session.control.calls("sns", "SetTopicAttributes")
    assert call.caller.endswith(":assumed-role/SecurityScanner/config-rule")


def test_somebody_tidies_the_key_policy(page: Page) -> None:
    told = says(page, "key-policy-edited", OWN_KEY)
    (key,) = page.picture(OWN_KEY)["keys"]
    assert told == (
        "dana@example.com has taken the statement for AWS Budgets out of the policy of "
        f"{key['alias']}."
    )
    assert "budgets.amazonaws.com" not in key["policy"]
    assert page.picture(OWN_KEY)["paths"][0]["outcome"] == "refused"
    (call,) = page.session.control.calls("kms", "PutKeyPolicy")
    assert call.caller.endswith(":assumed-role/Developer/dana@example.com")
    assert not page.button("key-policy-edited", OWN_KEY)["possible"]


def test_a_statement_for_several_services_stays_for_the_others() -> None:
    def allow(*services: str, effect: str = "Allow") -> dict[str, object]:
        named = services[0] if len(services) == 1 else list(services)
        return {"Effect": effect, "Principal": {"Service": named}, "Action": "kms:*"}

    ours, theirs = "budgets.amazonaws.com", "events.amazonaws.com"
    kept = allow(ours, effect="Deny"), {"Effect": "Allow", "Principal": "*"}
    policy = {"Version": "2012-10-17", "Statement": [allow(ours), allow(ours, theirs), *kept]}
    left = json.loads(tidied(json.dumps(policy)))
    assert left == {
        "Version": "2012-10-17",
        "Statement": [{**allow(theirs), "Principal": {"Service": [theirs]}}, *kept],
    }
    assert tidied(json.dumps({"Statement": [allow(theirs)]})) == ""
    assert tidied(json.dumps({"Statement": allow(ours)})) == "", "no policy is without a statement"


def test_spend_crosses_and_the_alert_is_lost(page: Page) -> None:
    told = says(page, "spend-crosses")
    assert told.startswith("The spend is $808.00 now. The alert for alert_topic_manage is lost: ")
    drawn = page.picture(BROKEN)
    assert drawn["paths"][0]["state"] == "ALARM"
    assert drawn["deliveries"][0]["outcome"] == "refused"


def test_spend_crosses_again_in_a_new_period(page: Page) -> None:
    for times, begun in ((1, ""), (2, "A new month began. ")):
        assert says(page, "spend-crosses", HEALTHY) == (
            f"{begun}The spend is $808.00 now. The alert was handed to alert_topic_dev."
        )
        assert page.picture(HEALTHY)["topics"][0]["subscriptions"][0]["received"] == times


def test_a_button_says_what_it_would_wait_for(page: Page) -> None:
    waits = "Waiting until budget-check has looked at every budget."
    assert page.button("period-begins", HEALTHY)["meanwhile"] == waits
    assert page.button("spend-crosses", HEALTHY)["meanwhile"] == ""
    says(page, "spend-crosses", HEALTHY)
    assert page.button("spend-crosses", HEALTHY)["meanwhile"] == waits, "a new period first"
    assert page.button("spend-crosses", "no-notifications")["meanwhile"] == ""


def test_spend_crosses_what_is_forecast_and_mails(page: Page) -> None:
    told = says(page, "spend-crosses", "forecast-without-history")
    assert told.startswith("The forecast is ") and "The alert was handed to " in told
    assert "The alert was mailed to " in says(page, "spend-crosses", "topic-and-mail")
    assert "The alert was mailed to " in says(page, "spend-crosses", "email-only")


def test_a_new_month_begins(page: Page) -> None:
    says(page, "spend-crosses", HEALTHY)
    says(page, "period-begins", HEALTHY)
    drawn = page.picture(HEALTHY)
    assert drawn["budget"]["actual"] == 0 and drawn["paths"][0]["state"] == "OK"


def test_aws_mails_the_failure_into_the_channel(page: Page) -> None:
    budget = find(BROKEN).budget
    assert says(page, "failure-mail") == f"AWS's mail about {budget} has been forwarded to #finops."
    (post,) = page.seen()["messages"]
    assert (post["user"], post["text"], post["is_bot"]) == (people.SLACKBOT, "", True)
    (file,) = post["files"]
    assert file["filetype"] == "email" and file["subject"] == "AWS Budgets notification"
    assert f"the status of your <{budget}> budget" in file["plain_text"]
    (mail,) = page.picture(BROKEN)["mails"]
    assert mail["body"] == file["plain_text"]
    says(page, "failure-mail")
    ids = [m["files"][0]["id"] for m in page.seen()["messages"]]
    assert len(set(ids)) == 2


def test_the_switches(page: Page, embedded_aws: EmbeddedAws) -> None:
    for event_id, trouble in (
        ("kms-slow", "KMS is slow"),
        ("aws-refuses", "AWS refuses kms:GetKeyPolicy"),
    ):
        says(page, event_id)
        assert page.button(event_id)["on"] is True
        assert page.picture()["trouble"] == [{"id": event_id, "says": trouble}]
        says(page, event_id)
        assert page.button(event_id)["on"] is False
        assert page.picture()["trouble"] == []


def test_a_switch_hits_the_bot_and_leaves_the_picture_true(
    page: Page, embedded_aws: EmbeddedAws
) -> None:
    (key,) = page.picture(OWN_KEY)["keys"]
    says(page, "aws-refuses")
    kms = embedded_aws.client("kms", key["region"])
    with pytest.raises(kms.exceptions.ClientError, match="AccessDeniedException"):
        kms.get_key_policy(KeyId=key["arn"], PolicyName="default")
    assert page.picture(OWN_KEY)["keys"] == [key]
    says(page, "kms-slow")
    says(page, "aws-refuses")
    assert kms.get_key_policy(KeyId=key["arn"], PolicyName="default")["Policy"], "only one is off"
    assert page.picture()["trouble"] == [{"id": "kms-slow", "says": "KMS is slow"}]


def test_turning_a_switch_off_leaves_a_scenarios_own_fault(page: Page) -> None:
    page.session.control.fault("sns", "Publish", code="InternalError", account=ACCOUNT)
    says(page, "kms-slow")
    says(page, "kms-slow")
    sns = page.session.aws.client("sns", "ap-northeast-1")
    with pytest.raises(sns.exceptions.ClientError, match="InternalError"):
        sns.publish(TopicArn=find(HEALTHY).topics[0].arn, Message="text")


def test_a_change_may_need_an_approval(page: Page) -> None:
    assert "APPROVALS=1" in says(page, "approval-needed")
    assert (page.happened, page.session.bot_settings) == (["stop", "start"], {"APPROVALS": "1"})
    assert page.button("approval-needed", BROKEN)["on"]
    [trouble] = page.picture(BROKEN)["trouble"]
    assert trouble["says"] == "Another mender must approve each change"
    assert "alone" in says(page, "approval-needed")
    assert page.session.bot_settings == {} and not page.button("approval-needed", BROKEN)["on"]
    says(page, "approval-needed")
    assert page.post("/api/restart").json == {"ok": True}
    assert page.session.bot_settings == {} and not page.button("approval-needed", BROKEN)["on"]
