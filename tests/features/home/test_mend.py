"""From the App Home to mended: Mend, submit, and it is told where people talk of the budget."""

from __future__ import annotations

import pytest

from bot.core.change.state import State
from bot.core.findings import Status
from bot.core.root_cause import RootCause
from bot.core.thread import Thread, ThreadOrigin
from bot.slack.client import Slack
from bot.slack.render.home import PAGE
from bot.slack.render.message import sentence
from playground.slack import View
from playground.slack import seed as people
from tests.features.conftest import GRANT
from tests.features.home.world import (
    ACCOUNT,
    BUDGET,
    TOPIC,
    buttons,
    home,
    ids,
    keep,
    opened,
    press,
    said,
)
from tests.features.world import Mending, text_of
from tests.jobs.fakes import NOW

ALERTS = {"alerts_channel": people.FINOPS}


def known(world: Mending) -> View:
    """The budget was checked in the Home alone: nothing is posted about it."""
    keep(world, BUDGET, Status.UNKNOWN)
    view = opened(world)
    press(world, view, "home.check", BUDGET)
    press(world, view, "home.refresh")
    return view


def preview(world: Mending, view: View, user: str = people.MENDER) -> View:
    press(world, view, "fix.allow-on-key", user=user)
    return world.slack.views(user)[-1]


def direct(world: Mending) -> list[str]:
    """What stands in the direct message with the mender."""
    room = world.slack.workspace.direct_message(people.MENDER).id
    return [text_of(one) for one in world.slack.messages(room)]


def test_two_presses_mend_it_and_the_home_says_so(world: Mending) -> None:
    view = known(world)
    assert f"❌ {BUDGET} does not alert" in said(view)
    modal = preview(world, view)
    world.submit(modal)
    world.settle()
    assert world.arrives(GRANT)
    last = world.store.verdicts.get(ACCOUNT, BUDGET)
    assert last and last.verdict is not Status.BROKEN
    home = world.slack.home(people.MENDER)
    assert home and f"{BUDGET} does not alert" not in said(home)


def test_the_page_stays_the_one_that_it_was_pressed_on(world: Mending) -> None:
    known(world)
    for n in range(PAGE + 2):
        keep(world, f"dear {n}", cause=RootCause(f"moon.{n}", TOPIC, TOPIC), limit="99999")
    view = opened(world)
    press(world, view, "home.page.next")
    assert f"{PAGE + 1} to {PAGE + 3} of {PAGE + 3} causes" in said(view)
    world.submit(preview(world, view))
    now = home(world)
    assert f"{BUDGET} does not alert" not in said(now), "it was drawn anew"
    assert f"{PAGE + 1} to {PAGE + 2} of {PAGE + 2} causes" in said(now)


def test_without_a_post_it_is_told_in_the_direct_message(world: Mending) -> None:
    view, before = known(world), len(world.thread())
    world.submit(preview(world, view))
    assert len(world.thread()) == before
    assert direct(world)


@pytest.mark.parametrize("different", [ALERTS])
def test_with_a_post_of_its_cause_it_is_told_under_that(world: Mending) -> None:
    view = known(world)
    client = Slack(world.settings.bot_token, world.settings.slack_api_url)
    ts = client.post(people.FINOPS, sentence("p", "It broke."), "p")
    world.store.threads.begin(
        Thread("w1", ACCOUNT, BUDGET, "", ThreadOrigin.WATCH, people.FINOPS, ts, NOW)
    )
    world.submit(preview(world, view))
    assert any(one.thread_ts == ts for one in world.thread())
    assert direct(world) == []


@pytest.mark.parametrize("different", [ALERTS | {"approvals": 1}])
def test_where_others_have_to_approve_it_is_asked_for_in_the_channel(world: Mending) -> None:
    view = known(world)
    world.submit(preview(world, view))
    asked = [one for one in world.answers() if "change.approve" in str(one.blocks)]
    assert len(asked) == 1
    approver = opened(world, people.APPROVER)
    assert "asks for an approval" in said(approver)
    press(world, approver, "change.approve", user=people.APPROVER)
    world.settle()
    assert world.arrives(GRANT)
    home = world.slack.home(people.APPROVER)
    assert home and "asks for an approval" not in said(home)


def test_a_button_of_yesterday_is_too_old(world: Mending) -> None:
    view = known(world)
    world.clock.pass_(hours=25)
    assert "too old" in text_of(preview(world, view))


@pytest.mark.parametrize("different", [{"menders": ()}])
def test_where_nobody_may_mend_nothing_is_offered(world: Mending) -> None:
    assert not any(one.startswith("fix.") for one in ids(known(world)))


def test_the_button_carries_an_opaque_id(world: Mending) -> None:
    values = [str(b["value"]) for id, b in buttons(known(world)) if id == "fix.allow-on-key"]
    assert values and not any(BUDGET in one or ACCOUNT in one for one in values)


def test_who_may_not_mend_is_refused(world: Mending) -> None:
    known(world)
    view = opened(world, people.NOBODY)
    text = text_of(preview(world, view, people.NOBODY))
    assert "mender" in text.casefold() or "ask" in text.casefold()
    assert not [c for c in world.store.changes.open_changes() if c.state is not State.PREVIEWED]
