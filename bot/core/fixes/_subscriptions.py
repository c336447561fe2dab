"""One attribute of a subscription changed, and changed back."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.fixes._stale import still_before
from bot.core.fixes._subject import FixSubject
from bot.core.model.path import Path
from bot.core.model.read import ReadFailed
from bot.core.model.subscription import Subscription, SubscriptionAttributes
from bot.core.model.topic import Topic
from bot.core.plan import Plan, Write
from bot.core.policy.edit import EditError, same_value
from bot.core.simulate import judged
from bot.core.subscriptions.subscription import confirmed, title

ACTION = "sns:SetSubscriptionAttributes"


def meant(subject: FixSubject, codes: frozenset[str]) -> tuple[Subscription, ...]:
    """The confirmed subscriptions of which a check says one of these codes."""
    found = subject.findings or judged(subject.path)
    ids = {f.via for f in found if f.code in codes}
    return tuple(s for s in confirmed(subject.path) if s.id in ids)


def attribute_of(subscription: Subscription, attribute: str) -> str | None:
    """The attribute's text as SNS shows it; None where it was not read."""
    found = subscription.attributes
    if not isinstance(found, SubscriptionAttributes):
        return None
    if attribute == "RawMessageDelivery":
        return "true" if found.raw else "false"
    return found.filter_policy or ""


def written_back(done: Plan, path: Path) -> Iterable[Write]:
    """The writes of `done` turned round, each only where our value still stands.

    EditError where a subscription is gone, was changed since, or was not read.
    """
    topic = path.topic
    if isinstance(topic, Topic) and isinstance(topic.subscriptions, ReadFailed):
        raise EditError("The topic's subscriptions could not be listed. Nothing is undone.")
    there = {s.arn: s for s in confirmed(path)}
    for write in done.writes:
        subscription = there.get(write.resource)
        if subscription is None:
            raise EditError(
                f"AWS does not list the subscription {write.resource}: it is gone, or AWS does not "
                "show it just now. Nothing is undone; try again in a minute."
            )
        now = attribute_of(subscription, write.attribute)
        what = f"{write.attribute} of the subscription {title(subscription)}"
        if now is None:
            raise EditError(f"{what} could not be read. Nothing is undone; check again.")
        if not same_value(write.attribute, now, write.after):
            raise EditError(_why_other(write, now, what))
        yield Write(write.action, write.resource, write.attribute, now, write.before)


def _why_other(write: Write, now: str, what: str) -> str:
    if same_value(write.attribute, now, write.before):
        return still_before(what)
    return f"{what} is not as budget-check left it: somebody changed it since. Nothing is undone."
