"""Snoozes: one for each cause, each step with its record, found again when they end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.snooze import Snooze, SnoozedCause
from bot.store.outbox import Outbox
from bot.store.snoozes import Snoozes
from tests.store.conftest import TABLES, Store
from tests.store.test_outbox import message
from tests.store.things import ACCOUNT, BUDGET, KEY, NOW, action

OF = SnoozedCause(ACCOUNT, BUDGET, "key.policy-silent", KEY)
SNOOZE = Snooze(OF, BUDGET, "U1", "We know.", NOW, NOW + timedelta(hours=1), "r1")
EVERY = replace(OF, budget="")


@pytest.fixture
def snoozes(store: Store) -> Snoozes:
    return Snoozes(store.client, TABLES, store.lines.append, pause=store.pauses.append)


def test_it_is_kept_once_with_its_record_and_what_is_said(snoozes: Snoozes, store: Store) -> None:
    said = message()
    assert snoozes.put(SNOOZE, action("a1", of=""), [said])
    assert not snoozes.put(replace(SNOOZE, reason="no"), action("a1", of=""))
    assert snoozes.get(OF) == snoozes.by_id(OF.id) == SNOOZE
    assert [line["id"] for line in store.lines] == ["a1"]
    assert Outbox(store.client, TABLES).get(said.id) == said


def test_it_silences_its_own_cause_until_its_end(snoozes: Snoozes) -> None:
    snoozes.put(SNOOZE, action("a1", of=""))
    assert snoozes.silencing([EVERY, OF], NOW) == SNOOZE
    assert snoozes.silencing([OF], SNOOZE.until) is None
    others = [replace(OF, code="key.disabled"), replace(OF, resource="x"), EVERY]
    assert snoozes.silencing(others, NOW) is None


def test_the_next_of_a_cause_takes_its_place(snoozes: Snoozes) -> None:
    later = replace(SNOOZE, until=NOW + timedelta(days=1), revision="r2")
    assert snoozes.put(SNOOZE, action("a1", of=""))
    assert snoozes.put(later, action("a2", of=""))
    assert snoozes.running() == (later,)
    assert not snoozes.end(SNOOZE, action("a3", of=""))
    assert snoozes.get(OF) == later


def test_what_is_due_ends_once(snoozes: Snoozes) -> None:
    snoozes.put(SNOOZE, action("a1", of=""))
    snoozes.put(replace(SNOOZE, of=EVERY, until=NOW + timedelta(days=1)), action("a2", of=""))
    assert snoozes.due(NOW).items == ()
    assert snoozes.due(SNOOZE.until).items == (SNOOZE,)
    assert snoozes.end(SNOOZE, action("a3", of=""))
    assert not snoozes.end(SNOOZE, action("a4", of=""))
    assert snoozes.get(OF) is None and len(snoozes.running()) == 1
