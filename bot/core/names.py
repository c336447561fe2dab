"""Budget names that somebody may have meant.

A name is exact (docs/facts.md 1.4), but a mail client, a web page or a keyboard puts other
characters where it has blanks, and people cannot see them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import insort
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher

SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000"
"""Blanks other than the plain one: no-break, figure, thin, ideographic. For a character class."""
UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
"""Characters that take no room: zero-width ones, soft hyphens, marks of direction. Likewise."""

_BLANKS = re.compile(rf"[\s{SPACES}]+")
_OTHER = re.compile(rf"[{SPACES}]")
_UNSEEN = re.compile(rf"[{UNSEEN}]+")
_ODD = re.compile(rf"[^\S ]|[{SPACES}{UNSEEN}\u2010\u2011]|(?<= ) |\A | \Z")
_AT_START = re.compile(rf"[\s{SPACES}{UNSEEN}]+")
_HYPHENS = str.maketrans("\u2010\u2011", "--")
_ALIKE = 0.6
"""The ratio from which difflib's own documentation calls two words a close match."""


def seen(text: str) -> str:
    """The text without what takes no room."""
    return _UNSEEN.sub("", text)


def trimmed(text: str) -> str:
    """The text without the blanks at its ends, seen or not."""
    begin, end = (_AT_START.match(one) for one in (text, text[::-1]))
    return text[begin.end() if begin else 0 : len(text) - end.end() if end else None]


def flat(text: str) -> str:
    """The text as it reads: single plain blanks, none at its ends, and nothing unseen."""
    read = unicodedata.normalize("NFC", seen(text)).translate(_HYPHENS)
    return _BLANKS.sub(" ", read).strip(" ")


def with_plain_blanks(text: str) -> str:
    """The text without what takes no room, and with a plain blank for each other one."""
    return _OTHER.sub(" ", seen(text))


def shown(name: str) -> str:
    """The name for people who have to tell it from others that read alike: "cost\\u00a0all"."""
    return _ODD.sub(lambda match: f"\\u{ord(match[0]):04x}", name)


def written_alike(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that `name` stands for: itself where it is one, else all that read as it does.

    A budget that really has an odd blank in its name wins by its exact name, whatever others there
    are. More than one: somebody has to say which is meant.
    """
    known = set(names)
    if name in known:
        return (name,)
    wanted = flat(name)
    return tuple(sorted(one for one in known if wanted and flat(one) == wanted))


def nearest(name: str, names: Iterable[str], *, limit: int = 5) -> tuple[str, ...]:
    """The names most like `name`, the nearest first, whatever their case; ties alphabetically.

    There may be ten thousand: a name is compared in full only while an upper bound of its ratio,
    which costs a tenth of that, leaves it a place.
    """
    wanted = flat(name).casefold()
    bounds = SequenceMatcher(None, "", wanted)
    close: list[tuple[float, str, str]] = []
    for bound, n in sorted(((_bound(bounds, n), n) for n in set(names)), reverse=True):
        worst = -close[limit - 1][0] if len(close) >= limit else _ALIKE
        if bound < worst:
            break
        ratio = SequenceMatcher(None, wanted, n.casefold()).ratio()
        if ratio >= worst:
            insort(close, (-ratio, n.casefold(), n))
    return tuple(n for _, _, n in close[:limit])


def _bound(of: SequenceMatcher[str], name: str) -> float:
    of.set_seq1(name.casefold())
    return of.quick_ratio() if of.real_quick_ratio() >= _ALIKE else 0.0


def containing(part: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that contain `part`, whatever its case, alphabetically; none for an empty part."""
    wanted = flat(part).casefold()
    found = {n for n in names if wanted and wanted in flat(n).casefold()}
    return tuple(sorted(found, key=lambda n: (n.casefold(), n)))


def meant(name: str, names: Collection[str], *, limit: int = 5) -> tuple[str, ...]:
    """What somebody may have meant by a name that is none: part of a name first, then a slip."""
    found = (*containing(name, names)[:limit], *nearest(name, names, limit=limit))
    return tuple(dict.fromkeys(found))
