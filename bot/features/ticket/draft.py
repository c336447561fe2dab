"""The draft of a change ticket for one row of an answer, from a check made now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.core.tickets import Draft, Severity, draft
from bot.jobs.context import Context
from bot.jobs.worked_out import Wanted, worked_out
from bot.store.answers import Answer


@dataclass(frozen=True, slots=True)
class Additions:
    """What a person adds: a title and a severity, "" for the draft's own, a note, who gets it, and
    the link to the thread.
    """

    title: str = ""
    note: str = ""
    thread: str = ""
    severity: str = ""
    assignee: str = ""


def drawn_up(context: Context, answer: Answer, row: int, words: Additions) -> Draft:
    """The ticket about the topic of that row; the best fix for it is worked out, not written."""
    found = worked_out(context, Wanted(answer.account, answer.budget, answer.topics[row]))
    made = draft(
        found.report, found.plan, owners=found.owners, thread=words.thread, note=words.note
    )
    return replace(
        made,
        title=words.title.strip() or made.title,
        severity=Severity(words.severity) if words.severity in {*Severity} else made.severity,
        assignee=words.assignee.strip(),
        budget=answer.budget,
    )
