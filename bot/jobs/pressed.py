"""The answer, and the row of it, whose button was pressed."""

from __future__ import annotations

from bot.core.texts.needs import TOO_OLD
from bot.jobs.context import Context
from bot.jobs.reply import reply_text
from bot.store.answers import Answer


def pressed(context: Context, id: str, row: int) -> Answer | None:
    """The answer of this id; None, and the person told, where it has no such row any more.

    Raises SlackError where the job has to be tried again, StoreError.
    """
    answer = context.store.answers.get(id)
    if answer is None or answer.until <= context.clock() or row >= len(answer.topics):
        reply_text(context, TOO_OLD)
        return None
    return answer
