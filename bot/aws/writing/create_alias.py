"""kms:CreateAlias. An alias that is there already is fine if it names this very key."""

from __future__ import annotations

from bot.aws.reads import Read
from bot.aws.shape import whole
from bot.aws.writing._kind import Spot, WriteKind
from bot.core.model import Absent, Unread

LIST_ALIASES = Read("ListAliases", "kms:ListAliases", ("NotFoundException",))


def _current(spot: Spot) -> str | Absent | Unread:
    """The alias where the key has it, else ""."""
    arn = spot.write.resource

    def call() -> str:
        kms = spot.reading.kms(spot.region)
        pages = whole(kms.get_paginator("list_aliases").paginate(KeyId=arn))
        names = [one["AliasName"] for page in pages for one in page["Aliases"]]
        return spot.write.after if spot.write.after in names else ""

    return spot.reading.ask(LIST_ALIASES, arn, call)


def _call(spot: Spot) -> str:
    kms = spot.writing.kms(spot.region)
    try:
        kms.create_alias(AliasName=spot.write.after, TargetKeyId=spot.write.resource)
    except kms.exceptions.AlreadyExistsException:
        if _current(spot) != spot.write.after:
            raise
    return ""


KIND = WriteKind("kms:CreateAlias", ("kms:CreateAlias",), (LIST_ALIASES,), _current, _call)
