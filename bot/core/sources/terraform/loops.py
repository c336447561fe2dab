"""Blocks that are several resources, or none: our statement belongs to exactly one."""

from __future__ import annotations

from bot.core.sources.hcl import Expression, Literal
from bot.core.sources.outcome import CannotEditError
from bot.core.sources.terraform.alone import refused
from bot.core.sources.terraform.module import Found
from bot.core.texts import sources as texts

_IN_NAME = "count.index"


def refuse_loops(found: Found) -> None:
    """Raises CannotEditError for a block with `for_each`, or with a `count` of more or less than
    one.
    """
    if found.value("for_each") is not None:
        raise refused(found, texts.FOR_EACH)
    count = found.value("count")
    if count is not None and not _is_one_at_most(count):
        raise _counted(found, count)


def refuse_counted_names(found: Found) -> None:
    """Raises CannotEditError for a block whose name hangs on `count.index`."""
    count = found.value("count")
    names = [found.value(name) for name in ("name", "name_prefix")]
    if count is not None and any(one and _IN_NAME in "".join(one.words) for one in names):
        raise _counted(found, count)


def _is_one_at_most(count: Expression) -> bool:
    """A literal 1, or what is on or off, as far as can be told."""
    return count.words == ("1",) if isinstance(count, Literal) else "length" not in count.words


def _counted(found: Found, count: Expression) -> CannotEditError:
    return refused(found, texts.COUNTED, count="".join(count.words)[:80])
