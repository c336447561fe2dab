"""Nobody waits behind another one's many: by the order of what is begun and answered."""

from __future__ import annotations

import threading

import pytest

from bot.core.jobs import NOBODY, Job, Place
from bot.core.jobs.alert_threads import Alerted
from bot.core.jobs.checks import Command, Details
from bot.core.jobs.watch import Sweep, Watch
from bot.jobs.queue_router import QueueRouter
from bot.worker.fair_order import FEW, FairOrder
from bot.worker.local_queue import LocalQueue
from tests.waiting import UNHURRIED

MANY = 400
ALERT = Job("alert", NOBODY, Alerted("m1", "arn", "", "", "2026-11-24T12:00:00Z"))


def asks(user: str, id: str, channel: str = "C1", text: str = "") -> Job:
    return Job(id, Place("T1", user, channel), Command(text or id))


def begun(order: FairOrder, *, ends: bool = True) -> list[Job]:
    """What may run, one behind the other; each is over before the next, or none is."""
    found = []
    while job := order.next():
        found.append(job)
        if ends:
            order.done(job)
    return found


def test_each_persons_in_turn() -> None:
    order = FairOrder()
    for n in range(MANY):
        order.add(asks("U1", f"one {n}"))
    for n in range(2):
        order.add(asks("U2", f"two {n}"))
    order.add(asks("U3", "three"))
    ids = [job.id for job in begun(order)]
    assert ids[:6] == ["one 0", "two 0", "three", "one 1", "two 1", "one 2"]
    assert len(ids) == MANY + 3 and len(order) == 0


def test_of_one_person_a_few_run_at_once() -> None:
    order = FairOrder()
    for n in range(MANY):
        order.add(asks("U1", f"one {n}"))
    running = begun(order, ends=False)
    assert len(running) == FEW and len(order) == MANY - FEW
    order.done(running[1])
    assert [job.id for job in begun(order, ends=False)] == [f"one {FEW}"]


def test_one_bulk_takes_the_share_of_one() -> None:
    """A key on which hundreds of budgets hang was changed; an alert comes in."""
    order = FairOrder()
    for n in range(MANY):
        order.add(Job(f"w{n}", NOBODY, Watch("1", f"budget {n}", "t", "e1")))
    order.add(ALERT)
    order.add(Job("s", NOBODY, Sweep("1", "s1", "")))
    assert [job.id for job in begun(order)][:4] == ["w0", "alert", "s", "w1"]


def test_what_stands_for_itself_is_not_held_back() -> None:
    order = FairOrder()
    for n in range(FEW + 5):
        order.add(Job(f"w{n}", NOBODY, Watch("1", f"budget {n}", "t")))
    assert len(begun(order, ends=False)) == FEW + 5


@pytest.mark.parametrize(
    ("other", "like"),
    [
        (asks("U1", "again", text="cost"), True),
        (asks("U1", "again", text="other"), False),
        (asks("U2", "again", text="cost"), False),
        (asks("U1", "again", "C2", text="cost"), False),
        (Job("again", Place("T1", "U1", "C1"), Details("1", "cost")), False),
        (asks("U1", "first", text="cost"), False),  # its own next attempt
    ],
)
def test_what_is_asked_again_is_answered_with_the_first_while_that_waits(
    other: Job, like: bool
) -> None:
    order = FairOrder()
    first = asks("U1", "first", text="cost")
    order.add(first)
    assert (order.answers(other) is first) == like
    assert order.next() is first
    assert order.answers(other) is None, "it may have been answered before"
    order.done(first)
    assert order.answers(other) is None


def test_of_what_nobody_asks_nothing_answers_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of ten thousand accounts' jobs each would look at all before it: fifty million looks."""
    looked = list[Job]()

    def is_like(job: Job, _other: Job) -> bool:
        looked.append(job)
        return False

    monkeypatch.setattr(Job, "is_like", is_like)
    order = FairOrder()
    for n in range(MANY):
        job = Job(f"sweep {n}", NOBODY, Sweep(str(n), "s1", ""))
        assert order.answers(job) is None
        order.add(job)
    assert looked == [] and len(order) == MANY


def test_a_command_and_an_alert_behind_four_hundred_commands() -> None:
    """Each queue has one thread, so that the order in which they begin is that of the queue."""
    begins, hold = list[str](), threading.Event()

    def work(job: Job) -> None:
        assert hold.wait(UNHURRIED)
        begins.append(job.id)

    queues = [LocalQueue(threads=1) for _ in range(4)]
    for one in queues:
        one.start(work, lambda job, error: begins.append(f"{job.id}: {error}"))
    router = QueueRouter(*queues)
    for n in range(MANY):
        router.send(asks("U1", f"one {n}"))
        router.send(asks("U1", f"again {n}", text=f"one {n}"))
    router.send(asks("U2", "two"))
    router.send(ALERT)
    hold.set()
    assert all(one.drain(UNHURRIED) for one in queues)
    for one in queues:
        one.close()
    twice = {"again 0"} & set(begins)  # the first may have begun before it was asked again
    assert "alert" in begins and len(begins) == MANY + 2 + len(twice), "nothing else is"
    commands = [id for id in begins if id != "alert"]
    assert "two" in commands[:3], "behind what ran already, and one of the other's"


def test_an_alert_needs_no_thread_of_the_commands() -> None:
    done, stuck = threading.Event(), threading.Event()

    def work(job: Job) -> None:
        if job.id != ALERT.id:
            assert stuck.wait(UNHURRIED)
        else:
            done.set()

    queues = [LocalQueue(threads=1) for _ in range(4)]
    for one in queues:
        one.start(work, lambda job, error: None)
    router = QueueRouter(*queues)
    for n in range(MANY):
        router.send(asks(f"U{n}", f"one {n}"))
    router.send(ALERT)
    assert done.wait(UNHURRIED), "while no command has ended"
    stuck.set()
    assert all(one.drain(UNHURRIED) for one in queues)
    for one in queues:
        one.close()
