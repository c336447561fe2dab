"""The template beside the roles: functions, queues, tables, alarms, and what it must not hold."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.core.change.events import LEASE
from bot.settings import Settings
from bot.store.tables import Table, Tables, definitions
from bot.tickets import kinds
from tests.deploy.stack import Json, Stack
from tools import template

DOORS = {"slack", "check", "mend", "events"}


def test_the_functions_are_those_of_the_contract(full: Stack) -> None:
    assert set(full.functions()) == DOORS
    for name, one in full.functions().items():
        assert one["Handler"] == f"handlers.{name}.handler"
        assert one["FunctionName"] == f"budget-check-{template.STAGE}-{name}"
        assert (one["Runtime"], one["Architectures"]) == ("python3.13", ["arm64"])
        assert one["LoggingConfig"]["LogFormat"] == "JSON"


def test_nothing_of_mend_is_there_without_menders(plain: Stack) -> None:
    assert set(plain.functions()) == DOORS - {"mend"}
    assert not [name for name in plain.template["Resources"] if "mend" in name.lower()]
    # What else is called so: the parameter that tells the workers who may press what.
    assert not re.findall(
        r"budget-check-gate-mend|MEND_QUEUE|MendQueue", json.dumps(plain.template)
    )


def test_a_job_is_hidden_for_longer_than_it_may_take(full: Stack) -> None:
    for name in ("check", "mend"):
        queue = full.of("AWS::SQS::Queue")[f"{name.capitalize()}Queue"]
        assert queue["VisibilityTimeout"] >= full.functions()[name]["Timeout"] + 30
    lease = LEASE.total_seconds()
    assert full.functions()["mend"]["Timeout"] < lease


def test_every_queue_gives_up_into_one_that_keeps(full: Stack) -> None:
    queues = full.of("AWS::SQS::Queue")
    for name in ("Check", "Mend"):
        redrive = queues[f"{name}Queue"]["RedrivePolicy"]
        assert redrive == {
            "deadLetterTargetArn": {"Fn::GetAtt": [f"{name}DeadQueue", "Arn"]},
            "maxReceiveCount": 5,
        }
        assert queues[f"{name}DeadQueue"]["MessageRetentionPeriod"] == 14 * 24 * 3600
        own = f"budget-check-gate-{name.lower()}"
        assert [queues[f"{name}{end}"]["QueueName"] for end in ("Queue", "DeadQueue")] == [
            own,
            f"{own}-dead",
        ]


def test_nothing_that_reaches_us_is_dropped(full: Stack, plain: Stack) -> None:
    for stack in (full, plain):
        (kept,) = stack.of("AWS::Lambda::EventInvokeConfig").values()
        assert kept["FunctionName"] == {"Ref": "EventsLambdaFunction"}
        assert kept["DestinationConfig"] == {
            "OnFailure": {"Destination": {"Fn::GetAtt": ["EventsFailedQueue", "Arn"]}}
        }
        dead = {"Arn": {"Fn::GetAtt": ["EventsDeadQueue", "Arn"]}}
        for rule in stack.of("AWS::Events::Rule").values():
            assert [target["DeadLetterConfig"] for target in rule["Targets"]] == [dead]
        for schedule in stack.of("AWS::Scheduler::Schedule").values():
            assert schedule["Target"]["DeadLetterConfig"] == dead
        queues = stack.of("AWS::SQS::Queue")
        for name in ("EventsFailedQueue", "EventsDeadQueue", "SubscriptionDeadQueue"):
            assert queues[name]["MessageRetentionPeriod"] == 14 * 24 * 3600


def test_silence_is_an_alarm(full: Stack) -> None:
    alarm = full.of("AWS::CloudWatch::Alarm")["SilenceAlarm"]
    asked = (alarm["Namespace"], alarm["MetricName"], alarm["Statistic"], alarm["Period"])
    assert asked == ("AWS/Lambda", "Invocations", "Sum", 15 * 60)
    assert alarm["Dimensions"][0]["Value"] == {"Ref": "CheckLambdaFunction"}
    assert (alarm["Threshold"], alarm["ComparisonOperator"]) == (1, "LessThanThreshold")
    assert alarm["TreatMissingData"] == "breaching"


def sources(stack: Stack) -> dict[str, Mapping[str, Any]]:
    """The event source mappings, by the name of their queue."""
    found = stack.of("AWS::Lambda::EventSourceMapping").values()
    return {one["EventSourceArn"]["Fn::GetAtt"][0]: one for one in found}


def test_no_job_waits_for_another_one_of_its_batch(full: Stack) -> None:
    found = sources(full)
    inbox = found.pop("InboxOrganizationQueue")
    assert set(found) == {"CheckQueue", "AlertsQueue", "SweepQueue", "MendQueue"}
    assert inbox["BatchSize"] == 10, "each of its messages is only handed on"
    for one in found.values():
        assert one["BatchSize"] == 1 and "MaximumBatchingWindowInSeconds" not in one
        assert one["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
        assert one["ScalingConfig"]["MaximumConcurrency"] >= 2


def test_alerts_have_a_queue_and_places_of_their_own(full: Stack, plain: Stack) -> None:
    """However many commands wait: they take their own places at the function, and no others."""
    for stack in (full, plain):
        alerts = sources(stack)["AlertsQueue"]
        assert alerts["FunctionName"] == sources(stack)["CheckQueue"]["FunctionName"]
        assert alerts["ScalingConfig"]["MaximumConcurrency"] >= 2
        assert "ReservedConcurrentExecutions" not in stack.functions()["check"]
        told = stack.functions()["events"]["Environment"]["Variables"]
        assert told["ALERTS_QUEUE_URL"] == {"Ref": "AlertsQueue"}
        assert told["CHECK_QUEUE_URL"] == {"Ref": "CheckQueue"}


def test_the_queues_are_fair_by_message_group(full: Stack) -> None:
    """A FIFO queue would hold a whole group back behind its first job (docs/facts.md 11a)."""
    queues = full.of("AWS::SQS::Queue")
    assert all(not queues[name].get("FifoQueue") for name in sources(full))


@pytest.mark.parametrize(
    "table", definitions(Tables.prefixed("budget-check-gate")), ids=lambda table: table.name
)
def test_the_tables_are_those_of_the_store(full: Stack, table: Table) -> None:
    found = {one["TableName"]: one for one in full.of("AWS::DynamoDB::Table").values()}
    assert len(found) == 6
    made = found[table.name]
    wanted = table.create()
    attributes = sorted(made["AttributeDefinitions"], key=_name)
    assert attributes == sorted(wanted["AttributeDefinitions"], key=_name)
    for part in ("BillingMode", "KeySchema", "GlobalSecondaryIndexes"):
        assert made.get(part) == wanted.get(part)
    ttl = {"AttributeName": table.ttl, "Enabled": True} if table.ttl else None
    assert made.get("TimeToLiveSpecification") == ttl


def test_the_tables_outlive_the_stack(full: Stack) -> None:
    for one in full.template["Resources"].values():
        if one["Type"] == "AWS::DynamoDB::Table":
            assert one["DeletionPolicy"] == one["UpdateReplacePolicy"] == "Retain"
            assert one["Properties"]["DeletionProtectionEnabled"]
            recovery = one["Properties"]["PointInTimeRecoverySpecification"]
            assert recovery["PointInTimeRecoveryEnabled"]


def test_the_schedule_calls_events(full: Stack) -> None:
    schedule = full.of("AWS::Scheduler::Schedule")["Schedule"]
    assert schedule["ScheduleExpression"] == "rate(1 minute)"
    target = schedule["Target"]
    assert target["Arn"] == {"Fn::GetAtt": ["EventsLambdaFunction", "Arn"]}
    assert target["RoleArn"] == {"Fn::GetAtt": ["SchedulerRole", "Arn"]}
    assert json.loads(target["Input"]) == {"source": "budget-check.schedule"}


def test_slack_comes_in_by_one_address(full: Stack) -> None:
    (route,) = full.of("AWS::ApiGatewayV2::Route").values()
    assert route["RouteKey"] == "POST /slack/events"


def test_whatever_can_go_wrong_has_an_alarm(full: Stack, plain: Stack) -> None:
    for stack, doors in ((full, DOORS), (plain, DOORS - {"mend"})):
        queues = {*doors, "alerts", "sweep"} - {"slack", "events"}
        wanted = {f"{door}-{metric}" for door in doors for metric in ("errors", "throttles")}
        wanted |= {f"{queue}-{what}" for queue in queues for what in ("dead", "age")}
        wanted |= {"events-failed", "events-dead", "subscription-dead", "silence"}
        if stack is full:
            wanted |= {"inbox-organization-age", "inbox-dead"}
        alarms = stack.of("AWS::CloudWatch::Alarm").values()
        names = {one["AlarmName"].removeprefix("budget-check-gate-") for one in alarms}
        assert names == wanted
    topic = ["arn:aws:sns:eu-west-1:111111111111:alarms"]
    assert all(one["AlarmActions"] == topic for one in full.of("AWS::CloudWatch::Alarm").values())
    assert all(one["AlarmActions"] == [] for one in plain.of("AWS::CloudWatch::Alarm").values())


def test_the_dashboard_is_json_and_speaks_of_what_is_there(full: Stack, plain: Stack) -> None:
    for stack, buttons in ((full, True), (plain, False)):
        (board,) = stack.of("AWS::CloudWatch::Dashboard").values()
        widgets = json.loads(board["DashboardBody"]["Fn::Sub"])["widgets"]
        assert all(widget["properties"]["region"] == "${AWS::Region}" for widget in widgets)
        assert ("budget-check-gate-mend" in json.dumps(widgets)) is buttons


def test_every_log_group_forgets(full: Stack) -> None:
    groups = full.of("AWS::Logs::LogGroup")
    assert len(groups) == len(DOORS) + 1  # and the address's
    assert {one["RetentionInDays"] for one in groups.values()} == {90}


def test_each_function_is_told_what_it_reads_and_no_secret(full: Stack) -> None:
    for name, one in full.functions().items():
        told = environment(one)
        assert not {"SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN"} & set(told)
        assert "xoxb-" not in json.dumps(told)
        if name == "events":
            work = {"CHECK", "MEND", "ALERTS", "SWEEP"}
            dead = {f"{queue}_DEAD" for queue in work} | {"EVENTS_FAILED", "EVENTS_DEAD"}
            kept = {*work, *dead, "SUBSCRIPTION_DEAD", "INBOX_DEAD"}
            assert set(told) == {f"{queue}_QUEUE_URL" for queue in kept}
        if name == "slack":
            assert not {"MENDERS", "TABLES_PREFIX", "ACCOUNTS_PARAMETER"} & set(told)
    settings = Settings.from_environment(environment(full.functions()["mend"]))
    assert settings.menders == ("U0123456789", "S0123456789")
    assert settings.menders_of == {"move-to-new-key": ("S0123456789",)}
    assert settings.tables_prefix == f"budget-check-{template.STAGE}"
    assert settings.tickets == ("opsitem", "github", "jira", "servicenow")
    assert settings.ticket_settings["opsitem"] == {"REGION": "eu-west-1"}
    assert settings.tickets_secret_parameter == "/budget-check/prod/tickets"
    assert settings.sources_parameter == "/budget-check/prod/sources"


def test_every_name_is_one_that_the_bot_reads(full: Stack) -> None:
    source = Path(inspect.getfile(Settings)).read_text("utf-8")
    tickets = {f"{n.upper()}_{one}" for n, kind in kinds().items() for one in kind.settings}
    told = {name for one in full.functions().values() for name in environment(one)}
    others = {name for name in told - tickets if not name.startswith("MENDERS_")}
    assert [name for name in sorted(others) if f'"{name}"' not in source] == []


def test_no_account_and_no_region_is_written_down(plain: Stack) -> None:
    text = json.dumps(plain.template)
    assert not re.findall(r"\b\d{12}\b|[a-z]{2}-[a-z]+-\d\b", text)
    assert "arn:aws:" not in text


def environment(function: Json) -> Mapping[str, str]:
    told: Mapping[str, Any] = function["Environment"]["Variables"]
    return {name: v if isinstance(v, str) else deployed(v) for name, v in told.items()}


def deployed(value: Json) -> str:
    """What a reference becomes: a queue's address, or the ARN of a function."""
    if value.get("Fn::GetAtt") == ["SubscriptionDeadQueue", "Arn"]:
        return "arn:aws:sqs:eu-west-1:111111111111:budget-check-gate-subscription-dead"
    if "Fn::Sub" in value:
        return "arn:aws:sqs:eu-west-1:111111111111:budget-check-gate-inbox-"
    if "Fn::GetAtt" in value:
        return "arn:aws:lambda:eu-west-1:111111111111:function:budget-check-gate-events"
    return "https://queue.test/q"


def _name(definition: Mapping[str, Any]) -> str:
    return str(definition["AttributeName"])
