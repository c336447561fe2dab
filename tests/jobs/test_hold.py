"""A message that takes longer to say than a worker may be gone for."""

from __future__ import annotations

from datetime import datetime, timedelta
from queue import SimpleQueue
from threading import Event

import pytest

from bot.core.jobs import NOBODY, Job
from bot.core.jobs.outbox import PostInThread, Send
from bot.core.outgoing import Outgoing
from bot.jobs import hold, registry
from bot.jobs.context import Context
from bot.jobs.outbox import kept
from tests.features.conftest import different, names, opener, world
from tests.features.world import Mending
from tests.waiting import UNHURRIED

__all__ = ["different", "names", "opener", "world"]


def test_nobody_else_begins_what_one_is_still_saying(
    world: Mending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hold, "OFTEN", 300)
    outbox, begun, go_on = world.store.outbox, Event(), Event()
    holds, held_until = outbox.hold, SimpleQueue[datetime]()
    said: list[str] = []

    def holding(message: Outgoing, until: datetime) -> Outgoing | None:
        found = holds(message, until)
        held_until.put(until)
        return found

    def slow(context: Context, _what: object) -> None:
        said.append(context.job.id)
        begun.set()
        assert go_on.wait(UNHURRIED)

    monkeypatch.setattr(outbox, "hold", holding)
    monkeypatch.setitem(registry.HANDLERS, PostInThread, (slow,))
    context = world.worker.parts.context(Job("j0", NOBODY, Send("m1")))
    outbox.put(kept(context, "m1", Job("m1", NOBODY, PostInThread("text", "[]"))))
    world.routes.send(Job("j1", NOBODY, Send("m1")))
    assert begun.wait(UNHURRIED)
    for _ in range(5):  # its first hold is long over
        world.clock.pass_(seconds=20)
        now = world.clock()
        while held_until.get(timeout=UNHURRIED) <= now:
            pass  # one that was under way when the time passed
        assert outbox.claim("m1", now, now + hold.HELD) is None
    go_on.set()
    world.settle()
    assert said == ["m1"]
    assert outbox.due(world.clock() + timedelta(days=1)).items == ()
