"""Another app's post of an alert, and everything else that apps post."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.thread import ThreadOrigin
from playground.slack import seed
from tests.features.conversation.conftest import BUDGET, alert, mail, say, under, words
from tests.features.world import Mending

APP = seed.OTHER_APP


def test_the_alert_is_followed_up_in_its_thread(world: Mending) -> None:
    post = say(world, "", APP, blocks=alert())
    (answer,) = under(world, post)
    assert answer.text.startswith(f"❌ {BUDGET} does not alert")
    (said,) = words(world, post)
    assert "Next thresholds: actual > " in said and "asked by" not in said
    thread = world.store.threads.under(world.channel, post.ts)
    assert thread is not None and thread.origin is ThreadOrigin.POST


@pytest.mark.parametrize("where", ["text", "attachments"])
def test_it_is_recognised_wherever_it_stands(world: Mending, where: str) -> None:
    said = f"AWS Budgets: {BUDGET} has exceeded your alert threshold"
    text = said if where == "text" else ""
    attachments = [] if text else [{"fallback": "alert", "title": said}]
    post = say(world, text, APP, attachments=attachments)
    assert len(under(world, post)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "deployed",
        "AWS Budgets: no-such-budget has exceeded your alert threshold",
        "Error budget alert: the threshold of checkout was exceeded",
    ],
)
def test_everything_else_is_left_alone(world: Mending, text: str) -> None:
    assert under(world, say(world, text, APP)) == []


def test_what_a_person_writes_of_an_alert_is_left_alone(world: Mending) -> None:
    said = f"AWS Budgets: {BUDGET} has exceeded your alert threshold"
    assert under(world, say(world, said)) == []


def test_names_are_those_that_were_checked_once_there_are_any(world: Mending) -> None:
    world.check("customer-key-without-budgets")
    world.aws.control.forget_calls()
    assert len(under(world, say(world, "", APP, blocks=alert()))) == 1
    assert world.aws.control.calls("budgets", "DescribeBudgets") == []


def test_an_alert_that_budget_check_posted_itself_is_left_alone(world: Mending) -> None:
    begun = say(world, "", APP, blocks=alert())
    thread = world.store.threads.under(world.channel, begun.ts)
    assert thread is not None
    ours = replace(thread, id="sns-1", origin=ThreadOrigin.ALERT, ts="1.000001")
    assert world.store.threads.begin(ours)
    again = say(world, "", APP, blocks=alert())
    assert under(world, again) == []
    world.clock.pass_(minutes=30)
    assert len(under(world, say(world, "", APP, blocks=alert()))) == 1, "another alert"


def test_the_mail_by_another_app_is_the_mail(world: Mending) -> None:
    assert len(under(world, say(world, mail(), APP))) == 1


def test_our_own_messages_start_nothing(world: Mending) -> None:
    answer = world.check("customer-key-without-budgets")
    person = world.slack.person(seed.MENDER)
    event = {
        "type": "message",
        "channel": world.channel,
        "channel_type": "channel",
        "ts": answer.ts,
        "text": mail(),
    }
    for own in ({"app_id": "A0BUDGETCHECK"}, {"user": "U0BUDGETBOT"}, {"bot_id": "B0BUDGETCHECK"}):
        person.event({"user": "U0X", **event, **own})
    world.settle()
    assert under(world, answer) == []


def test_a_forwarded_alert_mail_that_slack_hides_is_followed_up(world: Mending) -> None:
    text = f"You requested that we alert you.\nBudget Name: {BUDGET}\nAlert Threshold: > $1.00"
    file = {"id": "F1", "filetype": "email", "subject": "AWS Budgets alert", "plain_text": text}
    post = say(world, "", seed.SLACKBOT, files=[file], files_cut=True)
    assert len(under(world, post)) == 1
