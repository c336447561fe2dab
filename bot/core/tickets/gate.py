"""The draft of the change request that an approved change waits for."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.arns import parse_arn
from bot.core.change.change import Change
from bot.core.plan import Plan
from bot.core.texts import gate as words
from bot.core.tickets.draft import Draft, Severity
from bot.core.tickets.remedy import planned
from bot.core.tickets.section import Section, clipped, one_line
from bot.core.tickets.snippets import snippets

_TITLE = 150
_FINGERPRINT = 16


def gate_mark(change: Change) -> str:
    """By which its change request is found again: another plan is another change request."""
    return f"budget-check-{change.id}-{change.plan.fingerprint[:_FINGERPRINT]}"


def gate_draft(change: Change, asker: str, thread: str = "") -> Draft:
    """The whole plan with its exact difference. `asker` is a name, `thread` a link or ""."""
    plan = change.plan
    arn = parse_arn(plan.topic)
    return Draft(
        title=clipped(one_line(words.TITLE.format(title=plan.title, budget=plan.called)), _TITLE),
        severity=Severity.MEDIUM,
        summary=one_line(words.SUMMARY.format(who=asker, title=plan.title, budget=plan.called)),
        sections=tuple(_sections(change, plan)),
        account=plan.account,
        budget=plan.budget,
        code=next(iter(plan.clears), ""),
        resource=plan.resource,
        arns=tuple(dict.fromkeys((*plan.resources, plan.topic))),
        region=arn.region if arn else "",
        dedup=gate_mark(change),
        thread=thread,
    )


def _sections(change: Change, plan: Plan) -> Iterator[Section]:
    yield Section("how", words.HOW_TITLE, words.HOW)
    where = words.WHERE.format(account=plan.account, change=change.id)
    yield Section("where", words.WHERE_TITLE, where, points=(*plan.resources, plan.topic))
    if change.reason.strip():
        yield Section("note", words.REASON, change.reason)
    yield from planned(plan)
    for snippet in snippets(plan):
        yield Section(
            snippet.tool.lower(), snippet.tool, code=snippet.text, language=snippet.language
        )
