"""Would an AWS service's publish reach the topic? The playground's own answer, by possible worlds.

It imports nothing of `bot` and thinks in another way, so that a wrong evaluator there cannot agree
with itself. Rules: docs/facts.md 1.1, 2.5, 3, 4 and 13. The judge knows few constructs on purpose;
everything else, and all that AWS documents nowhere, is a coin that may fall either way. It goes
through every world of fallen coins: if all of them agree, that is the answer, if not, it says
"cannot judge" and names the coins.

Runs under Python 3.11 with the standard library alone, inside the embedded AWS.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from playground.aws.delivery_rules.document import read
from playground.aws.delivery_rules.patterns import arn_like
from playground.aws.delivery_rules.request import Call
from playground.aws.delivery_rules.sender import Sender
from playground.aws.delivery_rules.situation import (
    SILENCE,
    Assumptions,
    Grant,
    Hop,
    Judgement,
    Key,
    Outcome,
    Situation,
)
from playground.aws.delivery_rules.statement import MalformedError, Statement
from playground.aws.delivery_rules.worlds import Coin, TooManyWorldsError, World, answers

__all__ = ["Assumptions", "Grant", "Judgement", "Key", "Outcome", "Sender", "Situation", "judge"]

WORKING = ("Enabled", "Updating")
DEAD = (
    "Disabled",
    "PendingDeletion",
    "PendingReplicaDeletion",
    "PendingImport",
    "Creating",
    "Unavailable",
)
KMS_ACTIONS = ("kms:GenerateDataKey", "kms:Decrypt")
GRANT = "whether a KMS grant alone is enough"


def judge(situation: Situation) -> Judgement:
    """Whether the publish of `situation` reaches its topic, is refused, or cannot be told."""
    if refusal := _topic_cannot(situation):
        return Judgement("refused", refusal, "topic")
    by_topic = _asked("topic", lambda world: _stopped_by_topic(situation, world))
    if situation.key is None or by_topic.outcome == "refused":
        return by_topic
    # Behind the topic's statements: SNS asks KMS only about what the topic has let in.
    if refusal := _key_cannot(situation):
        return Judgement("refused", refusal, "key")
    both = _asked("key", lambda world: _stopped_by(situation, world))
    # What the topic leaves open the key can settle, and then the key is what stops it.
    open_at_topic = by_topic.hop and both.outcome != "refused"
    return replace(both, hop=by_topic.hop) if open_at_topic else both


def _asked(hop: Hop, question: Callable[[World], str]) -> Judgement:
    try:
        worlds = list(answers(question))
    except MalformedError as error:
        return Judgement("cannot judge", str(error), hop)
    except TooManyWorldsError:
        too_many = "it turns on too many things that AWS does not document"
        return Judgement("cannot judge", too_many, hop)
    return _agreed(hop, worlds)


def _agreed(hop: Hop, worlds: list[tuple[World, str]]) -> Judgement:
    refusals = [why for _, why in worlds if why]
    if not refusals:
        return Judgement("delivers", "every statement that counts lets it through")
    if len(refusals) == len(worlds):
        return Judgement("refused", refusals[-1], hop)
    coins = sorted({name for world, _ in worlds for name in world.lies})
    return Judgement("cannot judge", "it turns on: " + "; ".join(coins), hop)


def _topic_cannot(situation: Situation) -> str:
    """Why the topic takes nothing of this sender whatever its policy says; empty if it may."""
    arn, sender = situation.topic_arn, situation.sender
    if situation.topic_policy is None:
        return f"there is no topic {arn}"
    if arn.split(":")[4] != situation.account and not sender.to_others:
        return f"{arn} belongs to another account, which {sender.name} does not support"
    if _elsewhere(situation.source_arn, arn) and not sender.to_regions:
        return f"{arn} is in another Region, which {sender.name} does not support"
    return f"{arn} is a FIFO topic" if arn.endswith(".fifo") else ""


def _key_cannot(situation: Situation) -> str:
    """Why the key encrypts nothing for Budgets whatever its policy says; empty if it may."""
    key = situation.key
    if key is None:
        return ""
    sender = situation.sender
    if not sender.encrypted:
        return f"{sender.name} does not support encrypted topics"
    troubles = {
        "does not exist": not key.exists,
        "is not in the topic's Region": _elsewhere(key.arn, situation.topic_arn),
        "is managed by AWS: its policy lets no service of this kind in": key.manager == "AWS",
        f"is {key.state}": key.state in DEAD,
        f"is a {key.spec} key, SNS needs a symmetric one": key.spec != "SYMMETRIC_DEFAULT",
        f"is for {key.usage}": key.usage != "ENCRYPT_DECRYPT",
    }
    return next((f"{key.arn} {text}" for text, holds in troubles.items() if holds), "")


def _elsewhere(key_arn: str, topic_arn: str) -> bool:
    """True if the two ARNs name different Regions; a key may be known by an alias alone."""
    key, topic = key_arn.split(":"), topic_arn.split(":")
    return len(key) > 3 and key[3] != topic[3]


def _stopped_by(situation: Situation, world: World) -> str:
    """What refuses the publish in `world`; empty where it passes."""
    refusal = _stopped_by_topic(situation, world)
    if refusal or situation.key is None:
        return refusal
    return _stopped_by_key(situation, situation.key, world)


def _stopped_by_topic(situation: Situation, world: World) -> str:
    publish = Call("sns", "sns:Publish", situation.topic_arn, situation)
    statements = read(situation.topic_policy or "", "the topic policy")
    return _refusal(statements, publish, world)


def _stopped_by_key(situation: Situation, key: Key, world: World) -> str:
    names = ("the key policy", *(f"key policy {n}" for n in range(2, len(key.policies) + 1)))
    texts = zip(key.policies, names, strict=False)
    statements = tuple(s for text, name in texts for s in read(text, name))
    if key.state not in WORKING and not world.toss(Coin(f"a key that is {key.state}")):
        return f"{key.arn} is {key.state}"
    for action in KMS_ACTIONS:
        call = Call("kms", action, key.arn, situation)
        refusal = _refusal(statements, call, world)
        if refusal and not (refusal.startswith(SILENCE) and _granted(key, call, world)):
            return refusal
    return ""


def _refusal(statements: tuple[Statement, ...], call: Call, world: World) -> str:
    """What refuses `call`: a Deny first, then the lack of an Allow; empty where it passes."""
    for statement in statements:
        if statement.denies and statement.matches(call, world):
            return f"{statement.name} denies {call.action}"
    if any(not s.denies and s.matches(call, world) for s in statements):
        return ""
    return f"{SILENCE} {call.situation.sender.service} do {call.action}"


def _granted(key: Key, call: Call, world: World) -> bool:
    operation = call.action.removeprefix("kms:")
    if not any(_fits(grant, operation, call.situation) for grant in key.grants):
        return False
    assumed = call.situation.assumptions.grant
    return world.toss(Coin(GRANT)) if assumed is None else assumed


def _fits(grant: Grant, operation: str, situation: Situation) -> bool:
    named = grant.service == situation.sender.service and operation in grant.operations
    arn = grant.source_arn
    return named and (arn is None or arn_like(arn, situation.source_arn) is not False)
