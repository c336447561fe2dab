"""The button Who else uses this topic?: the topic's senders, in the thread of the answer."""

from __future__ import annotations

from slack_bolt import App

from bot.slack.listeners.job_sender import JobSender
from bot.slack.listeners.pick import listener


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener: a topic is picked as a budget is."""
    app.action("check.senders")(listener(sender))
