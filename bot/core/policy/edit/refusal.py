"""How an edit is refused."""

from __future__ import annotations


class EditError(ValueError):
    """A document cannot be edited safely; the text is a sentence for a person."""
