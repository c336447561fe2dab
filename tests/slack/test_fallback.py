"""A workspace without the blocks of 2026 is told the same in text, and is not asked each time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.errors import SlackError
from bot.slack.client import Slack
from bot.slack.fallback import ASK_AGAIN
from bot.slack.render.chart import Bar, bar_chart
from bot.slack.render.message import message
from bot.slack.render.parts import plain, section
from bot.slack.render.rich import Rich, rich_view
from bot.slack.render.table import table
from bot.slack.render.views import modal
from playground.slack import LocalSlack, seed

TABLE = table([("cost", "does not alert")], ("Budget", "Verdict"), "Budgets")
CHART = bar_chart("Spend", "USD", [Bar("cost", Decimal(3), "3.00 USD")])
EVIDENCE = [section(plain("Statement 1 names only the account."))]
FOLDED = Rich(
    {
        "type": "container",
        "title": plain("Evidence"),
        "is_collapsible": True,
        "default_collapsed": True,
        "child_blocks": EVIDENCE,
    },
    [section(plain("Evidence")), *EVIDENCE],
)


class Time:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def local() -> Iterator[LocalSlack]:
    with LocalSlack() as running:
        yield running


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def slack(local: LocalSlack, time: Time) -> Slack:
    return Slack(local.token, local.api_url, monotonic=time)


def kinds(local: LocalSlack) -> list[str]:
    """Of the blocks of the newest message."""
    return [str(block["type"]) for block in local.messages(seed.FINOPS)[-1].blocks]


def calls(local: LocalSlack) -> list[tuple[str, str]]:
    return [(call.method, call.error) for call in local.calls()]


REFUSED = ("chat.postMessage", "invalid_blocks")
TAKEN = ("chat.postMessage", "")


def test_a_new_workspace_is_shown_the_rich_form(local: LocalSlack, slack: Slack) -> None:
    slack.post(seed.FINOPS, message("m", "Budgets", [TABLE, CHART, FOLDED]), "m")
    assert kinds(local) == ["data_table", "data_visualization", "container"]
    assert calls(local) == [TAKEN]


def test_an_old_one_is_shown_the_plain_form(local: LocalSlack, slack: Slack) -> None:
    local.workspace.old = True
    slack.post(seed.FINOPS, message("m", "Budgets", [TABLE, CHART, FOLDED]), "m")
    assert set(kinds(local)) == {"section"}
    assert calls(local) == [REFUSED, TAKEN]


def test_it_is_asked_again_after_a_day(local: LocalSlack, slack: Slack, time: Time) -> None:
    local.workspace.old = True
    for n in range(3):
        slack.post(seed.FINOPS, message(f"m{n}", "Budgets", [TABLE]), f"m{n}")
    assert calls(local) == [REFUSED, TAKEN, TAKEN, TAKEN]
    local.workspace.old = False
    time.now = ASK_AGAIN
    slack.post(seed.FINOPS, message("m9", "Budgets", [TABLE]), "m9")
    assert kinds(local) == ["data_table"]


def test_what_was_refused_counts_for_these_blocks_alone(local: LocalSlack, slack: Slack) -> None:
    local.workspace.old = True
    slack.post(seed.FINOPS, message("m1", "Budgets", [TABLE]), "m1")
    local.workspace.old = False  # as where only the rollout of tables has not come yet
    slack.post(seed.FINOPS, message("m2", "Spend", [CHART]), "m2")
    assert kinds(local) == ["data_visualization"]
    slack.post(seed.FINOPS, message("m3", "Both", [CHART, TABLE]), "m3")
    assert set(kinds(local)) == {"section"}


def test_an_edit_and_a_message_for_one_fall_back_too(local: LocalSlack, slack: Slack) -> None:
    local.workspace.old = True
    ts = slack.post(seed.FINOPS, message("m1", "x", [section(plain("x"))]), "m1")
    slack.update(seed.FINOPS, ts, message("m2", "Budgets", [TABLE]))
    assert "cost: Verdict: does not alert" in str(local.messages(seed.FINOPS)[-1].blocks)
    slack.post_to_one(seed.FINOPS, seed.MENDER, message("m3", "Spend", [CHART]))
    assert "3.00 USD" in str(local.messages(seed.FINOPS)[-1].blocks)


def test_a_response_url_falls_back_too(local: LocalSlack, slack: Slack) -> None:
    local.workspace.old = True
    url = local.workspace.new_response_url(seed.MENDER, seed.FINOPS)
    address = f"{local.url}/response/{url.id}"
    slack.respond(address, message("m", "Budgets", [TABLE]), replace=False)
    assert "does not alert" in str(local.messages(seed.FINOPS)[-1].blocks)


def test_a_view_falls_back(local: LocalSlack, slack: Slack) -> None:
    view = rich_view(lambda blocks: modal("c", "Budgets", blocks, "v1"), [TABLE])
    trigger = local.workspace.new_trigger(seed.MENDER).id
    local.workspace.old = True
    slack.open_view(trigger, view)
    slack.update_view("", "v1", view)
    (shown,) = local.views()
    assert "cost: Verdict: does not alert" in str(shown.blocks)
    assert calls(local) == [
        ("views.open", "invalid_arguments"),
        ("views.open", ""),
        ("views.update", ""),
    ]


def test_what_is_wrong_in_both_forms_is_slacks_error(local: LocalSlack, slack: Slack) -> None:
    wrong = replace(message("m", "Budgets", [TABLE]), plain=({"type": "box"},))
    local.workspace.old = True
    for _ in range(2):  # nor is it remembered as the workspace's
        with pytest.raises(SlackError, match="invalid_blocks"):
            slack.post(seed.FINOPS, wrong, "m")
    assert calls(local) == [REFUSED] * 4


def test_any_other_refusal_is_told_as_it_is(local: LocalSlack, slack: Slack) -> None:
    with pytest.raises(SlackError, match="channel_not_found"):
        slack.post("C0NOWHERE", message("m", "Budgets", [TABLE]), "m")
    assert len(local.calls()) == 1
