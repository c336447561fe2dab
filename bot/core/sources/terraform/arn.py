"""How our statement names the topic."""

from __future__ import annotations

from collections.abc import Set

from bot.core.sources.hcl import Expression, Quoted, Reference, Tuple
from bot.core.sources.terraform.alone import refused
from bot.core.sources.terraform.policies import Holder
from bot.core.sources.terraform.values import followed
from bot.core.sources.wanted import Wanted
from bot.core.texts import sources as texts


def topic_arn(holder: Holder, wanted: Wanted, known: Set[Expression | None]) -> str:
    """The expression for its Resource, "" for the text that the plan has.

    It is the one by which all other statements (`known`) name the topic, or that of the block which
    holds the policy: a file that is deployed twice then names each one's own. Raises
    CannotEditError where the ARN as it is would be wrong in other deployments.
    """
    if wanted.on_key:
        return ""
    own = _by_others(holder, known) or _of(holder, holder.found.value("arn"))
    if not own:
        refuse_literal(holder, wanted)
    return own


def refuse_literal(holder: Holder, wanted: Wanted) -> None:
    """Raises CannotEditError where the topic has another name in each deployment."""
    if not (wanted.on_key or holder.certain):
        raise refused(holder.found, texts.LITERAL_ARN)


def _by_others(holder: Holder, known: Set[Expression | None]) -> str:
    made = {_name(holder, one) if one is not None else "" for one in known}
    return made.pop() if len(made) == 1 else ""


def _of(holder: Holder, own: Expression | None) -> str:
    if isinstance(own, Quoted) and not (holder.topic or holder.certain):
        return own.words[0]  # as the policy itself says whose it is
    return _name(holder, followed(holder.module, own)) if own is not None else ""


def _name(holder: Holder, expression: Expression) -> str:
    """The expression, where it is this topic's ARN and no list."""
    inner = expression
    if isinstance(inner, Tuple) and len(inner.items) == 1:
        inner = inner.items[0]
    if not isinstance(inner, Reference) or {"*", "count", "each"} & set(inner.words):
        return ""
    named = holder.module.named(inner.path)
    is_arn = inner.path[-1] in {"arn", "id"}
    same = named is not None and named.address == holder.topic
    return "".join(inner.words) if same and is_arn else ""
