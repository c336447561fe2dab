"""Commits as GitHub shows them, and what one changed."""

from __future__ import annotations

import difflib

from playground.tickets.github import shapes
from playground.tickets.github.call import Call
from playground.tickets.github.errors import not_found
from playground.tickets.github.git import Commit, Entry
from playground.tickets.github.model import Repository
from playground.tickets.wire import Answer, JsonObject


def read_git(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/git/commits/{commit_sha}`."""
    found = call.repository.git.commits.get(call.parts["commit_sha"])
    if found is None:
        raise not_found()
    return Answer(200, git_commit(call.url, call.repository, found))


def compare(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/compare/{basehead}`: BASE...HEAD, branches or commits."""
    repository, git = call.repository, call.repository.git
    names = call.parts["basehead"].split("...")
    shas = [repository.commit_named(name) for name in names]
    if len(shas) != 2 or None in shas:
        raise not_found()
    base, head = (sha for sha in shas if sha)
    common = git.merge_base(base, head)
    before = set(git.ancestors(base))
    ahead = [sha for sha in reversed(git.ancestors(head)) if sha not in before]
    behind = [sha for sha in before if sha not in set(git.ancestors(head))]
    shown = {
        "base_commit": commit(call.url, repository, git.commits[base]),
        "merge_base_commit": commit(call.url, repository, git.commits[common]),
        "status": _status(len(ahead), len(behind)),
        "ahead_by": len(ahead),
        "behind_by": len(behind),
        "total_commits": len(ahead),
        "commits": [commit(call.url, repository, git.commits[sha]) for sha in ahead],
        "files": changed_files(call.url, repository, common, head),
    }
    at = f"{call.url}/repos/{repository.full_name}/compare/{call.parts['basehead']}"
    html = at.replace("/repos/", "/")
    urls = {"html_url": html, "permalink_url": html, "diff_url": f"{html}.diff"}
    return Answer(200, {"url": at, **urls, "patch_url": f"{html}.patch", **shown})


def _status(ahead: int, behind: int) -> str:
    if ahead and behind:
        return "diverged"
    if ahead:
        return "ahead"
    return "behind" if behind else "identical"


def git_commit(base: str, repository: Repository, one: Commit) -> JsonObject:
    """A commit of the Git database ("git-commit")."""
    at = f"{base}/repos/{repository.full_name}/git"
    html = f"{base}/{repository.full_name}/commit"
    return {
        "sha": one.sha,
        "node_id": f"C_{one.sha[:12]}",
        "url": f"{at}/commits/{one.sha}",
        "html_url": f"{html}/{one.sha}",
        "author": _person(one),
        "committer": _person(one),
        "message": one.message,
        "tree": {"sha": one.tree, "url": f"{at}/trees/{one.tree}"},
        "parents": [
            {"sha": p, "url": f"{at}/commits/{p}", "html_url": f"{html}/{p}"} for p in one.parents
        ],
        "verification": _verification(one),
    }


def commit(base: str, repository: Repository, one: Commit) -> JsonObject:
    """A commit of a branch ("commit")."""
    at = f"{base}/repos/{repository.full_name}"
    inner = git_commit(base, repository, one)
    author = next((user for user in repository.collaborators if user.login == one.by.name), None)
    shown = shapes.user(base, author) if author else None
    return {
        "sha": one.sha,
        "node_id": inner["node_id"],
        "url": f"{at}/commits/{one.sha}",
        "html_url": inner["html_url"],
        "comments_url": f"{at}/commits/{one.sha}/comments",
        "commit": {
            "url": inner["url"],
            "author": inner["author"],
            "committer": inner["committer"],
            "message": one.message,
            "tree": inner["tree"],
            "comment_count": 0,
            "verification": inner["verification"],
        },
        "author": shown,
        "committer": shown,
        "parents": inner["parents"],
    }


def changed_files(base: str, repository: Repository, old: str, new: str) -> list[JsonObject]:
    """What differs between two commits ("diff-entry" each), by path."""
    before, after = repository.git.at(old), repository.git.at(new)
    paths = sorted(before.keys() | after.keys())
    return [
        _diff_entry(base, repository, new, path, (before.get(path), after.get(path)))
        for path in paths
        if before.get(path) != after.get(path)
    ]


def difference(repository: Repository, old: Entry | None, new: Entry | None) -> list[str]:
    """The lines of a unified difference, without its head; none for files that are no text."""
    try:
        before, after = (_lines(repository, one) for one in (old, new))
    except UnicodeDecodeError:
        return []
    return list(difflib.unified_diff(before, after, lineterm="", n=3))[2:]


def _lines(repository: Repository, one: Entry | None) -> list[str]:
    return repository.git.blobs[one.sha].decode().splitlines() if one else []


def _diff_entry(
    base: str,
    repository: Repository,
    commit: str,
    path: str,
    pair: tuple[Entry | None, Entry | None],
) -> JsonObject:
    old, new = pair
    lines = difference(repository, old, new)
    added, deleted = (sum(one.startswith(sign) for one in lines) for sign in "+-")
    there = new or old
    html = f"{base}/{repository.full_name}"
    shown: JsonObject = {
        "sha": there.sha if there else None,
        "filename": path,
        "status": "modified" if old and new else "added" if new else "removed",
        "additions": added,
        "deletions": deleted,
        "changes": added + deleted,
        "blob_url": f"{html}/blob/{commit}/{path}",
        "raw_url": f"{html}/raw/{commit}/{path}",
        "contents_url": f"{base}/repos/{repository.full_name}/contents/{path}?ref={commit}",
    }
    return {**shown, "patch": "\n".join(lines)} if lines else shown


def _person(one: Commit) -> JsonObject:
    return {"name": one.by.name, "email": one.by.email, "date": shapes.moment(one.by.at)}


def _verification(one: Commit) -> JsonObject:
    reason = "valid" if one.by.signed else "unsigned"
    none = dict.fromkeys(("signature", "payload", "verified_at"))
    return {"verified": one.by.signed, "reason": reason, **none}
