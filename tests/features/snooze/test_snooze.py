"""The snooze, from its button to its end."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from bot.core.jobs import NOBODY, Job, Place
from bot.core.jobs.outbox import SendDue
from bot.core.jobs.snooze import Wake
from bot.core.jobs.snooze_ends import EndSnoozes
from bot.core.snooze import Snooze
from bot.core.thread import Thread, ThreadOrigin
from bot.slack.client import Slack
from bot.slack.render.message import message
from bot.slack.render.parts import actions
from bot.slack.render.snooze import snooze_button
from playground.scenarios.load import find
from playground.slack import Message, View
from playground.slack import seed as people
from tests.features.conftest import GRANT
from tests.features.world import Mending, buttons_of, text_of
from tests.jobs.fakes import NOW

ACCOUNT = "111111111111"
BUDGET = find(GRANT).budget
FIX = "fix.allow-on-key"

pytestmark = pytest.mark.parametrize("different", [{"alerts_channel": people.FINOPS}])


def posted(world: Mending, *, whole: bool = False) -> Message:
    """A post with the button."""
    client = Slack(world.settings.bot_token, world.settings.slack_api_url)
    row = actions(snooze_button(ACCOUNT, BUDGET, whole=whole))
    ts = client.post(people.FINOPS, message("post", "A post.", [row]), "post")
    return next(m for m in world.slack.messages(people.FINOPS) if m.ts == ts)


def form(world: Mending, user: str = people.MENDER, *, whole: bool = False) -> View:
    return world.preview(posted(world, whole=whole), "snooze.new", user)


def submit(world: Mending, view: View, **entered: object) -> str:
    """Submit it with what is entered by action id; what it says in the end."""
    typed = {"reason": "We know.", **entered}
    inputs = {b["element"]["action_id"]: b["block_id"] for b in view.blocks if b["type"] == "input"}
    values = {inputs[name]: {name: value} for name, value in typed.items()}
    reply = world.slack.person(people.MENDER).submit(view, values)
    assert reply.in_time and not reply.trouble, reply
    world.settle()
    return text_of(view)


def running(world: Mending) -> Snooze:
    (found,) = world.store.snoozes.running()
    return found


def ends(world: Mending, **after: float) -> None:
    """Time passes, and the schedule comes round, twice."""
    world.clock.pass_(**after)
    for what in (EndSnoozes(), EndSnoozes(), SendDue()):
        world.routes.send(Job(uuid4().hex, NOBODY, what))
        world.settle()


def answers(world: Mending) -> list[str]:
    """What was posted in the channel about the budget."""
    return [text_of(one) for one in world.answers() if "fix." in str(one.blocks)]


def test_it_is_asked_for_kept_and_logged_with_who_and_why(world: Mending) -> None:
    world.check(GRANT)
    before = world.clock()
    view = form(world)
    said = text_of(view)
    assert BUDGET in said and "the key's policy does not let AWS Budgets in" in said
    said = submit(world, view, span="week")
    assert "Snoozed until" in said
    snooze = running(world)
    assert (snooze.by, snooze.reason, snooze.first) == (people.MENDER, "We know.", BUDGET)
    assert snooze.of.budget == BUDGET and snooze.of.code == "key.policy-silent"
    assert timedelta(days=7) <= snooze.until - before < timedelta(days=7, minutes=5)
    (record,) = [r for r in world.store.log.of_account(ACCOUNT).items if r.what == "snoozed"]
    assert record.who == people.MENDER and record.why.endswith(": We know.")
    assert record.budget == BUDGET


def test_it_is_said_where_the_alerts_are_talked_about_and_names_nobody(world: Mending) -> None:
    world.check(GRANT)
    root = posted(world)
    thread = Thread("m1", ACCOUNT, BUDGET, "", ThreadOrigin.ALERT, people.FINOPS, root.ts, NOW)
    world.store.threads.begin(thread)
    submit(world, world.preview(root, "snooze.new"))
    (line,) = [text_of(m) for m in world.thread() if m.thread_ts == root.ts]
    assert " is snoozed until <!date^" in line and "We know." in line and "<@" not in line


def test_a_moment_counts_instead_of_a_span_and_one_that_is_none_is_asked_again(
    world: Mending,
) -> None:
    world.check(GRANT)
    view = form(world)
    past = int((world.clock() - timedelta(hours=1)).timestamp())
    said = submit(world, view, until=past)
    assert "That is no moment within the next 90 days." in said
    assert not world.store.snoozes.running()
    there = int((world.clock() + timedelta(days=3)).timestamp())
    submit(world, view, until=there)
    assert running(world).until.timestamp() == there


def test_what_has_nothing_to_snooze_says_so(world: Mending) -> None:
    assert "There is nothing to snooze" in text_of(form(world))
    world.mend(GRANT, "allow-on-key")
    world.check(GRANT)
    assert "There is nothing to snooze" in text_of(form(world))


def test_a_guest_snoozes_nothing(world: Mending) -> None:
    world.check(GRANT)
    assert "Guests may not" in text_of(form(world, people.GUEST))


def test_the_verdict_of_an_answer_and_its_mend_are_never_hidden(world: Mending) -> None:
    before = world.check(GRANT)
    submit(world, form(world))
    after = world.check(GRANT)
    assert FIX in buttons_of(before) and FIX in buttons_of(after)
    assert after.text == before.text


def test_what_is_still_broken_at_its_end_is_told_again_once(world: Mending) -> None:
    world.check(GRANT)
    submit(world, form(world), span="hour")
    before, until = len(answers(world)), running(world).until
    ends(world, minutes=59)
    assert len(answers(world)) == before and running(world)
    ends(world, minutes=2)
    told = answers(world)[before:]
    assert len(told) == 1 and BUDGET in told[0]
    assert "Snoozed until" in told[0] and "We know." in told[0]
    assert str(int(until.timestamp())) in str(world.answers()[-1].blocks)
    assert not world.store.snoozes.running()
    assert world.records()[-1] == "snooze ended"


def test_an_end_that_is_noticed_a_day_late_says_when_it_was(world: Mending) -> None:
    world.check(GRANT)
    submit(world, form(world), span="hour")
    before, until = len(answers(world)), running(world).until
    ends(world, days=1)
    (told,) = answers(world)[before:]
    assert "Snoozed until" in told and "Snoozed until now" not in told
    assert str(int(until.timestamp())) in str(world.answers()[-1].blocks)


def test_what_is_mended_meanwhile_is_not_told_again(world: Mending) -> None:
    world.check(GRANT)
    submit(world, form(world), span="hour")
    world.mend(GRANT, "allow-on-key")
    shown = len(world.answers())
    ends(world, hours=2)
    assert len(world.answers()) == shown and not world.store.snoozes.running()


def test_somebody_wakes_it(world: Mending) -> None:
    world.check(GRANT)
    submit(world, form(world))
    before, id = len(answers(world)), running(world).of.id
    for _ in range(2):
        world.routes.send(Job(uuid4().hex, _place(world), Wake(id)))
        world.settle()
    assert not world.store.snoozes.running()
    told = answers(world)[before:]
    assert len(told) == 1 and "Snoozed no more. It was for: We know." in told[0]
    assert "woke" in world.records()


def _place(world: Mending) -> Place:
    return Place(world.settings.team_id, people.APPROVER, people.FINOPS)
