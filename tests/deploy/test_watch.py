"""What reaches `events`: the schedules, and CloudTrail's events of this account and of others."""

from __future__ import annotations

import json
from functools import partial

import pytest

from bot.core.aws_events import EVENTS, OF_MACHINES, ORGANIZATION_EVENTS, ORGANIZATIONS
from bot.events import jobs_of, opsitems
from tests.conftest import EmbeddedAws
from tests.core.aws_events.events import ALICE, cloudtrail
from tests.deploy.stack import Json, Stack
from tests.deploy.template import load

KIND = "AWS Service Event via CloudTrail"
EVENTS_FUNCTION = {"Fn::GetAtt": ["EventsLambdaFunction", "Arn"]}


def rules(stack: Stack) -> dict[str, Json]:
    return stack.of("AWS::Events::Rule")


UNDERSTOOD = [(kind, *one) for kind, found in EVENTS.items() for one in sorted(found)]
UNDERSTOOD += [(KIND, ORGANIZATIONS, name) for name in sorted(ORGANIZATION_EVENTS)]
HUB = ("WatchRule", "WatchMembersRule")
MEMBER = ("ChangesOfKeysAndTopics", "ChangesOfBudgets", "ChangesOfTheOrganization")


def members() -> list[Json]:
    resources = load("deploy/member-account.yml")["Resources"]
    return [resources[name]["Properties"]["EventPattern"] for name in MEMBER]


def names(detail: Json) -> list[str]:
    """What a pattern asks for, as far as names go."""
    branches = detail.get("$or", [detail])
    return [name for branch in branches for name in branch["eventName"]]


def test_the_rules_ask_for_what_the_code_understands(full: Stack) -> None:
    for name in HUB:
        pattern = rules(full)[name]["EventPattern"]
        asked = names(pattern["detail"])
        assert pattern["detail-type"] == list(EVENTS)
        assert len(asked) == len(set(asked)) and set(asked) == {name for *_, name in UNDERSTOOD}
        assert set(pattern["detail"]["eventSource"]) == {source for _, source, _ in UNDERSTOOD}
        assert set(pattern["source"]) == {f"aws.{s.partition('.')[0]}" for _, s, _ in UNDERSTOOD}


@pytest.mark.parametrize("event", UNDERSTOOD, ids=lambda one: one[-1])
def test_a_rule_hears_it_where_it_changed_something(
    full: Stack, embedded_aws: EmbeddedAws, event: tuple[str, str, str]
) -> None:
    """By EventBridge's own rules, as the embedded AWS has them."""
    kind, source, name = event
    service = source.partition(".")[0]
    heard = {**cloudtrail(service, name, {}), "detail-type": kind}
    by_service = changed(heard, userIdentity={**ALICE, "invokedBy": "ec2.amazonaws.com"})
    hub = [rules(full)[rule]["EventPattern"] for rule in HUB]
    for patterns in ([hub[0]], [hub[1]], members()):
        hears = partial(matches, embedded_aws, patterns)
        assert hears(heard)
        assert not hears(changed(heard, errorCode="AccessDenied"))
        assert not hears(changed(heard, eventName=f"Describe{name}"))
        assert hears(by_service) == (name not in OF_MACHINES)


def changed(event: Json, **detail: object) -> Json:
    return {**event, "detail": {**event["detail"], **detail}}


def matches(aws: EmbeddedAws, patterns: list[Json], event: Json) -> bool:
    ask, text = aws.client("events").test_event_pattern, json.dumps(event)
    return any(ask(EventPattern=json.dumps(one), Event=text)["Result"] for one in patterns)


def test_no_pattern_is_longer_than_eventbridge_takes(full: Stack) -> None:
    """2,048 characters: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html"""
    hub = [rule["EventPattern"] for rule in rules(full).values()]
    assert all(len(json.dumps(one)) <= 2048 for one in (*hub, *members()))


def test_the_rules_ask_for_the_tickets_that_the_code_takes_for_closed(full: Stack) -> None:
    asked = [rules(full)[name]["EventPattern"] for name in ("TicketRule", "TicketMembersRule")]
    member = load("deploy/member-account.yml")["Resources"]["ClosedTickets"]["Properties"]
    for pattern in (*asked, member["EventPattern"]):
        assert pattern["source"] == ["aws.ssm"]
        assert pattern["detail-type"] == [opsitems.DETAIL_TYPE]
        status = [one["equals-ignore-case"].lower() for one in pattern["detail"]["status"]]
        assert set(status) == opsitems.OVER


def test_members_forward_what_the_code_understands() -> None:
    asked = [name for pattern in members() for name in names(pattern["detail"])]
    assert sorted(asked) == sorted(name for *_, name in UNDERSTOOD)


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
        "Schedule": ("rate(1 minute)", "change.due"),
    }
