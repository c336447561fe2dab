"""Another app and budget-check post the same alert in the same moment: one post remains."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.core.jobs import Job, Place
from bot.core.jobs.alerts import Acknowledge, Alerted, SecondLook
from bot.core.jobs.conversation import AppPost, CheckMessage
from bot.core.thread import Stage, Thread, ThreadOrigin
from bot.features.alert.duplicates import claim_post
from playground.slack import Message, seed
from playground.slack.model import BOT_USER_ID
from tests.conftest import ACCOUNT
from tests.core.alerts.texts import Said, slack
from tests.features.conversation.conftest import BUDGET, TOPIC, alert, say, under
from tests.features.world import Mending

APP = seed.OTHER_APP
NOBODY = Place("", "", "")
AT_80 = Said(name=BUDGET)
AT_100 = Said(name=BUDGET, threshold="$250.00", amount="$251.00")
ELSEWHERE = TOPIC + "-2"


@pytest.fixture
def different() -> dict[str, Any]:
    return {"alerts_channel": seed.FINOPS}


def arrive(world: Mending, id: str = "m1", said: Said = AT_80, topic: str = TOPIC) -> None:
    """The alert at our own subscription, and everything that follows from it."""
    what = Alerted(id, topic, said.subject, said.body, world.clock().isoformat())
    world.routes.send(Job(id, NOBODY, what))
    world.settle()


def look_again(world: Mending, id: str = "m1", **how: Any) -> None:
    world.worker.work(Job(f"{id}.second", NOBODY, SecondLook(id), **how))
    world.settle()


def ours(world: Mending) -> list[Message]:
    return [m for m in world.answers() if m.user == BOT_USER_ID]


def thread(world: Mending, id: str = "m1") -> Thread:
    found = world.store.threads.get(id)
    assert found is not None
    return found


def post_of(world: Mending) -> Message:
    """The other app's post, which nobody of us has seen yet: its event is still on its way."""
    return world.slack.person(APP).say("An alert", world.channel).message


def followed(
    world: Mending, post: Message, text: str = "", topic: str = "", *, by_app: bool = True
) -> None:
    """Its event was worked on in the same moment as our alert: neither saw the other."""
    theirs = Thread(
        f"post:{world.channel}:{post.ts}",
        *(ACCOUNT, BUDGET, topic, ThreadOrigin.POST, world.channel, post.ts, world.clock()),
        text=text,
        by_app=by_app,
    )
    assert world.store.threads.begin(theirs)


def test_ours_was_first_and_gives_way(world: Mending) -> None:
    arrive(world)
    assert len(ours(world)) == 1
    post = say(world, "", APP, blocks=alert())
    assert ours(world) == [] and len(under(world, post)) == 1
    assert thread(world).moved_to == post.ts and not thread(world).is_open
    assert [one.ts for one in world.store.threads.of_budget(ACCOUNT, BUDGET) if one.is_open] == [
        post.ts
    ]


def test_a_copy_of_the_alert_posts_nothing_anew(world: Mending) -> None:
    arrive(world)
    say(world, "", APP, blocks=alert())
    arrive(world)
    look_again(world)
    assert ours(world) == []


def test_neither_saw_the_other_and_the_second_look_does(world: Mending) -> None:
    arrive(world)
    followed(world, post_of(world))
    look_again(world)
    assert ours(world) == [] and thread(world).moved_to
    look_again(world, unsure=True)
    assert ours(world) == []


def test_where_there_is_no_other_ours_stays(world: Mending) -> None:
    arrive(world)
    look_again(world)
    assert len(ours(world)) == 1 and thread(world).is_open


def test_another_alert_some_minutes_later_moves_nothing(world: Mending) -> None:
    arrive(world)
    post = post_of(world)
    ts = f"{float(post.ts) + 200:.6f}"
    followed(world, replace(post, ts=ts))
    look_again(world)
    assert len(ours(world)) == 1


@pytest.mark.parametrize("done", ["reply", "reaction", "acknowledged"])
def test_what_somebody_has_used_stays(world: Mending, done: str) -> None:
    arrive(world)
    (mine,) = ours(world)
    person = world.slack.person(seed.MENDER)
    if done == "reply":
        person.say("Mine", world.channel, thread_ts=mine.ts)
    elif done == "reaction":
        mine.reactions.add("eyes")
    else:
        world.routes.send(
            Job("a1", Place("T0BUDGETS", seed.MENDER, world.channel), Acknowledge("m1"))
        )
        world.settle()
    post = say(world, "", APP, blocks=alert())
    assert len(ours(world)) == 1 and under(world, post) == []
    assert thread(world).is_open and thread(world).stage is Stage.OPEN


def test_a_change_that_was_asked_for_under_it_keeps_it(world: Mending) -> None:
    arrive(world)
    (mine,) = ours(world)
    world.preview(mine, "fix.allow-on-key")
    assert world.store.changes.open_changes()
    post = say(world, "", APP, blocks=alert())
    assert len(ours(world)) == 1 and under(world, post) == []


def test_an_attempt_that_died_after_it_deleted_goes_on(world: Mending) -> None:
    arrive(world)
    (mine,) = ours(world)
    mine.deleted = True
    followed(world, post_of(world))
    look_again(world)
    assert thread(world).moved_to


@pytest.mark.parametrize("code", ["cant_delete_message", "missing_scope"])
def test_what_slack_does_not_delete_stays_and_is_followed_up(world: Mending, code: str) -> None:
    arrive(world)
    world.slack.fail("chat.delete", code)
    post = say(world, "", APP, blocks=alert())
    assert len(ours(world)) == 1 and under(world, post) == [] and thread(world).is_open


def test_a_limit_of_slacks_is_waited_out(world: Mending) -> None:
    arrive(world)
    followed(world, post_of(world))
    world.slack.fail("chat.delete", "internal_error")
    look_again(world)
    assert ours(world) == [] and thread(world).moved_to


def both(world: Mending) -> None:
    """80 % and 100 % alert in one moment, each over its own topic."""
    arrive(world)
    arrive(world, "m2", AT_100, ELSEWHERE)
    assert len(ours(world)) == 2


@pytest.mark.parametrize("order", [("m1", "m2"), ("m2", "m1")])
def test_of_two_thresholds_the_one_that_the_post_tells_gives_way(
    world: Mending, order: tuple[str, str]
) -> None:
    both(world)
    followed(world, post_of(world), slack(AT_80.body))
    for id in order:
        look_again(world, id)
    assert [one.ts for one in ours(world)] == [thread(world, "m2").ts]
    assert thread(world, "m1").moved_to and thread(world, "m2").is_open


def test_where_nothing_tells_which_of_two_it_is_both_stay(world: Mending) -> None:
    both(world)
    followed(world, post_of(world))
    look_again(world, "m1")
    look_again(world, "m2")
    assert len(ours(world)) == 2


def test_a_post_of_another_topics_alert_moves_nothing(world: Mending) -> None:
    arrive(world)
    followed(world, post_of(world), topic=ELSEWHERE)
    look_again(world)
    assert len(ours(world)) == 1


def test_a_post_stands_for_one_alert_alone(world: Mending) -> None:
    """The same words twice: the second is an alert of its own, or another app's copy."""
    both_say = AT_80
    arrive(world, "m1", both_say)
    arrive(world, "m2", both_say, ELSEWHERE)
    followed(world, post_of(world), slack(both_say.body))
    look_again(world, "m1")
    look_again(world, "m2")
    assert len(ours(world)) == 1


@pytest.mark.parametrize(("said", "gone", "stays"), [(AT_80, "m1", "m2"), (AT_100, "m2", "m1")])
def test_the_event_of_the_post_deletes_the_right_one_of_two(
    world: Mending, said: Said, gone: str, stays: str
) -> None:
    both(world)
    post = say(world, slack(said.body), APP)
    assert [one.ts for one in ours(world)] == [thread(world, stays).ts]
    assert thread(world, gone).moved_to == post.ts and len(under(world, post)) == 1
    theirs = world.store.threads.under(world.channel, post.ts)
    assert theirs is not None and theirs.stands_for == gone
    look_again(world, stays)
    assert len(ours(world)) == 1


def test_the_event_of_a_post_that_does_not_tell_deletes_neither(world: Mending) -> None:
    both(world)
    say(world, "", APP, blocks=alert())
    assert len(ours(world)) == 2


def test_a_post_of_another_threshold_is_followed_up_beside_ours(world: Mending) -> None:
    arrive(world)
    post = say(world, slack(AT_100.body), APP)
    assert len(ours(world)) == 1 and len(under(world, post)) == 1


def test_a_post_that_was_first_keeps_one_alert_from_being_posted(world: Mending) -> None:
    say(world, "", APP, blocks=alert())
    arrive(world)
    assert ours(world) == []
    arrive(world, "m2", AT_100, ELSEWHERE)
    assert [one.ts for one in ours(world)] == [thread(world, "m2").ts]
    look_again(world, "m2")
    assert len(ours(world)) == 1


def test_a_post_that_was_first_and_tells_another_threshold_keeps_none(world: Mending) -> None:
    say(world, slack(AT_80.body), APP)
    arrive(world, "m2", AT_100, ELSEWHERE)
    assert len(ours(world)) == 1


def test_a_second_delivery_of_the_posts_event_deletes_nothing(world: Mending) -> None:
    post = say(world, "", APP, blocks=alert())
    arrive(world)
    arrive(world, "m2", AT_100, ELSEWHERE)
    text = f"AWS Budgets: {BUDGET} has exceeded your alert threshold"
    place = Place("T0BUDGETS", "", world.channel, thread=post.ts)
    world.worker.work(Job("again", place, AppPost(post.ts, text)))
    world.settle()
    assert len(ours(world)) == 1 and len(under(world, post)) == 1


@pytest.mark.parametrize("how", [{"attempt": 1}, {"unsure": True}])
def test_a_later_attempt_keeps_to_the_post_that_an_earlier_one_chose(
    world: Mending, how: dict[str, Any]
) -> None:
    say(world, "", APP, blocks=alert())
    arrive(world)
    what = Alerted("m1", TOPIC, AT_80.subject, AT_80.body, world.clock().isoformat())
    world.worker.work(Job("m1", NOBODY, what, **how))
    world.settle()
    assert ours(world) == []


def test_of_two_alerts_that_see_a_post_at_once_one_gets_it(world: Mending) -> None:
    post = post_of(world)
    followed(world, post)
    threads = world.store.threads
    seen = threads.under(world.channel, post.ts)
    assert seen is not None
    assert claim_post(threads, seen, "m1")
    assert not claim_post(threads, seen, "m2") and claim_post(threads, seen, "m1")


def asked(world: Mending) -> Message:
    """A person pastes the alert and has it checked with the shortcut: a thread of theirs."""
    person = world.slack.person(seed.MENDER)
    text = slack(AT_80.body)
    post = person.say(text, world.channel).message
    place = Place("T0BUDGETS", seed.MENDER, world.channel, thread=post.ts)
    world.routes.send(Job("c1", place, CheckMessage(post.ts, text)))
    world.settle()
    theirs = world.store.threads.under(world.channel, post.ts)
    assert theirs is not None and theirs.origin is ThreadOrigin.POST
    return post


def test_ours_does_not_give_way_to_what_a_person_pasted(world: Mending) -> None:
    arrive(world)
    asked(world)
    look_again(world)
    assert thread(world).is_open and thread(world).ts in {one.ts for one in ours(world)}


def test_what_a_person_pasted_keeps_no_alert_from_being_posted(world: Mending) -> None:
    asked(world)
    arrive(world)
    assert thread(world).ts in {one.ts for one in ours(world)}


def test_a_record_that_does_not_say_who_posted_moves_nothing(world: Mending) -> None:
    arrive(world)
    followed(world, post_of(world), by_app=False)
    look_again(world)
    assert len(ours(world)) == 1


@pytest.mark.parametrize("first", ["event", "second look"])
def test_a_table_that_fails_after_the_deletion_is_asked_again(world: Mending, first: str) -> None:
    arrive(world)
    given = {"text": '":moved_to": {"S": "1', "code": "AccessDeniedException", "times": 1}
    world.aws.fault("dynamodb", "UpdateItem", **given)
    if first == "event":
        post = say(world, "", APP, blocks=alert())
        assert len(under(world, post)) == 1
    else:
        post = post_of(world)
        followed(world, post)
        look_again(world)
    assert ours(world) == [] and thread(world).moved_to == post.ts
