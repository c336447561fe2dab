"""A message that is drawn once and posted later is posted in the form that Slack takes then."""

from __future__ import annotations

import pytest

from bot.core.jobs import Job, Place
from bot.core.jobs.outbox import Send
from bot.jobs.thread_post import thread_post
from bot.slack.render.message import message
from bot.slack.render.table import table
from tests.features.conftest import different, names, opener, world
from tests.features.world import Mending

__all__ = ["different", "names", "opener", "world"]

TABLE = table([("cost", "does not alert")], ("Budget", "Verdict"), "Budgets")


@pytest.mark.parametrize(("old", "kind"), [(False, "data_table"), (True, "section")])
def test_both_forms_are_kept(world: Mending, old: bool, kind: str) -> None:
    place = Place("", "", world.channel)
    context = world.worker.parts.context(Job("j0", place, Send("m1")))
    world.store.outbox.put(thread_post(context, place, message("m1", "x", [TABLE]), "m1"))
    world.slack.workspace.old = old
    world.routes.send(Job("j1", place, Send("m1")))
    world.settle()
    (posted,) = world.messages()
    assert [block["type"] for block in posted.blocks] == [kind]
