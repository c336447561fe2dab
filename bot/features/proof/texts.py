"""The sentences for people; the first few are of proofs of every kind. Pure: text in, text out."""

from __future__ import annotations

from bot.aws.apply import Refused
from bot.core.proof.run import PROOF_STANDS, Proof

NOTHING = "Nothing was sent."
CHANGED = f"{NOTHING} Whom the alert would reach has changed since. This is how it is now."
"""It is not what the person has seen."""
NO_PROOF = "is of no proof that is known here"
FROM_ELSEWHERE = "came from elsewhere than {topic}"
CAME_LATE = "came late: its proof has {outcome}"
NOT_KNOWN = "Nothing was ended: budget-check does not know this proof."


def busy(stands: str) -> str:
    """Another proof holds the topic; `stands` is where that one is."""
    return f"{NOTHING} Another proof is going on on this topic. {stands}"


def wrong_name(typed: str, topic_name: str) -> str:
    """The topic's name was not typed as it is."""
    what = f'you typed "{typed.strip()[:100]}"' if typed.strip() else "you typed nothing"
    return f"{NOTHING} The topic's name is {topic_name}, and {what}."


def refused(result: Refused, resource: str) -> str:
    """What AWS says, with the permission that is missing on `resource`."""
    words = f"AWS says: {result.says}" if result.code else result.says
    if not result.permission:
        return words
    return f"budget-check's role lacks the permission {result.permission} on {resource}. {words}"


def stands(proof: Proof) -> str:
    """Where a proof is."""
    stands = PROOF_STANDS[proof.outcome]
    left = f" {proof.name} is still to be removed." if not proof.runs and not proof.removed else ""
    return f"The proof of {proof.budget}: {stands}.{left}"


def begun(proof: Proof) -> str:
    """To who asked, in the view."""
    return (
        f"The temporary budget {proof.name} is there. The thread says when its alert arrives; it "
        "is awaited for 24 hours."
    )


def unsure(proof: Proof, words: str) -> str:
    """No answer of AWS to the making of the budget."""
    return (
        f"AWS did not answer ({words}), so whether the temporary budget {proof.name} is there is "
        "not known yet. budget-check looks again by itself in a few minutes and says in the thread "
        "what it finds; it makes no second one."
    )


def not_made(proof: Proof, result: Refused) -> str:
    """AWS did not make the budget."""
    return f"The temporary budget {proof.name} was not made. {_refused(proof, result)}"


def interrupted(proof: Proof) -> str:
    """A proof whose worker is gone, and of whose budget nothing is there."""
    return (
        f"The attempt was interrupted. The temporary budget {proof.name} is not there, so nothing "
        "was sent. Press the button again."
    )


def stuck(proof: Proof, result: Refused) -> str:
    """Who must remove it, where we cannot."""
    return (
        f"{proof.name} could not be removed. {_refused(proof, result)} "
        f"Whoever administers account {proof.account} has to delete it in AWS Budgets, or to give "
        "that right; until it is gone no other proof runs on this topic. It alerts no more than "
        "once a month. budget-check tries again every hour."
    )


def not_yours() -> str:
    """Somebody else's proof, ended by who may not."""
    return "Nothing was ended: a proof is ended by a mender, or by who asked for it."


def _refused(proof: Proof, result: Refused) -> str:
    return refused(result, f"budget/{proof.name}")
