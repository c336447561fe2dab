"""An overflow menu: what is chosen there is heard as the button that it stands for."""

from __future__ import annotations

import pytest

from bot.core.jobs.checks import Again
from bot.slack.app import SlackApp
from bot.slack.render.parts import button, with_overflow
from bot.slack.values import pack
from playground.slack import seed
from playground.slack.requests import payload_request
from tests.jobs.fakes import KeptQueue
from tests.slack.render.limits import walk
from tests.slack.requests import SECRET, status

AGAIN = pack(account="111111111111", budget="my budget")


def chosen(option: object) -> dict[str, object]:
    """The request for a choice in the menu of a message."""
    return {
        "type": "block_actions",
        "team": {"id": "T0BUDGETS"},
        "user": {"id": seed.MENDER},
        "trigger_id": "1.2.x",
        "container": {"type": "message", "channel_id": "C1", "message_ts": "1.0"},
        "actions": [
            {"type": "overflow", "action_id": "more", "block_id": "1", "selected_option": option}
        ],
    }


def test_an_option_is_heard_as_its_button(app: SlackApp, queue: KeptQueue) -> None:
    option = {"value": f"check.again {AGAIN}"}
    assert status(app, payload_request(chosen(option), SECRET)) == 200
    (job,) = queue.jobs
    assert job.what == Again("111111111111", "my budget", "1.0")


@pytest.mark.parametrize("value", [None, 5, "", "check.again", "check.again {", " ", "nothing x"])
def test_a_value_that_is_not_ours_gives_no_job(
    app: SlackApp, queue: KeptQueue, value: object
) -> None:
    assert status(app, payload_request(chosen({"value": value}), SECRET)) in {200, 400}
    assert status(app, payload_request(chosen(value), SECRET)) in {200, 400}
    assert queue.jobs == []


def test_what_is_too_long_for_an_option_stays_a_button() -> None:
    long = button("Check again", "check.again", pack(account="1", budget="n" * 150))
    short = button("Log", "log.page", "x")
    row = with_overflow([button("Mend", "fix.x", "1")], [long, short])
    assert [e["action_id"] for e in walk(row) if "action_id" in e] == [
        "fix.x",
        "check.again",
        "more",
    ]
    assert [e["value"] for e in walk(row) if "action_id" not in e and "value" in e] == [
        "log.page x"
    ]


def test_without_anything_to_fold_there_is_no_menu() -> None:
    row = with_overflow([button("Mend", "fix.x", "1")], [])
    assert [e["action_id"] for e in walk(row) if "action_id" in e] == ["fix.x"]
