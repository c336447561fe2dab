"""The writes of the Budgets API that ministack lets through and AWS does not, and the actions."""

import uuid
from collections.abc import Iterable
from typing import Any

from playground.aws.server.asgi import Answer
from playground.aws.server.budgets.attempts import linked
from playground.aws.server.budgets.reads import entry_of, own_budget
from playground.aws.server.budgets.state import STATE, Subscriber
from playground.aws.server.service import Invocation, Operation, RefusedError
from playground.aws.server.wire import json_answer

_MOST = {"SNS": 1, "EMAIL": 10}


def _check(subscribers: Iterable[Subscriber]) -> None:
    """One topic and ten addresses a notification (docs/facts.md 1.2)."""
    kinds = [one.get("SubscriptionType", "") for one in subscribers]
    for kind, most in _MOST.items():
        if kinds.count(kind) > most:
            raise RefusedError(
                "CreationLimitExceededException",
                "Unable to create subscriber - one notification can only have "
                f"{most} subscribers with type of {kind}",
            )


def _topics(subscribers: Iterable[Subscriber]) -> list[str]:
    return [one["Address"] for one in subscribers if one.get("SubscriptionType") == "SNS"]


async def create_budget(call: Invocation) -> Answer:
    """CreateBudget with its notifications; states and spend are AWS's to say."""
    entries = call.given.get("NotificationsWithSubscribers") or []
    for entry in entries:
        _check(entry.get("Subscribers", []))
    answer = await call.inner()
    if answer.status == 200:
        name = call.given["Budget"]["BudgetName"]
        STATE.forget((call.account, name))
        for entry in entries:
            linked(call.account, name, _topics(entry.get("Subscribers", [])))
    return answer


async def update_budget(call: Invocation) -> Answer:
    """UpdateBudget; what has been spent and the budget's health stay."""
    call = _named(call, call.given.get("NewBudget", {}).get("BudgetName"))
    before = dict(own_budget(call))
    answer = await call.inner()
    kept = ("CalculatedSpend", "HealthStatus")
    own_budget(call).update({name: value for name, value in before.items() if name in kept})
    return answer


def _named(call: Invocation, name: object) -> Invocation:
    call.given.setdefault("BudgetName", name)
    return call


async def delete_budget(call: Invocation) -> Answer:
    """DeleteBudget, its actions with it."""
    answer = await call.inner()
    STATE.forget((call.account, str(call.given.get("BudgetName"))))
    return answer


async def create_notification(call: Invocation) -> Answer:
    """CreateNotification with its subscribers."""
    subscribers = call.given.get("Subscribers", [])
    _check(subscribers)
    answer = await call.inner()
    if answer.status == 200:
        linked(call.account, call.given["BudgetName"], _topics(subscribers))
    return answer


async def create_subscriber(call: Invocation) -> Answer:
    """CreateSubscriber."""
    new = call.given.get("Subscriber", {})
    present = entry_of(call)["subscribers"]
    if new not in present:
        _check([*present, new])
    return await _linking(call, new)


async def update_subscriber(call: Invocation) -> Answer:
    """UpdateSubscriber: old out and new in at once."""
    old, new = call.given.get("OldSubscriber", {}), call.given.get("NewSubscriber", {})
    kept = [one for one in entry_of(call)["subscribers"] if one != old]
    if new not in kept:
        _check([*kept, new])
    return await _linking(call, new)


async def _linking(call: Invocation, new: Subscriber) -> Answer:
    answer = await call.inner()
    if answer.status == 200:
        linked(call.account, call.given["BudgetName"], _topics([new]))
    return answer


async def create_action(call: Invocation) -> Answer:
    """CreateBudgetAction: 1 to 11 subscribers of its own, of which one may be a topic."""
    own_budget(call)
    subscribers = call.given.get("Subscribers", [])
    if not 1 <= len(subscribers) <= 11:
        raise RefusedError("InvalidParameterException", "An action has 1 to 11 subscribers.")
    _check(subscribers)
    kept = {name: value for name, value in call.given.items() if name not in _NOT_KEPT}
    action = {**kept, "ActionId": str(uuid.uuid4()), "Status": "STANDBY"}
    STATE.actions.setdefault((call.account, call.given["BudgetName"]), []).append(action)
    named = {name: call.given[name] for name in ("AccountId", "BudgetName")}
    return json_answer({**named, "ActionId": action["ActionId"]})


_NOT_KEPT = ("AccountId", "ResourceTags")


async def delete_action(call: Invocation) -> Answer:
    """DeleteBudgetAction."""
    own_budget(call)
    actions = STATE.actions.get((call.account, call.given["BudgetName"]), [])
    found = [one for one in actions if one["ActionId"] == call.given.get("ActionId")]
    if not found:
        raise RefusedError("NotFoundException", "Unable to delete action - it doesn't exist.")
    actions.remove(found[0])
    named = {name: call.given[name] for name in ("AccountId", "BudgetName")}
    return json_answer({**named, "Action": found[0]})


def of_own_account(operation: Operation, action: str) -> Operation:
    """Budgets are visible in their own account only (docs/facts.md 1.2)."""

    async def run(call: Invocation) -> Answer:
        if call.given.get("AccountId") not in (None, call.account):
            raise _foreign(call, action)
        return await operation(call)

    return run


def _foreign(call: Invocation, action: str) -> RefusedError:
    name: Any = call.given.get("BudgetName", "*")
    resource = f"arn:aws:budgets::{call.given['AccountId']}:budget/{name}"
    return RefusedError(
        "AccessDeniedException",
        f"User: {call.caller} is not authorized to perform: {action} on resource: {resource}",
    )
