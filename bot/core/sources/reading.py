"""A text of which the files may tell only parts."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
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
        pattern = "".join(".*" if part is None else re.escape(part) for part in self.parts)
        return re.fullmatch(pattern, text, re.DOTALL) is not None

    def ends_in(self, text: str) -> bool:
        """Whether its last part is known and ends so."""
        return bool(self.parts) and (self.parts[-1] or "").endswith(text)


HOLE = Reading((None,))
