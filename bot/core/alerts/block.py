"""The block of "Budget Name: ..." lines in an alert: its only reliable part (docs/facts.md 5.1)."""

from __future__ import annotations

import re

from bot.core.names import flat

LABELS = frozenset(
    {"budget name", "budget type", "budgeted amount", "alert type", "alert threshold"}
)
LONGEST_NAME = 100
Fields = tuple[tuple[str, str], ...]

_LABEL = r"(?:Budget Name|Budget Type|Alert Type|Alert Threshold|[A-Za-z]{1,20} Amount)"
# A name holds no colon (docs/facts.md 1.4), so neither a label with its colon nor the footnote's
# address ever stands inside one. Spaces are counted from a word's end: a run of them is tried once
# only.
_INLINE = re.compile(rf"(?<=\S)[ \t]{{1,20}}(?={_LABEL}[ \t]?:|\[[0-9]\] https:)", re.IGNORECASE)
_KEY = re.compile(r"[ \t]{0,20}([A-Za-z][A-Za-z &()-]{0,39}?)[ \t]{0,5}:(.*)", re.DOTALL)
_MOST = 30


def fields_of(body: str) -> Fields:
    """The block's labels and values in their order, from "Budget Name" on; none without it.

    `body` has "\\n" for its line ends. A name that was wrapped is put together again.
    """
    return _lines(_INLINE.sub("\n", body).split("\n")) or _table(body)


def is_label(text: str) -> bool:
    """True for one of the block's own labels, such as "ACTUAL Amount"."""
    plain = flat(text).casefold()
    return plain in LABELS or (len(plain) < 40 and plain.endswith(" amount"))


def _lines(lines: list[str]) -> Fields:
    found: list[tuple[str, str]] = []
    for line in lines:
        match = _KEY.match(line)
        label = match[1].strip() if match else ""
        if not found and label.casefold() != "budget name":
            continue
        if len(found) == _MOST or (len(found) > 2 and not _trimmed(line)):
            break
        if match and not match[2].startswith("//"):
            found.append((label, _trimmed(match[2])))
        elif len(found) == 1 and not match:
            found = [(found[0][0], _longer(found[0][1], _trimmed(line)))]
    return tuple(found)


def _longer(name: str, rest: str) -> str:
    joined = f"{name} {rest}".strip(" ")
    return joined if len(joined) <= LONGEST_NAME else name


def _table(body: str) -> Fields:
    """The direct e-mail's table: a row of labels and a row of values, or one cell to a line."""
    cells = [_trimmed(c) for line in body.split("\n") if _trimmed(line) for c in line.split("\t")]
    starts = (i for i, cell in enumerate(cells) if cell.casefold() == "budget name")
    start = next(starts, len(cells))
    end = start
    while end < min(len(cells), start + _MOST) and is_label(cells[end]):
        end += 1
    values = cells[end : end + end - start]
    if end - start < 3 or len(values) < end - start:
        return ()
    return tuple(zip(cells[start:end], values, strict=True))


def _trimmed(text: str) -> str:
    # Not every white space: a name may begin or end with an ideographic one.
    return text.strip(" \t")
