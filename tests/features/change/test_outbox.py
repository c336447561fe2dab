"""Whatever keeps a message from being said, it is said in the end, and once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from threading import Event

import pytest

from bot.core.change.events import EventType
from bot.core.change.state import State
from bot.core.jobs import Job, Place, loads
from bot.core.jobs.answers import UpdateAnswers
from bot.core.jobs.change_steps import PostChangeEvent, ShowChange
from bot.core.jobs.outbox import Send, SendDue
from bot.core.outgoing import Outgoing, outgoing
from bot.features.change.events import ChangeEvent
from bot.features.change.thread import ChangeThread
from bot.jobs import registry
from bot.jobs.context import Context
from bot.jobs.crash_points import CrashPoint
from playground.slack import Fault
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.features.conftest import GRANT
from tests.features.world import Mending, buttons_of, mending, text_of
from tests.store.things import change as new_change

FIX = "fix.allow-on-key"
AGAIN = "✅ cost-all-services-test alerts again"
EVERYTHING = ("chat.postMessage", "chat.update", "chat.postEphemeral", "views.update")


def silence(world: Mending, *methods: str) -> None:
    """Slack answers none of these, and who would try again soon is gone."""
    world.lose_later_attempts()
    for method in methods:
        world.slack.faults.add(Fault(method, drop=True, times=None))


def unsaid(world: Mending) -> tuple[str, ...]:
    return world.store.outbox.due(world.clock() + timedelta(days=2)).items


@pytest.mark.parametrize("methods", [("chat.postMessage",), EVERYTHING])
def test_slack_is_away_and_comes_back(world: Mending, methods: tuple[str, ...]) -> None:
    """Within the two minutes of the schedule all is told that was kept, and told once."""
    view = world.preview(world.check(GRANT), FIX)
    silence(world, *methods)
    said = world.submit(view)
    assert ("✅ Done" in said) == (methods != EVERYTHING)  # the view needs no post
    assert world.thread() == [] and unsaid(world)
    world.slack.faults.clear()
    world.clock.pass_(seconds=120)
    world.tick()
    assert [line.partition(":")[0] for line in world.story()] == [AGAIN], "it is over by now"
    assert "✅ Done" in text_of(view)
    assert "✅" in world.answers()[0].text and FIX not in buttons_of(world.answers()[0])
    assert unsaid(world) == ()


def test_slack_took_it_and_did_not_say_so(world: Mending) -> None:
    view = world.preview(world.check(GRANT), FIX)
    world.lose_later_attempts()
    world.slack.faults.add(Fault("chat.postMessage", after=True, drop=True, times=None))
    world.submit(view)
    world.slack.faults.clear()
    for _ in range(3):
        world.clock.pass_(seconds=120)
        world.tick()
    assert len(world.thread()) == 1 and unsaid(world) == ()


def test_it_is_sent_by_many_and_posted_once(world: Mending) -> None:
    view = world.preview(world.check(GRANT), FIX)
    silence(world, "chat.postMessage")
    world.submit(view)
    world.slack.faults.clear()
    world.clock.pass_(seconds=10)
    for id in unsaid(world) * 5:
        world.routes.send(Job(f"again {id}", Place("", "", ""), Send(id)))
    world.settle()
    assert len(world.thread()) == 1 and unsaid(world) == ()


def test_slack_is_left_alone_as_long_as_it_asks(world: Mending) -> None:
    view = world.preview(world.check(GRANT), FIX)
    world.lose_later_attempts()
    world.slack.faults.add(Fault("chat.postMessage", retry_after=300, times=None))
    world.submit(view)
    now, (id,) = world.clock(), [one for one in unsaid(world) if one.endswith(".reply")]
    assert id not in world.store.outbox.due(now + timedelta(seconds=250)).items
    assert world.store.outbox.claim(id, now, now + timedelta(minutes=1)) is None


def test_a_token_that_is_rotated_loses_no_word(world: Mending) -> None:
    view = world.preview(world.check(GRANT), FIX)

    def rotated() -> None:
        for method in EVERYTHING:
            world.slack.faults.add(Fault(method, error="invalid_auth", times=None))

    world.at[EventType.APPLIED] = rotated
    world.lose_later_attempts()
    world.submit(view)
    world.slack.faults.clear()
    world.clock.pass_(minutes=2)
    world.tick()
    assert [line.partition(":")[0] for line in world.story()] == [AGAIN]
    assert "✅ Done" in text_of(view)
    assert "✅" in world.answers()[0].text and unsaid(world) == ()


def test_what_was_seen_before_is_not_drawn_for_what_came_after(world: Mending) -> None:
    """The submitter is slow between its write and its words; the change is applied meanwhile."""
    view = world.preview(world.check(GRANT), FIX)
    applied, said = Event(), Event()

    def until_applied() -> None:
        assert applied.wait(120)

    def until_said() -> None:
        applied.set()
        assert said.wait(120)

    world.at |= {CrashPoint.QUEUED: until_applied, CrashPoint.RELEASED: until_said}
    outbox = world.store.outbox
    claim = outbox.claim

    def claimed(id: str, now: datetime, until: datetime, revision: str = "") -> Outgoing | None:
        found = claim(id, now, until, revision)
        if id.endswith(".threads"):
            said.set()
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outbox, "claim", claimed)
        world.submit(view)
    for _ in range(2):
        world.clock.pass_(minutes=2)
        world.tick()
    assert "✅" in world.answers()[0].text and FIX not in buttons_of(world.answers()[0])


@pytest.mark.parametrize("of", [ShowChange, UpdateAnswers])
def test_what_cannot_be_drawn_is_given_up_after_a_day(
    world: Mending, monkeypatch: pytest.MonkeyPatch, of: type
) -> None:
    tried: list[datetime] = []

    def buggy(context: Context, _what: object) -> None:
        tried.append(context.clock())
        raise KeyError("a bug")

    view = world.preview(world.check(GRANT), FIX)
    monkeypatch.setitem(registry.HANDLERS, of, (buggy,))
    world.submit(view)
    for hours in (1, 25, 25, 25):
        world.clock.pass_(hours=hours)
        world.tick()
    before = len(tried)
    world.tick()
    assert 0 < before == len(tried) and unsaid(world) == ()


def test_each_reminder_is_a_line_of_its_own(embedded_aws: EmbeddedAws, opener: OpenAws) -> None:
    with mending(embedded_aws, opener, [GRANT], approvals=1) as world:
        world.submit(world.preview(world.check(GRANT), FIX))
        world.clock.pass_(hours=4, minutes=1)
        world.tick()
        world.slack.faults.add(Fault("chat.postMessage", retry_after=1))
        world.clock.pass_(hours=4, minutes=1)
        world.tick()
        world.clock.pass_(minutes=2)
        world.tick()
        assert len([one for one in world.story() if "Still waits" in one]) == 2


def test_a_job_of_the_version_before_still_tells_both(world: Mending) -> None:
    view = world.preview(world.check(GRANT), FIX)

    def die() -> None:
        raise RuntimeError("the worker is gone")

    world.at[EventType.APPLIED] = die
    world.submit(view)
    id = next(r.change for r in world.store.log.of_account("111111111111").items if r.change)
    for one in unsaid(world):  # the version before kept none
        late = world.clock() + timedelta(days=1)
        kept = world.store.outbox.claim(one, late, late)
        assert kept and world.store.outbox.said(kept)
    told = PostChangeEvent(id, f"{id}.applied", "applied", "Done. The check says OK.", "", "", 0)
    world.routes.send(Job("j1", Place("", "U0MENDER", world.channel), told, attempt=1))
    world.settle()
    assert "✅ Done" in text_of(view)
    assert AGAIN in world.story()[-1]


def test_after_a_day_and_three_tries_it_is_given_up(world: Mending) -> None:
    view = world.preview(world.check(GRANT), FIX)
    silence(world, *EVERYTHING)
    world.submit(view)
    for _ in range(3):
        assert unsaid(world) != ()
        world.clock.pass_(hours=25)
        world.tick()
    assert unsaid(world) == ()


def test_what_a_newer_version_left_waits_for_it(world: Mending) -> None:
    told = PostChangeEvent("c1", "c1.applied", "applied", "", "", "", 0)
    now = world.clock()
    kept = outgoing("c1.applied", Job("j1", Place("", "", ""), told), now, now)
    newer = kept.job.replace('"story.tell"', '"story.told-better"')
    assert newer != kept.job
    world.store.outbox.put(type(kept)(kept.id, newer, now, now, "j1"))
    world.tick()
    assert unsaid(world) == ("c1.applied",)


def test_one_submit_reads_the_path_three_times(world: Mending) -> None:
    """To plan again, to compare, to verify: what is drawn anew is drawn from these."""
    view = world.preview(world.check(GRANT), FIX)
    before = len(world.aws.control.calls("budgets", "DescribeBudget"))
    world.submit(view)
    assert len(world.aws.control.calls("budgets", "DescribeBudget")) - before == 3
    assert "✅" in world.answers()[0].text


def test_an_older_outcome_is_not_shown_after_the_newer(world: Mending) -> None:
    view = world.preview(world.check(GRANT), FIX)
    world.lose_later_attempts()

    def not_verified_nor_told() -> None:
        world.aws.fault("sns", "GetTopicAttributes", code="AuthorizationError", status=403)
        world.slack.faults.add(Fault("views.update", retry_after=600, times=None))

    world.at[CrashPoint.READ_BACK] = not_verified_nor_told
    world.submit(view)
    world.aws.control.forget_faults()
    world.slack.faults.clear()
    for minutes in (6, 6):
        world.clock.pass_(minutes=minutes)
        world.tick()
        assert "✅ Done" in text_of(view)
    assert unsaid(world) == ()


def test_what_is_said_after_a_decision_has_no_buttons_of_it(
    embedded_aws: EmbeddedAws, opener: OpenAws
) -> None:
    with mending(embedded_aws, opener, [GRANT], approvals=1) as world:
        view = world.preview(world.check(GRANT), FIX)
        silence(world, "chat.postMessage")
        world.submit(view)
        change = next(r.change for r in world.store.log.of_account("111111111111").items)
        world.clock.pass_(hours=25)
        world.slack.faults.clear()
        found = world.store.changes.get(change)
        assert found
        world.tick()
        assert all(not buttons_of(one) for one in world.thread())


def events_of(world: Mending) -> tuple[ChangeThread, ChangeEvent, ChangeEvent]:
    """Two changes of one budget: the first is applied, the second is asked for meanwhile."""
    context = world.worker.parts.context(Job("j1", Place("", "", ""), SendDue()))
    first, second = (new_change(id, state=State.APPLIED) for id in ("c1", "c2"))
    applied = ChangeEvent(EventType.APPLIED, "It is.", first.id, first)
    asked = ChangeEvent(EventType.ASKED, "It is.", second.id, second)
    return ChangeThread(context), applied, asked


def drawing(messages: Iterable[Outgoing]) -> tuple[Outgoing, UpdateAnswers]:
    (found,) = (one for one in messages if one.id.startswith("answers:"))
    what = loads(found.job).what
    assert isinstance(what, UpdateAnswers)
    return found, what


def test_of_all_changes_of_a_budget_there_is_one_drawing_of_its_answers(world: Mending) -> None:
    """Or one worker draws what was so before another's write, after that one has drawn it."""
    thread, applied, asked = events_of(world)
    first, second = drawing(thread.messages(applied))[0], drawing(thread.messages(asked))[0]
    assert first.id == second.id


def test_the_later_drawing_knows_what_was_applied_right_before(world: Mending) -> None:
    thread, applied, asked = events_of(world)
    assert drawing(thread.messages(asked))[1].at == ""
    waits, told = drawing(thread.messages(applied))
    world.store.outbox.put(waits)
    assert told.at and drawing(thread.messages(asked))[1] == told
    claimed = world.store.outbox.claim(waits.id, world.clock(), world.clock())
    assert claimed and world.store.outbox.said(claimed)
    assert drawing(thread.messages(asked))[1].at == ""
