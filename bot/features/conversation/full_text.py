"""All that a message says, read again where its job could not carry it."""

from __future__ import annotations

import logging

from bot.core.alerts.texts import texts_of
from bot.core.jobs.conversation import AppPost, CheckMessage, FailureMail
from bot.errors import SlackError
from bot.jobs.context import Context
from bot.slack.calls import may_pass

_log = logging.getLogger(__name__)


def whole(context: Context, what: FailureMail | AppPost | CheckMessage) -> str:
    """The message's words, escaped as Slack escapes them.

    What the job carries of it where the message or its file cannot be read. Raises SlackError where
    the job has to be tried again.
    """
    file = "" if isinstance(what, AppPost) else what.file
    if not (file or what.cut):
        return what.text
    try:
        if file:
            return "\n".join((what.text, *texts_of({"files": [context.slack.file(file)]})))
        place = context.job.place
        message = context.slack.message(place.channel, what.ts, place.thread)
        return "\n".join(texts_of(message)) or what.text
    except SlackError as error:
        if may_pass(error):
            raise
        _log.warning("Job %s: the message is not read whole: %s", context.job.id, error)
        return what.text
