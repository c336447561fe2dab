"""What an event wrote: by it a text that is read is known to be that one, and no older one.

The parameters are those of `_resources.py`. The states of a key:
https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.aws_events._json import inner, word

_STATES = {
    "DisableKey": "Disabled",
    "EnableKey": "Enabled",
    "ScheduleKeyDeletion": "PendingDeletion",
    "CancelKeyDeletion": "Disabled",
    "DeleteImportedKeyMaterial": "PendingImport",
    "DeleteExpiredKeyMaterial": "PendingImport",
    "ImportKeyMaterial": "Enabled",
}


def what_was_written(detail: Mapping[str, object]) -> tuple[str, str]:
    """Attribute and text; a text of "" where the event does not tell, both for another event."""
    asked, name = inner(detail, "requestParameters"), word(detail, "eventName")
    if name in _STATES:
        return "KeyState", _STATES[name]
    if name == "PutKeyPolicy":
        return "Policy", word(asked, "policy")
    if name == "SetTopicAttributes":
        return word(asked, "attributeName"), word(asked, "attributeValue")
    return ("Policy", "") if name in {"AddPermission", "RemovePermission"} else ("", "")
