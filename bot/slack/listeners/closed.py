"""A view that was closed, the details submitted, a link followed: nothing to do but to say so."""

from __future__ import annotations

import re

from slack_bolt import Ack, App

from bot.slack.listeners.job_sender import JobSender
from bot.slack.render.loading_views import DETAILS, PREVIEW, PROOF, SNOOZE, TABLE, TICKET
from bot.slack.render.parts import LINK


def register(app: App, _door: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.view(DETAILS)(acknowledge)
    app.action(re.compile(rf"^{LINK}(\.|$)"))(acknowledge)
    for callback in (DETAILS, PREVIEW, PROOF, SNOOZE, TABLE, TICKET):
        app.view_closed(callback)(acknowledge)


def acknowledge(ack: Ack) -> None:
    """Acknowledge; the view goes."""
    ack()
