"""subscribe-bot: not in this version, and it says so."""

from __future__ import annotations

from tests.core.build import path
from tests.core.fixes.case import Case

CASES = [Case("a healthy path", path(), mentions=("no endpoint of its own",))]
