"""What arrives on a budget's topic: an alert is posted once, and each other form gets its own."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime

from bot.core.alerts.foreign import why_foreign
from bot.core.alerts.message import Adjustment, Alert, Message, Other, TopicVerified
from bot.core.alerts.parse import parse
from bot.core.alerts.publisher import from_budgets
from bot.core.arns import parse_arn
from bot.core.jobs.alert_threads import Alerted
from bot.core.model.read import ReadFailed
from bot.core.thread import Stage, Thread, ThreadOrigin
from bot.errors import LaterError, SlackError
from bot.features.alert.delivered import accepted, prove
from bot.features.alert.duplicates import OTHER_FIRST, beside, posts_of, tell_under_post
from bot.features.alert.first_post import due, first_message
from bot.features.alert.foreign import is_first_of_hour, tell_foreign
from bot.features.alert.view import alert_view
from bot.features.check.last_verdict import keep_verdict
from bot.features.proof.arrival import proof_arrived
from bot.jobs.context import Context
from bot.jobs.outbox import send
from bot.jobs.registry import handles
from bot.jobs.routes import account_destination, destination
from bot.slack.render.alert import AlertView, crossed
from bot.slack.render.thread import says_briefly

_log = logging.getLogger(__name__)


@handles(Alerted)
def alerted(context: Context, what: Alerted) -> None:
    """Post it, or leave it alone; the log has it whole either way.

    Raises SlackError and StoreError, which leave the job in the queue, and LaterError.
    """
    _log.info(
        "Message %s over %s at %s: %r %r",
        what.message,
        what.topic,
        what.at,
        what.subject,
        what.body,
    )
    account = _account(context, what)
    found = parse(what.subject, what.body)
    if not account:
        return
    if isinstance(found, TopicVerified):
        accepted(context, what.topic, _moment(what, context))
    elif isinstance(found, Other) and not from_budgets(found):
        _log.warning("Message %s is another publisher's, and is left alone", what.message)
    elif not _is_a_proofs(context, what, found, _moment(what, context)):
        _post(context, _thread(context, what, found, account), found)


def _is_a_proofs(context: Context, what: Alerted, found: Message, at: datetime) -> bool:
    return isinstance(found, Alert) and proof_arrived(context, found, at, what.topic)


def _post(context: Context, new: Thread, found: Message) -> None:
    """Where its route or ALERTS_CHANNEL says; without one it still proves that an alert arrived."""
    if not new.channel:
        _log.error("ALERTS_CHANNEL is not set: message %s is posted nowhere", new.id)
    if isinstance(found, Alert):
        _post_alert(context, new, found)
    elif new.channel and is_first_of_hour(context, new, says_briefly(found)):
        _post_first(context, new, None)


def _post_alert(context: Context, new: Thread, found: Alert) -> None:
    view = alert_view(context, new.account, new.budget)
    # The budget's own name, which a relay may have written with other blanks.
    new = replace(new, budget=view.facts.name)
    why = why_foreign(view.facts, new.topic)
    if why:
        _log.warning("Message %s is nobody's alert: %s", new.id, why)
        if new.channel:
            tell_foreign(context, new, f"{found.budget}: {crossed(found)} {why}")
        return
    to = destination(context, new.account, new.budget)
    new = replace(new, channel=to.channel, hears=to.group)
    posts = _posts_of_others(context, new)
    stands = tell_under_post(context, posts, new, found, view)
    if stands or not new.channel:
        prove(context, new, view, stands.id if stands else "")
        return
    if context.settings.alert_apps and not context.job.attempt:
        raise LaterError(f"the alert {new.id}", OTHER_FIRST)
    _post_first(context, replace(new, beside=beside(context, posts)), view)


def _posts_of_others(context: Context, new: Thread) -> list[Thread]:
    """The posts of this very alert by other apps; none where an attempt of ours has begun its own
    post, which stays what it is.
    """
    if not new.channel or context.store.threads.get(new.id):
        return []
    return posts_of(context.store.threads.of_budget(new.account, new.budget), new)


def _post_first(context: Context, new: Thread, view: AlertView | None) -> None:
    """The thread and its post are kept in one write; then it is posted, and proves what it can."""
    first = first_message(context, new, begun=True)
    if not context.store.threads.begin(new, due(context.settings, new), lambda _: (first,)):
        # A copy, or an attempt that broke off.
        new = context.store.threads.get(new.id) or new
        first = first_message(context, new)
        if not new.ts:
            context.store.outbox.put(first)
    send(replace(context, seen=view.facts if view else None), [first])
    if view:
        keep_verdict(context, view.report)
        prove(context, new, view)
    posted = context.store.threads.get(new.id)
    if posted and posted.refused:  # it fails here, for the queue of what failed has an alarm
        raise SlackError("chat.postMessage", "a refusal for good")


def _thread(context: Context, what: Alerted, found: Message, account: str) -> Thread:
    alert = isinstance(found, Alert)
    text = what.body if alert or isinstance(found, Adjustment) else _whole(what)
    return Thread(
        id=what.message,
        account=account,
        budget=found.budget if isinstance(found, Alert) else "",
        topic=what.topic,
        origin=ThreadOrigin.ALERT,
        channel=_channel(context, found, account),
        ts="",
        opened=_moment(what, context),
        text=text,
        # Nothing follows what is no alert.
        stage=Stage.OPEN if alert else Stage.DELIVERED,
    )


def _channel(context: Context, found: Message, account: str) -> str:
    """Of an alert that of its account, until its budget is looked at."""
    if isinstance(found, Adjustment) and found.budget:
        return destination(context, account, found.budget).channel
    return account_destination(context, account).channel


def _whole(what: Alerted) -> str:
    return f"{what.subject}\n\n{what.body}" if what.subject.strip() else what.body


def _moment(what: Alerted, context: Context) -> datetime:
    """SNS's own time: it is the same for every copy, and orders what comes out of order."""
    try:
        at = datetime.fromisoformat(what.at)
    except ValueError:
        at = context.clock()
    return at if at.tzinfo else context.clock()


def _account(context: Context, what: Alerted) -> str:
    """The topic's account, if it is a known one; "" where it is not.

    Where nobody can say which accounts there are, the message counts: an alert is not dropped
    because of a read that failed.
    """
    arn = parse_arn(what.topic)
    directory = context.reader.directory()
    account = arn.account if arn else ""
    if isinstance(directory, ReadFailed) or directory.of_id(account) or directory.incomplete:
        return account
    _log.error("Message %s: the topic %s is in no known account", what.message, what.topic)
    return ""
