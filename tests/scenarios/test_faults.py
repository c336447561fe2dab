"""One call of a check goes wrong, in every scenario: the verdict stays, or it is UNKNOWN.

Each fault comes in place of each answer, one at a time, and goes through botocore's own parsers;
then each member of each answer is left out. Never OK where it is not, and no other wrong certainty.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import product
from typing import Any

import pytest

from bot.core.findings import Report, Status
from bot.core.policy import Decision, evaluate
from bot.core.policy import Request as Asked
from bot.core.report import judge
from playground.scenarios.catalog import find, names, scenarios
from playground.scenarios.model import Scenario
from tests.scenarios.conftest import Recording
from tests.scenarios.faults import FAULTS
from tests.scenarios.replay import Request

each = pytest.mark.parametrize("scenario", scenarios(), ids=names())

UNREAD = {"CostTypes", "ResponseMetadata"}
"""Members that budget-check has no use for."""
MAY_BE_LEFT_OUT = {
    # SNS shows these only where they are set (docs/facts.md 2.1, 2.4), and so does SQS.
    ("GetTopicAttributes", "KmsMasterKeyId"),
    ("GetSubscriptionAttributes", "FilterPolicy"),
    ("GetSubscriptionAttributes", "RawMessageDelivery"),
    ("GetQueueAttributes", "KmsMasterKeyId"),
    ("GetQueueAttributes", "Policy"),
    # AWS's model requires none of these, and each has a meaning where it is not there: a budget
    # without an end, one that nothing ails, a notification that is not in ALARM, a grant to an
    # IAM principal.
    ("DescribeBudget", "TimePeriod"),
    ("DescribeBudget", "End"),
    ("DescribeBudget", "HealthStatus"),
    ("DescribeNotificationsForBudget", "NotificationState"),
    ("ListGrants", "GranteeServicePrincipal"),
    # AWS names this one always, as null where nothing is reserved, and botocore drops the null.
    ("GetFunctionConcurrency", "ReservedConcurrentExecutions"),
}
"""What is no fault where it is not there, by operation and member."""


def right(scenario: Scenario) -> set[str]:
    """The verdicts that a fault may lead to.

    Where all is well and one of several subscriptions cannot be judged, the others deliver.
    """
    truth = scenario.expected.verdict
    several = any(len(topic.subscriptions) > 1 for topic in scenario.topics)
    return {truth, Status.UNKNOWN, *([Status.AT_RISK] if truth == "OK" and several else [])}


def is_about_the_name(request: Request, fault: str) -> bool:
    """The second policy of a key is refused and the first is not: no right tells them apart."""
    return "AWS_RAM" in request.given and fault == "refused"


def judged(recording: Recording, scenario: Scenario) -> Report:
    """The report without fixes: to try each of them on the path takes as long as all the rest.

    What a policy says to a request is worked out once: a fault changes one answer of ten.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.core.report.offered", lambda *_, **__: ())
        patch.setattr("bot.core.policy.access.evaluate", evaluated_once)
        return judge(recording.again(scenario))


_EVALUATED: dict[tuple[object, ...], Decision] = {}


def evaluated_once(policy: str | Mapping[str, object], request: Asked) -> Decision:
    """`evaluate`, which is pure, with what it has answered before."""
    asked = (str(policy), *(str(getattr(request, one.name)) for one in fields(request)))
    if asked not in _EVALUATED:
        _EVALUATED[asked] = evaluate(policy, request)
    return _EVALUATED[asked]


def words(report: Report) -> list[str]:
    return [f"{finding.status} {finding.code}: {finding.says}" for finding in report.findings]


@each
def test_a_fault_in_place_of_an_answer(scenario: Scenario, recording: Recording) -> None:
    for request, name in product(recording.reads[scenario.name].calls, FAULTS):
        if is_about_the_name(request, name):
            continue
        with recording.replay.with_fault(request, FAULTS[name]):
            report = judged(recording, scenario)
        place = (scenario.name, request.service, request.operation, name)
        assert report.verdict in right(scenario), (*place, words(report))
        if name == "refused" and report.verdict != scenario.expected.verdict:
            assert names_the_right(report, request), (*place, words(report))


def names_the_right(report: Report, request: Request) -> bool:
    """Whether it says which permission the call wants; AWS Budgets' own have other names."""
    said = "budgets:" if request.service == "budgets" else f"{request.service}:{request.operation}"
    return any(f"AWS refused {said}" in line for line in words(report))


FEWER = (
    *("customer-key", "lambda-and-queue", "queue-key", "function-stopped", "budget-action"),
    *("key-grant-only", "key-shared-policy", "key-disabled", "topic-org-deny", "ended"),
    *("subscription-filtered-out", "subscription-pending", "subscription-failing"),
    *("topic-alarm-without-publish", "unhealthy", "email-only", "chatbot-disabled"),
)
"""Scenarios in which every kind of answer decides something."""


@pytest.mark.parametrize("scenario", [find(name) for name in FEWER], ids=FEWER)
def test_a_member_that_is_missing(scenario: Scenario, recording: Recording) -> None:
    replay = recording.replay
    for request in recording.reads[scenario.name].calls:
        if replay.answers[request].status != 200 or is_shared(request, scenario):
            continue
        answer = replay.parsed(request)
        for path in members(answer):
            with replay.with_answer(request, without(answer, path)):
                report = judged(recording, scenario)
            if (request.operation, path[-1]) not in MAY_BE_LEFT_OUT:
                place = (scenario.name, request.service, request.operation, path)
                assert report.verdict in right(scenario), (*place, words(report))


def is_shared(request: Request, scenario: Scenario) -> bool:
    """The chat configurations of all scenarios: taken apart where the verdict hangs on them."""
    return request.service == "chatbot" and not scenario.name.startswith("chatbot-")


def members(value: object, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of each member; of a list's items the first stands for all."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in UNREAD:
                yield (*at, name)
                yield from members(inner, (*at, name))
    elif isinstance(value, list) and value:
        yield from members(value[0], (*at, 0))


def without(answer: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    changed = copy.deepcopy(answer)
    place: Any = changed
    for step in path[:-1]:
        place = place[step]
    del place[path[-1]]
    return changed


LISTS = (
    "DescribeBudgets",
    "DescribeBudgetNotificationsForAccount",
    "DescribeBudgetActionsForAccount",
)


@dataclass(frozen=True)
class Swept:
    """The calls of a sweep that list everything, and the verdict of each budget."""

    lists: Mapping[str, Request]
    verdicts: Mapping[str, Status]


@pytest.fixture(scope="session")
def swept(recording: Recording) -> Swept:
    """A sweep without a fault, recorded."""
    recording.replay.asked.clear()
    verdicts = recording.sweep()
    asked = {request.operation: request for request in recording.replay.asked}
    return Swept({operation: asked[operation] for operation in LISTS}, verdicts)


def test_a_sweep_meets_every_budget(swept: Swept) -> None:
    assert swept.verdicts.keys() == {scenario.budget for scenario in scenarios()}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("operation", LISTS)
def test_a_fault_in_a_list_of_a_sweep(
    operation: str, fault: str, recording: Recording, swept: Swept
) -> None:
    """One that costs the budgets themselves leaves the sweep without any, never with wrong ones."""
    with recording.replay.with_fault(swept.lists[operation], FAULTS[fault]):
        found = recording.sweep()
    for name, verdict in found.items():
        assert verdict in {swept.verdicts[name], Status.UNKNOWN}, name
    assert found or operation == "DescribeBudgets"
