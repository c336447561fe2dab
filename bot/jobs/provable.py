"""Whether this budget-check can prove a path by a real message, going by its settings alone."""

from __future__ import annotations

from bot.aws.proof_alarms import SETTING
from bot.core.proof.subject import ALARM
from bot.core.reference import reference_of
from bot.settings import Settings


def is_provable(settings: Settings, reference: str) -> bool:
    """Of a budget it has to get the alert itself; of an alarm, or a topic that may have alarms, it
    has to be let make one. `reference` stands for what was checked (`bot.core.reference`).
    """
    found = reference_of(reference)
    if found is None:
        return bool(settings.events_function)
    if found.sender is not None and found.sender.temporary != ALARM:
        return False
    return SETTING in settings.senders
