"""All that a message says, read again where its job could not carry it."""

from __future__ import annotations

from functools import partial

from bot.core.alerts.texts import texts_of
from bot.core.jobs.conversation import AppPost, CheckMessage, FailureMail
from bot.jobs.context import Context
from bot.slack.reach import unless_refused


def whole(context: Context, what: FailureMail | AppPost | CheckMessage) -> str:
    """The message's words, escaped as Slack escapes them.

    What the job carries of it where the message or its file cannot be read. Raises SlackError where
    the job has to be tried again.
    """
    file = "" if isinstance(what, AppPost) else what.file
    if not (file or what.cut):
        return what.text
    read = partial(_of_file, context, what.text, file) if file else partial(_again, context, what)
    return unless_refused(f"reading the message {what.ts} whole", read) or what.text


def _of_file(context: Context, text: str, file: str) -> str:
    return "\n".join((text, *texts_of({"files": [context.slack.file(file)]})))


def _again(context: Context, what: FailureMail | AppPost | CheckMessage) -> str:
    place = context.job.place
    return "\n".join(texts_of(context.slack.message(place.channel, what.ts, place.thread)))
