"""A change as a plain page."""

from __future__ import annotations

from playground.tickets.html import page
from playground.tickets.servicenow.model import Change

TEXTS = (
    "description",
    "justification",
    "implementation_plan",
    "backout_plan",
    "test_plan",
    "risk_impact_analysis",
    "close_notes",
)


def change(one: Change) -> str:
    """Its page."""
    title = f"{one.number} {one.fields.get('short_description', '')}"
    facts = (
        ("Type", one.type),
        ("State", one.state.shown),
        ("Approval", one.approval.shown),
        ("Correlation", one.fields.get("correlation_id", "")),
    )
    written = [(_title(name), one.fields.get(name, "")) for name in TEXTS]
    return page(title, facts, [*written, *(("Work note", note) for note in one.notes)])


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()
