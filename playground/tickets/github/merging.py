"""A pull request's two ends, and its merge: by whole files, so two changes of one file conflict."""

from __future__ import annotations

from datetime import datetime

from playground.tickets.github import issues
from playground.tickets.github.git import Entry
from playground.tickets.github.model import Issue, Pull, Repository, User


def ends(repository: Repository, issue: Issue) -> tuple[str, str]:
    """The commit from which its difference counts, and its last commit."""
    pull = _pull(issue)
    if issue.state == "open":
        pull.head_sha = repository.branches.get(pull.head, pull.head_sha)
    head = pull.head_sha
    return pull.merge_base or repository.git.merge_base(base_tip(repository, issue), head), head


def base_tip(repository: Repository, issue: Issue) -> str:
    """The commit of its base; of a merged one, that it was merged into."""
    pull = _pull(issue)
    return pull.base_sha or repository.branches[pull.base]


def conflicts(repository: Repository, issue: Issue) -> list[str]:
    """The paths that both sides have changed, each in its own way."""
    common, head = ends(repository, issue)
    git = repository.git
    old, ours, theirs = (git.at(sha) for sha in (common, base_tip(repository, issue), head))
    return [
        path
        for path in sorted(ours.keys() | theirs.keys())
        if ours.get(path) not in {old.get(path), theirs.get(path)}
        and theirs.get(path) != old.get(path)
    ]


def obstacle(repository: Repository, issue: Issue) -> str:
    """Why it cannot be merged, in GitHub's words; "" where it can."""
    pull = _pull(issue)
    if issue.state != "open":
        return "Pull Request is not mergeable"
    if pull.draft:
        return "Pull Request is still a draft"
    return "Pull Request has merge conflicts" if conflicts(repository, issue) else ""


def merge(repository: Repository, issue: Issue, who: User, now: datetime) -> str:
    """Merge it; the id of the new commit. ValueError: `obstacle`."""
    why = obstacle(repository, issue)
    if why:
        raise ValueError(why)
    pull = _pull(issue)
    common, head = ends(repository, issue)
    base = base_tip(repository, issue)
    tree = repository.git.tree(_merged(repository, common, base, head))
    title = f"Merge pull request #{issue.number} from {repository.owner.login}/{pull.head}"
    message = f"{title}\n\n{issue.title}"
    made = repository.git.commit(tree, (base, head), message, who.by(now))
    repository.branches[pull.base] = made.sha
    pull.merge_base, pull.base_sha, pull.merge_sha = common, base, made.sha
    pull.merged_at, pull.merged_by = now, who
    issues.change_state(issue, "closed", who, now)
    return made.sha


def _merged(repository: Repository, common: str, base: str, head: str) -> dict[str, Entry]:
    old, ours, theirs = (repository.git.at(sha) for sha in (common, base, head))
    merged = {}
    for path in ours.keys() | theirs.keys():
        entry = theirs.get(path) if ours.get(path) == old.get(path) else ours.get(path)
        if entry is not None:
            merged[path] = entry
    return merged


def _pull(issue: Issue) -> Pull:
    if issue.pull is None:
        raise ValueError(f"{issue.number} is no pull request")
    return issue.pull
