"""Other people's text for people's eyes: what cannot be seen, or turns what is seen, as escapes.

A budget's name can hold any of it (docs/facts.md 1.4). A mark of direction lets one read the
opposite of what stands there, a character without width makes two names look alike.
"""

from __future__ import annotations

import re

_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"
_DIRECTIONS = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSEEN = (
    r"\u00ad\u034f\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufeff\ufff0-\ufffb"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_BLANK_LETTERS = r"\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
_HALVES = r"\ud800-\udfff"
_RUN = re.compile(r"((?:\\u[0-9a-f]{4}|\\U[0-9a-f]{8}){8})(?:\\u[0-9a-f]{4}|\\U[0-9a-f]{8})+")
_ODD = re.compile(f"[{_CONTROLS}{_DIRECTIONS}{_UNSEEN}{_BLANK_LETTERS}{_HALVES}]")


def visible(text: str) -> str:
    """The text with an escape, such as \\u202e, for each of these; new lines and tabs stay."""
    return _ODD.sub(lambda found: escape(found[0]), text.replace("\r\n", "\n"))


def brief(text: str) -> str:
    """The same for a line that has to stay short: the first few of a long run of escapes."""
    return _RUN.sub(r"\1…", visible(text))


def escape(character: str) -> str:
    """The character by its number, as "\\u202e" or "\\U000e0001"."""
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
