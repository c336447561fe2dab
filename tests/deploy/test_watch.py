"""What reaches `events`: the schedules, and CloudTrail's events of this account and of others."""

from __future__ import annotations

import json
from typing import Any

from bot.core.aws_events import DETAIL_TYPE, EVENTS
from bot.events import jobs_of, opsitems
from tests.deploy.stack import Json, Stack
from tests.deploy.template import load

EVENTS_FUNCTION = {"Fn::GetAtt": ["EventsLambdaFunction", "Arn"]}


def rules(stack: Stack) -> dict[str, Json]:
    return stack.of("AWS::Events::Rule")


def test_the_rules_ask_for_what_the_code_understands(full: Stack) -> None:
    for name in ("WatchRule", "WatchMembersRule"):
        pattern = rules(full)[name]["EventPattern"]
        assert pattern["detail-type"] == [DETAIL_TYPE]
        assert set(pattern["detail"]["eventName"]) == {name for _, name in EVENTS}
        assert set(pattern["detail"]["eventSource"]) == {source for source, _ in EVENTS}
        assert set(pattern["source"]) == {f"aws.{s.partition('.')[0]}" for s, _ in EVENTS}
        assert pattern["detail"]["errorCode"] == [{"exists": False}]


def test_the_rules_ask_for_the_tickets_that_the_code_takes_for_closed(full: Stack) -> None:
    asked = [rules(full)[name]["EventPattern"] for name in ("TicketRule", "TicketMembersRule")]
    members = load("deploy/member-account.yml")["Resources"]["ClosedTickets"]["Properties"]
    for pattern in (*asked, members["EventPattern"]):
        assert pattern["source"] == ["aws.ssm"]
        assert pattern["detail-type"] == [opsitems.DETAIL_TYPE]
        status = [one["equals-ignore-case"].lower() for one in pattern["detail"]["status"]]
        assert set(status) == opsitems.OVER


def test_members_forward_what_the_code_understands() -> None:
    resources = load("deploy/member-account.yml")["Resources"]
    forwarded = [resources[name] for name in ("ChangesOfKeysAndTopics", "ChangesOfBudgets")]
    named: set[Any] = set()
    for rule in forwarded:
        named |= set(rule["Properties"]["EventPattern"]["detail"]["eventName"])
    assert named == {name for _, name in EVENTS}


def test_each_rule_calls_events_and_may(full: Stack) -> None:
    allowed = {
        one["SourceArn"]["Fn::GetAtt"][0]: one
        for one in full.of("AWS::Lambda::Permission").values()
        if one["Principal"] == "events.amazonaws.com"
    }
    ours = {"WatchRule", "WatchMembersRule", "TicketRule", "TicketMembersRule"}
    assert set(allowed) == set(rules(full)) == ours
    for name, rule in rules(full).items():
        (target,) = rule["Targets"]
        assert target["Arn"] == EVENTS_FUNCTION
        assert allowed[name]["FunctionName"] == {"Ref": "EventsLambdaFunction"}
        assert allowed[name]["SourceAccount"] == {"Ref": "AWS::AccountId"}


def test_the_bus_of_the_members_is_listened_to_where_it_is(full: Stack, plain: Stack) -> None:
    for kind in ("Watch", "Ticket"):
        assert rules(full)[f"{kind}MembersRule"]["EventBusName"] == {"Ref": "Bus"}
        assert "EventBusName" not in rules(full)[f"{kind}Rule"]
    assert set(rules(plain)) == {"WatchRule", "TicketRule"}


def test_every_schedule_is_an_event_that_leaves_a_job(full: Stack) -> None:
    kinds = {}
    for name, schedule in full.of("AWS::Scheduler::Schedule").items():
        assert schedule["Target"]["Arn"] == EVENTS_FUNCTION
        jobs = jobs_of(json.loads(schedule["Target"]["Input"]), "R1")
        assert jobs
        kinds[name] = (schedule["ScheduleExpression"], jobs[0].kind)
    assert kinds == {
        "Schedule": ("rate(2 minutes)", "change.due"),
        "SweepSchedule": ("rate(6 hours)", "watch.sweep-all"),
    }
