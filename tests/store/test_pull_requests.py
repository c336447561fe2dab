"""Pull requests: one at a time of a mend, each step with its record and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.outgoing import nothing
from bot.core.pull_requests.run import LOOK_EVERY, PullRequestEvent, Stage
from bot.store.outbox import Outbox
from bot.store.pull_requests import PullRequests
from tests.core.pull_requests.test_run import RUN
from tests.store.conftest import TABLES, Store
from tests.store.test_outbox import message
from tests.store.things import NOW, action

DUE = NOW + LOOK_EVERY


@pytest.fixture
def runs(store: Store) -> PullRequests:
    return PullRequests(store.client, TABLES, store.lines.append, pause=store.pauses.append)


def test_it_is_kept_once_with_its_record_and_what_is_said(runs: PullRequests, store: Store) -> None:
    said = message()
    assert runs.begin(RUN, action("a1", of=""), [said])
    assert not runs.begin(replace(RUN, opener="other"), action("a2", of=""), ())
    assert runs.get(RUN.id) == RUN and runs.open() == (RUN,)
    assert [line["id"] for line in store.lines] == ["a1"]
    assert Outbox(store.client, TABLES).get(said.id) == said


def test_one_record_of_the_log_is_one_step(runs: PullRequests) -> None:
    assert runs.begin(RUN, action("a1", of=""), ())
    assert not runs.begin(replace(RUN, id="other"), action("a1", of=""), ())
    assert runs.get("other") is None


def test_a_step_moves_it_as_it_was_seen(runs: PullRequests, store: Store) -> None:
    runs.begin(RUN, action("a1", of=""), ())
    said = message()
    merged = runs.advance(
        *(RUN, PullRequestEvent.MERGED, action("a2", of="", at=DUE), lambda _: (said,)),
        merged_at=NOW,
        who="kim",
    )
    assert merged == replace(RUN, stage=Stage.MERGED, version=2, merged_at=NOW, who="kim")
    assert runs.get(RUN.id) == merged and Outbox(store.client, TABLES).get(said.id) == said
    late = runs.advance(RUN, PullRequestEvent.CLOSED, action("a3", of=""), nothing)
    assert late is None and runs.get(RUN.id) == merged
    assert runs.advance(merged, PullRequestEvent.CLOSED, action("a4", of=""), nothing) is None
    assert runs.due(DUE).items == ()
    assert runs.due(DUE + LOOK_EVERY).items == ((merged, DUE + LOOK_EVERY),)


def test_it_is_due_until_it_is_over_and_one_worker_has_each_look(runs: PullRequests) -> None:
    runs.begin(RUN, action("a1", of=""), ())
    assert runs.due(NOW).items == ()
    assert runs.due(DUE).items == ((RUN, DUE),)
    assert runs.postpone(RUN, DUE, DUE + timedelta(minutes=10))
    assert not runs.postpone(RUN, DUE, DUE + timedelta(minutes=10))
    assert runs.due(DUE).items == ()
    runs.advance(RUN, PullRequestEvent.CLOSED, action("a2", of=""), nothing)
    assert runs.open() == () and runs.due(DUE + timedelta(days=1)).items == ()


def test_the_next_of_a_mend_takes_the_place_of_one_that_is_over(runs: PullRequests) -> None:
    runs.begin(RUN, action("a1", of=""), ())
    closed = runs.advance(RUN, PullRequestEvent.CLOSED, action("a2", of=""), nothing)
    assert closed and closed.stage is Stage.CLOSED
    again = replace(RUN, pull_request="acme/infra#13", opened=NOW + timedelta(days=1))
    assert runs.begin(again, action("a3", of=""), ())
    assert runs.get(RUN.id) == replace(again, version=closed.version + 1)
    assert len(runs.open()) == 1
