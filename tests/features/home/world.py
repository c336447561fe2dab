"""Somebody's App Home, in the whole world."""

from __future__ import annotations

from typing import Any

from bot.core.findings import Status
from bot.core.model.budget import Money, Spend
from bot.core.root_cause import RootCause
from bot.slack.render.parts import Json
from bot.slack.values import unpack
from bot.store.verdicts import LastVerdict
from playground.scenarios.load import find
from playground.slack import View
from playground.slack import seed as people
from tests.features.conftest import GRANT
from tests.features.world import Mending
from tests.jobs.fakes import NOW
from tests.slack.render.test_home import text_of

ACCOUNT = "111111111111"
BUDGET = find(GRANT).budget
KEY = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
TOPIC = f"arn:aws:sns:eu-west-1:{ACCOUNT}:budget-alerts"
SILENT = RootCause("key.policy-silent", KEY, TOPIC, "allow-on-key")


def opened(world: Mending, user: str = people.MENDER) -> View:
    reply = world.slack.person(user).open_home()
    assert reply.in_time and not reply.trouble, reply
    return home(world, user)


def home(world: Mending, user: str = people.MENDER) -> View:
    world.settle()
    found = world.slack.home(user)
    assert found is not None
    return found


def said(view: View) -> str:
    """Every text, in the order of reading."""
    return text_of({"blocks": list(view.blocks)})


def keep(  # noqa: PLR0917 (what a record has)
    world: Mending,
    name: str,
    verdict: Status = Status.BROKEN,
    cause: RootCause | None = SILENT,
    limit: str = "100",
    account: str = ACCOUNT,
) -> LastVerdict:
    """A last verdict, without a check."""
    code = cause.code if cause else ""
    spend = Spend(Money(limit, "USD"), Money("1", "USD"), time_unit="MONTHLY")
    topics = (cause.topic,) if cause and cause.topic else ()
    keys = (cause.resource,) if cause and ":kms:" in cause.resource else ()
    last = LastVerdict(account, name, verdict, code, NOW, topics, keys, spend=spend, cause=cause)
    assert world.store.verdicts.put(last)
    return last


def buttons(view: View) -> list[tuple[str, Json]]:
    """The buttons in the order of reading: action ids and elements."""
    rows = (block for block in view.blocks if block["type"] == "actions")
    return [(e["action_id"], e) for row in rows for e in row["elements"]]


def ids(view: View) -> list[str]:
    return [id for id, _ in buttons(view)]


def block_of(view: View, action: str, budget: str = "") -> str:
    """The id of the block that holds the button, of that budget where it says one."""
    for block in view.blocks:
        for element in block.get("elements", []):
            if element.get("action_id") == action and _is_of(element, budget):
                return str(block["block_id"])
    raise AssertionError(f"no {action} of {budget!r}: {ids(view)}")


def press(
    world: Mending, view: View, action: str, budget: str = "", user: str = people.MENDER
) -> None:
    reply = world.slack.person(user).press(view, action, block_of(view, action, budget))
    assert reply.in_time and not reply.trouble, reply
    world.settle()


def choose(world: Mending, view: View, menu: str, value: str) -> str:
    reply = world.slack.person(people.MENDER).choose(view, menu, value)
    assert reply.in_time and not reply.trouble, reply
    return said(home(world))


def _is_of(element: Any, budget: str) -> bool:
    value = str(element.get("value", ""))
    return not budget or (value.startswith("{") and unpack(value).get("budget") == budget)
