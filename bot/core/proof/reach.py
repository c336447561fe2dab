"""Whom a real message would reach on a topic, and who of them may act on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.model.read import ReadFailed
from bot.core.model.subscription import Subscription
from bot.core.subscriptions.subscription import is_chatbot, title

_MAILS = ("email", "email-json")


@dataclass(frozen=True, slots=True)
class Reach:
    """`reached` are the subscriptions that get it, `mails` those of them that are addresses,
    `acts` those that may act on it, `filtered` those whose filter may drop it, `pending` those that
    get nothing, for nobody confirmed them.
    """

    reached: tuple[str, ...]
    mails: tuple[str, ...]
    acts: tuple[str, ...]
    filtered: tuple[str, ...]
    pending: tuple[str, ...]


def reach(subscriptions: Iterable[Subscription], mine: Subscription | None = None) -> Reach:
    """Whom it reaches; `mine` is budget-check's own subscription, which acts on nothing."""
    every = tuple(subscriptions)
    reached = [s for s in every if not s.pending]
    return Reach(
        tuple(f"budget-check itself ({title(s)})" if s is mine else title(s) for s in reached),
        tuple(s.endpoint for s in reached if s.protocol in _MAILS),
        tuple(title(s) for s in reached if s is not mine and _may_act(s)),
        tuple(title(s) for s in reached if _filters(s)),
        tuple(title(s) for s in every if s.pending),
    )


def _filters(subscription: Subscription) -> bool:
    """Also where its attributes could not be read: then nobody knows."""
    known = subscription.attributes
    return isinstance(known, ReadFailed) or known.filter_policy is not None


def _may_act(subscription: Subscription) -> bool:
    """A function, a queue, a web hook: some shut systems down on an alert. A text message costs."""
    return subscription.protocol not in _MAILS and not is_chatbot(subscription)
