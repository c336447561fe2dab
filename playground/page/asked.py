"""What a request to the page's API carries, and how it is turned down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class RefusedError(Exception):
    """The request is turned down; the message is a sentence for whoever sits before the page."""

    def __init__(self, says: str, status: int = 400) -> None:
        super().__init__(says)
        self.status = status


@dataclass(frozen=True, slots=True)
class Asked:
    """`query` holds the address's parameters, `body` the JSON object of a POST."""

    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, object] = field(default_factory=dict)

    def parameter(self, name: str, default: str | None = None) -> str:
        """A parameter of the address. Raises RefusedError: it is missing."""
        found = self.query.get(name, default)
        if found is None:
            raise RefusedError(f"The address lacks the parameter {name}.")
        return found

    def after(self) -> int:
        """The version that the page has, 0 for none. Raises RefusedError."""
        given = self.query.get("after", "0")
        if not (given.isascii() and given.isdecimal() and len(given) < 16):
            raise RefusedError("The parameter after must be a whole number.")
        return int(given)

    def text(self, name: str) -> str:
        """A text in the body. Raises RefusedError: it is missing or no text."""
        found = self.body.get(name)
        if not isinstance(found, str):
            raise RefusedError(f"{name} must be given as a text.")
        return found
