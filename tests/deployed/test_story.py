"""The deployed template at work: a signed command over HTTP goes in, a mended key comes out.

In order, on one stack: each test leaves what the next one finds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from bot.core.verdict_event import DETAIL_TYPE, SOURCE
from playground.scenarios.load import find, seed
from playground.slack import Signature
from playground.slack import seed as people
from tests.conftest import ACCOUNT
from tests.deployed.stack import FUNCTIONS, NAME, OPT_IN, OTHER, REGION, Stack
from tests.waiting import until

BROKEN, SECOND = "customer-key-without-budgets", "key-decrypt-missing"


def key_policy(stack: Stack, scenario: str) -> str:
    topic = find(scenario).topics[0]
    sns, kms = stack.aws.client("sns", topic.region), stack.aws.client("kms", topic.region)
    key = sns.get_topic_attributes(TopicArn=topic.arn)["Attributes"]["KmsMasterKeyId"]
    arn = kms.describe_key(KeyId=key)["KeyMetadata"]["Arn"]
    return str(kms.get_key_policy(KeyId=arn)["Policy"])


@pytest.fixture(scope="module", autouse=True)
def _seeded(stack: Stack) -> None:
    seed(stack.aws.url, [BROKEN, SECOND])
    stack.aws.control.forget_calls()


def test_it_deploys_with_the_one_command(stack: Stack) -> None:
    assert f"Service deployed to stack {NAME}" in stack.said
    roles = {stack.role(function) for function in FUNCTIONS}
    assert len(roles) == len(FUNCTIONS)


def test_what_slack_did_not_sign_gets_in_nowhere(stack: Stack) -> None:
    person = stack.slack.person(people.MENDER).signing(Signature.WRONG_SECRET)
    assert person.command("/budget-check tax", people.FINOPS).status == 401
    assert stack.callers("sqs", "SendMessage") == set()


def test_a_command_becomes_an_answer(stack: Stack) -> None:
    answer = stack.command(find(BROKEN).budget)
    assert "does not alert" in answer.text
    assert "fix.allow-on-key" in str(answer.blocks)
    assert stack.callers("budgets") == {stack.role("check")}
    assert stack.callers("kms", "GetKeyPolicy") == {stack.role("check")}


def test_a_submitted_preview_becomes_a_mended_key(stack: Stack) -> None:
    before = json.loads(key_policy(stack, BROKEN))
    answer = stack.command(find(BROKEN).budget)
    view = stack.preview(answer, "allow-on-key")
    assert view.body.get("submit"), view.blocks
    assert json.loads(key_policy(stack, BROKEN)) == before
    assert "✅ Done" in stack.submit(view)
    after = json.loads(key_policy(stack, BROKEN))
    (added,) = [one for one in after["Statement"] if one not in before["Statement"]]
    assert added["Principal"] == {"Service": "budgets.amazonaws.com"}
    assert stack.callers("kms", "PutKeyPolicy") == {stack.role("mend")}


def test_check_may_put_the_event_of_a_verdict_and_no_other(stack: Stack) -> None:
    events = stack.aws.client("events", REGION, **stack.as_function("check"))
    ours = {"Source": SOURCE, "DetailType": DETAIL_TYPE, "Detail": "{}"}
    assert events.put_events(Entries=[ours])["FailedEntryCount"] == 0
    with pytest.raises(ClientError, match="events:PutEvents"):
        events.put_events(Entries=[{**ours, "Source": "somebody"}])


def test_the_front_door_reads_and_writes_nothing_of_a_customers(stack: Stack) -> None:
    role = stack.role("slack")
    made = {
        (call.service, call.operation)
        for call in stack.aws.control.calls()
        if f"/{role}/" in call.caller
    }
    assert made == {("sqs", "SendMessage")}


def endpoints(stack: Stack) -> list[str]:
    topic = find(BROKEN).topics[0]
    sns = stack.aws.client("sns", topic.region)
    listed = sns.list_subscriptions_by_topic(TopicArn=topic.arn)["Subscriptions"]
    return [one["Endpoint"] for one in listed]


def test_the_bot_subscribes_itself(stack: Stack) -> None:
    """Under the role of mend, and by the permission of the template."""
    before = endpoints(stack)
    view = stack.preview(stack.command(find(BROKEN).budget), "subscribe-bot")
    assert view.body.get("submit"), view.blocks
    assert "✅ Done" in stack.submit(view)
    function = stack.client("lambda").get_function(FunctionName=f"{NAME}-events")
    assert endpoints(stack) == [*before, function["Configuration"]["FunctionArn"]]
    role = stack.role("mend")
    made = [c for c in stack.aws.control.calls("sns", "Subscribe") if f"/{role}/" in c.caller]
    assert len(made) == 1


def test_an_alert_that_arrives_is_posted_once(stack: Stack) -> None:
    topic, budget = find(BROKEN).topics[0], find(BROKEN).budget
    control = stack.aws.control
    control.begin_period(topic.account, budget)
    assert any(one.outcome == "delivers" for one in control.set_spend(topic.account, budget, 5e3))
    post = stack.slack.until(lambda: stack.slack.messages(people.ALERTS))[0]
    assert f"🔔 {budget}: $" in str(post.blocks)
    assert "✅ The next alert will arrive." in str(post.blocks)


def test_the_bot_unsubscribes_itself_and_nobody_else(stack: Stack) -> None:
    before = endpoints(stack)
    topic = find(BROKEN).topics[0].arn.rpartition(":")[2]
    view = stack.undo(f"budget-check is subscribed to {topic}")
    assert view.body.get("submit"), view.blocks
    assert "↩️ Undone" in stack.submit(view)
    function = stack.client("lambda").get_function(FunctionName=f"{NAME}-events")
    assert endpoints(stack) == [one for one in before if one != _arn(function)]
    assert stack.callers("sns", "Unsubscribe") == {stack.role("mend")}


def _arn(function: Mapping[str, Any]) -> str:
    return str(function["Configuration"]["FunctionArn"])


def test_the_role_of_mend_subscribes_no_other_endpoint(stack: Stack) -> None:
    """Neither another function nor its own under another protocol."""
    topic = find(BROKEN).topics[0]
    sns = stack.aws.client("sns", topic.region, **stack.as_function("mend"))
    own = _arn(stack.client("lambda").get_function(FunctionName=f"{NAME}-events"))
    queue = f"arn:aws:sqs:{REGION}:{ACCOUNT}:somebodys"
    for protocol, endpoint in (("lambda", f"{own}-other"), ("sqs", queue), ("sms", "+15550100")):
        with pytest.raises(ClientError) as refused:
            sns.subscribe(TopicArn=topic.arn, Protocol=protocol, Endpoint=endpoint)
        assert refused.value.response["Error"]["Code"] == "AuthorizationError", protocol
    made = sns.subscribe(TopicArn=topic.arn, Protocol="lambda", Endpoint=own)
    sns.unsubscribe(SubscriptionArn=made["SubscriptionArn"])


@pytest.mark.parametrize(("account", "arrives"), [(OTHER, "delivered"), ("333333333333", "failed")])
def test_a_topic_of_another_account_reaches_it_where_that_is_named(
    stack: Stack, account: str, arrives: str
) -> None:
    """As docs/alerts.md has it done by hand; no alert, so it is only logged."""
    own = _arn(stack.client("lambda").get_function(FunctionName=f"{NAME}-events"))
    theirs = stack.aws.client("sns", REGION, account)
    topic = theirs.create_topic(Name="costs")["TopicArn"]
    theirs.add_permission(
        TopicArn=topic, Label="bot", AWSAccountId=[ACCOUNT], ActionName=["Subscribe"]
    )
    stack.client("sns").subscribe(TopicArn=topic, Protocol="lambda", Endpoint=own)
    theirs.publish(TopicArn=topic, Message="hello")
    assert [one.outcome for one in stack.aws.control.messages(topic)] == [arrives]


def test_a_region_that_was_switched_on_may_call_too(stack: Stack) -> None:
    sent = json.loads(stack.client("lambda").get_policy(FunctionName=f"{NAME}-events")["Policy"])
    called_as = {one["Principal"].get("Service") for one in sent["Statement"]}
    assert {"sns.amazonaws.com", f"sns.{OPT_IN}.amazonaws.com"} <= called_as


def test_the_log_of_acts_can_be_read_in_slack(stack: Stack) -> None:
    shown = stack.command("log")
    assert "· verified" in str(shown.blocks)


def test_a_ticket_is_opened_by_the_function_that_checks(stack: Stack) -> None:
    answer = stack.command(find(SECOND).budget)
    assert stack.slack.person(people.MENDER).press(answer, "ticket.open").status == 200
    view = stack.slack.views(people.MENDER)[-1]
    stack.slack.until(lambda: view.body.get("submit"))
    assert "is open in" in stack.submit(view)
    assert stack.callers("ssm", "CreateOpsItem") == {stack.role("check")}


def test_the_schedule_reaches_the_function_that_mends(stack: Stack) -> None:
    scheduler = stack.client("scheduler")
    kept = scheduler.get_schedule(Name=f"{NAME}-due")
    assert kept["ScheduleExpression"] == "rate(1 minute)"
    now = (datetime.now(UTC) - timedelta(seconds=5)).strftime("%Y-%m-%dT%H:%M:%S")
    scheduler.create_schedule(  # the same, once and now: nobody waits two minutes for a test
        Name="now",
        ScheduleExpression=f"at({now})",
        FlexibleTimeWindow=kept["FlexibleTimeWindow"],
        Target=kept["Target"],
    )

    def senders() -> bool:
        return stack.role("events") in stack.callers("sqs", "SendMessage")

    def looked() -> bool:
        return stack.role("mend") in stack.callers("dynamodb", "Query")

    stack.aws.control.forget_calls()
    until(senders)
    until(looked)


def test_a_job_that_nobody_can_do_ends_in_the_dead_letters(stack: Stack) -> None:
    sqs, url = stack.client("sqs"), stack.url("check")
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "1"})
    with stack.opened("check"):
        sqs.send_message(QueueUrl=url, MessageBody="no job at all")

    def arrived() -> list[str]:
        with stack.opened("check-dead") as dead:
            found = sqs.receive_message(QueueUrl=dead, VisibilityTimeout=0).get("Messages", [])
        return [message["Body"] for message in found]

    assert stack.slack.until(arrived) == ["no job at all"]
    answer = stack.command(find(SECOND).budget).text
    assert answer.startswith(f"❌ {find(SECOND).budget} does not alert"), "the others go on"
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "180"})


def test_no_function_lacked_a_right(stack: Stack) -> None:
    for function in FUNCTIONS:
        said = stack.logs(function)
        assert "not authorized" not in said and "AccessDenied" not in said, said


def test_a_right_that_is_taken_away_is_missed_and_named(stack: Stack) -> None:
    """The proof that roles are enforced here: without its right the fix fails, and says which."""
    role, iam = stack.role("mend"), stack.client("iam")
    for policy in iam.list_role_policies(RoleName=role)["PolicyNames"]:
        document = iam.get_role_policy(RoleName=role, PolicyName=policy)["PolicyDocument"]
        for statement in document["Statement"]:
            actions = statement["Action"]
            if statement["Effect"] == "Allow" and isinstance(actions, list):
                statement["Action"] = [a for a in actions if a != "kms:PutKeyPolicy"]
        iam.put_role_policy(RoleName=role, PolicyName=policy, PolicyDocument=json.dumps(document))
    before = key_policy(stack, SECOND)
    view = stack.preview(stack.command(find(SECOND).budget), "allow-on-key")
    said = stack.submit(view)
    assert "kms:PutKeyPolicy" in said, said
    assert key_policy(stack, SECOND) == before
    assert REGION in stack.client("sns").meta.region_name
