"""What is told of a change: its story in its thread, the outcome to who asked, and what else shows
where it stands.

Each is a message of the outbox, kept in the transaction that makes it true. Of the drawing anew
there is one message for each change: of ten reasons the last counts.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace

from bot.core.change import Change
from bot.core.checks import all_checks
from bot.core.findings import Status
from bot.core.fixes import fix_named
from bot.core.jobs import Job, Place
from bot.core.jobs import What as Work
from bot.core.jobs.alerts import Follow
from bot.core.jobs.changes import Outcome, Told
from bot.core.jobs.checks import Renew
from bot.core.outgoing import Outgoing
from bot.core.thread import Stage
from bot.errors import StoreError
from bot.features.change.approve import is_submitted
from bot.features.change.events import News, What
from bot.features.change.headlines import HEADLINES, OUTCOMES, headline, mark_of
from bot.jobs.context import Context
from bot.jobs.outbox import kept, send, send_soon

RENEW_AFTER = 1
"""Seconds: what a change does within them is shown by one renewal."""

_log = logging.getLogger(__name__)


class Story:
    """`bot.features.change.events.Tell` by the outbox."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def messages(self, news: News) -> tuple[Outgoing, ...]:
        """What has to be said of it, what its people wait for first."""
        change = news.change
        if change is None or not _is_public(news, change):
            return ()
        return (*self._for_people(news, change), *self._redrawings(news, change))

    def happened(self, news: News) -> None:
        """Say it, and draw anew by what was just read; else another worker reads and draws."""
        change = news.change
        if change is None:
            _log.error("Change %s: %s %s", news.change_id, news.what, news.says)
            return
        if not _is_public(news, change):
            return
        send(self._context, self._for_people(news, change))
        redrawings = self._redrawings(news, change)
        if news.seen:
            send(replace(self._context, seen=news.seen), redrawings)
        else:
            send_soon(self._context, redrawings, RENEW_AFTER)

    def told(self, news: News) -> None:
        """Keep it, then say it."""
        try:
            for message in self.messages(news):
                self._context.store.outbox.put(message)
        except StoreError as error:
            _log.error("Change %s: nobody is told %s: %s", news.change_id, news.what, error)
            return
        self.happened(news)

    def _for_people(self, news: News, change: Change) -> tuple[Outgoing, ...]:
        return tuple(
            kept(self._context, id, self._job(change, what)) for id, what in _said(news, change)
        )

    def _redrawings(self, news: News, change: Change) -> tuple[Outgoing, ...]:
        """The answers that carry buttons, and the threads of the budget's alerts."""
        follow = self._follow(news, change)
        renew = Renew(change.plan.account, change.plan.budget, follow.at, follow.mended)
        return (
            kept(self._context, f"{change.id}.answers", self._job(change, renew)),
            kept(self._context, f"{follow.mark}.threads", self._job(change, follow)),
        )

    def _follow(self, news: News, change: Change) -> Follow:
        """The same for the threads of the budget's alerts: one line, and where they stand now."""
        written = news.what is What.APPLIED and _repairs(change)
        stage = "" if not written else Stage.OPEN if change.undoes else Stage.EVALUATED
        told = news.what in HEADLINES
        return Follow(
            change.plan.account,
            change.plan.budget,
            mark_of(news, change),
            f"{headline(news, change)}: {change.plan.title}." if told else "",
            change.place.channel,
            change.place.thread or change.place.message,
            stage,
            self._context.clock().isoformat() if written else "",
            change.plan.topic if written and _lets_publish(change) else "",
        )

    def _job(self, change: Change, what: Work) -> Job:
        context = self._context
        place = Place(context.settings.team_id, change.requester, change.place.channel)
        return Job(context.new_id(), place, what)


def _said(news: News, change: Change) -> Iterator[tuple[str, Work]]:
    """A line in the thread, and the outcome where who asked is looking; by the messages' ids."""
    mark = mark_of(news, change)
    if news.what in HEADLINES or news.what is What.UNDONE:
        ask = ",".join(news.ask)
        yield mark, Told(change.id, mark, news.what, news.says, news.who, ask, news.missing)
    if news.what in OUTCOMES:
        instead = news.instead.id if news.instead else ""
        yield f"{mark}.outcome", Outcome(change.id, news.what, news.says, news.who, instead)


def _repairs(change: Change) -> bool:
    """Whether what becomes of it changes how the budget's alerts stand."""
    fix = fix_named(change.plan.fix)
    return fix is None or bool(fix.clears)


def _lets_publish(change: Change) -> bool:
    """Whether nothing could be published to the topic until the change was applied."""
    broken = (
        code
        for check in all_checks()
        for code, status in check.codes.items()
        if status is Status.BROKEN and code.startswith(("topic.", "key."))
    )
    return not set(change.plan.clears).isdisjoint(broken)


def _is_public(news: News, change: Change) -> bool:
    """A preview that nobody submitted is nobody else's business."""
    return news.what is not What.EXPIRED or is_submitted(change)
