"""A check that takes a while says at once that it looks, in the message that becomes its answer.

Slack lets a command's acknowledgement neither be replaced nor deleted (docs/facts.md 7), so there
is none. What is posted instead is a message of the outbox: whatever becomes of this worker,
another one makes it the answer (`bot.features.check.answer`).
"""

from __future__ import annotations

import logging
from types import TracebackType

from bot.core.jobs import Job
from bot.core.jobs.answers import PostAnswer
from bot.core.outgoing import Outgoing
from bot.core.reference import called
from bot.core.texts import check as texts
from bot.errors import StoreError
from bot.features.check.buttons import BUTTONS_FOR
from bot.jobs.context import Context
from bot.jobs.delayed import Delayed
from bot.jobs.outbox import held
from bot.jobs.outsiders import perhaps_outsiders
from bot.slack.reach import can_do_without
from bot.slack.render.message import Message, message
from bot.slack.render.phrase import phrase, rich, spoken
from bot.store.answers import Answer, Begun

_log = logging.getLogger(__name__)


class Placeholder:
    """While the block runs, somebody may be waiting: after a while the channel is told.

    `begun` is then the record that says the answer; `ts` its message, "" where Slack did not take
    it, or did not say so. A `silent` one says nothing.
    """

    def __init__(self, context: Context, account: str, name: str, *, silent: bool = False) -> None:
        """Of this budget; its `account` is "" where that is still looked for."""
        self.begun: Outgoing | None = None
        self.ts = ""
        self.name, self.since = name, context.clock()
        self._context, self._account, self._silent = context, account, silent
        self._delayed = Delayed(self._say)

    def __enter__(self) -> Placeholder:
        heard = self._context.tables is not None and self._context.job.place.channel
        if heard and not self._silent:
            self._delayed.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._delayed.stop()

    def _say(self) -> None:
        context = self._context
        if perhaps_outsiders(context):
            return
        try:
            self.begun = self._kept()
        except StoreError as error:
            _log.error("Job %s: it is not said that it looks: %s", context.job.id, error)
        if self.begun:
            place, says = context.job.place, placeholder(context.job.id, self.name)
            self.ts = can_do_without(
                "the message that it looks",
                lambda: context.slack.post(place.channel, says, context.job.id, place.thread),
                "",
            )

    def _kept(self) -> Outgoing | None:
        """The answer's record and its message; None where an earlier attempt has kept them."""
        context, id = self._context, self._context.job.id
        place, now = context.job.place, context.clock()
        what = PostAnswer(self._account, self.name, looking=1)
        said = held(context, id, Job(id, place, what, unsure=True))
        answer = Answer(
            id, self._account, self.name, place.channel, "", place.user, (), now, now + BUTTONS_FOR
        )
        return said if context.store.answers.begin(answer, said) is Begun.NOW else None


def placeholder(id: str, name: str) -> Message:
    """What is shown until the answer takes its place."""
    says = phrase(texts.LOOKING, name=called(name))
    return message(f"{id}.looking", spoken(says), [rich(says)])
