"""Does the key let the sender use it?

Whoever publishes to an encrypted topic needs kms:GenerateDataKey and kms:Decrypt on the topic's
key: a service can get that from the key policy alone, or from a grant; the account's own statement
(kms:* for root) does not cover it (docs/facts.md 3.2, 4). Both calls are evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.core.checks._denial import amendments, denied
from bot.core.checks._finding import FindingFactory
from bot.core.checks._role import uses_keys
from bot.core.checks._ruling import beyond, deciders, ends, suspicions, undecidable
from bot.core.checks._statements import decisive
from bot.core.checks._unproven import Allowed, by_organization, of_an_organization
from bot.core.checks._unread import cannot_read, said
from bot.core.checks._world import undocumented
from bot.core.checks.key._access import KeyAccess, key_access
from bot.core.checks.key._evidence import key_notes
from bot.core.checks.key._key import certain, own_key
from bot.core.checks.key._refusal import refusal
from bot.core.checks.key._source import doubted, unproven
from bot.core.findings import Amendment, Finding, Status
from bot.core.model.key import Grant, Key
from bot.core.model.path import Path
from bot.core.model.read import ReadFailed
from bot.core.model.topic import Topic
from bot.core.policy.decision import Effect, Request
from bot.core.policy.expiry import later
from bot.core.senders import Sender
from bot.core.texts.words import listed

CODES = {
    "key.policy-silent": Status.BROKEN,
    "key.policy-near-miss": Status.BROKEN,
    "key.policy-partial": Status.BROKEN,
    "key.policy-denies": Status.BROKEN,
    "key.statement-without-effect": Status.BROKEN,
    "key.policy-undecidable": Status.UNKNOWN,
    "key.grant-only": Status.UNKNOWN,
    "key.unreadable": Status.UNKNOWN,
    "key.source-arn-unproven": Status.AT_RISK,
    "key.organization-unproven": Status.AT_RISK,
    "key.everyone-unproven": Status.AT_RISK,
    "key.condition-unproven": Status.AT_RISK,
    "key.policy-ends": Status.AT_RISK,
    "key.policy-allows": Status.OK,
}
finding_factory = FindingFactory(CODES)

FindingText = tuple[str, str, tuple[str, ...]]
"""A code, its sentence and its evidence."""


def check(path: Path) -> Iterator[Finding]:
    """Evaluate all policies of the key for both calls, then its grants."""
    key, topic = own_key(path), path.topic
    if key is None or not isinstance(topic, Topic) or not uses_keys(path):
        return
    access = key_access(path)
    told = _judged(access) if access else [_unjudged(key, topic, path.sender)]
    shown = decisive(access.rulings, access.documents) if access else ()
    for code, says, evidence in told:
        made = finding_factory(code, key.arn, says, evidence=(*evidence, *key_notes(key, code)))
        yield replace(made, amendments=_amendments(access, code), statements=shown)


def _amendments(access: KeyAccess | None, code: str) -> tuple[Amendment, ...]:
    if access is None or code not in _HAVE_DENYS:
        return ()
    return amendments(access.documents, _hit(access, code), access.key.arn)


_HAVE_DENYS = (
    *("key.policy-denies", "key.policy-undecidable"),
    *("key.source-arn-unproven", "key.organization-unproven", "key.policy-ends"),
)


def _hit(access: KeyAccess, code: str) -> tuple[Request, ...]:
    """The calls that a Deny hits or may hit, by what the finding says."""
    asked = access.through_sns or access
    if code == "key.source-arn-unproven":
        return doubted(asked)
    if code == "key.organization-unproven":
        return of_an_organization(asked.rulings)
    if code == "key.policy-ends" and asked.expiry:
        return later(asked.expiry, asked.requests)
    return access.requests


def _unjudged(key: Key, topic: Topic, sender: Sender) -> FindingText:
    if isinstance(key.policies, ReadFailed):
        return "key.unreadable", cannot_read("The key's policy", key.policies), said(key.policies)
    if not key.policies:
        says = "KMS showed no policy of the key, though every key has one. Check again."
        return "key.policy-undecidable", says, ()
    return "key.policy-undecidable", undocumented(topic.partition, sender), ()


def _judged(access: KeyAccess) -> list[FindingText]:
    who = access.path.sender.title
    match access.effect:
        case Effect.DENY:
            actions = [ruling.request.action for ruling in access.having(Effect.DENY)]
            what = f"call {listed(actions)}"
            says, evidence = denied(access.documents, access.requests, "The key policy", what, who)
            return [("key.policy-denies", says, evidence)]
        case Effect.IMPLICIT_DENY:
            return [_refused(access)]
        case Effect.UNKNOWN:
            return _undecided(access)
        case Effect.ALLOW:
            by = deciders(*access.rulings)
            says = f"The key policy lets {who} use the key: {by}."
            return list(_risks(access)) or [("key.policy-allows", says, ())]


def _undecided(access: KeyAccess) -> list[FindingText]:
    through = access.through_sns
    if through:
        return [("key.condition-unproven", _condition(access), _SIBLINGS), *_risks(through)]
    ruling = access.having(Effect.UNKNOWN)[0]
    says = undecidable(
        ruling, "the key policy", "use the key", access.documents, access.path.sender
    )
    found = suspicions(ruling, access.documents)
    return [("key.policy-undecidable", says, beyond(says, found.meant))]


def _refused(access: KeyAccess) -> FindingText:
    found = refusal(access)
    grants = access.grants()
    if isinstance(grants, ReadFailed):
        unread = cannot_read("The key's grants", grants)
        says = f"{found.why} A grant could stand in for a statement. {unread}"
        return "key.unreadable", says, (*said(grants), *found.evidence)
    if grants:
        return (
            "key.grant-only",
            _grant_only(access.path.sender, grants),
            (found.why, *found.evidence),
        )
    return found.code, f"{found.why} {found.so}".strip(), found.evidence


def _grant_only(sender: Sender, grants: tuple[Grant, ...]) -> str:
    ids = listed([grant.id for grant in grants])
    return (
        f"The key policy does not let {sender.title} in; only the grant {ids} might. Whether such a"
        " grant works for it is not documented: a statement in the key policy would be certain."
    )


def _risks(access: KeyAccess) -> Iterator[FindingText]:
    """Why what the policies allow may not hold, or not for long."""
    by = deciders(*access.rulings)
    if access.hangs_on_source_arn:
        yield ("key.source-arn-unproven", *unproven(access))
    if said_so := by_organization(_allowed(access)):
        yield ("key.organization-unproven", *said_so)
    if access.hangs_on_everyone:
        yield "key.everyone-unproven", _everyone(access.path.sender, by), ()
    if access.expiry:
        asked = (access.documents, access.requests, access.path.sender)
        yield "key.policy-ends", ends(access.expiry, "The key policy", "use the key", *asked), ()


def _allowed(access: KeyAccess) -> Allowed:
    sender = access.path.sender
    sure = certain(sender, "a statement with ")
    return Allowed(
        access.documents, access.rulings, sender.title, "The key policy", "use the key", sure
    )


def _condition(access: KeyAccess) -> str:
    undecided, sender = access.having(Effect.UNKNOWN), access.path.sender
    by = listed([s.label for ruling in undecided for s in ruling.undecided])
    keys = listed([key for ruling in undecided for key in ruling.unknown_keys])
    return (
        f"The key policy lets {sender.title} in only by {by}, which tests {keys}. The value fits, "
        f"but AWS does not document that the call of {sender.title} to KMS carries it; "
        f"{certain(sender, 'a statement with ')}."
    )


_SIBLINGS = (
    "AWS documents such conditions for other services that publish to encrypted topics: "
    "kms:ViaService for CodeStar notifications, the encryption context for Amazon GameLift.",
)


def _everyone(sender: Sender, by: str) -> str:
    return (
        f"The key policy lets {sender.title} in only by {by}, which is for everybody (*). Name the "
        "service in a statement of its own: that a wildcard covers services is not proven for KMS."
    )
