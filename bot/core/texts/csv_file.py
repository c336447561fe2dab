"""A CSV file that a spreadsheet can open, whatever the cells hold.

A cell that begins as a formula does is shown as text, by an apostrophe before it:
https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def csv_file(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as RFC 4180 has it, in UTF-8 with a mark that tells Excel so."""
    lines = (",".join(_cell(one) for one in row) for row in rows)
    return "".join(["\ufeff", *(f"{line}\r\n" for line in lines)]).encode()


def _cell(text: str) -> str:
    bare = text.lstrip(" ")
    if bare.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        text = f"'{text}"
    quoted = text.replace('"', '""')
    return f'"{quoted}"' if re.search(r'[",\r\n]', text) or text != bare else text
