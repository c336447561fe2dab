"""The threads behind the reads."""

from __future__ import annotations

import sys
import threading
from concurrent.futures import wait

import pytest

from bot.aws.pool import Pool


def test_work_runs_side_by_side_up_to_the_limit() -> None:
    pool = Pool(3)
    together = threading.Barrier(3)
    wait([pool.submit(together.wait) for _ in range(3)])
    names = {pool.submit(lambda: threading.current_thread().name).result() for _ in range(20)}
    assert len(names) <= 3
    pool.shutdown()


def test_a_thread_that_is_free_is_used_again() -> None:
    pool = Pool(8)
    for _ in range(5):
        pool.submit(int).result()
    names = {pool.submit(lambda: threading.current_thread().name).result() for _ in range(5)}
    assert names == {"aws-1"}
    pool.shutdown()


def test_whatever_is_raised_comes_back() -> None:
    pool = Pool(1)
    with pytest.raises(SystemExit):
        pool.submit(sys.exit).result()
    assert pool.submit(str, 5).result() == "5"
    pool.shutdown()


def test_cancelled_work_does_not_run() -> None:
    pool, gate, ran = Pool(1), threading.Event(), threading.Event()
    first = pool.submit(gate.wait)
    second = pool.submit(ran.set)
    assert second.cancel()
    gate.set()
    first.result()
    pool.submit(int).result()
    assert not ran.is_set()
    pool.shutdown()


def test_a_closed_pool_takes_no_work_and_its_threads_are_daemons() -> None:
    pool = Pool(1)
    assert pool.submit(lambda: threading.current_thread().daemon).result()
    pool.shutdown()
    pool.shutdown()
    with pytest.raises(RuntimeError):
        pool.submit(int)
