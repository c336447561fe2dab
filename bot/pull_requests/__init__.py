"""Where code is kept: one file for each host, found by its name; "github" is `github.py`.

A file holds one `HOST`. Adding a host is adding a file.
"""

from __future__ import annotations

from bot.core.discovery import modules_of
from bot.pull_requests._host import (
    CodeHost,
    HostKind,
    Proposal,
    PullRequest,
    PullRequestState,
    Snapshot,
    Standing,
)
from bot.pull_requests._sources import MappedSources

__all__ = [
    "CodeHost",
    "HostKind",
    "MappedSources",
    "Proposal",
    "PullRequest",
    "PullRequestState",
    "Snapshot",
    "Standing",
    "hosts",
]


def hosts() -> dict[str, HostKind]:
    """Every host of repositories by its name, which is its file's."""
    modules = modules_of(__name__, __path__)
    return {module.__name__.rpartition(".")[2]: module.HOST for module in modules}
