"""Plain changes and records to keep, each with what a test wants to be different."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.change.change import Change, ChangePlace
from bot.core.change.events import EventType
from bot.core.change.log_record import LogRecord
from bot.core.change.state import State
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
    """A preview that expires in a day."""
    plain = Change(
        id=id,
        plan=PLAN,
        state=State.PREVIEWED,
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


def route(to: State) -> tuple[EventType, ...]:
    """The shortest way from previewed to a state."""
    ways: list[tuple[State, tuple[EventType, ...]]] = [(State.PREVIEWED, ())]
    seen = {State.PREVIEWED}
    for here, way in ways:
        if here is to:
            return way
        for event in steps_from(here):
            there = event.row.to
            if there is not None and there not in seen:
                seen.add(there)
                ways.append((there, (*way, event)))
    raise AssertionError(to)


def steps_from(state: State) -> tuple[EventType, ...]:
    """What can happen to a change that stands there, and is a step of it."""
    return tuple(one for one in EventType if one.row.to and state in one.row.source)


def brought_to(store: Store, state: State, id: str = "c1") -> Change:
    """A change of the store that stands there."""
    now = store.changes.propose(change(id), action(f"{id}-proposed", id))
    for event in route(state):
        now = store.changes.advance(now, event, action(f"{id}-{event}", id))
    return now
