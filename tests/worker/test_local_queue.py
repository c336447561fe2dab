"""The in-process queue: side by side, delayed, drained, closed."""

from __future__ import annotations

import threading
import time
from queue import SimpleQueue

import pytest

from bot.core.jobs import Job, Place
from bot.core.jobs.checks import Command
from bot.worker.local_queue import LocalQueue
from tests.waiting import UNHURRIED


def job(id: str) -> Job:
    return Job(id, Place("T1", "U1", "C1"), Command(id))


def wait_for(event: threading.Event) -> None:
    assert event.wait(UNHURRIED)


def nothing(job: Job, error: BaseException) -> None:
    raise AssertionError(f"{job.id}: {error}")


def test_jobs_are_done_side_by_side_and_equal_to_what_was_sent() -> None:
    together = threading.Barrier(3)
    done: list[Job] = []

    def work(job: Job) -> None:
        together.wait()
        done.append(job)

    queue = LocalQueue(threads=3)
    queue.start(work, nothing)
    for id in "abc":
        queue.send(job(id))
    assert queue.drain(UNHURRIED)
    assert sorted(done, key=lambda j: j.id) == [job("a"), job("b"), job("c")]
    queue.close()


def test_a_delay_costs_no_worker() -> None:
    done: SimpleQueue[str] = SimpleQueue()
    queue = LocalQueue(threads=1)
    queue.start(lambda job: done.put(job.id), nothing)
    for _ in range(5):
        queue.send(job("much later"), 3600)
    queue.send(job("now"))
    assert done.get() == "now"
    started = time.monotonic()
    queue.send(job("later"), 1)
    assert done.get() == "later"
    assert time.monotonic() - started > 0.9
    queue.close()
    assert done.empty()


def test_a_job_may_send_another() -> None:
    done: list[str] = []
    queue = LocalQueue(threads=1)

    def work(what: Job) -> None:
        done.append(what.id)
        if what.id == "first":
            queue.send(job("second"))

    queue.start(work, nothing)
    queue.send(job("first"))
    assert queue.drain(UNHURRIED)
    assert done == ["first", "second"]
    queue.close()


def test_what_is_raised_is_handed_over_and_the_next_job_is_done() -> None:
    failed: list[tuple[str, str]] = []
    done: list[str] = []

    def work(job: Job) -> None:
        if job.id == "bad":
            raise ZeroDivisionError("by nought")
        done.append(job.id)

    queue = LocalQueue(threads=1)
    queue.start(work, lambda job, error: failed.append((job.id, str(error))))
    queue.send(job("bad"))
    queue.send(job("good"))
    assert queue.drain(UNHURRIED)
    assert failed == [("bad", "by nought")] and done == ["good"]
    queue.close()


def test_draining_gives_up_in_time() -> None:
    hold = threading.Event()
    queue = LocalQueue(threads=1)
    queue.start(lambda job: wait_for(hold), nothing)
    queue.send(job("slow"))
    assert not queue.drain(0.05)
    hold.set()
    assert queue.drain(UNHURRIED)
    queue.close()


def test_closing_ends_what_runs_and_names_what_is_lost(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []
    begun = threading.Event()

    def work(job: Job) -> None:
        begun.set()
        time.sleep(0.05)
        done.append(job.id)

    queue = LocalQueue(threads=1)
    queue.start(work, nothing)
    queue.send(job("running"))
    queue.send(job("delayed"), 60)
    assert begun.wait(UNHURRIED)
    queue.close()
    assert done == ["running"]
    assert "Dropped job delayed (command)" in caplog.text
    assert queue.drain(UNHURRIED)


def test_nothing_is_taken_before_the_start_or_after_the_end() -> None:
    queue = LocalQueue()
    with pytest.raises(RuntimeError, match="not started"):
        queue.send(job("x"))
    queue.start(lambda job: None, nothing)
    queue.close()
    with pytest.raises(RuntimeError, match="closed"):
        queue.send(job("x"))
