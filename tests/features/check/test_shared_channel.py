"""A channel that people of other organisations are in: what is asked there is for who asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.jobs import Job, Place
from bot.core.jobs.conversation import AppPost
from bot.slack.client import Slack
from playground.slack import Fault
from playground.slack import seed as people
from playground.slack.model import BOT_USER_ID
from tests.features.check.test_command import everything
from tests.features.conftest import GRANT, different, names, opener, world
from tests.features.conversation.conftest import AT, BUDGET, mail, more_budgets, say, under
from tests.features.world import Mending, buttons_of

__all__ = ["different", "names", "opener", "world"]

ALERT = f"*AWS Budgets: {BUDGET} has exceeded your alert threshold*\nActual amount: $90.00"


def share(world: Mending, *, shared: bool = True) -> None:
    """Somebody invites another organisation; the bot's workers are new, and remember nothing."""
    world.slack.workspace.channels[world.channel].shared = shared
    world.worker.parts = replace(world.worker.parts, slack=client_of(world))


def client_of(world: Mending) -> Slack:
    return Slack(world.settings.bot_token, world.settings.slack_api_url)


@pytest.fixture
def shared(world: Mending) -> Mending:
    share(world)
    return world


def public(world: Mending) -> str:
    """What a stranger in the channel reads of the bot's."""
    shown = world.slack.messages(world.channel, seen_by=people.STRANGER)
    return " ".join(everything(m.blocks) + m.text for m in shown if m.user == BOT_USER_ID)


def test_the_answer_is_for_who_asked_alone(shared: Mending) -> None:
    answer = shared.check(GRANT)
    assert answer.ephemeral and "other organisations" in everything(answer.blocks)
    assert buttons_of(answer) == ["check.details", "check.again", "check.senders"]
    shared.press(answer, "check.again")
    shared.press(answer, "check.details")
    assert public(shared) == ""


def test_so_it_is_in_threads(shared: Mending) -> None:
    more_budgets(shared, "cost a", "cost b")
    root = say(shared, mail())
    for text in (AT, f"{AT} cost", f"{AT} {BUDGET}"):
        say(shared, text, thread_ts=root.ts)
    assert public(shared) == "" and under(shared, root) == []
    assert any(BUDGET in text for text in shared.alone())


@pytest.mark.parametrize("text", [mail(), ALERT])
def test_what_another_app_posts_there_is_left_alone(world: Mending, text: str) -> None:
    world.check(GRANT)
    before = public(world)
    share(world)
    said = say(world, "look", people.OTHER_APP)
    job = Job("j1", Place("", "", world.channel, thread=said.ts), AppPost(said.ts, text))
    world.routes.send(job)
    world.settle()
    assert public(world) == before


def test_an_answer_from_before_is_not_renewed_there(world: Mending) -> None:
    answer = world.check(GRANT)
    share(world)
    world.press(answer, "check.again")
    assert not answer.edited and any("other organisations" in one for one in world.alone())


def test_where_slack_does_not_tell_it_is_taken_for_shared(world: Mending) -> None:
    world.slack.fail("conversations.info", "missing_scope")
    answer = world.check(GRANT)
    assert answer.ephemeral and "(missing_scope)" in everything(answer.blocks)


def test_a_slack_that_is_away_is_waited_for(world: Mending) -> None:
    world.lose_later_attempts()
    world.slack.faults.add(Fault("conversations.info", drop=True))
    world.slack.person(people.MENDER).command(f"/budget-check {BUDGET}", world.channel)
    world.settle()
    assert world.answers() == [] and world.alone() == []
    world.clock.pass_(minutes=2)
    world.tick()
    assert len(world.answers()) == 1


def test_it_is_asked_once_in_a_while(world: Mending) -> None:
    for _ in range(3):
        world.check(GRANT)
    assert len(world.slack.calls("conversations.info")) == 1


def test_who_shares_it_is_seen_within_minutes(world: Mending) -> None:
    seconds = [0.0]
    slack = Slack(
        world.settings.bot_token, world.settings.slack_api_url, monotonic=lambda: seconds[0]
    )
    assert not slack.is_shared(world.channel)
    world.slack.workspace.channels[world.channel].shared = True
    assert not slack.is_shared(world.channel)
    seconds[0] = 301.0
    assert slack.is_shared(world.channel)


def test_a_direct_message_is_nobody_elses(world: Mending) -> None:
    world.channel = people.DIRECT
    answer = world.check(GRANT)
    assert "other organisations" not in everything(answer.blocks)
    assert world.slack.calls("conversations.info") == []
