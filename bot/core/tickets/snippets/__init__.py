"""The same change as Terraform and CloudFormation text, for tickets.

Where a stack or Terraform owns the resource, a change made beside it lives until the next
deployment: the ticket carries what has to go into the source.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.core.plan import Plan
from bot.core.tickets.snippets.cloudformation import cloudformation
from bot.core.tickets.snippets.terraform import terraform

__all__ = ["Snippet", "snippets"]


@dataclass(frozen=True, slots=True)
class Snippet:
    """One text. `language` is what a code block calls it."""

    tool: str
    language: str
    text: str


def snippets(plan: Plan) -> tuple[Snippet, ...]:
    """The plan for each tool; none for what no tool keeps (a confirmation sent again)."""
    texts = (
        Snippet("Terraform", "hcl", _each(terraform, plan)),
        Snippet("CloudFormation", "yaml", _each(cloudformation, plan)),
    )
    return tuple(snippet for snippet in texts if snippet.text)


def _each(of: Callable[[Plan], str], plan: Plan) -> str:
    """One text behind the other, where one change mends several faults."""
    return "\n\n".join(text for text in map(of, plan.each) if text)
