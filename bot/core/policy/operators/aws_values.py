"""Can a policy's text match a value of AWS's own, which is documented nowhere?

A service's request may carry an ARN, an account, an id or an address of AWS's own, never one of
the customer's (docs/facts.md 4.1). A text that pins one of the customer's own can therefore be
decided; one that AWS could fill as well can not, and no stand-in value is taken for the answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from bot.core.policy.decision import Match
from bot.core.policy.kleene import NO, UNKNOWN
from bot.core.policy.patterns import Wild

Parts = Sequence[str | Wild]

_ACCOUNT = re.compile(r"[0-9]{12}")
_ARN_ACCOUNT = 4
_PREFIX_OF_AN_ID = 4
"""AROA, AIDA and their like: what unique ids begin with, AWS's own as well."""


def can_be_aws(key: str, parts: Parts, accounts: Collection[str]) -> Match:
    """NO where the text cannot match AWS's own value of the lower-case key; else UNKNOWN.

    `parts` are the text's literals and wildcards, `accounts` the customer's own.
    """
    reader = _READERS.get(key)
    if reader is None:
        return UNKNOWN
    literal = "".join(part if isinstance(part, str) else _MARK for part in parts)
    return NO if reader(literal, accounts) else UNKNOWN


_MARK = "\0"
"""Stands for a wildcard; no policy's text holds it."""


def _other_account(text: str, accounts: Collection[str]) -> bool:
    """The customer's account, or what is no account id at all."""
    return _MARK not in text and (text in accounts or not _ACCOUNT.fullmatch(text))


def _other_arn(text: str, accounts: Collection[str]) -> bool:
    """One of the customer's account, or what is no ARN: none holds a star, or has fewer parts."""
    parts = text.split(":", 5)
    if "*" in text or len(parts) <= _ARN_ACCOUNT + 1:
        return _MARK not in text
    return parts[_ARN_ACCOUNT] in accounts


def _other_id(text: str, accounts: Collection[str]) -> bool:
    """An id that somebody wrote out is of their own: unique ids are nobody else's."""
    if _ACCOUNT.fullmatch(text):
        return text in accounts
    head, _, _ = text.partition(_MARK)
    return _MARK not in text or len(head) > _PREFIX_OF_AN_ID


_READERS = {
    "aws:principalaccount": _other_account,
    "kms:calleraccount": _other_account,
    "aws:principalarn": _other_arn,
    "aws:userid": _other_id,
}
