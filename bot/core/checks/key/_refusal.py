"""Why the key's policies do not let the sender in."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.checks._ruling import deciders, hidden, suspicions, suspicions_of
from bot.core.checks.key._access import KeyAccess
from bot.core.policy import evaluate
from bot.core.policy.access import LabelledStatement
from bot.core.policy.decision import Effect
from bot.core.policy.documents import statements, with_parts, without_effect
from bot.core.senders import KEY_ACTIONS, SOURCE_ACCOUNT, SOURCE_ARN, Sender
from bot.core.texts.words import capital, listed, small


@dataclass(frozen=True, slots=True)
class KeyRefusal:
    """A code, why the policies refuse, and what follows if nothing else lets the sender in."""

    code: str
    why: str
    so: str = ""
    evidence: tuple[str, ...] = ()


def refusal(access: KeyAccess) -> KeyRefusal:
    """Why the policies refuse one of the two calls, or both."""
    idle, sender = _without_effect(access), access.path.sender
    if idle:
        return KeyRefusal("key.statement-without-effect", _idle(access, idle))
    allowed = access.having(Effect.ALLOW)
    if allowed:
        return _partial(access)
    ruling = access.having(Effect.IMPLICIT_DENY)[0]
    found = suspicions_of(access.having(Effect.IMPLICIT_DENY), access.documents)
    if found.meant:
        says = f"The key policy means to let {sender.title} in and does not. {found.meant[0]}"
        evidence = (*found.meant[1:], *_advice(found.meant, sender))
        return KeyRefusal("key.policy-near-miss", says, evidence=evidence)
    why = f"Nothing in the key policy lets {sender.title} ({ruling.request.service}) use the key."
    so = _SILENCE.format(ruling.request.service)
    return KeyRefusal("key.policy-silent", why, so, found.near)


_SILENCE = (
    "Every publish to the topic then fails, and nothing else reports an error. Add a statement "
    "that allows {} " + " and ".join(KEY_ACTIONS) + "."
)


def _advice(meant: tuple[str, ...], sender: Sender) -> tuple[str, ...]:
    """A corrected aws:SourceArn would still be unproven on a key (docs/facts.md 1.1)."""
    told, known = " ".join(meant), SOURCE_ACCOUNT in sender.key_sources
    if (
        SOURCE_ARN not in told
        or f"{SOURCE_ACCOUNT} alone" in told
        or SOURCE_ARN in sender.key_sources
    ):
        return ()
    test = f"{SOURCE_ACCOUNT} alone" if known else "nothing of the source"
    return (f"On a key test {test}: AWS does not document an aws:SourceArn on the call to KMS.",)


def _partial(access: KeyAccess) -> KeyRefusal:
    """One call is allowed; a second statement may mean the other one and fail
    (docs/facts.md 2.5).
    """
    by = deciders(*access.having(Effect.ALLOW))
    given = listed([r.request.action for r in access.having(Effect.ALLOW)])
    lacking = [r for r in access.rulings if r.effect is not Effect.ALLOW]
    names = listed([r.request.action for r in lacking])
    who = access.path.sender.title
    why = f"{capital(by)} of the key policy lets {who} call {given} and not {names}."
    meant = hidden(lacking[0], access.documents)
    if not meant:
        evidence = suspicions(lacking[0], access.documents).meant
        return KeyRefusal("key.policy-partial", why, "A publish needs both.", evidence)
    why = f"{why} Another statement means {names}: {small(meant[0])}"
    return KeyRefusal("key.policy-partial", why, "A publish needs both.", meant[1:])


def _without_effect(access: KeyAccess) -> LabelledStatement | None:
    """The statement that would let the sender in, if it only had an Action and a Resource."""
    found = access.having(Effect.IMPLICIT_DENY)[0].statements
    return next((s for s in found if _missing(access, s) and _would_allow(access, s)), None)


def _missing(access: KeyAccess, statement: LabelledStatement) -> tuple[str, ...]:
    listed_statements = statements(access.documents[statement.document])
    return without_effect(listed_statements[statement.result.index])


def _would_allow(access: KeyAccess, statement: LabelledStatement) -> bool:
    parts = {"Action": list(KEY_ACTIONS), "Resource": "*"}
    filled = {part: parts[part] for part in _missing(access, statement)}
    document = with_parts(access.documents[statement.document], statement.result.index, filled)
    lacking = access.having(Effect.IMPLICIT_DENY)
    return all(evaluate(document, r.request).effect is Effect.ALLOW for r in lacking)


def _idle(access: KeyAccess, statement: LabelledStatement) -> str:
    missing, who = listed(_missing(access, statement)), access.path.sender.title
    return (
        f"{capital(statement.label)} of the key policy means to let {who} in, but it has no "
        f"{missing}: KMS accepts such a statement and gives it no effect. Add what is missing."
    )
