"""A text of which the files may tell only parts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PartialText:
    """A text that may have holes: None stands for what the files do not tell."""

    parts: tuple[str | None, ...]

    @property
    def known(self) -> str | None:
        """The text, None where it has a hole."""
        return None if None in self.parts else "".join(part or "" for part in self.parts)

    @property
    def told(self) -> bool:
        """Whether any of it is known."""
        return any(self.parts)

    def may_be(self, text: str) -> bool:
        """Whether it can be this text."""
        known = self.known
        if known is not None:
            return known == text
        first, *inner, last = self._between()
        at, end = len(first), len(text) - len(last)
        if not text.startswith(first) or not text.endswith(last) or at > end:
            return False
        # The first place that fits is the best, for all that follows may be anything. No pattern:
        # one of many holes takes longer than anybody waits.
        for part in inner:
            found = text.find(part, at, end)
            if found < 0:
                return False
            at = found + len(part)
        return True

    def _between(self) -> list[str]:
        """The texts before, between and behind the holes."""
        made = [""]
        for part in self.parts:
            if part is None:
                made.append("")
            else:
                made[-1] += part
        return made

    def ends_in(self, text: str) -> bool:
        """Whether its last part is known and ends so."""
        return bool(self.parts) and (self.parts[-1] or "").endswith(text)


HOLE = PartialText((None,))
