"""Changes as text for a terminal, in each of the forms that `fix` has."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict

from bot.cli.as_json import report_object
from bot.cli.mends import Mend
from bot.cli.output import printable
from bot.core.findings import Report, Status
from bot.core.plan import NEW_KEY, CannotPlan, Plan
from bot.core.texts.report import headline, leading, not_found
from bot.core.tickets.by_hand import by_hand
from bot.core.tickets.difference import difference
from bot.core.tickets.snippets.cloudformation import cloudformation
from bot.core.tickets.snippets.commands import commands
from bot.core.tickets.snippets.terraform import terraform

_TOOLS: Mapping[str, Callable[[Plan], str]] = {
    "terraform": lambda plan: _each(terraform, plan),
    "cloudformation": lambda plan: _each(cloudformation, plan),
    "cli": commands,
}
FORMS = (*_TOOLS, "json")
NOTHING = "Nothing has to be mended."
NO_FIX = "budget-check has no change that mends this."
BY_HAND = "There is something to do by hand: see `fix NAME` without --as."
NO_TEXT = "{tool} keeps nothing of this: see `fix NAME` without --as."
AT_ONCE = (
    "Worked out at {at}. A policy is written as a whole: what somebody changes in it after that is "
    "lost, so print this again right before you run it."
)
_HOLDER = f"{NEW_KEY} stands for the ARN of the key that the first step makes."


def changes(report: Report, made: Sequence[Mend], form: str) -> str:
    """All of them in this form, "" for people."""
    if form == "json":
        return _as_json(report, made)
    if form:
        return _as_code(report, made, form)
    return "\n".join([*_for_people(report, made), ""])


def _for_people(report: Report, made: Sequence[Mend]) -> Iterator[str]:
    first = leading(report)
    yield f"{printable(report.budget)}: {headline(report)}"
    if first:
        yield printable(first.says)
    for mend in made:
        yield ""
        yield from _mend(mend)
    if report.verdict is Status.OK and not made:
        yield NOTHING
    elif not made and not not_found(report):
        yield NO_FIX
    yield from _elsewhere(report)


def _mend(mend: Mend) -> Iterator[str]:
    if isinstance(mend.plan, CannotPlan):
        yield f"{printable(mend.topic)}: {printable(mend.plan.why)}"
        return
    plan = mend.plan
    yield f"{plan.title}  ({plan.fix})"
    yield f"  topic {printable(mend.topic)}"
    yield from (f"  - {printable(one)}" for one in plan.touches)
    yield f"  - Cost: {plan.cost}"
    yield f"  - Roll-back: {printable(plan.undo)}"
    differences = "\n".join(difference(write) for write in plan.writes)
    yield from ([f"  {_HOLDER}"] if NEW_KEY in differences else [])
    yield ""
    yield from map(printable, differences.splitlines())
    yield from (f"Or: {other.title}  ({other.id})" for other in mend.others)


def _elsewhere(report: Report) -> Iterator[str]:
    """What budget-check does not write itself."""
    for section in by_hand(report):
        yield from ("", f"{section.title}: {printable(section.says)}", "")
        yield from map(printable, section.code.splitlines())


def _as_code(report: Report, made: Sequence[Mend], form: str) -> str:
    """Nothing but what is to be pasted, with what people have to know as comments."""
    blocks = list(_code(made, form)) or ["\n".join(map(_comment, _none(report)))]
    if form == "cli" and any(isinstance(mend.plan, Plan) for mend in made):
        blocks.insert(0, _comment(AT_ONCE.format(at=f"{report.checked_at:%Y-%m-%d %H:%M} UTC")))
    blocks += [_comment(BY_HAND)] if any(by_hand(report)) else []
    return "\n\n".join(blocks) + "\n"


def _code(made: Sequence[Mend], form: str) -> Iterator[str]:
    for mend in made:
        plan = mend.plan
        if isinstance(plan, CannotPlan):
            yield _comment(f"{mend.topic}: {plan.why}")
            continue
        text = _TOOLS[form](plan)
        head = [_comment(f"{plan.title} ({plan.fix}), for {mend.topic}")]
        head += [_comment(one) for one in plan.touches]
        yield "\n".join([*head, text or _comment(NO_TEXT.format(tool=form))])


def _none(report: Report) -> Iterator[str]:
    """Why there is nothing to paste: a budget that is not there, or not read, is not hopeless."""
    if report.verdict is Status.OK:
        yield NOTHING
        return
    first = leading(report)
    yield headline(report)
    yield from [first.says] if first else []
    if not not_found(report):
        yield NO_FIX


def _comment(text: str) -> str:
    """All three languages begin one so; other people's text stays on its line."""
    return f"# {printable(text)}"


def _each(of: Callable[[Plan], str], plan: Plan) -> str:
    return "\n\n".join(text for text in map(of, plan.each) if text)


def _as_json(report: Report, made: Sequence[Mend]) -> str:
    whole = report_object(report)
    told = {name: whole[name] for name in ("budget", "account", "checked_at", "verdict")}
    suggestions = {name: whole[name] for name in ("suggestions",) if name in whole}
    changes = [_object(mend) for mend in made]
    elsewhere = [asdict(section) for section in by_hand(report)]
    everything = {**told, **suggestions, "changes": changes, "by_hand": elsewhere}
    return json.dumps(everything, indent=2, ensure_ascii=False) + "\n"


def _object(mend: Mend) -> Mapping[str, object]:
    others = [other.id for other in mend.others]
    if isinstance(mend.plan, CannotPlan):
        cannot = {"topic": mend.topic, "fix": mend.plan.fix, "cannot": mend.plan.why}
        return {**cannot, "others": others}
    plan = mend.plan
    writes = [
        {
            "action": write.action,
            "resource": write.resource,
            "attribute": write.attribute,
            "before": write.before,
            "after": write.after,
        }
        for write in plan.writes
    ]
    return {
        "topic": mend.topic,
        "fix": plan.fix,
        "title": plan.title,
        "clears": list(plan.clears),
        "writes": writes,
        "touches": list(plan.touches),
        "cost": plan.cost,
        "undo": plan.undo,
        "undoable": plan.undoable,
        "others": others,
    }
