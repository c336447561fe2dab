"""What goes wrong with one budget of a sweep leaves the others."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.config import Config

from bot.aws.clients import Aws
from bot.aws.notifications import Notifications
from bot.aws.sweep import sweep
from bot.aws.sweep_pages.paced import Limits
from bot.aws.sweep_pages.page import SweepPage
from bot.core.findings import Status
from bot.core.model.budget import Budget, Notification
from bot.core.model.read import Cause, ReadFailed
from bot.core.model.topic import Topic, Traffic
from bot.core.report import judge
from playground.scenarios.policies import BUDGETS, OWNER, document
from tests.aws.conftest import PATIENT, QUICK
from tests.aws.fake import Given, as_json, endpoint
from tests.aws.world import NOW, TOPIC, OpenAws, World
from tests.conftest import ACCOUNT

CHATBOT = "https://global.sns-api.chatbot.amazonaws.com"
ONCE = QUICK.merge(Config(retries={"total_max_attempts": 1}))
MANY = 100


@pytest.fixture
def aws(open_aws: OpenAws) -> Aws:
    return open_aws(config=QUICK)


def _healthy(world: World, many: int) -> list[str]:
    """Budgets whose alerts arrive, all on one topic; their names."""
    text = document((OWNER, BUDGETS), "2012-10-17", "p").replace("TOPIC_ARN", TOPIC)
    topic = world.topic(Policy=text)
    world.subscribe(topic, "https", CHATBOT)
    chat = {"ConfigurationName": "alerts", "SlackChannelId": "C1", "SlackChannelName": "alerts"}
    world.aws.control.put_chatbot(ACCOUNT, "slack", {**chat, "SnsTopicArns": [topic]})
    names = [f"budget-{i:03}" for i in range(many)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda name: world.budget(topic, name=name), names))
    return names


def _verdicts(page: SweepPage) -> dict[str, Status]:
    return {one.name: judge(one.facts).verdict for one in page.budgets}


@pytest.mark.parametrize(
    "fault",
    [
        {"code": "AccessDeniedException"},
        {"code": "InternalErrorException"},
        {"how": "reset"},
    ],
    ids=lambda fault: next(iter(fault.values())),
)
def test_one_of_a_hundred(world: World, aws: Aws, fault: dict[str, str]) -> None:
    names = _healthy(world, MANY)
    world.aws.fault("budgets", "DescribeSubscribersForNotification", text="budget-042", **fault)
    page = sweep(aws, ACCOUNT, NOW)
    expected = {**dict.fromkeys(names, Status.OK), "budget-042": Status.UNKNOWN}
    assert _verdicts(page) == expected


def test_one_of_a_hundred_that_hangs(world: World, open_aws: OpenAws) -> None:
    names = _healthy(world, MANY)
    hang = {"text": "budget-042", "how": "hang"}
    world.aws.fault("budgets", "DescribeSubscribersForNotification", **hang)
    page = sweep(open_aws(config=QUICK.merge(Config(read_timeout=3))), ACCOUNT, NOW)
    assert _verdicts(page) == {**dict.fromkeys(names, Status.OK), "budget-042": Status.UNKNOWN}


def test_a_list_of_all_that_one_budget_poisons_is_read_one_by_one(world: World, aws: Aws) -> None:
    names = _healthy(world, 5)
    for operation in ("DescribeBudgetNotificationsForAccount", "DescribeBudgetActionsForAccount"):
        world.aws.fault("budgets", operation, code="InternalErrorException")
    world.aws.fault(
        "budgets",
        "DescribeNotificationsForBudget",
        text="budget-002",
        code="InternalErrorException",
    )
    found = _verdicts(sweep(aws, ACCOUNT, NOW))
    assert found == {**dict.fromkeys(names, Status.OK), "budget-002": Status.UNKNOWN}


def test_an_error_that_nobody_expects(
    world: World, aws: Aws, caplog: pytest.LogCaptureFixture
) -> None:
    names = _healthy(world, 5)

    def raise_at_one(params: dict[str, Any], **_: object) -> None:
        if b"budget-003" in params["body"]:
            raise ZeroDivisionError("odd")

    events = aws.budgets().meta.events
    events.register("before-call.budgets.DescribeSubscribersForNotification", raise_at_one)
    with caplog.at_level(logging.ERROR):
        page = sweep(aws, ACCOUNT, NOW)
    assert _verdicts(page) == {**dict.fromkeys(names, Status.OK), "budget-003": Status.UNKNOWN}
    unread = page.budgets[3].facts.budget
    assert isinstance(unread, ReadFailed)
    assert "ZeroDivisionError" in unread.detail
    assert "The sweep failed at budget 'budget-003'." in caplog.text


def test_a_throttled_budget_is_asked_again(world: World, open_aws: OpenAws) -> None:
    names = _healthy(world, 3)
    world.aws.fault(
        "budgets", "DescribeSubscribersForNotification", code="ThrottlingException", times=2
    )
    found = _verdicts(sweep(open_aws(config=ONCE), ACCOUNT, NOW))
    assert found == dict.fromkeys(names, Status.OK)


def test_what_has_not_come_in_time_is_unknown_and_said_so(world: World, open_aws: OpenAws) -> None:
    aws = open_aws(config=PATIENT)
    names = _healthy(world, 6)
    sweep(aws, ACCOUNT, NOW)  # makes the clients
    hold = {"text": names[4], "how": "hold"}  # with one call at a time the last two do not come
    world.aws.fault("budgets", "DescribeSubscribersForNotification", **hold)
    page = sweep(aws, ACCOUNT, NOW, limits=Limits(seconds=8, at_once=1))
    world.aws.control.forget_faults()
    late = [
        one.name
        for one in page.budgets
        for n in _tuple(one.facts.notifications)
        if isinstance(n.subscribers, ReadFailed)
        and n.subscribers.cause is Cause.TIMED_OUT
        and n.subscribers.detail == "There was no answer within 6.8 seconds."
    ]
    assert late == names[4:]
    found = _verdicts(page)
    assert len(found) == 6
    assert [name for name, verdict in found.items() if verdict is not Status.OK] == late
    assert {found[name] for name in late} == {Status.UNKNOWN}
    [topic] = page.budgets[0].facts.topics.values()
    assert isinstance(topic, Topic)
    assert isinstance(topic.traffic, Traffic)  # there was time left to ask for the metrics


def _tuple(notifications: Notifications) -> tuple[Notification, ...]:
    assert isinstance(notifications, tuple)
    return notifications


GOOD = {"BudgetName": "good", "BudgetType": "COST", "TimeUnit": "MONTHLY"}


def _one_odd_budget(operation: str, given: Given) -> tuple[int, str, str]:
    bodies: dict[str, object] = {
        "DescribeBudgets": {"Budgets": [GOOD, {"BudgetName": "odd"}]},
        "DescribeBudget": {"Budget": {"BudgetName": "odd"}},
    }
    return as_json(bodies.get(operation, {}))


def test_a_budget_of_an_odd_shape(open_aws: OpenAws, monkeypatch: pytest.MonkeyPatch) -> None:
    with endpoint(_one_odd_budget) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        good, odd = sweep(open_aws(config=QUICK), ACCOUNT, NOW).budgets
    assert isinstance(good.facts.budget, Budget)
    assert isinstance(odd.facts.budget, ReadFailed)
    assert odd.facts.budget.detail == "The answer to DescribeBudget has no 'BudgetType'."
