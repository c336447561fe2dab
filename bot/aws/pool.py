"""Threads for the reads of every check in this process."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextvars import copy_context
from queue import SimpleQueue
from threading import Lock, Thread
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")
_Job = Callable[[], None]


class Pool(Executor):
    """An executor whose threads are daemons.

    The standard library's is joined when the interpreter ends: a command line that has printed its
    answer would wait there for a read that hangs.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._lock = Lock()
        self._started = 0
        self._idle = 0
        self._closed = False

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Run it on one of the threads, in the caller's context. RuntimeError after `shutdown`."""
        future: Future[_T] = Future()
        context = copy_context()

        def job() -> None:
            if not future.set_running_or_notify_cancel():
                self._free()
                return
            try:
                result = context.run(fn, *args, **kwargs)
            except BaseException as error:  # noqa: BLE001 (the caller gets it, whatever it is)
                self._free()
                future.set_exception(error)
            else:
                self._free()
                future.set_result(result)

        with self._lock:
            if self._closed:
                raise RuntimeError("The pool is closed.")
            self._jobs.put(job)
            self._idle -= 1
            if self._idle < 0 and self._started < self._workers:
                self._start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more work; the threads end after what was submitted. It never waits for them."""
        with self._lock:
            if not self._closed:
                self._closed = True
                for _ in range(self._started):
                    self._jobs.put(None)

    def _start(self) -> None:
        self._started += 1
        self._idle += 1
        Thread(target=self._work, name=f"aws-{self._started}", daemon=True).start()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
            del job  # or the last result would live as long as the thread idles

    def _free(self) -> None:
        """A thread is free again: said before its result is, so that who waits for it finds it."""
        with self._lock:
            self._idle += 1
