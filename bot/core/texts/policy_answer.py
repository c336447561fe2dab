"""What a policy says to one request, as a sentence (docs/facts.md 4.2)."""

from __future__ import annotations

from bot.core.policy.access import Ruling
from bot.core.policy.decision import Effect
from bot.core.texts.words import capital, listed


def policy_answer(ruling: Ruling) -> str:
    """Who lets the service do that, or keeps it out; or on what the answer turns."""
    asked = f"{ruling.request.service} {ruling.request.action}"
    by = capital(listed([one.label for one in ruling.deciding]))
    if ruling.effect is Effect.ALLOW:
        return f"{by} {_verb(ruling, 'allow')} {asked}."
    if ruling.effect is Effect.DENY:
        return f"{by} {_verb(ruling, 'deny')} {asked}, and a Deny wins over every Allow."
    if ruling.effect is Effect.IMPLICIT_DENY:
        return f"No statement allows {asked}, and what no statement allows is refused."
    return _cannot_tell(ruling, asked)


def _verb(ruling: Ruling, word: str) -> str:
    several = len(ruling.deciding) > 1
    return word if several else {"allow": "allows", "deny": "denies"}[word]


def _cannot_tell(ruling: Ruling, asked: str) -> str:
    head = f"Whether it allows {asked} cannot be told"
    if ruling.problem:
        return f"{head}: {ruling.problem}"
    where = listed([one.label for one in ruling.undecided]) or "it"
    turn = "turn" if len(ruling.undecided) > 1 else "turns"
    if ruling.unknown_keys:
        return (
            f"{head}: {where} {turn} on {listed(ruling.unknown_keys)}, and it was not said what "
            "the request carries there."
        )
    return f"{head}: {where} cannot be judged."
