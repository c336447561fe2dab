"""Where code is kept: one file each, behind one small protocol."""

from bot.pull_requests._host import (
    CodeHost,
    Proposal,
    PullRequest,
    PullRequestState,
    Snapshot,
    Standing,
)

__all__ = ["CodeHost", "Proposal", "PullRequest", "PullRequestState", "Snapshot", "Standing"]
