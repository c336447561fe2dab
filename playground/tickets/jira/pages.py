"""An issue as a plain page."""

from __future__ import annotations

from playground.tickets.html import page
from playground.tickets.jira import adf
from playground.tickets.jira.model import Issue


def issue(one: Issue) -> str:
    """Its page."""
    facts = (
        ("Type", one.type.name),
        ("Status", one.status.shown),
        ("Resolution", one.resolution),
        ("Labels", ", ".join(one.labels)),
    )
    texts = [
        (field.name, adf.text_of(value) if adf.is_document(value) else "")
        for field in one.type.fields
        if (value := one.fields.get(field.id)) is not None
    ]
    comments = [("Comment", adf.text_of(comment["body"])) for comment in one.comments]
    return page(f"{one.key} {one.fields['summary']}", facts, [*texts, *comments])
