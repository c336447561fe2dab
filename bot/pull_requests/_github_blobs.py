"""What stands in files, kept by its git object id: a second look at a repository asks for little.

GitHub counts each request (5,000 an hour for a token), and people press a button more than once.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from bot.pull_requests._github_git import File, blob_sha, content
from bot.pull_requests._github_stop import odd
from bot.rest.github import Session

MOST = 16 * 1024 * 1024
"""Bytes that are kept, those that were asked for last."""


class Blobs:
    """Those of a process. Safe to share between threads.

    Whether one may be seen is not asked here: who has a blob's id was shown the tree that names it.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = Lock()
        self._size = 0
        self._kept: OrderedDict[tuple[str, str], bytes] = OrderedDict()

    def read(self, session: Session, file: File) -> bytes:
        """What stands in a file, byte for byte. Raises StoppedError."""
        key = session.wanted.repository, file.sha
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        data = content(session, file)
        if blob_sha(data) != file.sha:
            raise odd()
        self._keep(key, data)
        return data

    def _keep(self, key: tuple[str, str], data: bytes) -> None:
        with self._lock:
            self._size += len(data) - len(self._kept.get(key, b""))
            self._kept[key] = data
            while self._size > self._most:
                _, oldest = self._kept.popitem(last=False)
                self._size -= len(oldest)
