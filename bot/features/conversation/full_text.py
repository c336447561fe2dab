"""All that a message says, read again where its job could not carry it."""

from __future__ import annotations

import logging

from bot.core.alerts.texts import texts_of
from bot.core.jobs.said import AppPost, CheckMessage, FailureMail
from bot.errors import SlackError
from bot.jobs.context import Desk
from bot.slack.calls import may_pass

_log = logging.getLogger(__name__)


def whole(desk: Desk, what: FailureMail | AppPost | CheckMessage) -> str:
    """The message's words, escaped as Slack escapes them.

    What the job carries of it where the message or its file cannot be read. Raises SlackError where
    the job has to be tried again.
    """
    file = "" if isinstance(what, AppPost) else what.file
    if not (file or what.cut):
        return what.text
    try:
        if file:
            return "\n".join((what.text, *texts_of({"files": [desk.slack.file(file)]})))
        place = desk.job.place
        message = desk.slack.message(place.channel, what.ts, place.thread)
        return "\n".join(texts_of(message)) or what.text
    except SlackError as error:
        if may_pass(error):
            raise
        _log.warning("Job %s: the message is not read whole: %s", desk.job.id, error)
        return what.text
