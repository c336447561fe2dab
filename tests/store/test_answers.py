"""The answers whose buttons can still be pressed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

from bot.core.jobs import NOBODY, Job
from bot.core.jobs.answers import PostAnswer
from bot.core.outgoing import Outgoing, outgoing
from bot.core.thread import Thread, ThreadOrigin
from bot.store.answers import Answer, Answers, Begun
from bot.store.outbox import Outbox
from bot.store.threads import Threads
from tests.store.conftest import TABLES, Store
from tests.store.things import ACCOUNT, BUDGET, NOW, TOPIC

MINUTE = timedelta(minutes=1)


def answer(id: str = "a1", ts: str = "1.1", **different: str) -> Answer:
    minutes = int(id[1:])
    at = NOW + timedelta(minutes=minutes)
    budget = different.get("budget", BUDGET)
    until = at + timedelta(days=1)
    return Answer(id, ACCOUNT, budget, "C1", ts, "U1", (TOPIC, f"{TOPIC}-2"), at, until)


def kept(store: Store, *answers: Answer) -> Answers:
    found = Answers(store.client, TABLES)
    for one in answers:
        found.put(one)
    return found


def test_it_comes_back_as_it_went(store: Store) -> None:
    answers = kept(store, answer())
    assert answers.get("a1") == answer()
    assert answers.get("a2") is None


def test_the_latest_record_of_each_message_counts(store: Store) -> None:
    later, other = answer("a2"), answer("a3", "2.2")
    answers = kept(store, answer(), later, other, answer("a4", "3.3", budget="another"))
    assert answers.live(ACCOUNT, BUDGET, NOW, 10) == (other, later)
    assert answers.live(ACCOUNT, BUDGET, NOW, 1) == (other,)


def test_what_is_too_old_or_nowhere_is_left_out(store: Store) -> None:
    answers = kept(store, answer(), answer("a2", ""))
    assert answers.live(ACCOUNT, BUDGET, NOW, 10) == (answer(),)
    assert answers.live(ACCOUNT, BUDGET, answer().until, 10) == ()


def test_a_message_that_was_told_its_ts_is_found(store: Store) -> None:
    answers = kept(store, answer("a1", ""), answer("a1", "1.1"))
    assert answers.live(ACCOUNT, BUDGET, NOW, 10) == (answer(),)


def message(id: str = "a1") -> Outgoing:
    job = Job(id, NOBODY, PostAnswer(ACCOUNT, BUDGET))
    return outgoing(id, job, NOW, NOW + MINUTE, tries=1)


def thread(id: str = "post:C1:1.0") -> Thread:
    return Thread(id, ACCOUNT, BUDGET, TOPIC, ThreadOrigin.POST, "C1", "1.0", NOW)


def test_of_many_deliveries_one_begins_it_and_nobody_else_says_it(store: Store) -> None:
    answers, outbox = Answers(store.client, TABLES), Outbox(store.client, TABLES)
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda _: answers.begin(answer("a1", ""), message()), range(8)))
    assert sorted(got, key=str) == sorted([Begun.NOW] + [Begun.BEFORE] * 7, key=str)
    assert outbox.claim("a1", NOW, NOW + MINUTE) is None, "held by who wrote it"
    assert outbox.said(message()) and outbox.claim("a1", NOW + MINUTE, NOW + MINUTE) is None
    assert answers.begin(answer("a1", ""), message()) is Begun.BEFORE, "said, and not forgotten"


def test_a_worker_that_dies_with_it_leaves_it_to_the_schedule(store: Store) -> None:
    Answers(store.client, TABLES).begin(answer("a1", ""), message())
    outbox = Outbox(store.client, TABLES)
    assert outbox.due(NOW).items == () and outbox.due(NOW + MINUTE).items == ("a1",)
    again = outbox.claim("a1", NOW + MINUTE, NOW + 2 * MINUTE)
    assert again and again.tries == 2


def test_a_thread_begins_with_its_answer_or_neither_does(store: Store) -> None:
    answers, threads = Answers(store.client, TABLES), Threads(store.client, TABLES)
    assert answers.begin(answer("a1", ""), message(), thread()) is Begun.NOW
    assert threads.under("C1", "1.0") == thread()
    assert answers.begin(answer("a2", ""), message("a2"), thread()) is Begun.ELSEWHERE
    assert answers.get("a2") is None
    other = replace(thread("post:C1:2.0"), ts="2.0")
    assert answers.begin(answer("a1", ""), message(), other) is Begun.BEFORE
    assert threads.get(other.id) is None


def test_an_answer_without_a_row_of_buttons_is_not_drawn_anew(store: Store) -> None:
    answers = kept(store, replace(answer(), topics=()))
    assert answers.live(ACCOUNT, BUDGET, NOW, 10) == ()
