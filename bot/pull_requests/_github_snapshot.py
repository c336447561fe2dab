"""The files of a place that may hold a policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from bot.core.sources import ENDINGS, Place
from bot.core.texts import github as words
from bot.pull_requests._github_blobs import Blobs
from bot.pull_requests._github_git import File, base_head, files
from bot.pull_requests._github_stop import stop
from bot.pull_requests._host import Snapshot
from bot.rest.github import Session

MOST_FILES = 300
MOST_BYTES = 512 * 1024
"""Of one file; what people write is far below it."""
_AT_ONCE = 8
"""GitHub lets one account make a hundred requests at once (docs/facts.md 6)."""


def snapshot(session: Session, place: Place, blobs: Blobs) -> Snapshot:
    """Them at the base branch's commit of now. Raises StoppedError.

    A link is not followed, for what is written goes to one path: it is told among the others.
    """
    commit = base_head(session, place.base)
    found = [file for file in files(session, place, commit) if file.path.endswith(ENDINGS)]
    fitting = [file for file in found if file.size <= MOST_BYTES and not file.link]
    if len(fitting) > MOST_FILES:
        where = f"{place.repository}/{place.path}".rstrip("/")
        says = words.TOO_MANY.format(count=len(fitting), place=where, most=MOST_FILES)
        raise stop(says)
    texts = _texts(session, fitting, blobs)
    others = tuple(file.path for file in found if file.path not in texts)
    return Snapshot(commit, texts, others)


def _texts(session: Session, wanted: Sequence[File], blobs: Blobs) -> Mapping[str, str]:
    """By path; without what is no text."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        read = pool.map(partial(blobs.read, session), wanted)
        pairs = [(file.path, _decoded(data)) for file, data in zip(wanted, read, strict=True)]
    return {path: text for path, text in pairs if text is not None}


def _decoded(data: bytes) -> str | None:
    """None for what is not written in UTF-8: given back it would have other bytes."""
    try:
        found = data.decode()
    except UnicodeDecodeError:
        return None
    return None if "\0" in found else found
