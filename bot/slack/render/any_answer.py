"""The answer to a check, whatever was checked: a budget, another sender's subject, a topic."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.topic_report import AnyReport, TopicReport
from bot.slack.render.answer import answer, push_text
from bot.slack.render.fix_buttons import FixButtons
from bot.slack.render.message import Message
from bot.slack.render.parts import Json
from bot.slack.render.topic import topic_answer, topic_push_text


def any_answer(  # noqa: PLR0913 (each by name)
    report: AnyReport,
    id: str,
    asked_by: str = "",
    note: str = "",
    buttons: FixButtons | None = None,
    *,
    account: str = "",
    mended: Sequence[Json] = (),
    asker: str = "",
) -> Message:
    """The message for `report`; the arguments are those of `bot.slack.render.answer.answer`."""
    if isinstance(report, TopicReport):
        return topic_answer(
            report, id, asked_by, note, buttons, account=account, mended=mended, asker=asker
        )
    return answer(report, id, asked_by, note, buttons, account=account, mended=mended, asker=asker)


def any_push_text(report: AnyReport) -> str:
    """What was checked, what and why, in one line."""
    return topic_push_text(report) if isinstance(report, TopicReport) else push_text(report)
