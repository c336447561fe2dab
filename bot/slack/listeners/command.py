"""`/budget-check`, whatever follows it: the worker understands the words."""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt import Ack, App

from bot.core.jobs import Place
from bot.core.jobs.checks import Command
from bot.slack.listeners.job_sender import JobSender, Payload, id_of, text


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.command("/budget-check")(listener(sender))


def listener(sender: JobSender) -> Callable[..., None]:
    """The listener of the slash command."""

    def command(body: Payload, ack: Ack) -> None:
        place = Place(
            team=text(body, "team_id"),
            user=text(body, "user_id"),
            channel=text(body, "channel_id"),
            response_url=text(body, "response_url", default=""),
        )
        sender.leave(place, Command(text(body, "text", default="")), id_of(body))
        # Without a word: Slack can neither replace nor delete what a command is answered with.
        ack()

    return command
