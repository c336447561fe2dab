"""Other people's text in GitHub's Markdown: what would notify, link, skip checks or become a
formula does not.

`bot.core.tickets.section` escapes what any Markdown would take for itself. GitHub looks for names,
numbers and addresses in the text that comes of it, where a backslash is gone already; a character
without width stops that (https://docs.github.com/en/get-started/writing-on-github).
"""

from __future__ import annotations

import re

from bot.core.tickets.section import one_line

NOTHING = "\N{ZERO WIDTH SPACE}"

_OURS = r"^(?P<fence>`{3,})[^`\n]*\n.*?^(?P=fence)$|(?<!\\)\]\(https?://[^)\s]*\)"
"""Code, and the link of a text that is ours: other people's brackets have a backslash before."""
_THEIRS = (
    r"@(?=\w)"  # notifies a person or a team
    r"|#(?=\d)"  # links an issue; behind "fixes" it closes one
    r"|\bgh-(?=\d)"
    r"|:(?=//)"  # an address of an issue is noted in it
    r"|\bwww(?=\.)"
    r"|\[(?=(?:skip|no|ci|actions)\b)"  # "[skip ci]" in a commit's message: no check runs
    r"|\bskip-checks(?=:)"
)
_WHOLE = re.compile(rf"{_OURS}|(?P<mark>{_THEIRS})|(?P<formula>\$)", re.M | re.S | re.IGNORECASE)
_LINE = re.compile(_THEIRS, re.IGNORECASE)


def quiet(markdown: str) -> str:
    """Markdown as it is but for that; what stands in code stays byte for byte."""
    return _WHOLE.sub(_quiet, markdown)


def quiet_line(text: str) -> str:
    """The same for a title and for a commit's message, which are no Markdown."""
    return _LINE.sub(_behind, one_line(text))


def _quiet(found: re.Match[str]) -> str:
    if found["mark"]:
        return _behind(found)
    return "\\$" if found["formula"] else found[0]


def _behind(found: re.Match[str]) -> str:
    return found[0] + NOTHING
