"""Issues, pull requests, files as plain pages, by the addresses that `html_url` gives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playground.tickets.github import commits, merging
from playground.tickets.github.model import Issue, Repository
from playground.tickets.html import page
from playground.tickets.wire import Answer

_REPOSITORY = re.compile(r"/(?P<name>[\w.-]+/[\w.-]+)(?P<rest>/.*)?")
_NUMBERED = re.compile(r"/(?:issues|pull)/(\d+)")
_FILE = re.compile(r"/blob/(?P<ref>main|[0-9a-f]{40}|.+?)/(?P<path>.+)")


def found(repositories: dict[str, Repository], path: str) -> Answer | None:
    """The page at this path; None where none is. A private repository shows none."""
    parts = _REPOSITORY.fullmatch(path)
    repository = repositories.get(parts["name"]) if parts else None
    if parts is None or repository is None or repository.private:
        return None
    text = _page(repository, parts["rest"] or "")
    return Answer(200, text) if text else None


def _page(repository: Repository, rest: str) -> str:
    if numbered := _NUMBERED.fullmatch(rest):
        one = repository.issues.get(int(numbered[1]))
        return issue(repository, one) if one else ""
    if there := _FILE.fullmatch(rest):
        return _file(repository, there["ref"], there["path"])
    return "" if rest else _files(repository)


def issue(repository: Repository, one: Issue) -> str:
    """An issue, or a pull request with what it changes."""
    facts = (
        ("State", state(one)),
        ("Opened by", one.user.login),
        ("Labels", ", ".join(one.labels)),
        ("Assignees", ", ".join(each.login for each in one.assignees)),
        ("Branches", f"{one.pull.head} into {one.pull.base}" if one.pull else ""),
    )
    comments = [(f"{each.user.login} commented", each.body) for each in one.comments]
    changes = changed(repository, one) if one.pull else ()
    title = f"{one.title} · {repository.full_name} #{one.number}"
    return page(title, facts, [("Description", one.body or ""), *comments, *changes])


def state(one: Issue) -> str:
    """How it stands, in words: "closed as not_planned by dana"."""
    if one.pull and one.pull.merged_by:
        return f"merged by {one.pull.merged_by.login}"
    if one.state == "open":
        return "draft" if one.pull and one.pull.draft else "open"
    reason = f" as {one.state_reason}" if one.state_reason else ""
    return f"closed{reason} by {one.closed_by.login}" if one.closed_by else f"closed{reason}"


def changed(repository: Repository, one: Issue) -> Iterator[tuple[str, str]]:
    """The difference of each file of a pull request, by its path."""
    old, new = merging.ends(repository, one)
    for file in commits.changed_files("", repository, old, new):
        yield file["filename"], file.get("patch", "no text")


def _file(repository: Repository, ref: str, path: str) -> str:
    for branch in sorted(repository.branches, key=len, reverse=True):
        if f"{ref}/{path}".startswith(f"{branch}/"):
            ref, path = branch, f"{ref}/{path}"[len(branch) + 1 :]
            break
    commit = repository.commit_named(ref)
    entry = repository.git.entry(commit, path) if commit else None
    if entry is None or entry.is_folder:
        return ""
    text = repository.git.blobs[entry.sha].decode("utf-8", "replace")
    return page(f"{path} · {repository.full_name}", (("Branch", ref),), [("Content", text)])


def _files(repository: Repository) -> str:
    branch = repository.default_branch
    paths = "\n".join(repository.git.at(repository.branches[branch]))
    return page(repository.full_name, (("Branch", branch),), [("Files", paths)])
