"""What to do: who owns the resource, the statement, the difference, the roll-back, snippets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.arns import parse_arn
from bot.core.findings import Report
from bot.core.owners import Owner
from bot.core.plan import NEW_KEY, CannotPlan, Plan
from bot.core.ticket.difference import difference, pretty
from bot.core.ticket.section import Section

_HOLDER = (
    f"{NEW_KEY} stands for the ARN of the key that the first step makes.",
    "Take the ARN that AWS answers with.",
)


@dataclass(frozen=True, slots=True)
class Snippet:
    """The change for a tool: `tool` as people write it ("Terraform"), `text` to paste.

    `language` is what a code block calls it ("hcl", "yaml").
    """

    tool: str
    language: str
    text: str


def remedy(
    report: Report,
    plan: Plan | CannotPlan | None,
    snippets: tuple[Snippet, ...],
    owners: tuple[Owner, ...],
) -> Iterator[Section]:
    """The sections of the change. Where a stack or Terraform owns a resource its patch leads."""
    patches = tuple(_patch(snippet) for snippet in _owners_first(snippets, owners))
    if owners:
        says = tuple(dict.fromkeys(owner.says(_kind(owner)) for owner in owners))
        yield Section("owner", "Who owns it", points=says)
        yield from patches
    yield from _change(report, plan)
    if not owners:
        yield from patches


def _change(report: Report, plan: Plan | CannotPlan | None) -> Iterator[Section]:
    if isinstance(plan, Plan):
        yield from _planned(plan)
        return
    if isinstance(plan, CannotPlan):
        yield Section("cannot", "Why budget-check does not mend this itself", plan.why)
    if report.fixes:
        titles = tuple(fix.title for fix in report.fixes)
        yield Section("fixes", "What would mend it, the best first", points=titles)


def _planned(plan: Plan) -> Iterator[Section]:
    if plan.statement:
        where = f"Into the policy of {plan.resource}. The other statements stay as they are."
        yield _code("statement", "The statement", where, pretty(plan.statement), "json")
    diff = "\n".join(difference(write) for write in plan.writes)
    holder = " ".join(_HOLDER) if NEW_KEY in diff else ""
    steps = ", then ".join(dict.fromkeys(write.action for write in plan.writes))
    says = f"{plan.title}: {steps}. {holder}"
    yield _code("difference", "The exact difference", says, diff, "diff")
    effects = (*plan.impact, f"Cost: {plan.cost}", f"Compliance: {plan.compliance}")
    yield Section("impact", "What else it touches", points=effects)
    yield Section("undo", "Roll-back", plan.undo)


def _code(id: str, title: str, says: str, code: str, language: str) -> Section:
    return Section(id, title, says, code=code, language=language)


def _patch(snippet: Snippet) -> Section:
    return _code(snippet.tool.lower(), snippet.tool, "", snippet.text, snippet.language)


def _owners_first(snippets: tuple[Snippet, ...], owners: tuple[Owner, ...]) -> list[Snippet]:
    tools = {"Terraform" if owner.tool == "OpenTofu" else owner.tool for owner in owners}
    return sorted(snippets, key=lambda snippet: snippet.tool not in tools)


def _kind(owner: Owner) -> str:
    arn = parse_arn(owner.resource)
    return {"sns": "topic", "kms": "key"}.get(arn.service if arn else "", "resource")
