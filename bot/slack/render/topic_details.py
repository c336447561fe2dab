"""Details of a topic: every sender with what was found of it, as a modal, or as a message."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.findings import Status
from bot.core.texts import check as texts
from bot.core.texts import topic_answer as words
from bot.core.texts.topic import sender_title
from bot.core.topic_report import SenderVerdict, TopicReport
from bot.slack.render.loading_views import DETAILS, DETAILS_TITLE
from bot.slack.render.message import Message, fit, message
from bot.slack.render.parts import Json, clip, context, header, plain, section
from bot.slack.render.phrase import mrkdwn, phrase, rich, timed
from bot.slack.render.texts import mark
from bot.slack.render.topic import beside, topic_heading, topic_push_text
from bot.slack.render.views import MOST_BLOCKS, fitting, modal

_SENDER = 1500
"""Characters of one sender."""


def topic_details_view(report: TopicReport, id: str, account: str = "") -> Json:
    """The modal for `report`; what does not fit is counted. `account` is what people call it."""
    head, senders = _head(report, account), list(_senders(report))
    shown = fitting([*head, *senders])[: MOST_BLOCKS - 1]
    left = len(head) + len(senders) - len(shown)
    more = words.REST.format(count=left, topic=report.reference)
    rest = [section(plain(more))] if left > 0 else []
    return modal(DETAILS, DETAILS_TITLE, [*shown, *rest], id)


def topic_details_message(report: TopicReport, id: str, account: str = "") -> Message:
    """The same as a message, shorter as messages have to be."""
    head, senders = _head(report, account), [[one] for one in _senders(report)]
    return message(id, topic_push_text(report), fit(head, senders, [], words.REST_OF_MESSAGE))


def _head(report: TopicReport, account: str) -> list[Json]:
    named = account or report.account
    known = texts.ACCOUNT.format(account=named) if named else texts.ACCOUNT_UNKNOWN
    return [
        header(topic_heading(report), report.topic.rpartition(":")[2]),
        context(plain(known), mrkdwn(phrase(texts.CHECKED, at=report.checked_at))),
        *beside(report),
    ]


def _senders(report: TopicReport) -> Iterator[Json]:
    for one in report.senders:
        yield rich(
            *(timed(line) for line in clip(_text(one), _SENDER).splitlines() if line.strip())
        )


def _text(one: SenderVerdict) -> str:
    """Who it is, what was found of it alone, and its ARN."""
    lines = [f"{mark(one.verdict)} {sender_title(one)}"]
    for finding in one.findings:
        if finding.status is not Status.OK or finding.evidence:
            lines += [finding.says, *(f"- {told}" for told in finding.evidence)]
    return "\n".join([*lines, *([one.arn] if one.arn else [])])
