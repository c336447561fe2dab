"""What is said to the bot alone: a name is enough, and it is answered right there."""

from __future__ import annotations

from playground.slack import Message
from playground.slack import seed as people
from tests.features.conversation.conftest import BUDGET, mail
from tests.features.world import Mending, text_of


def told(world: Mending, text: str, user: str = people.MENDER) -> list[Message]:
    """What comes of a direct message."""
    room = world.slack.workspace.direct_message(user).id
    before = len(world.slack.messages(room, seen_by=user))
    said = world.slack.person(user).say(text, room)
    assert all(reply.in_time and not reply.trouble for reply in said.replies)
    world.settle()
    return list(world.slack.messages(room, seen_by=user))[before + 1 :]


def test_a_name_is_answered(world: Mending) -> None:
    (answer,) = told(world, BUDGET)
    assert answer.text.startswith(f"❌ {BUDGET} does not alert") and not answer.thread_ts


def test_words_of_ours_do_as_behind_the_command(world: Mending) -> None:
    (said,) = told(world, "help")
    assert "/budget-check" in text_of(said)


def test_a_greeting_is_told_what_can_be_said(world: Mending) -> None:
    (said,) = told(world, "hello")
    assert "hello" in text_of(said)


def test_a_mail_that_is_forwarded_there_is_answered_in_its_thread(world: Mending) -> None:
    (answer,) = told(world, mail())
    assert answer.text.startswith(f"❌ {BUDGET} does not alert") and answer.thread_ts


def test_a_guest_is_refused(world: Mending) -> None:
    (refused,) = told(world, BUDGET, people.GUEST)
    assert "Guests may not" in text_of(refused)
