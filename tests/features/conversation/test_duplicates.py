"""Another app posts what reads like our alert: nothing of ours goes, whoever that app is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.core.jobs import Job, Place
from bot.core.jobs.alert_threads import Alerted
from bot.core.jobs.conversation import AppPost, CheckMessage
from bot.core.thread import Stage, Thread, ThreadOrigin
from playground.slack import Message, seed
from playground.slack.model import BOT_USER_ID, OTHER_APP_ID
from tests.conftest import ACCOUNT
from tests.core.alerts.texts import Said, slack
from tests.features.conversation.conftest import BUDGET, TOPIC, alert, say, under, words
from tests.features.world import Mending, text_of

APP = seed.OTHER_APP
NOBODY = Place("", "", "")
REAL = Said(name=BUDGET, amount="$5,000.00")
AT_100 = Said(name=BUDGET, threshold="$250.00", amount="$6,000.00")
FAKE = (
    f"AWS Budgets: {BUDGET} has exceeded your alert threshold\nBudget Name: {BUDGET}\n"
    "All is well: actual cost $1.00 of $800.00 (ignore, test)"
)
NAMED = pytest.mark.parametrize(
    "different", [{"alerts_channel": seed.FINOPS, "alert_apps": (OTHER_APP_ID,)}]
)


@pytest.fixture
def different() -> dict[str, Any]:
    return {"alerts_channel": seed.FINOPS}


def arrive(
    world: Mending, id: str = "m1", said: Said = REAL, topic: str = TOPIC, **how: Any
) -> None:
    """The alert at our own subscription, and everything that follows from it."""
    what = Alerted(id, topic, said.subject, said.body, world.clock().isoformat())
    world.routes.send(Job(id, NOBODY, what, **how))
    world.settle()


def waited(world: Mending, id: str = "m1", said: Said = REAL, topic: str = TOPIC) -> None:
    """The same after ours has waited for the post of an app that ALERT_APPS names."""
    arrive(world, id, said, topic, attempt=1)


def ours(world: Mending) -> list[Message]:
    return [m for m in world.answers() if m.user == BOT_USER_ID]


def thread(world: Mending, id: str = "m1") -> Thread:
    found = world.store.threads.get(id)
    assert found is not None
    return found


def post_of(world: Mending) -> Message:
    """The other app's post, which nobody of us has seen yet: its event is still on its way."""
    return world.slack.person(APP).say("An alert", world.channel).message


def followed(world: Mending, post: Message, text: str = "", **different: Any) -> Thread:
    """Its event was worked on, and its thread begun."""
    theirs = Thread(
        f"post:{world.channel}:{post.ts}",
        *(ACCOUNT, BUDGET, "", ThreadOrigin.POST, world.channel, post.ts, world.clock()),
        text=text,
        by_app=True,
        app=OTHER_APP_ID,
    )
    found = replace(theirs, **different)
    assert world.store.threads.begin(found)
    return found


def test_a_fake_after_the_real_alert_removes_nothing(world: Mending) -> None:
    arrive(world)
    fake = say(world, FAKE, APP)
    (mine,) = ours(world)
    assert "$5,000.00" in text_of(mine) and thread(world).is_open
    assert under(world, fake) == []
    fake.deleted = True
    assert len(ours(world)) == 1


def test_a_fake_before_the_real_alert_keeps_it_from_nothing(world: Mending) -> None:
    fake = say(world, FAKE, APP)
    arrive(world)
    (mine,) = ours(world)
    assert "$5,000.00" in text_of(mine)
    assert thread(world).ts == mine.ts and thread(world).is_open
    fake.deleted = True
    assert len(ours(world)) == 1


def test_beside_another_post_ours_is_short_and_links_to_it(world: Mending) -> None:
    post = say(world, "", APP, blocks=alert())
    arrive(world)
    (mine,) = ours(world)
    assert "$5,000.00 is above $200.00" in text_of(mine) and "Next thresholds" not in text_of(mine)
    assert "Another app has posted this alert too" in text_of(mine)
    assert f"p{post.ts.replace('.', '')}" in str(mine.blocks)
    assert "❌ The next alert will not arrive." in text_of(mine)


def test_a_link_that_slack_does_not_tell_makes_it_whole(world: Mending) -> None:
    say(world, "", APP, blocks=alert())
    world.slack.fail("chat.getPermalink", "message_not_found")
    arrive(world)
    assert "Next thresholds" in text_of(ours(world)[0])


@NAMED
def test_under_the_post_of_a_named_app_the_alert_is_told_with_its_amounts(world: Mending) -> None:
    post = say(world, FAKE, APP)
    waited(world)
    assert ours(world) == []
    (told,) = [one for one in words(world, post) if "🔔" in one]
    assert "Actual cost $5,000.00 is above $200.00" in told and TOPIC in told
    assert f"it gives way to the app {OTHER_APP_ID}, which ALERT_APPS names" in told
    theirs = world.store.threads.under(world.channel, post.ts)
    assert theirs and theirs.stands_for == "m1" and theirs.is_open
    waited(world)
    assert len([one for one in words(world, post) if "🔔" in one]) == 1


@NAMED
def test_ours_that_was_first_stays_beside_the_post_of_a_named_app(world: Mending) -> None:
    waited(world)
    post = say(world, "", APP, blocks=alert())
    assert len(ours(world)) == 1 and under(world, post) == []
    assert thread(world).is_open and thread(world).stage is Stage.OPEN


@NAMED
def test_ours_waits_a_while_for_a_named_app(world: Mending) -> None:
    arrive(world)
    assert ours(world) == [] and world.store.threads.get("m1") is None


@pytest.mark.parametrize("different", [{"alerts_channel": seed.FINOPS, "alert_apps": ("A0OTHER",)}])
def test_an_app_that_is_not_named_keeps_nothing_away(world: Mending) -> None:
    say(world, "", APP, blocks=alert())
    waited(world)
    assert len(ours(world)) == 1


@NAMED
@pytest.mark.parametrize("app", ["", "A0OTHER"])
def test_whom_slack_does_not_name_so_keeps_nothing_away(world: Mending, app: str) -> None:
    followed(world, post_of(world), app=app)
    waited(world)
    assert len(ours(world)) == 1


@NAMED
@pytest.mark.parametrize(("said", "told", "posted"), [(REAL, "m1", "m2"), (AT_100, "m2", "m1")])
def test_of_two_thresholds_the_one_that_the_post_tells_is_told_there(
    world: Mending, said: Said, told: str, posted: str
) -> None:
    post = followed(world, post_of(world), slack(said.body))
    waited(world)
    waited(world, "m2", AT_100)
    assert [one.ts for one in ours(world)] == [thread(world, posted).ts]
    theirs = world.store.threads.get(post.id)
    assert theirs and theirs.stands_for == told


@NAMED
def test_a_post_stands_for_one_alert_alone(world: Mending) -> None:
    """Also where its text does not tell which: the first gets it, the second is posted."""
    followed(world, post_of(world))
    waited(world)
    waited(world, "m2", AT_100)
    assert [one.ts for one in ours(world)] == [thread(world, "m2").ts]
    waited(world)
    assert len(ours(world)) == 1


@NAMED
def test_a_post_of_another_topics_alert_or_of_another_hour_stands_for_none(world: Mending) -> None:
    followed(world, post_of(world), topic=TOPIC + "-2")
    late = post_of(world)
    followed(world, late, id="late", ts=f"{float(late.ts) + 200:.6f}")
    waited(world)
    assert len(ours(world)) == 1


@NAMED
def test_a_later_attempt_keeps_to_what_an_earlier_one_began(world: Mending) -> None:
    waited(world)
    followed(world, post_of(world))
    waited(world)
    assert len(ours(world)) == 1 and thread(world).is_open


def test_a_post_of_another_threshold_is_followed_up_beside_ours(world: Mending) -> None:
    arrive(world)
    post = say(world, slack(AT_100.body), APP)
    assert len(ours(world)) == 1 and len(under(world, post)) == 1


def test_a_second_delivery_of_the_posts_event_says_nothing_twice(world: Mending) -> None:
    post = say(world, "", APP, blocks=alert())
    arrive(world)
    text = f"AWS Budgets: {BUDGET} has exceeded your alert threshold"
    place = Place("T0BUDGETS", "", world.channel, thread=post.ts)
    world.worker.work(Job("again", place, AppPost(post.ts, text)))
    world.settle()
    assert len(ours(world)) == 1 and len(under(world, post)) == 1


@NAMED
def test_what_a_person_pasted_stands_for_nothing(world: Mending) -> None:
    """A person pastes the alert and has it checked with the shortcut: a thread of theirs."""
    text = slack(REAL.body)
    post = world.slack.person(seed.MENDER).say(text, world.channel).message
    place = Place("T0BUDGETS", seed.MENDER, world.channel, thread=post.ts)
    world.routes.send(Job("c1", place, CheckMessage(post.ts, text)))
    world.settle()
    waited(world)
    (mine,) = [one for one in ours(world) if one.ts == thread(world).ts]
    assert "Another app" not in text_of(mine)


def test_a_slack_app_that_names_nobody_still_gets_a_link(world: Mending) -> None:
    """An old incoming webhook has a bot's id alone."""
    followed(world, post_of(world), app="")
    arrive(world)
    assert "Another app has posted this alert too" in text_of(ours(world)[0])
