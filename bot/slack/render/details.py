"""Details: every finding with its evidence, as a modal, or as a message where that is gone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.arns import parse_arn
from bot.core.aws_events import ResourceChange
from bot.core.console import console_url, event_url
from bot.core.findings import Finding, PolicyStatement, Report, Status
from bot.core.outage import Outage
from bot.core.policy.documents import statements
from bot.core.texts import check as check_texts
from bot.core.texts import check as texts
from bot.core.texts.reason import short_name
from bot.core.texts.report import path_groups
from bot.core.texts.words import capital
from bot.slack.render.answer import heading, push_text
from bot.slack.render.loading_views import DETAILS, DETAILS_TITLE
from bot.slack.render.message import Message, fit, message
from bot.slack.render.parts import (
    Json,
    clip,
    context,
    header,
    literal,
    pieces,
    plain,
    section,
)
from bot.slack.render.path import path_line
from bot.slack.render.phrase import Code, Link, Phrase, mrkdwn, phrase, rich
from bot.slack.render.texts import mark
from bot.slack.render.views import MOST_BLOCKS, MOST_BYTES, modal

_FINDING = 34_000
"""Enough for a policy at KMS's limit of 32 KB, and within the bytes whatever its characters."""
_MOST_PATHS = 10


def failed_view(text: str, id: str) -> Json:
    """The modal with one sentence in it."""
    return _view([section(plain(text))], id)


@dataclass(frozen=True, slots=True)
class History:
    """What is known of the time before this check: when alerts last stopped, and who changed what
    of the path, the newest first.
    """

    outage: Outage | None = None
    changes: tuple[ResourceChange, ...] = ()


def details_view(
    report: Report, id: str, account: str = "", history: History | None = None
) -> Json:
    """The modal for `report`, within Slack's 100 blocks; `account` is what people call its account.

    Without a `history` nothing is said of it.
    """
    head, room = [*_head(report, account), *_history(history)], MOST_BYTES - 3_000
    kept: list[Json] = []
    room -= len(json.dumps(head))
    rest = list(_findings(report))
    while rest and len(head) + len(kept) + len(rest[0]) < MOST_BLOCKS:
        room -= len(json.dumps(rest[0]))
        if room < 0:
            break
        kept += rest.pop(0)
    more = [section(plain(check_texts.MORE_FINDINGS.format(_count(len(rest)))))] if rest else []
    return _view([*head, *kept, *more], id)


def details_message(report: Report, id: str, account: str = "") -> Message:
    """The same as a message, shorter as messages have to be."""
    text = push_text(report)
    blocks = [[block] for finding in _findings(report) for block in finding]
    return message(id, text, fit(_head(report, account), blocks, [], check_texts.MORE_FINDINGS))


def _history(history: History | None) -> list[Json]:
    if history is None:
        return []
    outage = history.outage
    lines = [phrase(f"*{texts.HISTORY}*")]
    if outage and outage.ended:
        lines.append(phrase(texts.WAS_DOWN, began=outage.began, ended=outage.ended))
    elif outage:
        lines.append(phrase(texts.DOWN_SINCE, began=outage.began))
    lines += [_changed(one) for one in history.changes]
    return [rich(*lines, *([] if lines[1:] else [phrase(texts.NO_HISTORY)]))]


def _changed(one: ResourceChange) -> Phrase:
    arn = parse_arn(one.about)
    event = event_url(one.region, one.event, arn.partition if arn else "aws")
    action = Link(one.action, event) if event else Code(one.action)
    url, name = console_url(one.about), short_name(one.about)
    what = Link(name, url) if url else name
    who = texts.OURS if one.job else one.who
    return phrase(texts.CHANGED, at=one.at, who=who, action=action, what=what)


def _head(report: Report, account: str) -> list[Json]:
    """The verdict in words, when it was so, and every path with its links to the console."""
    called = account or report.account
    account = texts.ACCOUNT.format(account=called) if called else ""
    checked = mrkdwn(phrase(texts.CHECKED, at=report.checked_at))
    lines = [path_line(group.path) for group in path_groups(report)[:_MOST_PATHS]]
    return [
        header(heading(report), report.budget),
        context(plain(account or texts.ACCOUNT_UNKNOWN), checked),
        *([rich(*lines)] if lines else []),
        *(context(plain(why)) for why in dict.fromkeys(p.unprovable for p in report.paths) if why),
    ]


def _findings(report: Report) -> Iterator[list[Json]]:
    for finding in report.findings:
        said = [section(plain(piece)) for piece in pieces(clip(_text(finding), _FINDING))]
        yield [*said, *(block for one in finding.statements for block in _statement(one))]


def _statement(one: PolicyStatement) -> Iterator[Json]:
    """As the policy has it, over several lines."""
    written = statements(one.document)
    if one.index < len(written):
        yield rich(phrase(texts.STATEMENT, label=capital(one.label)))
        yield literal(json.dumps(written[one.index], indent=2, ensure_ascii=False))


def _text(finding: Finding) -> str:
    """What was found, what speaks for it, then of what, and its code for who looks it up."""
    lines = [f"{_mark(finding)} {finding.says}", *(f"- {e}" for e in finding.evidence)]
    about = texts.ABOUT.format(hop=finding.hop.value, resource=finding.resource, code=finding.code)
    return "\n".join([*lines, about])


def _mark(finding: Finding) -> str:
    """Of what is sound and worth a word no green mark: it is advice, and no verdict."""
    return texts.ADVICE if finding.status is Status.OK else mark(finding.status)


def _count(findings: int) -> str:
    return f"{findings} finding{'s' * (findings != 1)}"


def _view(blocks: Sequence[Json], id: str) -> Json:
    return modal(DETAILS, DETAILS_TITLE, blocks, id)
