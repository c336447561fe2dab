"""Enable the key; where it is scheduled for deletion, cancel that first."""

from __future__ import annotations

from bot.core.fixes._fix import UNREACHABLE_TOPIC, UNUSABLE_KEY, Fix
from bot.core.fixes._plan import (
    KEY_COST,
    KEY_PRICE,
    STILL_ENCRYPTED,
    SUBSCRIBERS_UNTOUCHED,
    PlanTerms,
    draft,
)
from bot.core.fixes._subject import FixSubject
from bot.core.model.key import Key
from bot.core.plan import CannotPlan, Plan, Write

_DELETED = frozenset({"PendingDeletion", "PendingReplicaDeletion"})


def plan(subject: FixSubject) -> Plan | CannotPlan:
    """EnableKey, after CancelKeyDeletion where that is due: it leaves the key disabled."""
    key = subject.path.key
    if not isinstance(key, Key):
        return CannotPlan(FIX.id, "The key could not be read, so its state is not known.")
    enable = Write("kms:EnableKey", key.arn, "KeyState", "Disabled", "Enabled")
    cancel = Write("kms:CancelKeyDeletion", key.arn, "KeyState", key.state, "Disabled")
    deleted = key.state in _DELETED
    return draft(
        FIX,
        subject,
        [cancel, enable] if deleted else [enable],
        PlanTerms(
            impact=(SUBSCRIBERS_UNTOUCHED,),
            risks=(_EVERYTHING, *((_ON_PURPOSE,) if deleted else ())),
            cost=f"A key that is kept is charged for. {KEY_COST}",
            price=KEY_PRICE,
            compliance=STILL_ENCRYPTED,
            undo=_NO_UNDO,
            undoable=False,
        ),
    )


def undo(done: Plan, _subject: FixSubject) -> CannotPlan:
    """None: whoever wants the key dead again does that themselves."""
    return CannotPlan(done.fix, _NO_UNDO)


_NO_UNDO = (
    "It cannot be undone here: budget-check never disables a key and never schedules its deletion."
)
_EVERYTHING = (
    "Everything that is encrypted with this key can be used again, not this topic alone. Ask who "
    "disabled it if you do not know why."
)
_ON_PURPOSE = (
    "Somebody scheduled the key for deletion; once it is deleted, what it encrypted is lost. "
    "Cancelling keeps the key."
)

FIX = Fix(
    id="enable-key",
    act="Enable the key",
    label="Enable the key",
    clears=frozenset({"key.disabled", "key.pending-deletion"}),
    rank=30,
    actions=("kms:EnableKey", "kms:CancelKeyDeletion"),
    plan=plan,
    undo=undo,
    blocked_by=UNREACHABLE_TOPIC | UNUSABLE_KEY,
)
