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
MOST_AT_ALL = 16 * 1024 * 1024
"""Of all of them: they stand in the memory of a Lambda at once."""
_AT_ONCE = 8
"""GitHub lets one account make a hundred requests at once (docs/facts.md 6)."""


def snapshot(session: Session, place: Place, blobs: Blobs) -> Snapshot:
    """Them at the base branch's commit of now. Raises StoppedError.

    A link is not followed, for what is written goes to one path: it is told among the others.
    """
    commit = base_head(session, place.base)
    found = [file for file in files(session, place, commit) if file.path.endswith(ENDINGS)]
    fitting = [file for file in found if _is_fit(file)]
    if len(fitting) > MOST_FILES:
        where = f"{place.repository}/{place.path}".rstrip("/")
        says = words.TOO_MANY.format(count=len(fitting), place=where, most=MOST_FILES)
        raise stop(says)
    if sum(file.size for file in fitting) > MOST_AT_ALL:
        where = f"{place.repository}/{place.path}".rstrip("/")
        raise stop(words.TOO_MUCH.format(place=where, most=MOST_AT_ALL // (1024 * 1024)))
    texts = _texts(session, fitting, blobs)
    others = tuple(file.path for file in found if file.path not in texts)
    return Snapshot(commit, texts, others)


def _is_fit(file: File) -> bool:
    """A name with a line end in it would add lines to the difference that a person reads."""
    return file.size <= MOST_BYTES and not file.link and file.path.isprintable()


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
