"""Where a policy is written, and what it says there once it is mended. Pure: texts in, text out."""

from bot.core.sources.place import Place

__all__ = ["Place"]
