"""Things come back from DynamoDB exactly as they went."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.change.change import Approval, Change, ChangePlace
from bot.core.change.events import EventType
from bot.core.change.log_record import LogRecord
from bot.core.change.state import State
from bot.core.plan import Plan, Write
from bot.errors import StoreError
from bot.store.attributes import attributes, encode, parse, stamp
from tests.store.conftest import TABLES, Store
from tests.store.things import ACCOUNT, NOW, PLAN, WRITE, action, change

TEXT = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", " ", "\x00\x1f\x7f", "<!channel>", '"\\\n', "\U0001f4a5é日本", "a" * 3000]
    ),
)
NAME = st.text(st.characters(codec="utf-8", exclude_characters=":\\"), min_size=1, max_size=100)
ID = st.text("abcdef0123456789-", min_size=1, max_size=40)
TIME = st.datetimes(
    datetime(2000, 1, 1),
    datetime(2100, 1, 1),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=9)), timezone(-timedelta(hours=3))]),
)
PLACE = st.builds(ChangePlace, TEXT, TEXT, TEXT)
WRITES = st.lists(st.builds(Write, TEXT, TEXT, TEXT, TEXT, TEXT), max_size=3).map(tuple)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
PLANS = st.builds(
    Plan, TEXT, TEXT, st.just(ACCOUNT), NAME, TEXT, TEXT, WRITES, TEXTS, TEXTS, TEXT, TEXT, TEXT,
    st.booleans(), TEXT, st.booleans(),
)  # fmt: skip
APPROVALS = st.lists(st.builds(Approval, TEXT, TEXT, TIME), max_size=3).map(tuple)
CHANGES = st.builds(
    Change, ID, PLANS, st.just(State.PREVIEWED), st.integers(0, 10**9), TEXT, TEXT, PLACE, TIME,
    TIME, APPROVALS, TEXT, TEXT, TEXT,
)  # fmt: skip
ACTIONS = st.builds(
    LogRecord, ID, TIME, TEXT, TEXT, st.just(ACCOUNT) | st.just(""), NAME, ID | st.just(""), TEXT,
    TEXT, st.integers(0, 99), TEXT, TEXT, TEXT, st.none() | PLACE, TEXT,
)  # fmt: skip

KEEPS_THE_TABLES = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@given(CHANGES)
def test_any_change_survives_the_codec(wanted: Change) -> None:
    assert parse("t", Change, attributes(wanted)) == wanted


@given(ACTIONS)
def test_any_record_survives_the_codec(wanted: LogRecord) -> None:
    assert parse("t", LogRecord, attributes(wanted)) == wanted


@KEEPS_THE_TABLES
@given(CHANGES, ACTIONS)
def test_any_change_and_record_survive_the_table(
    store: Store, wanted: Change, record: LogRecord
) -> None:
    store.client.delete_item(
        TableName=TABLES.changes, Key={"pk": {"S": f"change:{wanted.id}"}}
    )  # an earlier example may have had this id
    fresh = f"{record.id}-{len(store.lines)}"
    of_it = replace(record, change=wanted.id, id=fresh)

    store.changes.propose(wanted, of_it)

    assert store.changes.get(wanted.id) == wanted
    assert of_it in store.log.of_change(wanted.id)
    assert of_it in store.log.of_budget(of_it.account, of_it.budget, 100).items
    json.dumps(store.lines[-1])


@pytest.mark.parametrize("letter", ["x", '"', "é", "\n"])
def test_the_largest_change_fits(store: Store, letter: str) -> None:
    text = letter * 32_768
    write = replace(WRITE, before=text, after=text[:-1] + "!")
    asked = change(plan=replace(PLAN, writes=(write,), statement=text[:8000]))
    record = action("a1", before=write.before, after=write.after)

    store.changes.propose(asked, record)
    approved = store.changes.advance(asked, EventType.SUBMITTED, action("a2"))

    assert store.changes.get("c1") == approved
    assert store.log.of_change("c1")[0] == record


def test_what_dynamodb_cannot_hold_is_refused_with_its_words(store: Store) -> None:
    with pytest.raises(StoreError, match=r"budget-check-log refused the request.*size"):
        store.log.put(action("a1", before="x" * 410_000))
    assert store.lines == []


def test_texts_of_times_are_in_the_order_of_time() -> None:
    tokyo = timezone(timedelta(hours=9))
    times = [NOW, NOW.replace(microsecond=0), NOW + timedelta(hours=1), NOW.astimezone(tokyo)]
    assert sorted(times) == sorted(times, key=stamp)
    assert len({len(stamp(at)) for at in times}) == 1
    assert stamp(NOW) == stamp(NOW.astimezone(tokyo))


def test_a_time_without_a_zone_and_a_float_are_not_taken() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        encode(NOW.replace(tzinfo=None))
    with pytest.raises(TypeError, match="float is not stored"):
        encode(80.5)


@dataclass(frozen=True)
class Older:
    """A record as an earlier version of this schema wrote it."""

    user: str
    fingerprint: str


def test_a_field_that_is_newer_gets_its_default_and_a_missing_one_is_named() -> None:
    item = {name: value for name, value in attributes(change()).items() if name != "ticket"}
    assert parse("t", Change, {**item, "later": encode("x")}) == change()
    with pytest.raises(StoreError, match=r"table t holds a record that cannot be read.*'at'"):
        parse("t", Approval, attributes(Older("U1", "f")))


@pytest.mark.parametrize("schema", [{"N": "2"}, {"S": "1"}, {}])
def test_a_record_of_another_version_is_not_guessed_at(schema: dict[str, str]) -> None:
    with pytest.raises(StoreError, match="run the newer version"):
        parse("t", Change, {**attributes(change()), "schema": schema})


@pytest.mark.parametrize("broken", [{"S": "no such state"}, {"N": "1"}, {"M": {}}])
def test_a_record_that_somebody_edited_is_an_error_of_the_store(broken: dict[str, object]) -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        parse("t", Change, {**attributes(change()), "state": broken})
