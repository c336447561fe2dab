"""Every kind of job has its handler, in a feature; and what a process has not is refused once."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_type_hints

import pytest

from bot.core.jobs import Job, Place
from bot.core.jobs.change_steps import RunDue, ShowOutcome
from bot.core.jobs.kind import JobKind
from bot.core.jobs.kinds import KINDS
from bot.core.jobs.outbox import PostInThread, Send, SendDue
from bot.core.jobs.watch import ResourceChanged
from bot.core.texts.needs import CLOSED, NO_SOURCES, NO_SYSTEM, NO_TABLES
from bot.jobs.context import ProcessContext
from bot.jobs.registry import HANDLERS
from bot.slack.client import Slack
from bot.worker.worker import Worker
from playground.slack import LocalSlack, seed
from tests.jobs.fakes import FakeReader, KeptQueue
from tests.slack.conftest import settings_for

SAYS = {"tables": NO_TABLES, "engine": CLOSED, "tickets": NO_SYSTEM, "sources": NO_SOURCES}
NEEDY = [pytest.param(name, kind, id=name) for name, kind in KINDS.items() if kind.needs]


def test_each_kind_has_its_handler() -> None:
    assert set(HANDLERS) == {kind.what for kind in KINDS.values()}
    assert {kind for kind, handlers in HANDLERS.items() if len(handlers) > 1} == {
        RunDue,
        ResourceChanged,
        ShowOutcome,
    }


def test_each_handler_stands_in_a_feature() -> None:
    """But for those that belong to every feature: the outbox's."""
    homes = {kind: one.__module__ for kind, some in HANDLERS.items() for one in some}
    assert {homes.pop(Send), homes.pop(SendDue)} == {"bot.jobs.outbox"}
    assert homes.pop(PostInThread) == "bot.jobs.thread_post"
    assert all(home.startswith("bot.features.") for home in homes.values())


@dataclass
class Bare:
    """A worker that has nothing but Slack and what it reads."""

    slack: LocalSlack
    reader: FakeReader
    queue: KeptQueue
    worker: Worker


@pytest.fixture
def bare() -> Iterator[Bare]:
    with LocalSlack() as slack:
        settings, reader, queue = settings_for(slack), FakeReader(), KeptQueue()
        client = Slack(settings.bot_token, settings.slack_api_url)
        parts = ProcessContext(settings=settings, slack=client, reader=reader, queue=queue)
        yield Bare(slack, reader, queue, Worker(parts))


def any_of(kind: JobKind) -> Any:
    """Something to do, whatever it says."""
    fields = get_type_hints(kind.what)
    return kind.what(**{name: "x" if of is str else 0 for name, of in fields.items()})


@pytest.mark.parametrize(("name", "kind"), NEEDY)
def test_what_the_worker_has_not_is_refused_before_anything_is_done(
    bare: Bare, name: str, kind: JobKind, caplog: pytest.LogCaptureFixture
) -> None:
    user = seed.MENDER if kind.asked_by == "person" else ""
    job = Job("J1", Place("T0BUDGETS", user, seed.FINOPS if user else ""), any_of(kind))
    with caplog.at_level(logging.INFO):
        bare.worker.work(job)
    assert bare.reader.checked == [] and bare.queue.sent == []
    told = [m.text for m in bare.slack.messages(seed.FINOPS, seen_by=seed.MENDER)]
    if kind.view == "home":  # where they look
        home = bare.slack.home(seed.MENDER)
        assert told == [] and home and SAYS[kind.needs] in str(home.blocks)
    elif user:
        assert told == [SAYS[kind.needs]]
    else:  # nobody asks, so the log has it whole
        assert told == []
        assert f"Job J1 ({name}) cannot be done here: {job.what!r}" in caplog.text
