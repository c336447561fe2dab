"""The story of a change in its thread: one message for each event, posted once.

The engine's news comes in here. What Slack does not take at once becomes a job of its own, for the
engine must not wait for it, and must not do anything twice because of it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from bot.core.change import Change
from bot.core.checks import all_checks
from bot.core.findings import Status
from bot.core.fixes import fix_named
from bot.core.jobs import Job, Place, Queue
from bot.core.jobs.alerts import Follow
from bot.core.jobs.changes import Told
from bot.core.jobs.checks import Renew
from bot.core.thread import Stage
from bot.errors import SlackError
from bot.features.change.approve import is_submitted
from bot.features.change.events import News, What
from bot.jobs.context import Context
from bot.settings import Settings
from bot.slack.calls import may_pass
from bot.slack.client import Slack
from bot.slack.reach import one_by_one
from bot.slack.render import story as render
from bot.slack.render.message import Message, message
from bot.slack.render.parts import Json, named, section
from bot.slack.render.preview import Terms, preview_view, said_view, submission

RENEW_AFTER = 1
"""Seconds: what a change does within them is shown by one renewal."""

_LONGEST_DELAY = 900
_log = logging.getLogger(__name__)
_HEADLINES = {
    What.WAITING: "🕐 Waits for approval",
    What.APPROVED: "▶️ Asked for, and under way",
    What.REJECTED: "🚫 Rejected",
    What.EXPIRED: "⌛ Expired",
    What.REMINDER: "🕐 Still waits for approval",
    What.STOPPED: "✋ Stopped: nothing was written",
    What.APPLIED: "✅ Applied and verified",
    What.NOT_ENOUGH: "⚠️ Applied; the path is not clear yet",
    What.UNVERIFIED: "⚠️ Applied, not verified yet",
    What.UNSURE: "❓ AWS did not answer",
    What.FAILED: "❌ Failed",
}
"""What is told in the thread. What is UNDONE is told by the undo, which is APPLIED."""
_WRITTEN = (What.APPLIED, What.NOT_ENOUGH, What.UNVERIFIED)
_OUTCOMES = frozenset(_HEADLINES) - {What.WAITING, What.APPROVED, What.REMINDER}


class Story:
    """`bot.features.change.events.Tell` in Slack. Raises nothing of Slack's."""

    def __init__(
        self,
        slack: Slack,
        queue: Queue,
        settings: Settings,
        new_id: Callable[[], str],
        clock: Callable[[], datetime],
    ) -> None:
        self._slack = slack
        self._queue = queue
        self._settings = settings
        self._new_id = new_id
        self._clock = clock

    def happened(self, news: News) -> None:
        """Tell it now, or leave a job that does; and have the answers brought up to date."""
        change = news.change
        if change is None:
            _log.error("Change %s: %s %s", news.change_id, news.what, news.says)
            return
        try:
            self.write(news, change)
        except SlackError as error:
            self._later(news, change, error)
        if _is_public(news, change):
            follow = self._follow(news, change)
            renew = Renew(change.plan.account, change.plan.budget, follow.at, follow.mended)
            self._queue.send(self._job(change, renew), RENEW_AFTER)
            self._queue.send(self._job(change, follow), RENEW_AFTER)

    def write(self, news: News, change: Change, mark: str = "") -> None:
        """Post the line; take buttons away that are decided; say the outcome in its view.

        `mark` is that of an earlier attempt, which may have posted, so look first. Raises
        SlackError where it has to be tried again.
        """
        if news.what in _HEADLINES and _is_public(news, change):
            try:
                self._post(news, change, mark)
            except SlackError as error:
                if may_pass(error):
                    raise
                _log.warning("Change %s: no word in its thread: %s", change.id, error)
                self._directly(change, news)
                return
            if news.what in _OUTCOMES:
                self._to_who_asked(change, news)
        self._take_buttons(news, change)

    def _later(self, news: News, change: Change, error: SlackError) -> None:
        if not may_pass(error):
            _log.error("Change %s: nobody could be told %s: %s", change.id, news.what, error)
            return
        _log.warning("Change %s: %s is told later: %s", change.id, news.what, error)
        ask = ",".join(news.ask)
        told = Told(
            change.id, _mark(news, change), news.what, news.says, news.who, ask, news.missing
        )
        wait = error.retry_after if error.retry_after is not None else 1
        self._queue.send(self._job(change, told, attempt=1), min(max(wait, 1), _LONGEST_DELAY))

    def _post(self, news: News, change: Change, tried: str) -> None:
        place = change.place
        thread = place.thread or place.message
        if tried and self._slack.find_post(place.channel, tried, thread):
            return
        mark = tried or _mark(news, change)
        provable = bool(self._settings.events_function)
        drawn = _drawn(news, change, mark, provable=provable)
        self._slack.post(place.channel, drawn, mark, thread)

    def _take_buttons(self, news: News, change: Change) -> None:
        """The request for approval loses its buttons once decided, an applied change its Undo."""
        marks: set[str] = set()
        asked_others = news.what is What.APPROVED and len(change.approvals) > 1
        if asked_others or news.what in {What.REJECTED, What.EXPIRED}:
            marks.add(_request_mark(change))
        if news.what is What.UNDONE:
            marks |= {_written_mark(change, what) for what in _WRITTEN}
        if not marks:
            return
        place = change.place
        try:
            found = self._slack.find_posts(place.channel, marks, place.thread or place.message)
            for mark, posted in found.items():
                bare = render.decided(f"{mark}.{change.version}", posted.text, posted.blocks)
                self._slack.update(place.channel, posted.ts, bare)
        except SlackError as error:
            if may_pass(error):
                raise
            _log.warning("Change %s: its buttons stay, and do nothing: %s", change.id, error)

    def _to_who_asked(self, change: Change, news: News) -> None:
        """In the view that waits for it; where that is gone, for their eyes only in the thread.

        A change that was stopped because its plan is another one now shows the new one there.
        """
        text = f"{_headline(news, change)}. {news.says}"
        stopped = news.instead if news.what is What.STOPPED else None
        view = self._anew(text, stopped) if stopped else _view(text, news, change)
        try:
            self._slack.update_view("", change.id, view)
        except SlackError as error:
            if may_pass(error):
                raise
            self._alone(change, text, render.people_of(change, news.who))

    def _anew(self, text: str, instead: Change) -> Json:
        terms = Terms(self._settings.approvals, bool(instead.undoes), text)
        return preview_view(instead.plan, instead.id, submission(instead), terms)

    def _directly(self, change: Change, news: News) -> None:
        """The bot was removed, or the channel is gone: who asked still hears of it."""
        text = (
            f"{_headline(news, change)}. {news.says} (The channel takes no word of budget-check.)"
        )
        try:
            self._slack.update_view("", change.id, _view(text, news, change))
        except SlackError as error:
            if may_pass(error):
                raise
        self._alone(change, text, render.people_of(change, news.who))

    def _alone(self, change: Change, text: str, people: tuple[str, ...]) -> None:
        mark = f"{change.id}.alone.{change.version}"
        blocks = [section(named(f"{change.plan.title}\n{text}", people))]
        place = change.place
        drawn = message(mark, text, blocks)
        thread = place.thread or place.message
        one_by_one(self._slack, [], place.channel, change.requester, drawn, mark, thread)

    def _follow(self, news: News, change: Change) -> Follow:
        """The same for the threads of the budget's alerts: one line, and where they stand now."""
        written = news.what is What.APPLIED and _repairs(change)
        stage = "" if not written else Stage.OPEN if change.undoes else Stage.EVALUATED
        told = news.what in _HEADLINES
        return Follow(
            change.plan.account,
            change.plan.budget,
            _mark(news, change),
            f"{_headline(news, change)}: {change.plan.title}." if told else "",
            change.place.channel,
            change.place.thread or change.place.message,
            stage,
            self._clock().isoformat() if written else "",
            change.plan.topic if written and _lets_publish(change) else "",
        )

    def _job(self, change: Change, what: Told | Renew | Follow, attempt: int = 0) -> Job:
        place = Place(self._settings.team_id, change.requester, change.place.channel)
        return Job(self._new_id(), place, what, attempt)


def story_of(context: Context) -> Story:
    """The story as this process tells it."""
    return Story(context.slack, context.queue, context.settings, context.new_id, context.clock)


def _view(text: str, news: News, change: Change) -> Json:
    return said_view(text, change.id, render.people_of(change, news.who))


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


def _drawn(news: News, change: Change, mark: str, *, provable: bool) -> Message:
    headline = _headline(news, change)
    if mark == _request_mark(change):
        return render.request(mark, headline, change, news.says, news.ask)
    if news.what in _WRITTEN:
        provable = provable and news.what is not What.NOT_ENOUGH
        return render.applied(mark, headline, change, news.says, provable=provable)
    if news.what is What.REMINDER:
        return render.reminder(mark, headline, change, news.says, news.ask)
    says = "" if news.what is What.APPROVED else news.says  # its headline says it all
    return render.line(mark, headline, change, says, news.who)


def _headline(news: News, change: Change) -> str:
    if news.what is What.WAITING and news.who != change.requester:
        return f"👍 Approved, {news.missing} more wanted"
    if news.what is What.APPROVED and news.who != change.requester:
        return "👍 Approved, and under way"
    if news.what is What.APPLIED and change.undoes:
        return "↩️ Undone and verified"
    return _HEADLINES[news.what]


def _mark(news: News, change: Change) -> str:
    if news.what is What.WAITING and news.who == change.requester:
        return _request_mark(change)
    if news.what in _WRITTEN:
        return _written_mark(change, news.what)
    return f"{change.id}.{news.what}.{change.version}"


def _request_mark(change: Change) -> str:
    return f"{change.id}.request"


def _written_mark(change: Change, what: What) -> str:
    return f"{change.id}.{what}"
