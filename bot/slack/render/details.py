"""Details: every finding with its evidence, as a modal, or as a message where that is gone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from bot.core.findings import Finding, Report
from bot.core.texts.verdict import verdict_line
from bot.slack.render.loading_views import DETAILS, DETAILS_TITLE
from bot.slack.render.message import Message, fit, message
from bot.slack.render.parts import (
    Json,
    clip,
    context,
    header,
    pieces,
    plain,
    section,
)
from bot.slack.render.texts import marked
from bot.slack.render.views import MOST_BLOCKS, MOST_BYTES, modal

_FINDING = 34_000
"""Enough for a policy at KMS's limit of 32 KB, and within the bytes whatever its characters."""
_MORE = "… {} more. `python -m bot check NAME` prints everything."


def failed_view(text: str, id: str) -> Json:
    """The modal with one sentence in it."""
    return _view([section(plain(text))], id)


def details_view(report: Report, id: str) -> Json:
    """The modal for `report`, within Slack's 100 blocks."""
    head, room = _head(report), MOST_BYTES - 3_000
    kept: list[Json] = []
    rest = list(_findings(report))
    while rest and len(head) + len(kept) + len(rest[0]) < MOST_BLOCKS:
        room -= len(json.dumps(rest[0]))
        if room < 0:
            break
        kept += rest.pop(0)
    more = [section(plain(_MORE.format(_count(len(rest)))))] if rest else []
    return _view([*head, *kept, *more], id)


def details_message(report: Report, id: str) -> Message:
    """The same as a message, shorter as messages have to be."""
    text = f"{report.budget}: {report.verdict.value}"
    blocks = [[block] for finding in _findings(report) for block in finding]
    return message(id, text, fit(_head(report), blocks, [], _MORE))


def _head(report: Report) -> list[Json]:
    account = f"account {report.account or 'unknown'}"
    checked = f"{account}, checked {report.checked_at:%Y-%m-%d %H:%M:%S} UTC"
    return [
        header(f"{marked(report.verdict)}: {report.budget}"),
        section(plain(verdict_line(report.verdict))),
        context(plain(checked)),
    ]


def _findings(report: Report) -> Iterator[list[Json]]:
    for finding in report.findings:
        yield [section(plain(piece)) for piece in pieces(clip(_text(finding), _FINDING))]


def _text(finding: Finding) -> str:
    lines = [f"{marked(finding.status)}  {finding.code}", finding.resource, finding.says]
    return "\n".join([*(line for line in lines if line), *(f"- {e}" for e in finding.evidence)])


def _count(findings: int) -> str:
    return f"{findings} finding{'s' * (findings != 1)}"


def _view(blocks: Sequence[Json], id: str) -> Json:
    return modal(DETAILS, DETAILS_TITLE, blocks, id)
