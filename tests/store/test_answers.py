"""The answers whose buttons can still be pressed."""

from datetime import timedelta

from bot.store.answers import Answer, Answers
from tests.store.conftest import TABLES, Store
from tests.store.things import ACCOUNT, BUDGET, NOW, TOPIC


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
