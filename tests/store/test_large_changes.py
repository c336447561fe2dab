"""A change that names very many budgets, with the longest names, over the longest policies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.affected import Dependent
from bot.core.change.events import EventType
from bot.core.plan import Plan
from bot.errors import StoreError
from bot.features.change.affected import MOST, fitting
from bot.store.attributes import size
from tests.store.conftest import Store
from tests.store.things import ACCOUNT, PLAN, WRITE, action, change

POLICY = 32 * 1024
"""Characters of the longest key policy; a topic's is shorter."""
LONG = replace(PLAN, writes=(replace(WRITE, before="b" * POLICY, after="a" * POLICY),))
LONGEST = replace(LONG, writes=LONG.writes * 2, parts=(LONG, LONG))
PLANS = {"short": PLAN, "long": LONG, "two long ones in one": LONGEST}


def budgets(count: int, letter: str) -> list[Dependent]:
    return [Dependent(ACCOUNT, f"{n:04}{letter * 96}") for n in range(count)]


@pytest.mark.parametrize("letter", ["n", "\U0001f98a"])
@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_its_record_is_kept_and_takes_a_step_with_all_that_is_said_of_it(
    store: Store, plan: Plan, letter: str
) -> None:
    found = budgets(2 * MOST, letter)
    kept = fitting(plan, found)
    assert kept and kept == tuple(found[: len(kept)])
    full = replace(change(), plan=plan, affected=kept)
    said = "\U0001f98a" * 3_000
    assert size(replace(full, reason=said, outcome=said)) < 400_000
    new = store.changes.propose(full, action("a1"))
    after = store.changes.advance(new, EventType.SUBMITTED, action("a2"), reason=said)
    assert store.changes.get("c1") == after and after.affected == kept


def test_without_that_dynamodb_refuses_it(store: Store) -> None:
    full = replace(change(), plan=LONG, affected=tuple(budgets(MOST, "\U0001f98a")))
    with pytest.raises(StoreError):
        store.changes.propose(full, action("a1"))


def test_five_hundred_names_of_a_hundred_letters_have_room_beside_two_policies() -> None:
    assert len(fitting(LONGEST, budgets(500, "n"))) == 500
    assert len(fitting(PLAN, budgets(500, "\U0001f98a"))) == 500
    assert len(fitting(PLAN, budgets(2 * MOST, "n"))) == MOST
