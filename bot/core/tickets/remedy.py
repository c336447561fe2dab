"""What to do: who owns the resource, the statement, the difference, the roll-back, snippets."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.arns import parse_arn
from bot.core.findings import Report
from bot.core.owners import Owner
from bot.core.plan import NEW_KEY, CannotPlan, Plan
from bot.core.tickets.by_hand import by_hand
from bot.core.tickets.difference import difference, pretty
from bot.core.tickets.section import Section
from bot.core.tickets.snippets import Snippet, snippets

_HOLDER = f"{NEW_KEY} stands for the ARN of the key that the first step makes."


def remedy(
    report: Report,
    plan: Plan | CannotPlan | None,
    owners: tuple[Owner, ...],
) -> Iterator[Section]:
    """The sections of the change. Where a stack or Terraform owns a resource its patch leads."""
    texts = snippets(plan) if isinstance(plan, Plan) else ()
    patches = tuple(_patch(snippet) for snippet in _owners_first(texts, owners))
    said = tuple(dict.fromkeys(owner.says(_kind(owner)) for owner in owners))
    if said:
        yield Section("owner", "Who owns it", points=said)
    owned = any(owner.tool for owner in owners)
    change = (*_change(report, plan, said), *by_hand(report))
    yield from (*patches, *change) if owned else (*change, *patches)


def _change(
    report: Report, plan: Plan | CannotPlan | None, said: tuple[str, ...]
) -> Iterator[Section]:
    if isinstance(plan, Plan):
        yield from planned(plan, said)
        return
    if isinstance(plan, CannotPlan):
        yield Section("cannot", "Why budget-check does not mend this itself", plan.why)
    if report.fixes:
        titles = tuple(fix.title for fix in report.fixes)
        yield Section("fixes", "What would mend it, the best first", points=titles)


def planned(plan: Plan, said: tuple[str, ...] = ()) -> Iterator[Section]:
    """Its statement, the exact difference, its effects and the way back.

    `said` are the sentences about the owners, which a plan's impact has as well.
    """
    if plan.statement:
        yield _code("statement", "The statement", _where(plan), pretty(plan.statement), "json")
    diff = "\n".join(difference(write) for write in plan.writes)
    steps = ", then ".join(dict.fromkeys(write.action for write in plan.writes))
    says = f"{plan.title}. Calls to AWS: {steps}. {_HOLDER if NEW_KEY in diff else ''}"
    yield _code("difference", "The exact difference", says, diff, "diff")
    effects = [sentence for sentence in plan.touches if sentence not in said]
    costs = (f"Cost: {plan.cost}", f"Compliance: {plan.compliance}")
    yield Section("impact", "What else it touches", points=(*effects, *costs))
    yield Section("undo", "Roll-back", plan.undo)


def _where(plan: Plan) -> str:
    written = (write.resource for write in plan.writes if write.attribute == "Policy")
    resource = next(written, plan.resource)
    if NEW_KEY in resource:
        return "In the policy of the new key, beside the others that it needs."
    way = "Into" if plan.clears else "Out of"  # what takes a change back clears nothing
    return f"{way} the policy of {resource}. The other statements stay as they are."


def _code(id: str, title: str, says: str, code: str, language: str) -> Section:
    return Section(id, title, says, code=code, language=language)


def _patch(snippet: Snippet) -> Section:
    return _code(snippet.tool.lower(), snippet.tool, "", snippet.text, snippet.language)


def _owners_first(texts: tuple[Snippet, ...], owners: tuple[Owner, ...]) -> list[Snippet]:
    tools = {owner.tool for owner in owners}  # what is in no snippet (OpenTofu) reads Terraform
    return sorted(texts, key=lambda snippet: snippet.tool not in tools)


def _kind(owner: Owner) -> str:
    arn = parse_arn(owner.resource)
    return {"sns": "topic", "kms": "key"}.get(arn.service if arn else "", "resource")
