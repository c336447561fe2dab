"""The answer to one check: the verdict, why, the path as one line, what was lost, what mends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from bot.core.alerts.lost import LOST, UNEXPLAINED
from bot.core.findings import PathReport, Report, Status
from bot.core.texts import check as check_texts
from bot.core.texts import check as texts
from bot.core.texts.reason import reason, reasons
from bot.core.texts.report import PathGroup, leading, notification_title, path_groups
from bot.core.texts.verdict import verdict_title
from bot.core.texts.words import first_of
from bot.slack.render.dates import pieces
from bot.slack.render.fix_buttons import FixButtons, subscribing, topic_row, topics_of, who_else
from bot.slack.render.message import Message, fit, message
from bot.slack.render.parts import (
    MOST_OPTIONS,
    Json,
    button,
    clip,
    context,
    header,
    plain,
    section,
    with_overflow,
)
from bot.slack.render.path import path_line
from bot.slack.render.phrase import Phrase, Who, mrkdwn, phrase, rich, spoken, timed, with_timed
from bot.slack.render.snooze import snooze_button
from bot.slack.render.texts import mark
from bot.slack.values import pack

_TITLES = 400
_NO_SUCH_BUDGET = "budget.not-found"


def answer(  # noqa: PLR0913 (each by name)
    report: Report,
    id: str,
    asked_by: str = "",
    note: str = "",
    buttons: FixButtons | None = None,
    *,
    account: str = "",
    mended: Sequence[Json] = (),
    asker: str = "",
) -> Message:
    """The message for `report`; `id` is the check's, `account` what people call the account.

    `asked_by` is a Slack user id, for a message that is changed: in a new one it would notify who
    just asked, and `asker`, their name, stands instead. `mended` says who made it alert again.
    `note` is one more sentence of ours, shown last. With `buttons` each path that is not sound has
    its row; without, what would mend it is only listed.
    """
    if mended and buttons:
        buttons = replace(buttons, provable=False)  # its proof stands beside the undo
    folded = _folded(report, logged=buttons is not None)
    groups = [list(group) for group in paths(report, buttons, folded)]
    has_row = any(block["type"] == "actions" for group in groups for block in group)
    tail = [
        *_mends(report, buttons),
        *(
            []
            if has_row
            else [
                *lost_blocks(report),
                with_overflow(folded[:1], [*folded[1:], *_who_else(report)]),
            ]
        ),
        _small(report, account, Who(asked_by) if asked_by else asker),
        *([note_block(note)] if note else []),
    ]
    return message(
        id,
        push_text(report),
        fit(
            [header(heading(report), report.budget), *mended], groups, tail, check_texts.MORE_PATHS
        ),
    )


def note_block(note: str) -> Json:
    """Its times, if it has any, are drawn in the reader's zone."""
    return (
        rich(timed(note))
        if any(isinstance(one, datetime) for one in pieces(note))
        else section(plain(note))
    )


def push_text(report: Report) -> str:
    """The budget, what and why, in one line."""
    first = leading(report)
    title = f"{mark(report.verdict)} {title_of(report)}"
    if first is None or first.code == _NO_SUCH_BUDGET:
        return title
    path = next((one for one in report.paths if first in one.findings), None)
    return spoken(phrase(texts.PUSH, title=title, reason=reason(first, path, report.sender)))


def title_of(report: Report) -> str:
    """The budget and its verdict in words."""
    first = leading(report)
    if first and first.code == _NO_SUCH_BUDGET:
        return texts.NO_SUCH_BUDGET.format(name=report.budget)
    return verdict_title(report.called, report.verdict)


def heading(report: Report) -> str:
    """The same with its mark, for a header."""
    return f"{mark(report.verdict)} {title_of(report)}"


def paths(
    report: Report, buttons: FixButtons | None, folded: Sequence[Json] = ()
) -> Iterator[Sequence[Json]]:
    """Each path that is not sound, with its row of buttons; the sound ones in one line.

    A topic that several paths share has one row, and the first row has what is `folded`, after what
    is lost already.
    """
    groups = path_groups(report)
    shown = [group for group in groups if group.path.verdict is not Status.OK] or groups[:1]
    sound = [topic for topic in topics_of(report) if topic not in {g.path.topic for g in shown}]
    if buttons and folded:
        room = MOST_OPTIONS - len(folded) - 1
        folded = [*folded, *islice(subscribing(buttons, report, sound), room)]
    done: set[str] = set()
    for group in shown:
        topic = group.path.topic or ""
        fresh = buttons is not None and topic not in done
        row = list(topic_row(buttons, report, topic, folded)) if buttons and fresh else []
        lost = lost_blocks(report) if row and folded else []
        folded = () if row else folded
        done.add(topic)
        yield [_path(report, group, alone=len(groups) == 1), *lost, *row]
    if sound:
        yield [rich(phrase(texts.other_topics(len(sound)), count=len(sound)))]


def lost_blocks(report: Report) -> list[Json]:
    """The alerts that were lost already, in a line: it says nothing of the path as it is now."""
    first = leading(report)
    found = [
        (LOST, False),
        *([] if first and first.code == UNEXPLAINED else [(UNEXPLAINED, True)]),
    ]
    blocks = []
    for code, probably in found:
        titles = [notification_title(p.notification) for p in report.paths if _says(p, code)]
        if titles:
            template, fields = texts.lost(titles, report.sender, probably=probably)
            blocks.append(rich(phrase(template, **fields)))
    return blocks


def _says(path: PathReport, code: str) -> bool:
    return any(finding.code == code for finding in path.findings)


def _path(report: Report, group: PathGroup, *, alone: bool) -> Json:
    """Why, and the path; of several each begins with its notifications."""
    templates = (texts.WHY, texts.ALSO)
    whys = [
        with_timed(template, "reason", one)
        for template, one in zip(templates, reasons(report, group.path), strict=False)
    ]
    line = path_line(group.path)
    if not alone:
        alerts = clip(first_of(group.titles, texts.MOST_ALERTS), _TITLES)
        line = Phrase(texts.PATH_OF + line.template, (("alerts", alerts), *line.fields))
    return rich(*whys, line)


def _mends(report: Report, buttons: FixButtons | None) -> list[Json]:
    """What would mend it, where nothing can be pressed."""
    titles = [f"{n}. {fix.title}" for n, fix in enumerate(report.fixes, 1)]
    return [section(plain("\n".join([texts.MENDS, *titles])))] if titles and not buttons else []


def _folded(report: Report, *, logged: bool) -> list[Json]:
    value = pack(account=report.account, budget=report.reference)
    log = pack(account=report.account, about=f'"{report.reference}"', cursor="")
    named = texts.LOG.format(subject=report.sender.subject)
    snoozes = logged and report.verdict is not Status.OK and not report.subject
    return [
        button(texts.DETAILS, "check.details", value),
        button(texts.AGAIN, "check.again", value),
        *([snooze_button(report.account, report.budget)] if snoozes else []),
        *([button(named, "log.open", log)] if logged else []),
    ]


def _row(report: Report, folded: Sequence[Json]) -> Json:
    """Where no path has a row of its own."""
    return with_overflow(folded[:1], [*folded[1:], *_who_else(report)])


def _who_else(report: Report) -> list[Json]:
    """Of the topic of the path that fares worst."""
    groups = path_groups(report)
    return who_else(report, groups[0].path.topic or "") if groups else []


def _small(report: Report, account: str, asked_by: Who | str) -> Json:
    called = account or report.account
    known = texts.ACCOUNT.format(account=called) if called else texts.ACCOUNT_UNKNOWN
    asked = [mrkdwn(phrase(texts.ASKED_BY, who=asked_by))] if asked_by else []
    return context(plain(known), mrkdwn(phrase(texts.CHECKED, at=report.checked_at)), *asked)
