"""Files: trees, blobs, contents; and a file written by a PUT.

Source: docs.github.com, REST API endpoints for Git trees, Git blobs and repository contents: a file
of more than 1 MB has no content there, a tree of more than 100,000 entries is truncated.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote

from playground.tickets.github import branches, commits
from playground.tickets.github.call import Call
from playground.tickets.github.errors import not_found, refused
from playground.tickets.github.git import LINK, Entry
from playground.tickets.github.model import Repository
from playground.tickets.wire import Answer, JsonObject

LARGEST = 1024 * 1024
"""Bytes of a file that `contents` gives whole."""


def tree(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/git/trees/{tree_sha}`: of a tree, a commit or a branch. Any value
    of `recursive` means yes.
    """
    repository, wanted = call.repository, unquote(call.parts["tree_sha"])
    commit = repository.commit_named(wanted)
    sha = repository.git.commits[commit].tree if commit else wanted
    if sha not in repository.git.trees:
        raise not_found()
    every = list(_entries(repository, sha, recursive="recursive" in call.request.query))
    most = repository.tree_limit
    at = f"{call.url}/repos/{repository.full_name}/git"
    shown = [_tree_entry(at, repository, path, entry) for path, entry in every[:most]]
    url = f"{at}/trees/{sha}"
    return Answer(200, {"sha": sha, "url": url, "tree": shown, "truncated": len(every) > most})


def blob(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/git/blobs/{file_sha}`."""
    sha = call.parts["file_sha"]
    data = call.repository.git.blobs.get(sha)
    if data is None:
        raise not_found()
    shown = {
        "sha": sha,
        "node_id": f"B_{sha[:12]}",
        "size": len(data),
        "url": f"{call.url}/repos/{call.repository.full_name}/git/blobs/{sha}",
        "content": _in_lines(data),
        "encoding": "base64",
    }
    return Answer(200, shown)


def read(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/contents/{path}`: a file, or a list of what is in a folder."""
    ref = call.asked("ref", call.repository.default_branch)
    commit = call.repository.commit_named(ref)
    if commit is None:
        raise refused(404, f"No commit found for the ref {ref}")
    path = unquote(call.parts["path"]).strip("/")
    entry = call.repository.git.entry(commit, path)
    if entry is None:
        raise not_found()
    if not entry.is_folder:
        return Answer(200, _file(call, path, entry, ref))
    inside = call.repository.git.trees[entry.sha]
    shown = [_content(call, f"{path}/{name}".strip("/"), one, ref) for name, one in inside.items()]
    return Answer(200, shown)


def write(call: Call) -> Answer:
    """`PUT /repos/{owner}/{repo}/contents/{path}`: the blob that it replaces must be named."""
    repository, body = call.repository, call.body
    branch = body.get("branch") or repository.default_branch
    path = unquote(call.parts["path"])
    if branch not in repository.branches:
        raise refused(404, f"Branch {branch} not found")
    data = _decoded(body["content"])
    tip = repository.branches[branch]
    before = repository.git.entry(tip, path)
    _check_same(path, before, body.get("sha"))
    branches.check_push(repository, branch)
    by = call.user.by(call.github.clock.now())
    made = repository.commit(branch, {path: data}, body["message"], by)
    entry = repository.git.entry(made, path)
    if entry is None:
        raise refused(422, "path contains a malformed path component")
    shown = _content(call, path, entry, branch)
    inner = commits.git_commit(call.url, repository, repository.git.commits[made])
    return Answer(200 if before else 201, {"content": shown, "commit": inner})


def is_path(path: str) -> bool:
    """Whether git takes it."""
    bad = re.search(r"(?:^|/)(?:\.{1,2}|\.git)?(?:/|$)|[\x00\\]", path)
    return bool(path) and not bad


def _check_same(path: str, before: Entry | None, sha: str | None) -> None:
    if not is_path(path):
        raise refused(422, "path contains a malformed path component")
    if before is not None and before.is_folder:
        raise refused(422, f"{path} is a directory")
    if before is not None and not sha:
        raise refused(422, 'Invalid request.\n\n"sha" wasn\'t supplied.')
    if sha and (before is None or before.sha != sha):
        raise refused(409, f"{path} does not match {sha}")


def _decoded(content: str) -> bytes:
    try:
        return base64.b64decode(re.sub(r"\s", "", content), validate=True)
    except (binascii.Error, ValueError):
        raise refused(422, "content is not valid Base64") from None


def _entries(
    repository: Repository, sha: str, below: str = "", *, recursive: bool
) -> Iterator[tuple[str, Entry]]:
    for name, entry in repository.git.trees[sha].items():
        yield below + name, entry
        if entry.is_folder and recursive:
            yield from _entries(repository, entry.sha, f"{below}{name}/", recursive=True)


def _tree_entry(at: str, repository: Repository, path: str, entry: Entry) -> JsonObject:
    kind = "tree" if entry.is_folder else "blob"
    size = {} if entry.is_folder else {"size": len(repository.git.blobs[entry.sha])}
    url = f"{at}/{kind}s/{entry.sha}"
    return {"path": path, "mode": entry.mode, "type": kind, "sha": entry.sha, **size, "url": url}


def _file(call: Call, path: str, entry: Entry, ref: str) -> JsonObject:
    data = call.repository.git.blobs[entry.sha]
    shown = _content(call, path, entry, ref)
    if entry.mode == LINK:
        return {**shown, "type": "symlink", "target": data.decode()}
    if len(data) > LARGEST:
        return {**shown, "content": "", "encoding": "none"}
    return {**shown, "content": _in_lines(data), "encoding": "base64"}


def _content(call: Call, path: str, entry: Entry, ref: str) -> JsonObject:
    base, name = call.url, call.repository.full_name
    kind = "dir" if entry.is_folder else "symlink" if entry.mode == LINK else "file"
    url = f"{base}/repos/{name}/contents/{path}?ref={ref}"
    git = f"{base}/repos/{name}/git/{'trees' if entry.is_folder else 'blobs'}/{entry.sha}"
    html = f"{base}/{name}/{'tree' if entry.is_folder else 'blob'}/{ref}/{path}"
    return {
        "type": kind,
        "name": path.rpartition("/")[2],
        "path": path,
        "sha": entry.sha,
        "size": 0 if entry.is_folder else len(call.repository.git.blobs[entry.sha]),
        "url": url,
        "git_url": git,
        "html_url": html,
        "download_url": None if entry.is_folder else f"{base}/{name}/raw/{ref}/{path}",
        "_links": {"self": url, "git": git, "html": html},
    }


def _in_lines(data: bytes) -> str:
    """Base64 in lines of 60, as GitHub gives it."""
    coded = base64.b64encode(data).decode()
    return "".join(f"{coded[at : at + 60]}\n" for at in range(0, len(coded), 60))
