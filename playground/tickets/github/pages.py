"""Issues as plain pages, by the addresses that `html_url` gives."""

from __future__ import annotations

from playground.tickets.github.model import Issue, Repository
from playground.tickets.html import page


def issue(repository: Repository, one: Issue) -> str:
    """Its page."""
    closed = f" by {one.closed_by.login}" if one.closed_by else ""
    reason = f" as {one.state_reason}" if one.state == "closed" else ""
    facts = (
        ("State", f"{one.state}{reason}{closed}"),
        ("Opened by", one.user.login),
        ("Labels", ", ".join(one.labels)),
        ("Assignees", ", ".join(each.login for each in one.assignees)),
    )
    comments = [(f"{each.user.login} commented", each.body) for each in one.comments]
    title = f"{one.title} · {repository.full_name} #{one.number}"
    return page(title, facts, [("Description", one.body or ""), *comments])
