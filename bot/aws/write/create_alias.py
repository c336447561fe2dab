"""kms:CreateAlias. An alias that is there already is fine if it names this very key."""

from __future__ import annotations

from bot.aws.reads import Read
from bot.aws.shape import whole
from bot.aws.write._kind import WriteKind, WriteTarget
from bot.core.model.read import NotFound, ReadFailed

LIST_ALIASES = Read("ListAliases", "kms:ListAliases", ("NotFoundException",))


def _current(target: WriteTarget) -> str | NotFound | ReadFailed:
    """The alias where the key has it, else ""."""
    arn = target.write.resource

    def call() -> str:
        kms = target.reading.kms(target.region)
        pages = whole(kms.get_paginator("list_aliases").paginate(KeyId=arn))
        names = [one["AliasName"] for page in pages for one in page["Aliases"]]
        return target.write.after if target.write.after in names else ""

    return target.reading.ask(LIST_ALIASES, arn, call)


def _call(target: WriteTarget) -> str:
    kms = target.writing.kms(target.region)
    try:
        kms.create_alias(AliasName=target.write.after, TargetKeyId=target.write.resource)
    except kms.exceptions.AlreadyExistsException:
        if _current(target) != target.write.after:
            raise
    return ""


KIND = WriteKind("kms:CreateAlias", ("kms:CreateAlias",), (LIST_ALIASES,), _current, _call)
