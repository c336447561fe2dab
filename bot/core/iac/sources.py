"""Who publishes under a name that AWS will make up: patterns of policies may mean it or not."""

from __future__ import annotations

from bot.core.iac.declared import Declaration, DeclaredBudget, DeclaredSubject


def made_sources(declaration: Declaration) -> tuple[str, ...]:
    """The ARNs of such budgets and other senders."""
    where = declaration.identities
    found = [one.arn for one in declaration.declared if isinstance(one, DeclaredSubject)]
    budgets = (one.name for one in declaration.declared if isinstance(one, DeclaredBudget))
    found += [where.arn("budgets", f"budget/{name}", region="") for name in budgets]
    return tuple(filter(where.is_made, found))
