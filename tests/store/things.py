"""Plain changes and records to keep, each with what a test wants to be different."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.change import NEXT, Change, ChangePlace, LogRecord, State
from bot.core.plan import Plan, Write
from tests.store.conftest import Store

NOW = datetime(2026, 3, 1, 9, 0, 0, 123456, tzinfo=UTC)
ACCOUNT = "111111111111"
BUDGET = "cost-all-services-manage"
TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:budget-alerts"
KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
WRITE = Write("kms:PutKeyPolicy", KEY, "Policy", '{"Statement": []}', '{"Statement": [{}]}')
PLAN = Plan(
    fix="allow-on-key",
    title="Add the statement",
    account=ACCOUNT,
    budget=BUDGET,
    topic=TOPIC,
    resource=KEY,
    writes=(WRITE,),
    clears=("key.policy-silent",),
    impact=("Nobody else is touched.",),
    cost="",
    compliance="",
    undo="Takes the statement out.",
    undoable=True,
)


def change(id: str = "c1", **different: Any) -> Change:
    """A proposed change that expires in a day."""
    plain = Change(
        id=id,
        plan=PLAN,
        state=State.PROPOSED,
        version=1,
        requester="U1",
        reason="",
        place=ChangePlace("C1"),
        created=NOW,
        expires=NOW + timedelta(days=1),
    )
    return replace(plain, **different)


def action(id: str, of: str = "c1", **different: Any) -> LogRecord:
    """A record of `of`."""
    plain = LogRecord(id, NOW, "U1", "asked for", ACCOUNT, BUDGET, change=of, fix="allow-on-key")
    return replace(plain, **different)


def route(to: State) -> tuple[State, ...]:
    """The shortest way from proposed to a state, both left out and in."""
    ways: list[tuple[State, ...]] = [()]
    for way in ways:
        here = way[-1] if way else State.PROPOSED
        if here is to:
            return way
        ways.extend((*way, state) for state in State if state in NEXT[here] and state not in way)
    raise AssertionError(to)


def brought_to(store: Store, state: State, id: str = "c1") -> Change:
    """A change of the store that stands there."""
    now = store.changes.propose(change(id), action(f"{id}-asked", id))
    for step in route(state):
        now = store.changes.transition(now, step, action(f"{id}-{step}", id))
    return now
