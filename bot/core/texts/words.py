"""Small words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

_LONGEST = 200
"""Characters of other people's text in a sentence; a policy's can fill 32 KB."""


def listed(items: Iterable[str], last: str = "and") -> str:
    """One as it is, two as "a and b", three as "a, b and c"; each item once."""
    unique = list(dict.fromkeys(items))
    if len(unique) < 2:
        return "".join(unique)
    return f"{', '.join(unique[:-1])} {last} {unique[-1]}"


def first_of(items: Sequence[str], most: int) -> str:
    """`most` of them as a sentence says them, and how many more: "a, b and 3 more"."""
    more = len(items) - most
    return listed([*items[:most], *([f"{more} more"] if more > 0 else [])])


def some(names: Sequence[str], most: int) -> str:
    """`most` of them as a list, and how many more: "a, b, and 3 more"."""
    more = len(names) - most
    return ", ".join([*names[:most], *([f"and {more} more"] if more > 0 else [])])


def all_of(count: int) -> str:
    """So many, without an exception: "both", "all 3"."""
    return "both" if count == 2 else f"all {count}"


def capital(text: str) -> str:
    """The text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def an(noun: str) -> str:
    """The noun with its indefinite article, as it is written."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def small(text: str) -> str:
    """The text with a small first letter, the rest as it is."""
    return text[:1].lower() + text[1:]


def moment(at: datetime) -> str:
    """A time in a text that is kept: whoever shows it draws it in the reader's zone."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def sentences(*each: str) -> str:
    """The sentences as one text; an empty one is none."""
    return " ".join(one for one in each if one)


def lines(*each: str) -> str:
    """The texts below one another; an empty one is none."""
    return "\n".join(one for one in each if one)


def thousands(count: int) -> str:
    """The number as people read it: "10,000"."""
    return f"{count:,}"


def short(text: str) -> str:
    """The beginning of somebody else's text, with an ellipsis where something is missing."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def quoted(values: Iterable[str], most: int = 3) -> str:
    """Each value in quotation marks, `most` of them and how many more; "(no value)" for none."""
    each = [f'"{short(value)}"' for value in values]
    if not each:
        return "(no value)"
    more = len(each) - most
    return f"{', '.join(each[:most])} and {more} more" if more > 0 else listed(each)
