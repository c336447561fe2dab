"""Which subjects of other senders than AWS Budgets can be proved.

Where a proof of a budget has the budget's name, that of an alarm has what stands for the alarm
(`bot.core.reference`).
"""

from __future__ import annotations

from bot.core.arns import parse_arn
from bot.core.model.subject import Subject
from bot.core.reference import reference_of
from bot.core.texts.words import an, first_of

ALARM = "alarm"
"""What is made for a while (`bot.core.senders.Sender.temporary`)."""
_FEW = 3


def why_not_provable(subject: Subject) -> str:
    """Why no proof of this subject is offered, as a sentence; "" where one is.

    Its path is not looked at: `plan_alarm_proof` does.
    """
    noun = subject.kind or subject.sender.subject
    if not subject.sender.temporary:
        return (
            f"No proof by a real message: {subject.sender.title} cannot be made to publish without "
            "doing something else."
        )
    if subject.kind:
        return (
            f"No proof by a real message: {subject.name} is {an(noun)}. It may not return to its "
            "real state by itself once it is set, and a temporary metric alarm does not stand for "
            "it."
        )
    if subject.other_actions:
        others = first_of(subject.other_actions, _FEW)
        return (
            f"No proof by a real message: {subject.name} does more than publish to the topic "
            f"({others}), and a temporary {noun} would say nothing of that."
        )
    return ""


def alarm_in(reference: str) -> str:
    """The ARN of the alarm that it stands for; "" for a budget's name, and for anything else."""
    found = reference_of(reference)
    if found is None or found.sender is None or found.sender.temporary != ALARM:
        return ""
    return found.name if parse_arn(found.name) else ""


def alarm_name(reference: str) -> str:
    """The name of the alarm that it stands for."""
    found = parse_arn(alarm_in(reference))
    return found.resource.removeprefix("alarm:") if found else reference


def beside(alarm: str, name: str) -> str:
    """The ARN of an alarm of this name in account and Region of that alarm (its ARN)."""
    arn = parse_arn(alarm)
    if arn is None:
        raise ValueError(f"{alarm!r} is no alarm's ARN")
    return f"arn:{arn.partition}:{arn.service}:{arn.region}:{arn.account}:alarm:{name}"
