"""What a pull request says: its title, and its text, from the draft of the fault's ticket."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.core.plan import Plan
from bot.core.sources import Edit
from bot.core.texts import pull_request as words
from bot.core.texts.change import fix_words
from bot.core.tickets import Draft, Limit, Section, described
from bot.core.tickets.section import clipped, one_line

_TITLE = 200
"""GitHub takes 256 characters."""
_BODY = Limit(60_000)
"""GitHub takes 65,536 characters."""
_LEFT_OUT = "Left out, for it is too long: {}."
_FIRST = ("note", "finding", "evidence")
_OURS = frozenset({"owner", "statement", "difference", "undo", "terraform", "cloudformation"})
"""Sections of a ticket that the change itself, or a section of ours, says better."""


def title_of(plan: Plan) -> str:
    """What it does, in the words of the preview of the fix."""
    known = fix_words(plan.fix)
    topic = plan.topic.rpartition(":")[2]
    act = known.heading.format(topic=topic, sender=plan.sender) if known else plan.title
    return clipped(one_line(words.TITLE.format(act=act, budget=plan.called)), _TITLE)


def body_of(draft: Draft, plan: Plan, edit: Edit) -> str:
    """The text, as Markdown: what is wrong, what this changes, what else it touches, the way back,
    how to prove it.
    """
    sections = tuple(_sections(draft, plan, edit))
    return described(replace(draft, sections=sections), _BODY, _LEFT_OUT).text


def _sections(draft: Draft, plan: Plan, edit: Edit) -> Iterator[Section]:
    yield from (one for one in draft.sections if one.id in _FIRST)
    yield from _change(plan, edit)
    yield from (one for one in draft.sections if one.id == "impact")
    yield Section("back", words.BODY_BACK, words.BODY_BACK_SAYS)
    checks = words.BODY_CHECK.format(name=plan.budget)
    proof = (words.BODY_DEPLOY, checks, words.BODY_REAL)
    yield Section("proof", words.BODY_PROOF, points=proof)
    said = {*_FIRST, *_OURS, "impact", "proof", "back"}
    yield from (one for one in draft.sections if one.id not in said)


def _change(plan: Plan, edit: Edit) -> Iterator[Section]:
    for n, part in enumerate(plan.each):
        says = words.BODY_SAYS.format(path=edit.path, resource=part.writes[0].resource)
        yield Section(
            "statement" if n == 0 else f"statement-{n}",
            words.BODY_WHAT if n == 0 else words.BODY_STATEMENT,
            says,
            code=part.statement,
            language="json",
        )
