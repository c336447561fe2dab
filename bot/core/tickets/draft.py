"""A draft: the diagnosis, the change, and everything that who carries it out has to know."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.core.arns import parse_arn
from bot.core.findings import Finding, Report, Status
from bot.core.owners import Owner
from bot.core.plan import CannotPlan, Plan
from bot.core.texts import ticket as words
from bot.core.texts.report import leading
from bot.core.texts.summary import summary
from bot.core.texts.verdict import verdict_line
from bot.core.texts.words import capital
from bot.core.tickets.diagnosis import diagnosis
from bot.core.tickets.fault import cause_id, fault_id
from bot.core.tickets.remedy import remedy
from bot.core.tickets.section import Section, clipped, escaped, one_line

_NAME = 100
"""A budget's name has no more characters (docs/facts.md 1.4); what was asked for may have."""
_LINK = 500
_TITLE = 199
"""Jira takes 255 characters, and a person fewer."""
_TITLES = {
    Status.OK: "that arrives",
    Status.AT_RISK: "that can stop",
    Status.UNKNOWN: "that may not arrive",
    Status.BROKEN: "that does not arrive",
}


class Severity(StrEnum):
    """How bad it is; each system has words of its own for it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


_SEVERITIES = {
    Status.OK: Severity.LOW,
    Status.AT_RISK: Severity.MEDIUM,
    Status.UNKNOWN: Severity.MEDIUM,
    Status.BROKEN: Severity.HIGH,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A ticket before any system has seen it.

    `code` and `resource` are those of the leading finding, `cause` says the code in a few words,
    `arns` are every resource that it is about, the one at fault first. `region` is the topic's, ""
    without a topic. `dedup` is the same for every draft about one fault: account, budget, leading
    code and resource; `cause_id` for all drafts of one topic with one cause. `summary` is one
    line; `sections` come in the order in which they are to be read; `thread` is a link or "";
    `assignee` is who gets it, as the system names a person or a group, "" for nobody yet.
    """

    title: str
    severity: Severity
    summary: str
    sections: tuple[Section, ...]
    account: str
    budget: str
    code: str
    resource: str
    arns: tuple[str, ...]
    region: str
    dedup: str
    cause: str = ""
    thread: str = ""
    cause_id: str = ""
    assignee: str = ""

    def head(self) -> str:
        """The summary and the link to the thread, as Markdown."""
        thread = f"[The conversation in Slack]({self.thread})" if self.thread else ""
        return "\n\n".join(part for part in (escaped(self.summary), thread) if part)

    def markdown(self) -> str:
        """The whole ticket, for a system that takes any length."""
        return "\n\n".join((self.head(), *(section.markdown() for section in self.sections)))


def draft(
    report: Report,
    plan: Plan | CannotPlan | None = None,
    *,
    owners: tuple[Owner, ...] = (),
    thread: str = "",
    note: str = "",
) -> Draft:
    """The draft for a checked budget.

    Args:
        report: the check's answer.
        plan: the fix that was worked out, why none could be, or None where none was asked for.
        owners: what the tags of the topic and the key say; where a stack or Terraform owns one,
            its snippet comes before the difference.
        thread: the link to the Slack thread.
        note: what the person typed, if anything.

    """
    first = leading(report)
    topic = _topic(report, plan, first)
    resource = first.resource if first else topic
    code = first.code if first else ""
    written = plan.resources if isinstance(plan, Plan) else ()
    arns = tuple(dict.fromkeys(a for a in (resource, *written, topic) if parse_arn(a)))
    found = parse_arn(topic)
    return Draft(
        title=_title(report, code),
        severity=_SEVERITIES[report.verdict],
        summary=_summary(report),
        sections=(*_note(note), *diagnosis(report), *remedy(report, plan, owners), _proof(report)),
        account=report.account,
        budget=report.reference,
        code=code,
        resource=resource,
        arns=arns,
        region=found.region if found else "",
        dedup=fault_id(report, topic),
        cause=summary(code, report.sender) if code else "",
        thread=thread if _is_link(thread) else "",
        cause_id=cause_id(report, topic),
    )


def _title(report: Report, code: str) -> str:
    what = capital(report.sender.message)
    title = f"{what} {_TITLES[report.verdict]}: {_name(report)}"
    whole = f"{title} ({summary(code, report.sender)})" if code else title
    return clipped(whole, _TITLE)


def _summary(report: Report) -> str:
    account = f"in account {report.account}" if report.account else "in an account not known"
    sender = report.sender
    return (
        f"{report.verdict.value}: {verdict_line(report.verdict)} {sender.title}, {sender.subject} "
        f'"{_name(report)}" {account}, checked {report.checked_at:%Y-%m-%d %H:%M} UTC '
        "by budget-check."
    )


def _name(report: Report) -> str:
    return clipped(one_line(report.budget), _NAME)


def _topic(report: Report, plan: Plan | CannotPlan | None, first: Finding | None) -> str:
    """The plan's topic, else that of the path which the leading finding is on, else any."""
    on_it = (p.topic for p in report.paths if first in p.findings or not first)
    named = (plan.topic if isinstance(plan, Plan) else "", *on_it, *(p.topic for p in report.paths))
    return next((topic for topic in named if topic and parse_arn(topic)), "")


def _note(note: str) -> tuple[Section, ...]:
    return (Section("note", "From who opened this", note),) if note.strip() else ()


def _proof(report: Report) -> Section:
    return Section(
        "proof", words.PROOF_TITLE, words.PROOF.format(budget=one_line(report.reference))
    )


def _is_link(text: str) -> bool:
    return (
        text.startswith(("https://", "http://"))
        and len(text) <= _LINK
        and text.isprintable()
        and not set(text) & set(" ()<>\\")
    )
