"""What a declaration does not tell, as reads without an answer."""

from __future__ import annotations

from bot.core.iac.value import Unknown
from bot.core.model.read import Cause, ReadFailed


def later(unknown: Unknown) -> ReadFailed:
    """What is known only once it is applied."""
    return ReadFailed("", unknown.expression, Cause.DEFERRED)


def undeclared(what: str) -> ReadFailed:
    """What is not declared here, in words that follow "there is no"."""
    return ReadFailed("", what, Cause.UNDECLARED)
