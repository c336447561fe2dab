"""The sentences of proofs by an alarm. Pure: text in, text out."""

from __future__ import annotations

from bot.aws.apply import Refused
from bot.core.model.read import ReadFailed
from bot.core.proof.alarm_run import ALARM_PROOF_STANDS, AlarmOutcome, AlarmProof
from bot.core.proof.subject import alarm_name
from bot.core.texts.alarm_proof import NO_WORDS, ONLY_CLOUDWATCH
from bot.features.proof.texts import NOTHING, refused

CHANGED = f"{NOTHING} Whom the message would reach has changed since. This is how it is now."
"""It is not what the person has seen."""
NO_ALARM = (
    f"{NOTHING} No alarm that publishes to this topic can stand for a real one: see the details of "
    "the answer."
)
NOT_SET_UP = (
    f"{NOTHING} SENDERS does not name alarms, so budget-check may not make a temporary one: "
    "whoever runs budget-check can set it."
)


def stands(proof: AlarmProof) -> str:
    """Where a proof is."""
    name = alarm_name(proof.budget)
    left = f" {proof.name} is still to be removed." if not proof.runs and not proof.removed else ""
    return f"The proof of {name}: {ALARM_PROOF_STANDS[proof.outcome]}.{left}"


def told(proof: AlarmProof) -> str:
    """To who asked, in the view, once it is set."""
    match proof.outcome:
        case AlarmOutcome.ACCEPTED:
            return (
                f"✅ The topic accepted the message of {proof.name}. {ONLY_CLOUDWATCH} What became "
                "of it at each subscriber, SNS does not say."
            )
        case AlarmOutcome.REJECTED:
            return f"❌ The message of {proof.name} was refused. AWS says: {proof.why or NO_WORDS}"
        case AlarmOutcome.FAILED:
            return f"{NOTHING} {proof.why}"
        case _:
            return (
                f"The temporary alarm {proof.name} is set. The thread says within two minutes "
                "whether the topic accepted its message."
            )


def unsure(proof: AlarmProof, words: str) -> str:
    """No answer of AWS to the making of the alarm."""
    return (
        f"AWS did not answer ({words}), so whether the temporary alarm {proof.name} is there is "
        "not known. It is not set any more: in a few minutes budget-check removes it by itself, "
        "and the thread says so. Then press the button again."
    )


def not_made(proof: AlarmProof, result: Refused) -> str:
    """AWS did not make the alarm."""
    return f"The temporary alarm {proof.name} was not made. {_refused(proof, result)}"


def not_set(proof: AlarmProof, result: Refused) -> str:
    """AWS did not set it."""
    return f"The temporary alarm {proof.name} was made, and not set. {_refused(proof, result)}"


def abandoned() -> str:
    """A proof whose worker is gone before the alarm was set."""
    return (
        "The attempt was interrupted before the temporary alarm was set, so nothing was sent. "
        "Press the button again."
    )


def unread(answer: ReadFailed | None, words: str) -> str:
    """Why nothing is known of the message: the history was not read, or says what nobody knows."""
    if answer is not None:
        return (
            f"The history was not read: budget-check's role needs {answer.action} on "
            f"{answer.resource}. {answer.detail}".strip()
        )
    return f"It says: {words}" if words else ""


def stuck(proof: AlarmProof, result: Refused) -> str:
    """Who must remove it, where we cannot."""
    return (
        f"{proof.name} could not be removed. {_refused(proof, result)} "
        f"Whoever administers account {proof.account} has to delete it in CloudWatch "
        f"({proof.region}), or to give that right; until it is gone no other proof by an alarm "
        "runs on this topic. It does not fire by itself. budget-check tries again every hour."
    )


def _refused(proof: AlarmProof, result: Refused) -> str:
    return refused(result, f"alarm:{proof.name}")
