"""Which tests run in one worker of xdist, and in which order.

A file stays together. So do folders that share what takes long to make: the artefact, the embedded
AWS that holds every scenario, the page with its browser. What takes longest comes first: a worker
that begins it last would work alone in the end.
"""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

LONGEST_FIRST = (
    *(
        "browser",
        "artefact",
        "deployed",
        "scenarios",
        "page",
        "tools",
        "wheel",
        "kill",
        "cli",
        "deploy",
    ),
    *("features", "playground", "aws", "store", "slack", "types", "tickets", "jobs", "worker"),
)
"""Folders of tests/; what is not named comes after them."""
TOGETHER = {
    "tests/artefact": "artefact",
    "tests/core/tickets/test_draft.py": "every report",
    "tests/tickets/test_request.py": "every report",
    "tests/deploy": "template",
    "tests/deployed": "artefact",
    "tests/tools/test_build.py": "artefact",
    "tests/browser": "browser",
    "tests/wheel": "wheel",
    "tests/scenarios/test_alert.py": "every scenario",
    "tests/scenarios/test_check.py": "every scenario",
    "tests/scenarios/test_command.py": "every scenario",
    "tests/scenarios/test_command_troubles.py": "every scenario",
    "tests/scenarios/test_faults.py": "every scenario",
    "tests/scenarios/test_offered_fixes.py": "every scenario",
}
"""Folders and files that share it, and what it is."""


def unit_of(nodeid: str) -> str:
    """What stays together with this test: its file, or what is named in `TOGETHER`."""
    file = nodeid.partition("::")[0]
    return TOGETHER.get(file) or TOGETHER.get(file.rpartition("/")[0]) or file


def rank(item: pytest.Item) -> int:
    """How early the test's folder comes."""
    folder = item.nodeid.split("/")[1]
    return LONGEST_FIRST.index(folder) if folder in LONGEST_FIRST else len(LONGEST_FIRST)


class InUnits(LoadScopeScheduling):  # type: ignore[misc]  # it has no types
    """Hands out one unit after another, to whoever has nothing left to do."""

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)
