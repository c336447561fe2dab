"""The types of resources that count: `KINDS` of each file here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bot.core.discovery import modules_of
from bot.core.iac.terraform.resource import Kind


@cache
def all_kinds() -> Mapping[str, Kind]:
    """Every type, by its name."""
    return {
        name: kind
        for module in modules_of(__name__, __path__)
        for name, kind in module.KINDS.items()
    }
