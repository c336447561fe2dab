"""Branches, folders and files of a repository, over GitHub's API. Every function raises
StoppedError.

https://docs.github.com/en/rest/git
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha1
from urllib.parse import quote

from bot.core.sources import Place
from bot.core.texts import github as words
from bot.pull_requests._github_stop import answered, odd, part, stop, text, there
from bot.rest import Answer
from bot.rest.github import CONTENTS, Session

MOST_FOLDERS = 100
"""So many are asked for one by one, where GitHub does not list them all at once."""
_FILE, _FOLDER = "blob", "tree"
_LINK = "120000"
_KEYS = ("path", "type", "mode", "sha")


@dataclass(frozen=True, slots=True)
class File:
    """A file at a commit: `sha` is that of its blob, `size` in bytes. Of a `link` the blob holds
    where it leads.
    """

    path: str
    sha: str
    size: int
    link: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    type: str
    mode: str
    sha: str
    size: int


@dataclass(frozen=True, slots=True)
class _Listing:
    entries: tuple[_Entry, ...]
    whole: bool


def head(session: Session, branch: str) -> str | None:
    """The commit that a branch points to, None where there is no such branch.

    A repository that is hidden answers the same, so that is asked then.
    """
    where = session.wanted.repository
    found = there(session.get(f"/repos/{where}/git/ref/heads/{quote(branch)}", CONTENTS))
    if found is None:
        answered(session.get(f"/repos/{where}", CONTENTS))
        return None
    return text(found, "object", "sha")


def base_head(session: Session, branch: str) -> str:
    """The same for a branch that must be there."""
    found = head(session, branch)
    if found is None:
        where = session.wanted.repository
        raise stop(words.NO_BRANCH.format(repository=where, branch=branch))
    return found


def file_sha(session: Session, commit: str, path: str) -> str | None:
    """The blob of a file at a commit, None where there is none: a folder is a list."""
    where = f"/repos/{session.wanted.repository}/contents/{quote(path)}?ref={commit}"
    found = there(session.get(where, CONTENTS))
    if found is None or isinstance(found.json, list):
        return None
    return text(found, "sha")


def blob_sha(data: bytes) -> str:
    """What git names a blob of these bytes."""
    return sha1(b"blob %d\0%s" % (len(data), data), usedforsecurity=False).hexdigest()


def content(session: Session, file: File) -> bytes:
    """What stands in a file, byte for byte."""
    where = f"/repos/{session.wanted.repository}/git/blobs/{file.sha}"
    found = answered(session.get(where, CONTENTS))
    try:
        return base64.b64decode(text(found, "content"))
    except binascii.Error as error:
        raise odd() from error


def files(session: Session, place: Place, commit: str) -> tuple[File, ...]:
    """Every file in a place, or the file that the place is; submodules are none."""
    names = [name for name in place.path.split("/") if name]
    node = _Entry("", _FOLDER, "", commit, 0)
    for name in names:
        inside = _listing(session, node.sha).entries if node.type == _FOLDER else ()
        found = next((entry for entry in inside if entry.name == name), None)
        if found is None:
            raise _no_path(place)
        node = found
    prefix = "/".join(names)
    if node.type == _FILE:
        return (_file(replace(node, name=""), prefix),)
    return tuple(_below(session, node.sha, prefix, [MOST_FOLDERS], place))


def _no_path(place: Place) -> Exception:
    where = {"repository": place.repository, "path": place.path, "branch": place.base}
    return stop(words.NO_PATH.format(**where))


def _too_large(place: Place, prefix: str) -> Exception:
    return stop(words.TOO_LARGE.format(place=f"{place.repository}/{prefix}".rstrip("/")))


def _below(
    session: Session, sha: str, prefix: str, left: list[int], place: Place
) -> Iterator[File]:
    """Everything at once; where that is too much for GitHub, folder by folder."""
    if left[0] <= 0:
        raise _too_large(place, prefix)
    left[0] -= 1
    found = _listing(session, sha, recursive=True)
    if found.whole:
        yield from (_file(entry, prefix) for entry in found.entries if entry.type == _FILE)
        return
    one = _listing(session, sha)
    if not one.whole:
        raise _too_large(place, prefix)
    yield from (_file(entry, prefix) for entry in one.entries if entry.type == _FILE)
    for entry in one.entries:
        if entry.type == _FOLDER:
            yield from _below(session, entry.sha, _joined(prefix, entry.name), left, place)


def _file(entry: _Entry, prefix: str) -> File:
    return File(_joined(prefix, entry.name), entry.sha, entry.size, entry.mode == _LINK)


def _joined(prefix: str, name: str) -> str:
    return "/".join(part for part in (prefix, name) if part)


def _listing(session: Session, sha: str, *, recursive: bool = False) -> _Listing:
    where = f"/repos/{session.wanted.repository}/git/trees/{sha}"
    found = answered(session.get(f"{where}?recursive=1" if recursive else where, CONTENTS))
    return _Listing(tuple(_entries(found)), part(found, "truncated") is False)


def _entries(found: Answer) -> Iterator[_Entry]:
    tree = part(found, "tree")
    for one in tree if isinstance(tree, list) else ():
        if isinstance(one, dict):
            name, type, mode, sha = (str(one.get(key) or "") for key in _KEYS)
            size = one.get("size")
            yield _Entry(name, type, mode, sha, size if isinstance(size, int) else 0)
