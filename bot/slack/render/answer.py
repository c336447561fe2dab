"""The answer to one check: the verdict, the path hop by hop, the reason, what would mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.findings import Report
from bot.core.texts.report import PathGroup, leading, lost_lines, path_groups
from bot.core.texts.verdict import verdict_line
from bot.slack.render.fix_buttons import FixButtons, fix_row
from bot.slack.render.message import Message, fit, message
from bot.slack.render.parts import (
    DIVIDER,
    Json,
    actions,
    button,
    clip,
    context,
    header,
    ours,
    plain,
    section,
)
from bot.slack.render.texts import marked
from bot.slack.values import pack

_HOP = 500
_TITLES = 400
_REASON = 1800
_EVIDENCE = 700
_MORE = "… {} more paths like these: press Details."


def answer(
    report: Report, id: str, asked_by: str, note: str = "", buttons: FixButtons | None = None
) -> Message:
    """The message for `report`; `id` is the check's, `asked_by` a Slack user id, "" for nobody.

    `note` is one more sentence of ours, shown last. With `buttons` each path has a row of buttons;
    without, what would mend it is only listed.
    """
    first = leading(report)
    groups = list(paths(report, first.says if first else "", buttons))
    head, tail = _head(report), _tail(report, asked_by, note, listed=buttons is None)
    blocks = fit(head, groups, tail, _MORE)
    text = f"{report.budget}: {report.verdict.value}. {verdict_line(report.verdict)}"
    return message(id, text, blocks)


def _head(report: Report) -> list[Json]:
    blocks = [
        header(f"{marked(report.verdict)}: {report.budget}"),
        section(ours(f"*{verdict_line(report.verdict)}*")),
    ]
    first = leading(report)
    if first:
        reason = [clip(first.says, _REASON), *(clip(e, _EVIDENCE) for e in first.evidence[:1])]
        blocks.append(section(plain("\n".join(reason))))
    lost = "\n".join(lost_lines(report))
    return [*blocks, *([section(plain(clip(lost, _REASON)))] if lost else []), DIVIDER]


def paths(report: Report, said: str, buttons: FixButtons | None) -> Iterator[Sequence[Json]]:
    """Each path with its row of buttons; a topic that several paths share has one row."""
    done: set[str] = set()
    for group in path_groups(report):
        topic = group.path.topic or ""
        fresh = bool(buttons and topic and topic not in done)
        done.add(topic)
        yield (_group(group, said), *(fix_row(buttons, report, topic) if buttons and fresh else ()))


def _group(group: PathGroup, said: str) -> Json:
    """One path with all its notifications: a line for each hop, its mark first.

    What was `said` above is not said again: the resource stands in its place.
    """
    titles = clip(", ".join(group.titles), _TITLES)
    lines = [f"{titles} → {clip(group.path.topic, _TITLES)}" if group.path.topic else titles]
    for hop in group.path.hops:
        says = f"{hop.resource}, see above" if hop.says == said else hop.says
        lines.append(clip(f"{marked(hop.status)}  {hop.hop.value}: {says}", _HOP))
    return section(plain("\n".join(lines)))


def _tail(report: Report, asked_by: str, note: str, *, listed: bool) -> list[Json]:
    titles = [f"{n}. {fix.title}" for n, fix in enumerate(report.fixes, 1)]
    blocks = [DIVIDER, section(plain("\n".join(["What would mend it, the best first:", *titles])))]
    checked = (
        f"account {report.account or 'unknown'}, checked {report.checked_at:%Y-%m-%d %H:%M:%S} UTC"
    )
    small = [plain(checked), *([ours(f"asked by <@{asked_by}>")] if asked_by else [])]
    value = pack(account=report.account, budget=report.budget)
    last = actions(
        button("Details", "check.details", value), button("Check again", "check.again", value)
    )
    noted = [section(plain(note))] if note else []
    return [*(blocks if titles and listed else ()), context(*small), *noted, last]
