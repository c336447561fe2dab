"""The branch of a proposal: made, continued where an earlier attempt stopped, never overwritten.

Every function raises StoppedError.
"""

from __future__ import annotations

import base64
import re
from urllib.parse import quote

from bot.core.texts import github as words
from bot.core.tickets.section import clipped
from bot.pull_requests._github_git import base_head, blob_sha, file_sha, head
from bot.pull_requests._github_stop import StoppedError, answered, part, refused, stop, unsure
from bot.pull_requests._host import Proposal
from bot.rest.github import CONTENTS, Failed, Session
from bot.rest.github.text import quiet_line

_HEADLINE = 72
_COMMIT = """\
mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}"""
_THERE = re.compile(r"already exists", re.IGNORECASE)
_NO_FAST_FORWARD = re.compile(r"not a fast forward", re.IGNORECASE)
_MOVED = re.compile(r"expected branch to point to|is at .* but expected", re.IGNORECASE)
_RULES = re.compile(r"rule violation|protected|not authorized to push|rulesets?", re.IGNORECASE)


def committed(session: Session, proposal: Proposal) -> None:
    """See to it that the branch holds the new text, over the base of now.

    Nothing is written where the base's file is not the one that the proposal was made over.
    """
    base = base_head(session, proposal.place.base)
    if base != proposal.commit:
        _require_same(session, proposal, base)
    tip = head(session, proposal.branch) or _made(session, proposal, base)
    if tip != base:
        ahead, changed = _compared(session, proposal, base, tip)
        if ahead == 0:
            tip = _brought_up(session, proposal, base)
        elif changed != {proposal.path}:
            raise _not_ours(proposal)
    if file_sha(session, tip, proposal.path) == _wanted(proposal):
        return
    if tip != base:
        raise _not_ours(proposal)
    _commit(session, proposal, tip)


def _wanted(proposal: Proposal) -> str:
    return blob_sha(proposal.text.encode())


def _require_same(session: Session, proposal: Proposal, base: str) -> None:
    before = file_sha(session, proposal.commit, proposal.path)
    if before is None or before != file_sha(session, base, proposal.path):
        where = {"path": proposal.path, "branch": proposal.place.base}
        raise stop(words.FILE_MOVED.format(**where), again=True)


def _made(session: Session, proposal: Proposal, base: str) -> str:
    """The new branch's commit; where somebody was faster, or the answer was lost, theirs."""
    new = {"ref": f"refs/heads/{proposal.branch}", "sha": base}
    given = session.post(f"/repos/{proposal.place.repository}/git/refs", new, CONTENTS)
    if isinstance(given, Failed):
        if not given.unsure and not _THERE.search(given.detail):
            raise _refused(given, proposal)
        found = head(session, proposal.branch)
        if found is None:
            raise unsure()
        return found
    return base


def _compared(
    session: Session, proposal: Proposal, base: str, tip: str
) -> tuple[object, set[object]]:
    """How many commits of its own the branch has, and the files that they change: all of what a
    pull request of it would hold.
    """
    where = f"/repos/{proposal.place.repository}/compare/{base}...{tip}"
    compared = answered(session.get(where, CONTENTS))
    listed = part(compared, "files")
    files = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return part(compared, "ahead_by"), {one.get("filename") for one in files}


def _not_ours(proposal: Proposal) -> StoppedError:
    """Whoever may push knows the name of the branch: what else is on it, nobody has asked for."""
    names = {"branch": proposal.branch, "repository": proposal.place.repository}
    return stop(words.NOT_OURS.format(**names))


def _brought_up(session: Session, proposal: Proposal, base: str) -> str:
    """The base, to which a branch is moved that has nothing of its own: a crash left it there, or
    it was merged, and reverted since.
    """
    path = f"/repos/{proposal.place.repository}/git/refs/heads/{quote(proposal.branch)}"
    given = session.patch(path, {"sha": base, "force": False}, CONTENTS)
    if isinstance(given, Failed):
        if given.unsure and head(session, proposal.branch) == base:
            return base
        if _NO_FAST_FORWARD.search(given.detail):
            raise stop(words.BRANCH_MOVED.format(branch=proposal.branch), again=True)
        raise _refused(given, proposal)
    return base


def _commit(session: Session, proposal: Proposal, tip: str) -> None:
    """GitHub compares the branch with `tip` before it writes."""
    contents = base64.b64encode(proposal.text.encode()).decode()
    wanted = {
        "branch": {
            "repositoryNameWithOwner": proposal.place.repository,
            "branchName": proposal.branch,
        },
        "message": {"headline": clipped(quiet_line(proposal.title), _HEADLINE)},
        "expectedHeadOid": tip,
        "fileChanges": {"additions": [{"path": proposal.path, "contents": contents}]},
    }
    given = session.mutate(_COMMIT, {"input": wanted}, CONTENTS)
    if not isinstance(given, Failed) or (given.unsure and _holds(session, proposal)):
        return
    if _MOVED.search(given.detail):
        raise stop(words.BRANCH_MOVED.format(branch=proposal.branch), again=True)
    raise _refused(given, proposal)


def _holds(session: Session, proposal: Proposal) -> bool:
    tip = head(session, proposal.branch)
    return tip is not None and file_sha(session, tip, proposal.path) == _wanted(proposal)


def _refused(given: Failed, proposal: Proposal) -> StoppedError:
    if _RULES.search(given.detail):
        names = {"branch": proposal.branch, "repository": proposal.place.repository}
        return stop(words.PROTECTED.format(**names))
    return refused(given)
