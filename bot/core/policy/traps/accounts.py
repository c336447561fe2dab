"""Forms in which an account id never matches."""

from __future__ import annotations

import re

from bot.core.policy.traps.unfilled import unfilled

_DIGITS = 12
_SEPARATED = re.compile(r"[0-9 .,_'-]+")


def account_form(asked: str, has: str) -> str | None:
    """What is wrong with the form of an account id; None where it is one, whosever it is.

    `has` is the id that the request carries.
    """
    if blank := unfilled(asked):
        return f"that is {blank}"
    if asked.startswith("arn:"):
        return "that is an ARN, and an account id is 12 digits"
    return _digits(asked, has) if asked.isdecimal() else _no_digits(asked, has)


def _digits(asked: str, has: str) -> str | None:
    if has == f"0{asked}":
        return "the leading zero is lost, which happens where the id is written as a number"
    if len(asked) != _DIGITS:
        return f"an account id has 12 digits, this has {len(asked)}"
    return None


def _no_digits(asked: str, has: str) -> str | None:
    if asked.strip() == has:
        return "there is a blank before or after the id"
    if _SEPARATED.fullmatch(asked) and re.sub("[^0-9]", "", asked) == has:
        return "an account id is written without dashes or blanks"
    return None if {"*", "?"} & set(asked) else "an account id is 12 digits and nothing else"
