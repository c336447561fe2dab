"""Does an endpoint's policy let SNS deliver, and if not, which part of it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.accounts.regions import is_opt_in
from bot.core.arns import parse_arn
from bot.core.checks._denial import amendments, denied
from bot.core.checks._ruling import beyond, deciders, suspicions, turning, undecidable
from bot.core.findings import Amendment
from bot.core.model.topic import Topic
from bot.core.policy.access import Ruling, rule
from bot.core.policy.decision import Effect, Request
from bot.core.policy.documents import statements
from bot.core.senders import SNS
from bot.core.subscriptions.delivery import delivery_requests, mistaken_deliverers, requests_as
from bot.core.texts.words import listed, small

CALLER = replace(SNS, title="SNS")
"""In a sentence it goes by its short name."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What SNS asks of `resource` for a topic: an endpoint, or the key that it is encrypted with.

    `title` is what the policy is called, `does` what SNS asks for: "The queue's policy", "deliver".
    """

    topic: Topic
    resource: str
    action: str
    title: str
    does: str
    now: datetime

    @property
    def there(self) -> str:
        """The Region of the endpoint."""
        arn = parse_arn(self.resource)
        return arn.region if arn else self.topic.region

    def requests(self) -> list[Request]:
        """The call, once for each principal that SNS may use."""
        return delivery_requests(self.topic, self.resource, self.action, self.now)

    def mistaken(self) -> list[Request]:
        """The call by those principals that SNS does not use here."""
        names = mistaken_deliverers(self.topic, self.resource)
        return requests_as(names, self.topic, self.resource, self.action, self.now)


@dataclass(frozen=True, slots=True)
class DeliveryAnswer:
    """What the policy answers. `why` is a clause: who decided, or what it turns on.

    `principal` is the one to let in. Where no statement allows it, `instead` is another name of SNS
    that is let in in its place, `mistakes` say what is wrong with statements that mean SNS, and
    `near` why others that come near do not cover it. Where it is denied or cannot be told,
    `mistakes` begin with the whole reason, and `amendments` are the Denys as they should read.
    """

    effect: Effect
    why: str
    principal: str = ""
    instead: str = ""
    mistakes: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    amendments: tuple[Amendment, ...] = ()

    @property
    def evidence(self) -> tuple[str, ...]:
        """What is left to say of the statements once `refused` is said."""
        return (*self.mistakes[1:], *self.near)


def answer(
    documents: Sequence[str], asked: Delivery, requests: Sequence[Request] = ()
) -> DeliveryAnswer:
    """The answer to all of the requests, by default the delivery's own.

    UNKNOWN where AWS documents no principal, or contradicts itself and one of them is let in.
    """
    rulings = [rule(documents, request) for request in requests or asked.requests()]
    if not rulings:
        return DeliveryAnswer(Effect.UNKNOWN, _UNDOCUMENTED)
    if len(rulings) > 1 and any(r.effect in _MAYBE for r in rulings):
        return DeliveryAnswer(Effect.UNKNOWN, _contradiction(rulings, asked))
    return _one(documents, asked, rulings[0])


_UNDOCUMENTED = "AWS does not document the principal of SNS in this partition"
_MAYBE = (Effect.ALLOW, Effect.UNKNOWN)


def _contradiction(rulings: Sequence[Ruling], asked: Delivery) -> str:
    allowed = listed([r.request.service for r in rulings if r.effect is Effect.ALLOW])
    return (
        f"it lets in {allowed or 'perhaps SNS'}, but for a delivery from {asked.topic.region} to a "
        f"function in {asked.there}, a Region that had to be switched on, AWS's pages contradict "
        "each other (one names a principal, another calls it unsupported); a function in "
        f"{asked.topic.region} would be certain"
    )


def _one(documents: Sequence[str], asked: Delivery, ruling: Ruling) -> DeliveryAnswer:
    who = ruling.request.service
    if ruling.effect is Effect.ALLOW:
        return DeliveryAnswer(ruling.effect, f"{deciders(ruling)} allows it", who)
    if ruling.effect is Effect.IMPLICIT_DENY:
        return _silent(documents, asked, ruling)
    denies = ruling.effect is Effect.DENY
    says, more = (_denied if denies else _undecided)(documents, asked, ruling)
    why = f"{deciders(ruling)} denies it" if denies else _turning(ruling)
    amended = amendments(documents, [ruling.request], asked.resource)
    return DeliveryAnswer(ruling.effect, why, who, mistakes=(says,), near=more, amendments=amended)


FindingText = tuple[str, tuple[str, ...]]
"""A sentence and its evidence."""


def _denied(documents: Sequence[str], asked: Delivery, ruling: Ruling) -> FindingText:
    return denied(documents, [ruling.request], asked.title, asked.does, CALLER.title)


def _undecided(documents: Sequence[str], asked: Delivery, ruling: Ruling) -> FindingText:
    says = undecidable(ruling, small(asked.title), asked.does, documents, CALLER)
    return says, beyond(says, suspicions(ruling, documents).meant)


def _turning(ruling: Ruling) -> str:
    return small(ruling.problem).rstrip(".") if ruling.problem else turning(ruling)


def _silent(documents: Sequence[str], asked: Delivery, ruling: Ruling) -> DeliveryAnswer:
    others = (rule(documents, request) for request in asked.mistaken())
    found = suspicions(ruling, documents)
    return DeliveryAnswer(
        ruling.effect,
        "no statement allows it",
        ruling.request.service,
        next((o.request.service for o in others if o.effect is Effect.ALLOW), ""),
        _with_hint(found.meant, documents, asked.topic),
        found.near,
    )


def _with_hint(meant: tuple[str, ...], documents: Sequence[str], topic: Topic) -> tuple[str, ...]:
    if not _names_a_subscription(documents, topic):
        return meant
    hint = (
        "A condition holds the ARN of a subscription, and SNS sends the topic's as aws:SourceArn: "
        f"{topic.arn}."
    )
    return (f"{meant[0]} {hint}", *meant[1:]) if meant else (hint,)


def _names_a_subscription(documents: Sequence[str], topic: Topic) -> bool:
    """Whether a condition holds the topic's ARN with more behind it (hashicorp/terraform#2885)."""
    return any(
        isinstance(value, str) and value.startswith(f"{topic.arn}:")
        for document in documents
        for statement in statements(document)
        for value in _values(statement.get("Condition"))
    )


def _values(condition: object) -> Iterator[object]:
    """Every value of a Condition, whatever its operator and key; nothing of a misshapen one."""
    operators = condition.values() if isinstance(condition, dict) else ()
    for tests in operators:
        for values in tests.values() if isinstance(tests, dict) else ():
            yield from values if isinstance(values, list) else (values,)


def refused(asked: Delivery, found: DeliveryAnswer, cure: str) -> str:
    """Why the policy refuses SNS, and the cure. A Deny is not cured by a further statement."""
    if found.effect is Effect.DENY:
        return found.mistakes[0]
    says = f"{asked.title} does not let SNS {asked.does} for this topic"
    why = f"{says}. {found.mistakes[0]}" if found.mistakes else f"{says} ({found.why})."
    return f"{why} {cure}"


def other_name(asked: Delivery, found: DeliveryAnswer) -> str:
    """That the policy lets SNS in under a name that it does not deliver as here."""
    return (
        f"{asked.title} lets {found.instead} {asked.does}, but {_travel(asked, found)} Let "
        f"{found.principal} in; until then the alert is dropped."
    )


def _travel(asked: Delivery, found: DeliveryAnswer) -> str:
    here, there = asked.topic.region, asked.there
    if here == there:
        return f"within one Region SNS calls as {found.principal}."
    return (
        f"from {here} to {there} SNS calls as {found.principal}, because "
        f"{there if is_opt_in(there) else here} is a Region that had to be switched on."
    )


def untold(asked: Delivery, found: DeliveryAnswer) -> str:
    """That it cannot be told, and why."""
    if found.mistakes:
        return found.mistakes[0]
    return f"Whether {small(asked.title)} lets SNS {asked.does} cannot be told: {found.why}."
