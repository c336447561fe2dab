"""What each finding's code means: docs/findings.md, as it is installed with the command.

A test holds the file beside this one against that page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from importlib.resources import files

from bot.core.texts.documentation import finding_link

_ROW = re.compile(r"^\| `([a-z]+\.[a-z-]+)` \| `([A-Z_]+)` \| (.+) \|$", re.MULTILINE)
_LABEL = "Documentation, "


@dataclass(frozen=True, slots=True)
class Meaning:
    """A code, the status that it gives, and what it means and asks to be done."""

    code: str
    status: str
    says: str


@cache
def meanings() -> Mapping[str, Meaning]:
    """Every code, in the order of the path."""
    page = files("bot.cli").joinpath("findings.md").read_text("utf-8")
    rows = (Meaning(*found) for found in _ROW.findall(page))
    return {row.code: row for row in rows}


@cache
def documentation() -> str:
    """The address of docs/, as the package's own metadata has it (pyproject.toml, `project.urls`);
    "" where nobody gave it one, and in a checkout.
    """
    try:
        every = metadata("budget-check").get_all("Project-URL") or []
    except PackageNotFoundError:
        return ""
    return next((one.removeprefix(_LABEL) for one in every if one.startswith(_LABEL)), "")


def link(code: str) -> str:
    """Where the code is explained; "" where no address is known, for a dead link helps nobody."""
    address = documentation()
    return finding_link(address, code) if address else ""
