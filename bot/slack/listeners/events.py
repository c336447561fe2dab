"""What is said in channels. Nothing of it is queued but a mention of the bot, AWS's failure mail,
and another app's post that may announce a budget's alert: two cheap questions tell (alerts.signs).

Slack delivers an event more than once. Its id is the job's, so that the answer is found where it
was posted already; what Slack repeats waits until the first delivery has had its time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from slack_bolt import Ack, App, BoltRequest

from bot.core.alerts.signs import may_be_alert_post, mentions_failure
from bot.core.jobs import Place
from bot.core.jobs.conversation import LONGEST, AppPost, FailureMail, Mention
from bot.slack.listeners import message_events
from bot.slack.listeners.job_sender import JobSender, MalformedError, Payload, text

if TYPE_CHECKING:
    from bot.core.jobs.kinds import What

REPEATED_AFTER = 10
"""Seconds: an answer takes less."""
_ID = re.compile(r"[A-Za-z0-9]{1,60}")


def register(app: App, sender: JobSender) -> None:
    """Tie what Slack sends to its listener."""
    app.event("app_mention")(mention_listener(sender))
    app.event("message")(message_listener(sender))


def mention_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `app_mention`. An app's comes as a `message` too, and is left to that."""

    def mentioned(body: Payload, request: BoltRequest, ack: Ack) -> None:
        event = message_events.message_in(body, "event")
        if message_events.says_something(body, event) and not message_events.is_by_app(event):
            _leave(sender, body, event, request, _failure(event) or _mention(event))
        ack()

    return mentioned


def message_listener(sender: JobSender) -> Callable[..., None]:
    """The listener of `message` in channels and to the bot. In a channel what mentions the bot
    comes as a mention as well.
    """

    def said(body: Payload, request: BoltRequest, ack: Ack) -> None:
        event = message_events.message_in(body, "event")
        if message_events.says_something(body, event):
            what = _wanted(body, event)
            if what:
                _leave(sender, body, event, request, what)
        ack()

    return said


def _wanted(body: Payload, event: Payload) -> What | None:
    """The job that the message gives; None for nearly everything that people write."""
    if message_events.is_direct(event):
        return None if message_events.is_by_app(event) else _failure(event) or _mention(event)
    if not message_events.is_by_app(event):
        return None if message_events.mentions_us(body, event) else _failure(event)
    return _failure(event) or _alert(event)


def _mention(event: Payload) -> Mention:
    return Mention(text(event, "ts"), text(event, "text", default="")[:LONGEST])


def _failure(event: Payload) -> FailureMail | None:
    words = message_events.text_of(event)
    # Slackbot posts e-mails; a hidden file of anybody else is none of our business.
    hidden = words.file if event.get("user") == message_events.SLACKBOT else ""
    if hidden or mentions_failure(words.text):
        return FailureMail(text(event, "ts"), words.text, words.cut, hidden)
    return None


def _alert(event: Payload) -> AppPost | None:
    words = message_events.text_of(event)
    if may_be_alert_post((words.text,)):
        app = message_events.app_of(event)
        return AppPost(text(event, "ts"), words.text, words.cut, app)
    return None


def _leave(
    sender: JobSender, body: Payload, event: Payload, request: BoltRequest, what: What
) -> None:
    id = text(body, "event_id")
    if not _ID.fullmatch(id):
        raise MalformedError("event_id is no id")
    place = Place(
        team=text(body, "team_id"),
        user="" if message_events.is_by_app(event) else text(event, "user"),
        channel=text(event, "channel"),
        thread=_thread(event, what),
    )
    repeated = "x-slack-retry-num" in request.headers
    delay = REPEATED_AFTER if repeated else 0
    sender.leave(place, what, id, delay, unsure=repeated)


def _thread(event: Payload, what: What) -> str:
    """Where it is answered: in its thread; what is said to the bot alone right below it."""
    below = message_events.is_direct(event) and isinstance(what, Mention)
    return message_events.thread_of(event, "" if below else text(event, "ts"))
