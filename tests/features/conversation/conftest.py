"""What people and apps say in the world."""

from __future__ import annotations

import pytest

from playground.scenarios.load import find
from playground.slack import Message
from playground.slack import seed as people
from playground.slack.model import BOT_USER_ID
from tests.aws.world import World
from tests.features.conftest import GRANT
from tests.features.world import Mending, text_of

BUDGET = find(GRANT).budget
TOPIC = find(GRANT).topics[0].arn
AT = f"<@{BOT_USER_ID}>"
MAIL = (
    "You requested that we notify you regarding the status of your <{budget}> budget on the "
    "following SNS topic: <{topic}>.\n\nUnfortunately, we are unable to successfully publish to "
    "this SNS topic at this time. Please ensure that AWS Budgets has been added to the list of "
    "services that are allowed to publish to this SNS topic. You can find additional information "
    "on how to add AWS Budgets to your SNS topic permissions here."
)
"""The mail that our user received, with other names in it (docs/facts.md 5.3)."""


def mail(budget: str = BUDGET, topic: str = TOPIC) -> str:
    """The mail as Slack keeps it when somebody pastes it."""
    return MAIL.format(budget=budget, topic=topic).replace("<", "&lt;").replace(">", "&gt;")


def forwarded(budget: str = BUDGET, topic: str = TOPIC) -> dict[str, object]:
    """The file of the mail as Slackbot posts it (docs/facts.md 11a)."""
    return {
        "id": "F0MAIL",
        "filetype": "email",
        "subject": "AWS Budgets: your SNS topic",
        "from": [{"address": "budgets@costalerts.amazonaws.com"}],
        "plain_text": MAIL.format(budget=budget, topic=topic),
    }


def alert(budget: str = BUDGET) -> list[dict[str, object]]:
    """What another app might make of an alert: no layout is known (docs/facts.md 5.4)."""
    text = f"*AWS Budgets: {budget} has exceeded your alert threshold*\nActual amount: $90.00"
    return [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]


def say(world: Mending, text: str, user: str = people.MENDER, **more: object) -> Message:
    """Somebody says something, and everybody does what comes of it; the message."""
    said = world.slack.person(user).say(text, world.channel, **more)  # type: ignore[arg-type]
    assert all(reply.in_time and not reply.trouble for reply in said.replies), said.replies
    world.settle()
    return said.message


def more_budgets(world: Mending, *names: str) -> None:
    """Budgets beside the one that the world has."""
    for name in names:
        World(world.aws).budget(name=name)


def under(world: Mending, message: Message) -> list[Message]:
    """What stands for everybody in the thread of the message."""
    found = world.slack.messages(message.channel, thread_ts=message.thread_ts or message.ts)
    return [one for one in found if not one.ephemeral and one.user == BOT_USER_ID]


def words(world: Mending, message: Message) -> list[str]:
    """The same as text."""
    return [text_of(one) for one in under(world, message)]


@pytest.fixture
def budget() -> str:
    """The name of the one budget that the world has."""
    return BUDGET
