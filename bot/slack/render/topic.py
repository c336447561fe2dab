"""The answer about a topic: who publishes to it, who is shut out and why, what mends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core.findings import FixOffer, Status
from bot.core.reference import TOPIC
from bot.core.texts import check as texts
from bot.core.texts import topic_answer as words
from bot.core.texts.reason import reason
from bot.core.texts.summary import summary
from bot.core.texts.topic import skipped_line, unread_line
from bot.core.texts.words import all_of, first_of
from bot.core.topic_report import SenderVerdict, TopicReport
from bot.slack.render.answer import note_block
from bot.slack.render.fix_buttons import FixButtons, Offers, proofs, row_of
from bot.slack.render.message import Message, message
from bot.slack.render.parts import (
    Json,
    button,
    clip,
    context,
    header,
    plain,
    section,
    with_overflow,
)
from bot.slack.render.phrase import Phrase, Who, bullets, mrkdwn, phrase, rich, spoken, with_timed
from bot.slack.render.texts import mark
from bot.slack.values import pack

MOST_LINES = 8
"""Lines of senders; those of one service that fare alike are one."""
_MOST_NAMES = 3
_MOST_SHARED = 2
_NAME = 60
_LET_IN = frozenset({"allow-on-key", "allow-on-topic"})


def topic_answer(  # noqa: PLR0913 (each by name)
    report: TopicReport,
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
    folded = _folded(report, logged=buttons is not None)
    row = list(row_of(buttons, _offers(report), report.topic, folded)) if buttons else []
    drawn = any(block["type"] == "actions" for block in row)
    tail = [
        *beside(report),
        *row,
        *([] if buttons else _mends(report)),
        *([] if drawn else [with_overflow(folded[:1], folded[1:])]),
        _small(report, account, Who(asked_by) if asked_by else asker),
        *([note_block(note)] if note else []),
    ]
    head = [header(topic_heading(report), report.topic.rpartition(":")[2]), *mended]
    return message(id, topic_push_text(report), [*head, *_senders(report), *tail])


def topic_heading(report: TopicReport) -> str:
    """The topic and how many of its senders do not reach it, with the mark."""
    return f"{mark(report.verdict)} {words.title(report)}"


def topic_push_text(report: TopicReport) -> str:
    """The same in one line, with the first reason."""
    first = next(iter(_groups(report)), None)
    if first is None or first[0].verdict is Status.OK:
        return topic_heading(report)
    reason = spoken(replace(_line(first), template=words.PUSH_SENDER))
    return spoken(phrase(texts.PUSH, title=topic_heading(report), reason=reason))


def beside(report: TopicReport) -> Iterator[Json]:
    """What all of them share, once; who could not be read, and who was not looked at."""
    wrong = [one for one in report.findings if one.status is not Status.OK]
    path = next((p for one in report.senders for p in one.report.paths), None)
    if wrong:
        for finding in wrong[:_MOST_SHARED]:
            sender = report.senders[0].sender if report.senders else None
            says = reason(finding, path, sender) if sender else finding.says
            yield rich(with_timed(words.FOR_ALL, "reason", says))
    elif report.senders:
        yield rich(phrase(words.SHARED_WORKS))
    if report.unread:
        yield rich(*(_unread(unread_line(one)) for one in report.unread))
    if report.skipped:
        yield context(plain(skipped_line(report.skipped)))


def _unread(says: str) -> Phrase:
    return phrase("{mark} {says}", mark=mark(Status.UNKNOWN), says=says)


def _senders(report: TopicReport) -> list[Json]:
    """A line each, the worst first."""
    lines = [_line(group) for group in _groups(report)]
    left = len(lines) - MOST_LINES
    if left > 0:
        named = words.SHOW_ALL.format(count=len(report.senders))
        more = phrase(words.MORE_LINES, count=left, button=named)
        lines = [*lines[:MOST_LINES], more]
    return [bullets(lines)] if lines else []


def _groups(report: TopicReport) -> list[list[SenderVerdict]]:
    """Those of one service that fare alike, for the same reason, are one line."""
    groups: dict[tuple[object, ...], list[SenderVerdict]] = {}
    for one in report.senders:
        groups.setdefault((one.sender.id, one.verdict, why(one)), []).append(one)
    return list(groups.values())


def _line(group: Sequence[SenderVerdict]) -> Phrase:
    first = group[0]
    fields = {
        "mark": mark(first.verdict),
        "sender": first.sender.title,
        "subject": first.sender.subject,
        "name": clip(first.name, _NAME),
        "names": first_of([clip(one.name, _NAME) for one in group], _MOST_NAMES),
        "count": str(len(group)),
        "why": why(first),
    }
    if len(group) > 1:
        return phrase(words.SENDERS if fields["why"] else words.SENDERS_WELL, **fields)
    return phrase(words.SENDER if fields["why"] else words.SENDER_WELL, **fields)


def why(one: SenderVerdict) -> str:
    """Why it does not get through, in a few words; "" where it does."""
    if one.verdict is Status.OK:
        return ""
    own = [finding for finding in one.findings if finding.status is one.verdict]
    # What can be mended says more than that the sender has met it.
    first = next((finding for finding in own if finding.fixes), own[0] if own else None)
    return summary(first.code, one.sender) if first else words.SHARED


def _offers(report: TopicReport) -> Offers:
    proven = any(any(proofs(one.report, report.topic, "")) for one in report.senders)
    return Offers(fixes=_fixes(report), well=report.verdict is Status.OK, proven=proven)


def _fixes(report: TopicReport) -> list[FixOffer]:
    """The best first: what mends all faults of each, where they all have the same two."""
    out = [one for one in report.senders if _offered_to(one)]
    both = {path.together for one in out for path in one.report.paths}
    whole = both.pop() if len(both) == 1 else None
    return [*([whole] if whole else []), *(_named(report, offer) for offer in report.fixes)]


def _named(report: TopicReport, offer: FixOffer) -> FixOffer:
    """How many it lets in, where that is everybody who is shut out."""
    out = [one for one in report.senders if one.verdict is Status.BROKEN]
    alone = all(path.together is None for one in out for path in one.report.paths)
    everybody = all(offer.id in _offered_to(one) for one in out)
    if offer.id not in _LET_IN or len(out) < 2 or not alone or not everybody:
        return offer
    label = words.LET_IN_ALL.format(all=all_of(len(out)))
    return FixOffer(offer.id, offer.title, label)


def _offered_to(one: SenderVerdict) -> set[str]:
    return {offer.id for offer in one.report.fixes}


def _mends(report: TopicReport) -> list[Json]:
    titles = [f"{n}. {fix.title}" for n, fix in enumerate(report.fixes, 1)]
    return [section(plain("\n".join([texts.MENDS, *titles])))] if titles else []


def _folded(report: TopicReport, *, logged: bool) -> list[Json]:
    value = pack(account=report.account, budget=report.reference)
    log = pack(account=report.account, about=f'"{report.reference}"', cursor="")
    many = len(report.senders) > MOST_LINES
    shown = words.SHOW_ALL.format(count=len(report.senders)) if many else texts.DETAILS
    return [
        button(shown, "check.details", value),
        button(texts.AGAIN, "check.again", value),
        *([button(texts.LOG.format(subject=TOPIC), "log.open", log)] if logged else []),
    ]


def _small(report: TopicReport, account: str, asked_by: Who | str) -> Json:
    named = account or report.account
    known = texts.ACCOUNT.format(account=named) if named else texts.ACCOUNT_UNKNOWN
    asked = [mrkdwn(phrase(texts.ASKED_BY, who=asked_by))] if asked_by else []
    return context(plain(known), mrkdwn(phrase(texts.CHECKED, at=report.checked_at)), *asked)
