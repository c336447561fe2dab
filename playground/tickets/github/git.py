"""Git itself, in memory: blobs, trees and commits under the ids that git gives them.

Source: Pro Git, 10.2 "Git Objects": the id is the SHA-1 of the kind, the length and the content.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

FOLDER, FILE, PROGRAM, LINK = "040000", "100644", "100755", "120000"


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a tree under a name: a mode and the id of a blob or of another tree."""

    mode: str
    sha: str

    @property
    def is_folder(self) -> bool:
        """Whether it is a tree."""
        return self.mode == FOLDER


@dataclass(frozen=True, slots=True)
class By:
    """Who commits, and when; `signed` where GitHub signs it, as by createCommitOnBranch."""

    name: str
    email: str
    at: datetime
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit."""

    sha: str
    tree: str
    parents: tuple[str, ...]
    message: str
    by: By


class Store:
    """The objects of a repository."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}
        self.trees: dict[str, Mapping[str, Entry]] = {}
        self.commits: dict[str, Commit] = {}

    def blob(self, data: bytes) -> str:
        """Keep a file's content."""
        sha = _sha("blob", data)
        self.blobs[sha] = data
        return sha

    def tree(self, files: Mapping[str, Entry]) -> str:
        """Keep the trees of files by their paths; a folder without a file is none."""
        names: dict[str, Entry] = {}
        folders: dict[str, dict[str, Entry]] = {}
        for path, entry in files.items():
            name, slash, rest = path.partition("/")
            if slash:
                folders.setdefault(name, {})[rest] = entry
            else:
                names[name] = entry
        for name, inside in folders.items():
            names[name] = Entry(FOLDER, self.tree(inside))
        return self._kept(names)

    def commit(self, tree: str, parents: tuple[str, ...], message: str, by: By) -> Commit:
        """Keep a commit."""
        who = f"{by.name} <{by.email}> {int(by.at.timestamp())} +0000"
        lines = [f"tree {tree}", *(f"parent {one}" for one in parents)]
        lines += [f"author {who}", f"committer {who}", "", message]
        sha = _sha("commit", "\n".join(lines).encode())
        return self.commits.setdefault(sha, Commit(sha, tree, parents, message, by))

    def files(self, tree: str, below: str = "") -> dict[str, Entry]:
        """Every file of a tree, by its path."""
        found: dict[str, Entry] = {}
        for name, entry in self.trees[tree].items():
            if entry.is_folder:
                found |= self.files(entry.sha, f"{below}{name}/")
            else:
                found[below + name] = entry
        return found

    def at(self, commit: str) -> dict[str, Entry]:
        """Every file of a commit, by its path."""
        return self.files(self.commits[commit].tree)

    def entry(self, commit: str, path: str) -> Entry | None:
        """What stands at a path of a commit; the root for "". None: nothing."""
        entry = Entry(FOLDER, self.commits[commit].tree)
        for name in filter(None, path.split("/")):
            found = self.trees[entry.sha].get(name) if entry.is_folder else None
            if found is None:
                return None
            entry = found
        return entry

    def changed(self, commit: str, changes: Mapping[str, bytes | None]) -> str:
        """The tree of a commit with these files written, or deleted where None stands."""
        files = self.at(commit)
        for path, data in changes.items():
            before = files.pop(path, Entry(FILE, ""))
            if data is not None:
                files[path] = Entry(before.mode, self.blob(data))
        return self.tree(files)

    def ancestors(self, commit: str) -> list[str]:
        """A commit and all before it, itself first."""
        seen: dict[str, None] = {}
        waiting = [commit]
        while waiting:
            sha = waiting.pop(0)
            if sha not in seen:
                seen[sha] = None
                waiting.extend(self.commits[sha].parents)
        return list(seen)

    def merge_base(self, one: str, other: str) -> str:
        """The last commit that both have. ValueError: there is none."""
        theirs = set(self.ancestors(other))
        for sha in self.ancestors(one):
            if sha in theirs:
                return sha
        raise ValueError("no common ancestor")

    def _kept(self, names: Mapping[str, Entry]) -> str:
        order = sorted(names, key=lambda name: name + "/" * names[name].is_folder)
        data = b"".join(
            f"{names[name].mode.lstrip('0')} {name}\0".encode() + bytes.fromhex(names[name].sha)
            for name in order
        )
        sha = _sha("tree", data)
        self.trees[sha] = {name: names[name] for name in order}
        return sha


def _sha(kind: str, data: bytes) -> str:
    head = f"{kind} {len(data)}\0".encode()
    return hashlib.sha1(head + data, usedforsecurity=False).hexdigest()
