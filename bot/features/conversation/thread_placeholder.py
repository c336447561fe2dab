"""A message that takes a while to answer: its thread is told at once that it is looked at.

That stands in the thread only until the first answer takes its place. Its record in the outbox is
the job itself: where its worker dies, another one does the whole again, which answers nothing
twice, and takes away what nothing took the place of.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from types import TracebackType

from bot.core.outgoing import Outgoing
from bot.core.texts import conversation as texts
from bot.core.texts.check import LOOKING
from bot.errors import LaterError, StoreError
from bot.jobs.context import Context
from bot.jobs.crash_points import CrashPoint
from bot.jobs.delayed import Delayed
from bot.jobs.outbox import held, say
from bot.jobs.outsiders import perhaps_outsiders
from bot.slack.reach import can_do_without, is_taken, unless_refused
from bot.slack.render.message import Message, message, sentence
from bot.slack.render.phrase import phrase, rich, spoken

_AGAIN = 20
"""Seconds."""
_log = logging.getLogger(__name__)


class ThreadPlaceholder:
    """While the block runs somebody may be waiting: after a while the thread is told.

    What is said in the block with `context` takes the place of that.
    """

    def __init__(self, context: Context, name: str = "") -> None:
        """At the budget of this name, "" where none is known yet."""
        self.context = replace(context, over=self._over)
        self._name = name
        self._mark = f"{context.job.id}.looking"
        self._kept: Outgoing | None = None
        self._first = ""
        self._delayed = Delayed(self._say)

    def __enter__(self) -> Context:
        if self.context.tables and self.context.job.place.thread:
            self._delayed.start()
        return self.context

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._delayed.stop()
        if kind is not None:
            return  # the outbox has it, if it was said
        if self._kept:
            say(self.context, self._kept, self._take_away)
        elif self.context.tables and self.context.job.unsure:
            self._take_away(self.context)

    def _over(self, id: str) -> str:
        self._delayed.stop()
        if self._first not in {"", id}:
            return ""
        self._first = id
        return self._mark if self._kept or self.context.job.unsure else ""

    def _say(self) -> None:
        context, place = self.context, self.context.job.place
        if perhaps_outsiders(context):
            return
        again = held(context, self._mark, replace(context.job, unsure=True))
        try:
            self._kept = again if context.store.outbox.put_held(again) else None
        except StoreError as error:
            _log.error("Job %s: it is not said that it looks: %s", context.job.id, error)
        if self._kept:
            context.crash_hook(CrashPoint.KEPT)
            post = partial(
                context.slack.post, place.channel, _looking(self._mark, self._name), self._mark
            )
            can_do_without("the message that it looks", lambda: post(place.thread), "")
            context.crash_hook(CrashPoint.POSTED)

    def _take_away(self, context: Context) -> None:
        """What nothing took the place of. Raises LaterError where something still may."""
        channel, thread = context.job.place.channel, context.job.place.thread
        doing = f"taking {self._mark} away in {channel}"
        ts = unless_refused(doing, lambda: context.slack.find_post(channel, self._mark, thread))
        if not ts:
            return
        if self._first and context.store.outbox.get(self._first):
            raise LaterError(self._first, _AGAIN)
        if not is_taken(doing, lambda: context.slack.delete(channel, ts)):
            says = sentence(f"{self._mark}.over", texts.LOOKED)
            is_taken(doing, lambda: context.slack.update(channel, ts, says))


def _looking(id: str, name: str) -> Message:
    says = phrase(LOOKING, name=name) if name else phrase(texts.LOOKING_HERE)
    return message(id, spoken(says), [rich(says)])
