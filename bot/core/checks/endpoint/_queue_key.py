"""What keeps SNS from using a queue's own key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.core.arns import parse_arn
from bot.core.checks._keys import WORKING, is_aws_managed
from bot.core.checks.endpoint._delivery import (
    Delivery,
    DeliveryAnswer,
    answer,
    other_name,
    refused,
    untold,
)
from bot.core.findings import Amendment
from bot.core.model.endpoint import Queue
from bot.core.model.key import AnyKey, Grant, Key
from bot.core.model.path import Path
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.topic import Topic
from bot.core.policy.decision import Effect, Request
from bot.core.senders import KEY_ACTIONS, SNS
from bot.core.subscriptions.delivery import deliverers

BROKEN = "endpoint.queue-key"
OPT_IN = "endpoint.opt-in-principal"
UNDECIDABLE = "endpoint.policy-undecidable"
UNPROVEN = "endpoint.queue-key-unproven"


@dataclass(frozen=True, slots=True)
class KeyTrouble:
    """A code, and why SNS cannot use the key or why that cannot be told.

    `key` is the key's ARN where the finding is about its policy rather than the queue, and
    `amendments` are its Denys as they should read.
    """

    code: str
    says: str
    evidence: tuple[str, ...] = ()
    key: str = ""
    amendments: tuple[Amendment, ...] = ()


Trouble = KeyTrouble | ReadFailed


def trouble(queue: Queue, topic: Topic, path: Path) -> Trouble | None:
    """What is wrong with the queue's key; None where SNS can use it."""
    key, owner = queue.key, _owner(queue)
    if is_aws_managed(key):
        return KeyTrouble(BROKEN, _AWS_MANAGED.format(queue.key_reference))
    if isinstance(key, Key) and key.state not in WORKING:
        return KeyTrouble(BROKEN, _DEAD.format(key.state))
    if key is not None and owner != path.account:
        who = next(iter(deliverers(topic, queue.arn)), "SNS")
        return KeyTrouble(UNDECIDABLE, _FOREIGN.format(owner, who))
    return _own(key, queue.key_reference or "", topic, path)


def _own(key: AnyKey | None, reference: str, topic: Topic, path: Path) -> Trouble | None:
    """The same of a key of the account that is read here."""
    match key:
        case Key(policies=ReadFailed() as unread) | (ReadFailed() as unread):
            return unread
        case Key():
            return _policy(key, topic, path)
        case NotFound():
            return KeyTrouble(BROKEN, _MISSING.format(reference))
    return KeyTrouble("endpoint.unreadable", "The queue's key was not read. Check again.")


_AWS_MANAGED = (
    "The queue is encrypted with {}, whose policy AWS fixed and which does not let SNS in. The "
    "queue needs a customer managed key, or SSE-SQS."
)
_DEAD = "The queue's key is in the state {}, so SNS cannot use it."
_MISSING = "The queue is encrypted with {}, and KMS knows no such key."
_FOREIGN = (
    "The queue's key belongs to account {}, which alone can read its policy. Ask its owner whether "
    "it lets {} in."
)


def _owner(queue: Queue) -> str:
    """The account of the key: of the key itself, of its ARN, or that of the queue."""
    if isinstance(queue.key, Key):
        return queue.key.account
    named = parse_arn(queue.key_reference or "") or parse_arn(queue.arn)
    return named.account if named else ""


def _policy(key: Key, topic: Topic, path: Path) -> Trouble | None:
    documents = () if isinstance(key.policies, ReadFailed) else key.policies
    unproven: Trouble | None = None
    for action in KEY_ACTIONS:
        does = f"call {action}"
        title = "The policy of the queue's key"
        asked = Delivery(topic, key.arn, action, title, does, path.now)
        found = answer(documents, asked)
        reason = _refused(key, asked, found) or _unsettled(documents, asked, found)
        if isinstance(reason, ReadFailed) or (reason and reason.code != UNPROVEN):
            return reason
        unproven = unproven or reason
    return unproven


def _refused(key: Key, asked: Delivery, found: DeliveryAnswer) -> Trouble | None:
    if found.effect not in (Effect.DENY, Effect.IMPLICIT_DENY):
        return None
    if found.effect is Effect.IMPLICIT_DENY:
        if isinstance(key.grants, ReadFailed):
            return key.grants
        if _granted(key.grants, found.principal):
            says = f"Whether the queue's key lets SNS {asked.does} cannot be told: "
            return KeyTrouble(UNDECIDABLE, f"{says}{found.why}, and a grant may.")
    if found.instead:
        return KeyTrouble(OPT_IN, other_name(asked, found), key=key.arn)
    cure = f"Allow {found.principal} {' and '.join(KEY_ACTIONS)} on {key.arn}."
    says = refused(asked, found, cure)
    return KeyTrouble(BROKEN, says, found.evidence, amendments=found.amendments)


def _unsettled(
    documents: Sequence[str], asked: Delivery, found: DeliveryAnswer
) -> KeyTrouble | None:
    if found.effect is not Effect.UNKNOWN:
        return None
    as_sent = [_with_its_source(request) for request in asked.requests()]
    if answer(documents, asked, as_sent).effect is Effect.ALLOW:
        return KeyTrouble(UNPROVEN, _UNPROVEN)
    says = untold(asked, found)
    return KeyTrouble(UNDECIDABLE, says, found.evidence, amendments=found.amendments)


def _with_its_source(request: Request) -> Request:
    """The call as it is seen to be: carrying the topic and its account.

    CDK writes `ArnEquals aws:SourceArn` into such keys by default, and messages arrive
    (docs/facts.md 11a).
    """
    unknown = tuple(key for key in request.unknown if key not in SNS.key_unsure)
    return replace(request, unknown=unknown)


_UNPROVEN = (
    "The policy of the queue's key lets SNS in by a condition on aws:SourceArn or "
    "aws:SourceAccount. The value fits, and CDK writes such keys by default, but AWS does not "
    "document that SNS sends it to KMS."
)


def _granted(grants: Iterable[Grant], principal: str) -> bool:
    """True where a grant could stand in for the statement, as with the topic's key."""
    return any(grant.service == principal for grant in grants)
