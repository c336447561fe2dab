"""The sentences for people. Pure: text in, text out."""

from __future__ import annotations

from bot.aws.apply import Refused
from bot.core.proof.plan import AMOUNT, ProofPlan
from bot.core.proof.run import PROOF_STANDS, Proof
from bot.core.texts.duration import took

NOTHING = "Nothing was sent."


def stands(proof: Proof) -> str:
    """Where a proof is."""
    stands = PROOF_STANDS[proof.outcome].format(until=proof.until)
    left = f" {proof.name} is still to be removed." if not proof.runs and not proof.removed else ""
    return f"The proof {proof.id}: {stands}.{left}"


def busy(proof: Proof) -> str:
    """Another proof holds the topic."""
    return f"{NOTHING} Another proof is going on on this topic. {stands(proof)}"


def begun(proof: Proof) -> str:
    """To who asked, in the view."""
    return (
        f"The temporary budget {proof.name} is there. The thread says when its alert arrives; it "
        f"is awaited until {proof.until:%Y-%m-%d %H:%M} UTC."
    )


def unsure(proof: Proof, words: str) -> str:
    """No answer of AWS to the making of the budget."""
    return (
        f"AWS did not answer ({words}), so whether the temporary budget {proof.name} is there is "
        "not known yet. budget-check looks again by itself in a few minutes and says in the thread "
        "what it finds; it makes no second one."
    )


def changed() -> str:
    """Whom the alert reaches is not what the person has seen."""
    return f"{NOTHING} Whom the alert would reach has changed since. This is how it is now."


def wrong_name(typed: str, plan: ProofPlan) -> str:
    """The topic's name was not typed as it is."""
    what = f'you typed "{typed.strip()[:100]}"' if typed.strip() else "you typed nothing"
    return f"{NOTHING} The topic's name is {plan.topic_name}, and {what}."


def not_made(proof: Proof, result: Refused) -> str:
    """AWS did not make the budget."""
    return f"The temporary budget {proof.name} was not made. {_refused(proof, result)}"


def interrupted(proof: Proof) -> str:
    """A proof whose worker is gone, and of whose budget nothing is there."""
    return (
        f"The attempt was interrupted. The temporary budget {proof.name} is not there, so nothing "
        "was sent. Press the button again."
    )


def arrived(proof: Proof) -> str:
    """Worded for what it is: at our own subscription, and nowhere else."""
    at = proof.seen_at or proof.begun
    return (
        f"The alert of {proof.name} arrived at budget-check's subscription after "
        f"{took(at - proof.begun)}, and AWS shows its notification in ALARM: alerts of AWS Budgets "
        "get over this topic. Whether it reached the other endpoints, SNS does not say. The "
        "temporary budget is removed now."
    )


def waits(proof: Proof) -> str:
    """Said once, after an hour."""
    return (
        f"What has not come yet is the alert of {proof.name}. That proves nothing either way: AWS "
        "does not document how soon a new budget alerts, and it updates its figures up to three "
        f"times a day. It alerts only once more than {AMOUNT} {proof.unit} is spent this month. "
        f"budget-check waits until {proof.until:%Y-%m-%d %H:%M} UTC."
    )


def expired(proof: Proof) -> str:
    """The last word after a day."""
    if proof.seen_at:
        return (
            f"A message that says it is the alert of {proof.name} came in, but AWS never showed "
            "its notification in ALARM: anybody who may publish to the topic can write such a "
            "message, so it proves nothing. The temporary budget is removed now."
        )
    return (
        f"What has not come is the alert of {proof.name}. Either less than {AMOUNT} {proof.unit} "
        "is spent this month, or AWS has not updated its figures, or the alert does not get "
        "through although the policies allow it. The temporary budget is removed now."
    )


def ended(who: str) -> str:
    """Somebody ended it."""
    return f"Ended by <@{who}> before an alert came. The temporary budget is removed now."


def removed(proof: Proof) -> str:
    """After it had been said that it could not be."""
    return f"{proof.name} is removed."


def stuck(proof: Proof, result: Refused) -> str:
    """Who must remove it, where we cannot."""
    return (
        f"The temporary budget {proof.name} could not be removed. {_refused(proof, result)} "
        f"Whoever administers account {proof.account} has to delete it in AWS Budgets, or to give "
        "that right; until it is gone no other proof runs on this topic. It alerts no more than "
        "once a month. budget-check tries again every hour."
    )


def not_yours() -> str:
    """Somebody else's proof, ended by who may not."""
    return "Nothing was ended: a proof is ended by a mender, or by who asked for it."


def _refused(proof: Proof, result: Refused) -> str:
    words = f"AWS says: {result.says}" if result.code else result.says
    if not result.permission:
        return words
    resource = f"budget/{proof.name}"
    return f"budget-check's role lacks the permission {result.permission} on {resource}. {words}"
