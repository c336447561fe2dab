"""Which changes can have broken a path, or mended it: by what they touched, and what they did.

The operations are those of `bot.core.aws_events`. What only adds (AddPermission, Subscribe,
EnableKey) breaks nothing, and what only takes away mends nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core.aws_events import ResourceChange, ResourceKind

_IMPORTED = frozenset({"DeleteImportedKeyMaterial", "DeleteExpiredKeyMaterial"})
_GRANTS = frozenset({"PutKeyPolicy", "RevokeGrant", "RetireGrant"})
_ON_KEY: Mapping[str, frozenset[str]] = {
    "key.disabled": frozenset({"DisableKey"}),
    "key.pending-deletion": frozenset({"ScheduleKeyDeletion"}),
    "key.pending-import": _IMPORTED,
    "key.missing": frozenset({"DeleteKey"}),
    "key.policy": _GRANTS,
}
"""By the beginning of the finding's code; any of them for another code of a key."""
_ON_ANY_KEY = frozenset[str]().union(*_ON_KEY.values())
_ON_ALIAS = frozenset({"CreateAlias", "UpdateAlias", "DeleteAlias"})
_ON_TOPIC = frozenset({"RemovePermission", "DeleteTopic", "PutDataProtectionPolicy"})
_ON_SUBSCRIPTION = frozenset({"Unsubscribe", "SetSubscriptionAttributes", "DeleteTopic"})
_LEADS = frozenset(
    {
        "CreateBudget",
        "CreateNotification",
        "CreateSubscriber",
        "UpdateSubscriber",
        "CreateBudgetAction",
        "UpdateBudgetAction",
    }
)
"""These lead a budget to another topic."""
_ON_BUDGET = _LEADS | {
    "DeleteBudget",
    "DeleteNotification",
    "UpdateNotification",
    "DeleteSubscriber",
    "DeleteBudgetAction",
}
_NEVER_MENDS = _IMPORTED | {
    "DisableKey",
    "ScheduleKeyDeletion",
    "DeleteKey",
    "RevokeGrant",
    "RetireGrant",
    "DeleteAlias",
    "DeleteTopic",
}
_KEY_OF_TOPIC = "KmsMasterKeyId"


@dataclass(frozen=True, slots=True)
class TouchedPath:
    """What budgets hang on. `code` is the finding's that leads, "" once they alert again.

    `resource` is the ARN of the key or topic that decides, "" where that is the budget itself;
    `topics` and `keys` are the path's ARNs, `aliases` those by which a topic names its key.
    `budget` is the one of account and name; None for several, which no change of one can break.
    """

    code: str
    resource: str
    topics: tuple[str, ...]
    keys: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    budget: tuple[str, str] | None = None


def suspects(
    changes: Iterable[ResourceChange], path: TouchedPath, since: datetime, until: datetime
) -> tuple[ResourceChange, ...]:
    """Those that can have broken it in that time, in their order."""
    return tuple(one for one in changes if since <= one.at <= until and could_break(one, path))


def could_break(one: ResourceChange, path: TouchedPath) -> bool:
    """Whether it touched what decides, or what leads there, in a way that can have broken it."""
    if one.kind is ResourceKind.BUDGET:
        acts = _ON_BUDGET if path.code.startswith("budget.") else _LEADS
        return one.action in acts and (one.account, one.about) == path.budget
    if path.code.startswith("key."):
        return _breaks_key(one, path)
    if one.kind is not ResourceKind.TOPIC or one.about != path.resource:
        return False
    if path.code.startswith("topic."):
        written = one.action == "SetTopicAttributes" and one.attribute in {"", "Policy"}
        return written or one.action in _ON_TOPIC
    return path.code.startswith(("subscription.", "endpoint.")) and one.action in _ON_SUBSCRIPTION


def could_mend(one: ResourceChange, path: TouchedPath) -> bool:
    """Whether it touched anything of the path in a way that can have mended it."""
    if one.action in _NEVER_MENDS:
        return False
    if one.kind is ResourceKind.BUDGET:
        return (one.account, one.about) == path.budget
    return one.about in (*path.topics, *path.keys, *path.aliases)


def on_named_alias(one: ResourceChange) -> bool:
    """Whether it counts only where a topic names its key by that alias."""
    return one.kind is ResourceKind.ALIAS and one.action in _ON_ALIAS


def _breaks_key(one: ResourceChange, path: TouchedPath) -> bool:
    if one.kind is ResourceKind.KEY:
        family = (acts for code, acts in _ON_KEY.items() if path.code.startswith(code))
        return one.about == path.resource and one.action in next(family, _ON_ANY_KEY)
    if one.kind is ResourceKind.ALIAS:
        points = not one.key or _is_key(one.key, path) or one.action == "DeleteAlias"
        return one.about in path.aliases and one.action in _ON_ALIAS and points
    if one.about not in path.topics or one.action != "SetTopicAttributes":
        return False
    named = one.text and (
        one.text.rpartition(":")[2].startswith("alias/") or _is_key(one.text, path)
    )
    return not one.attribute or (one.attribute == _KEY_OF_TOPIC and bool(named))


def _is_key(name: str, path: TouchedPath) -> bool:
    """Whether a key's id or ARN is the one that decides; any is where the topic itself does."""
    decides = path.resource
    return ":key/" not in decides or decides.rpartition("/")[2] == name.rpartition("/")[2]
