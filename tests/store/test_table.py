"""The base of the repositories: calls, transactions, conditions, pages, what is due, the keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.core.accounts.organization_list import Unit
from bot.core.alerts.foreign import ForeignMessages
from bot.core.aws_events import ResourceChange, ResourceKind
from bot.core.change.gate import Gate
from bot.core.findings import Status
from bot.core.lag import LastWrite
from bot.core.lookup import Lookup
from bot.core.thread import Thread, ThreadOrigin
from bot.core.verdict_change import AffectedBudget, VerdictChange
from bot.errors import StoreError
from bot.store import table as module
from bot.store.alarm_proofs import AlarmProofs
from bot.store.answers import Answer, Answers
from bot.store.attributes import encode
from bot.store.batched_notices import BatchedNotice, BatchedNotices
from bot.store.calls import CONDITION, transact
from bot.store.digests import Digest, Digests
from bot.store.expressions import ALWAYS, NEW, Condition, Update, expressed, seen
from bot.store.foreign import ForeignNotices
from bot.store.gates import Gates
from bot.store.last_writes import LastWrites
from bot.store.lookups import LookupMessage, Lookups
from bot.store.opened import Opened, OpenedTickets
from bot.store.organizations import ListedPage, Organizations
from bot.store.overviews import Overviews
from bot.store.pages import Question
from bot.store.proofs import Proofs
from bot.store.pull_requests import PullRequests
from bot.store.resource_changes import ResourceChanges
from bot.store.snoozes import Snoozes
from bot.store.sweeps import Sweeps
from bot.store.table import Keys, Repository, Scheduled
from bot.store.tables import BY_BUDGET, definitions
from bot.store.threads import Threads
from tests.core.pull_requests.test_run import RUN
from tests.store.conftest import TABLES, Store
from tests.store.test_alarm_proofs import PROOF as ALARM_PROOF
from tests.store.test_outbox import message
from tests.store.test_proofs import PROOF
from tests.store.test_snoozes import SNOOZE
from tests.store.test_verdicts import BROKEN
from tests.store.things import ACCOUNT, BUDGET, KEY, NOW, TOPIC, action, change

MINUTE = timedelta(minutes=1)
KEY_A: Keys = {"pk": "thing:a"}
THERE = Condition("attribute_exists(pk)")


@dataclass(frozen=True, slots=True)
class Thing:
    """Its fields are words that DynamoDB reserves."""

    name: str
    state: str = ""
    count: int = 0
    at: datetime | None = None
    version: int = 1


A = Thing("a", at=NOW)


@pytest.fixture
def things(store: Store) -> Repository[Thing]:
    return Repository(store.client, definitions(TABLES).answers, Thing)


@pytest.fixture
def scheduled(store: Store) -> Scheduled[Thing]:
    return Scheduled(store.client, definitions(TABLES).threads, Thing, "thing")


def test_a_condition_without_values_takes_none() -> None:
    assert expressed(ALWAYS) == {}
    assert expressed(NEW) == {"ConditionExpression": "attribute_not_exists(pk)"}


def test_an_update_and_a_condition_on_the_same_attribute_keep_their_values_apart() -> None:
    found = expressed(seen(state="x"), Update({"state": "y"}, removes=("at",), counts=("count",)))
    assert found == {
        "ConditionExpression": "#state = :seen_state",
        "ExpressionAttributeNames": {"#state": "state", "#at": "at", "#count": "count"},
        "ExpressionAttributeValues": {
            ":seen_state": {"S": "x"},
            ":new_state": {"S": "y"},
            ":one": {"N": "1"},
        },
    }


@pytest.mark.parametrize(
    ("update", "expression"),
    [
        (Update({"a": 1, "b": 2}), "SET #a = :new_a, #b = :new_b"),
        (Update({}, removes=("a", "b")), "REMOVE #a, #b"),
        (Update({}, counts=("a",)), "ADD #a :one"),
        (Update({"a": 1}, ("b",), ("c",)), "SET #a = :new_a REMOVE #b ADD #c :one"),
    ],
)
def test_an_update_names_only_the_clauses_it_has(update: Update, expression: str) -> None:
    assert update.expression == expression


def test_what_is_put_is_got_and_what_is_new_is_put_once(things: Repository[Thing]) -> None:
    assert things.get(KEY_A) is None and things.item(KEY_A) == {}
    assert things.put_new(KEY_A, A) is True
    assert things.put_new(KEY_A, replace(A, state="another")) is False
    assert things.get(KEY_A) == A
    assert things.put({**KEY_A, "ttl": 7}, replace(A, state="another")) is True
    assert things.get(KEY_A) == replace(A, state="another")
    assert things.item(KEY_A)["ttl"] == {"N": "7"}


def test_a_put_takes_the_place_only_of_what_was_seen(things: Repository[Thing]) -> None:
    assert things.put(KEY_A, A, seen(version=1)) is False
    things.put(KEY_A, A)
    assert things.put(KEY_A, replace(A, version=2), seen(state="", at=NOW, version=1)) is True
    assert things.put(KEY_A, replace(A, version=3), seen(state="", version=1)) is False
    assert things.get(KEY_A) == replace(A, version=2)


def test_an_update_sets_removes_and_counts_from_nothing_on(things: Repository[Thing]) -> None:
    things.put({**KEY_A, "held": NOW}, A)
    update = Update({"state": "open"}, removes=("held",), counts=("count", "new"))
    for times in (1, 2):
        item = things.update(KEY_A, update, THERE)
        assert item is not None and "held" not in item
        assert things.parse(item) == things.get(KEY_A) == replace(A, state="open", count=times)
        assert item["new"] == encode(times)


def test_an_update_that_is_refused_writes_nothing(things: Repository[Thing]) -> None:
    assert things.update(KEY_A, Update({"state": "open"}), THERE) is None
    assert things.get(KEY_A) is None
    things.put(KEY_A, A)
    assert things.update(KEY_A, Update({"state": "open"}), seen(version=2)) is None
    assert things.get(KEY_A) == A


def test_what_is_deleted_under_a_condition_is_what_was_seen(things: Repository[Thing]) -> None:
    things.put(KEY_A, A)
    assert things.delete(KEY_A, seen(version=2)) is False
    assert things.get(KEY_A) == A
    gone_or_seen = Condition("attribute_not_exists(pk) OR #state = :state", {"state": ""})
    assert things.delete(KEY_A, gone_or_seen) is True
    assert things.delete(KEY_A, gone_or_seen) is True
    assert things.get(KEY_A) is None


WRITES: dict[str, tuple[Callable[[Repository[Thing]], object], Thing | None, int]] = {
    # how it is written as an item of a transaction, what is there then, at which version it works
    "put": (lambda r: r.transact_put(KEY_A, replace(A, version=2), seen(version=1)), A, 1),
    "update": (lambda r: r.transact_update(KEY_A, Update({"version": 2}), seen(version=1)), A, 1),
    "delete": (lambda r: r.transact_delete(KEY_A, seen(version=1)), None, 1),
    "check": (lambda r: r.transact_check(KEY_A, seen(version=3)), A, 3),
}


@pytest.mark.parametrize("kind", WRITES)
def test_each_item_of_a_transaction_has_its_condition(
    store: Store, things: Repository[Thing], kind: str
) -> None:
    item, then, works_at = WRITES[kind]
    other: Keys = {"pk": "thing:other"}

    def written() -> tuple[str, ...]:
        items: Any = [item(things), things.transact_put_new(other, A)]
        return transact(store.client, items, store.pauses.append)

    things.put(KEY_A, replace(A, version=works_at + 5))
    assert written() == (CONDITION, "None")
    assert things.get(other) is None
    things.put(KEY_A, replace(A, version=works_at))
    assert written() == ()
    assert things.get(other) == A
    kept = things.get(KEY_A)
    assert (kept and replace(kept, version=1)) == then
    assert kept is None or kept.version == max(2, works_at)


def test_a_record_of_a_newer_version_is_an_error_of_the_table(things: Repository[Thing]) -> None:
    things.put({**KEY_A, "schema": 2}, A)
    with pytest.raises(StoreError, match="budget-check-answers holds a record of version 2"):
        things.get(KEY_A)


def test_pages_come_in_the_order_of_the_index(things: Repository[Thing]) -> None:
    for n in range(5):
        keys = {"pk": f"thing:{n}", "by_budget": "b", "order": f"{n % 2}#{n}"}
        things.put(keys, replace(A, count=n))
    question = Question("b", BY_BUDGET, newest_first=True)
    first = things.page(question, 3)
    second = things.page(question, 3, first.cursor)
    assert [thing.count for thing in (*first.items, *second.items)] == [3, 1, 4, 2, 0]
    assert first.cursor and not second.cursor
    assert [thing.count for thing in things.all(question)] == [3, 1, 4, 2, 0]
    some = replace(question, where="#order >= :from", values={"from": "1"})
    assert [thing.count for thing in things.all(some)] == [3, 1]
    some = replace(some, filter="#count = :n", values={"from": "1", "n": 1})
    assert [thing.count for thing in things.all(some)] == [1]


def test_a_step_is_due_again_or_over(scheduled: Scheduled[Thing]) -> None:
    scheduled.put_new({**KEY_A, **scheduled.indexed(NOW + MINUTE)}, A)
    assert scheduled.due(NOW, 9).items == ()
    assert scheduled.due(NOW + MINUTE, 9).items == ((A, NOW + MINUTE),)
    assert scheduled.due_keys(NOW + MINUTE, 9).items == (KEY_A,)
    on = replace(A, state="on", version=2)
    step = scheduled.step(A, on, NOW + 2 * MINUTE, also={"touches": ("x",)})
    assert scheduled.update(KEY_A, step, seen(version=1))
    assert scheduled.item(KEY_A)["touches"] == encode(("x",))
    assert scheduled.due(NOW + MINUTE, 9).items == ()
    assert scheduled.due(NOW + 2 * MINUTE, 9).items == ((on, NOW + 2 * MINUTE),)
    over = replace(on, version=3)
    assert scheduled.update(KEY_A, scheduled.step(on, over, None), seen(version=2))
    assert scheduled.due(NOW + 9 * MINUTE, 9).items == ()
    assert scheduled.get(KEY_A) == over and not {"open", "due"} & set(scheduled.item(KEY_A))


def test_of_two_who_postpone_one_does(scheduled: Scheduled[Thing]) -> None:
    scheduled.put_new({**KEY_A, **scheduled.indexed(NOW)}, A)
    assert scheduled.postpone(KEY_A, 2, NOW, NOW + MINUTE) is False
    assert scheduled.postpone(KEY_A, 1, NOW, NOW + MINUTE) is True
    assert scheduled.postpone(KEY_A, 1, NOW, NOW + MINUTE) is False
    assert scheduled.due(NOW + MINUTE, 9).items == ((A, NOW + MINUTE),)


def test_kinds_that_share_a_table_keep_apart(store: Store, scheduled: Scheduled[Thing]) -> None:
    other = Scheduled(store.client, definitions(TABLES).threads, Thing, "other")
    other.put_new({"pk": "other:a", **other.indexed(NOW)}, A)
    assert scheduled.due(NOW, 9).items == ()
    assert [key["pk"] for key in other.due_keys(NOW, 9).items] == ["other:a"]


def test_what_moved_on_between_the_index_and_the_record_is_not_due(
    store: Store, scheduled: Scheduled[Thing]
) -> None:
    scheduled.put_new({**KEY_A, **scheduled.indexed(NOW)}, A)

    def meanwhile(**_: object) -> None:
        store.client.meta.events.unregister("after-call.dynamodb.Query", meanwhile)
        assert scheduled.postpone(KEY_A, 1, NOW, NOW + MINUTE)

    store.client.meta.events.register("after-call.dynamodb.Query", meanwhile)
    assert scheduled.due(NOW, 9).items == ()
    assert [at for _, at in scheduled.due(NOW + MINUTE, 9).items] == [NOW + MINUTE]


ALARM = f"alarm:arn:aws:cloudwatch:eu-west-1:{ACCOUNT}:alarm:errors"
INDEXED = {"open", "due", "touches", "ttl", "by_budget", "by_account", "order"}
SHAPES = {
    "BUDGET": f"budget:{ACCOUNT}:{BUDGET}",
    "SUBJECT": rf"budget:{ACCOUNT}:alarm:\S+",
    "REFERENCE": r"alarm:\S+",
    "ACCOUNT": ACCOUNT,
    "NAME": BUDGET,
    "ARN": r"arn:aws:\w+:\S+",
    "READ": BUDGET,
    "HOUR": r"[-\d]+T\d\d",
    "WEEK": r"\d{4}-W\d\d",
    "TIME": r"[-\d]+T[\d:.]+Z",
    "PLACE": r"\S+",
    "CHANNEL": "C1",
    "TEAM": "T1",
    "USER": "U1",
    "TS": r"\d\.\d",
    "ID": r"[\w.]+",
    "ORGANIZATION": "o-exampleorg1",
    "LIST": r"\w+",
    "NUMBER": r"\d{6}",
    "EVENT": r"\w+",
    "ATTRIBUTE": "Policy",
    "CHANGE": "c1",
    "PART": r"\d{4}",
    "FAULT": "fault-1",
    "MEND": "mend-1",
}


def drawn() -> Iterator[tuple[str, str, str, frozenset[str]]]:
    """The docstring's rows: table, pk, sk (both as patterns) and attributes of indexes."""
    table = ""
    for line in (module.__doc__ or "").splitlines():
        if found := re.match(r"    (\w+)(  |$)", line):
            table = found[1]
        elif line.startswith("      "):
            pk, sk, *rest = re.split(r" {2,}", line.strip())[1:]
            indexed = INDEXED.intersection(" ".join(rest).split())
            yield table, shape(pk), "" if sk == "-" else shape(sk), frozenset(indexed)


def shape(key: str) -> str:
    return re.sub(r"[A-Z]+", lambda word: SHAPES[word[0]], key)


def write_one_of_each(store: Store) -> None:
    client = store.client
    store.changes.propose(change(), action("a1"))
    store.log.put(action("a2", of=""))
    store.leases.take([KEY, "ticket:fault-1", "pull-request:mend-1"], "c1", NOW, 60)
    store.verdicts.put(BROKEN)
    Overviews(client, TABLES).count(ACCOUNT)
    store.verdicts.put(BROKEN)
    store.verdicts.put(replace(BROKEN, budget=ALARM))
    ResourceChanges(client, TABLES).put(
        ResourceChange(
            "e1", "PutKeyPolicy", "alice", NOW, ACCOUNT, "eu-west-1", ResourceKind.KEY, KEY
        )
    )
    LastWrites(client, TABLES).put(LastWrite(KEY, "Policy", "{}", "{}", NOW, "c1"))
    group = BatchedNotice("g1", "C1", "", NOW)
    member = AffectedBudget(
        ACCOUNT, BUDGET, VerdictChange.BROKE, Status.BROKEN, "says", NOW, "J1", NOW
    )
    BatchedNotices(client, TABLES).add(group, member, message())
    BatchedNotices(client, TABLES).add(group, replace(member, budget=ALARM), message())
    swept = Sweeps(client, TABLES).begin(ACCOUNT, "s1", NOW)
    assert swept and Sweeps(client, TABLES).end(swept, NOW)
    assert Sweeps(client, TABLES).note_slot(None, 1)
    lists = Organizations(client, TABLES)
    lists.note_change("o-exampleorg1", NOW)
    assert lists.begin(None, "o-exampleorg1", "r1", NOW)
    lists.put_page("o-exampleorg1", "r1", 0, ListedPage())
    lists.put_names("o-exampleorg1", "r1", 0, [Unit("ou-abcd-11111111", "Sandbox")])
    assert Gates(client, TABLES).put(Gate("c1", "0" * 64, 1, NOW))
    assert Digests(client, TABLES).begin(Digest("2026-W48", NOW - MINUTE, NOW), message())
    opened = Opened("t1", ACCOUNT, BUDGET, "C1", "1.1", NOW, dedup="fault-1")
    OpenedTickets(client, TABLES, lambda _: None).opened(opened, action("a3", of=""), ())
    Answers(client, TABLES).put(Answer("a1", ACCOUNT, BUDGET, "C1", "", "U1", (), NOW, NOW))
    home = Answer("a2", ACCOUNT, BUDGET, "", "", "U1", (), NOW, NOW)
    Answers(client, TABLES).put_unposted([home])
    foreign = ForeignMessages("f1", ACCOUNT, TOPIC, "C1", NOW, NOW, version=1)
    assert ForeignNotices(client, TABLES).put(foreign)
    Threads(client, TABLES).begin(
        Thread("m1", ACCOUNT, BUDGET, TOPIC, ThreadOrigin.ALERT, "C1", "1.1", NOW, "text"), due=NOW
    )
    snoozes = Snoozes(client, TABLES, store.lines.append)
    assert snoozes.put(SNOOZE, action("a4", of=""))
    proofs = Proofs(client, TABLES, store.lines.append)
    proofs.begin(PROOF, action("a3", PROOF.id))
    by_alarm = AlarmProofs(client, TABLES, store.lines.append)
    by_alarm.begin(ALARM_PROOF, action("a3", ALARM_PROOF.id))
    lookups, lookup = Lookups(client, TABLES), Lookup("l1", "tax", NOW, "T1", "U1", "C1")
    assert lookups.begin(lookup, [message()]) == lookup
    lookups.posted(lookup, LookupMessage("C1", "1.1"))
    runs = PullRequests(client, TABLES, store.lines.append)
    assert runs.begin(RUN, action("a5", of=""), ())


def test_the_key_scheme_is_drawn_as_it_is(store: Store) -> None:
    write_one_of_each(store)
    rows = list(drawn())
    used = set()
    for kind, name in zip(definitions(TABLES)._fields, definitions(TABLES), strict=True):
        for item in store.client.scan(TableName=name.name)["Items"]:
            pk, sk = item["pk"]["S"], item.get("sk", {"S": ""})["S"]
            indexed = frozenset(INDEXED & set(item))
            fits = [
                row
                for row in rows
                if row[0] == kind
                and re.fullmatch(row[1], pk)
                and re.fullmatch(row[2], sk)
                and row[3] == indexed
            ]
            assert len(fits) == 1, f"{kind}: {pk} {sk} {sorted(indexed)}"
            used.add(fits[0])
    assert used == set(rows)
