"""The life cycle of a pull request of ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.change.change import ChangePlace
from bot.core.life_cycle import Heard
from bot.core.pull_requests.run import (
    LOOK_EVERY,
    PULL_REQUEST_EVENTS,
    PullRequestEvent,
    PullRequestRun,
    Stage,
)
from bot.core.texts.log import ACTS
from tests.core.pull_requests.test_statements import ADDED
from tests.store.things import ACCOUNT, BUDGET, KEY, NOW, TOPIC

RUN = PullRequestRun(
    id="ab" * 20,
    host="github",
    pull_request="acme/infra#12",
    url="https://github.example/acme/infra/pull/12",
    repository="acme/infra",
    path="accounts/prod/alerts.tf",
    account=ACCOUNT,
    budget=BUDGET,
    topic=TOPIC,
    statements=(ADDED,),
    clears=("key.policy-silent",),
    requester="U1",
    opener="mina",
    place=ChangePlace("C1", thread="1.0"),
    opened=NOW,
)


def at(stage: Stage) -> PullRequestRun:
    return replace(RUN, stage=stage)


def test_each_event_has_a_row_and_is_told() -> None:
    assert set(PULL_REQUEST_EVENTS) == set(PullRequestEvent)
    assert all(row.heard is Heard.THREAD and row.log for row in PULL_REQUEST_EVENTS.values())


@pytest.mark.parametrize("stage", Stage)
def test_what_is_over_moves_no_more_and_all_else_ends(stage: Stage) -> None:
    steps = [after for event in PullRequestEvent if (after := at(stage).after(event))]
    assert bool(steps) is not stage.is_over
    assert all(after.version == RUN.version + 1 for after in steps)


@pytest.mark.parametrize("event", PullRequestEvent)
def test_it_is_looked_at_until_it_is_over(event: PullRequestEvent) -> None:
    over = event.row.to is not None and event.row.to.is_over
    assert RUN.due(event, NOW) == (None if over else NOW + LOOK_EVERY)


def test_a_merge_alone_never_says_that_the_alert_arrives() -> None:
    arrives = [e for e in PullRequestEvent if e.row.to is Stage.ARRIVES]
    assert arrives == [PullRequestEvent.ARRIVES, PullRequestEvent.ALREADY, PullRequestEvent.MENDED]
    assert at(Stage.OPEN).after(PullRequestEvent.ARRIVES) is None


@pytest.mark.parametrize("event", PullRequestEvent)
def test_the_log_has_a_sentence_for_each_event(event: PullRequestEvent) -> None:
    assert event.row.log in ACTS


def test_its_time_for_the_deployment_begins_with_the_merge() -> None:
    assert RUN.late_at(timedelta(hours=24)) is None
    assert replace(RUN, merged_at=NOW).late_at(timedelta(hours=2)) == NOW + timedelta(hours=2)
    assert RUN.resources == (KEY,)
