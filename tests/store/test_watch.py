"""What the watch keeps: what it told, who tells a turn, who changed what, and the sweeps."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

from bot.core.aws_events import ResourceChange, ResourceKind
from bot.core.findings import Status
from bot.store.resource_changes import ResourceChanges
from bot.store.sweeps import OVER_AFTER, Sweeps
from bot.store.verdicts import LastVerdict
from tests.store.conftest import TABLES, Store
from tests.store.things import ACCOUNT, BUDGET, KEY, NOW, TOPIC

OK = LastVerdict(ACCOUNT, BUDGET, Status.OK, "", NOW, (TOPIC,), (KEY,))
TOUCH = ResourceChange(
    "e1", "PutKeyPolicy", "alice", NOW, ACCOUNT, "eu-west-1", ResourceKind.KEY, KEY
)


def broken(minutes: int) -> LastVerdict:
    at = NOW + timedelta(minutes=minutes)
    return replace(OK, verdict=Status.BROKEN, code="key.policy-silent", checked_at=at)


def test_a_turn_is_claimed_once_and_settled(store: Store) -> None:
    store.verdicts.note(OK)
    first = store.verdicts.watch(broken(5), "J1")
    assert first is not None and first.claimed
    untold = first.record.untold
    assert untold is not None
    assert (untold.teller, untold.before, untold.since) == ("J1", Status.OK, NOW)
    second = store.verdicts.watch(broken(6), "J2")
    assert second is not None and not second.claimed and second.record.untold == untold
    assert store.verdicts.settled(second.record)
    assert not store.verdicts.settled(second.record)
    kept = store.verdicts.get(ACCOUNT, BUDGET)
    assert kept is not None and kept.untold is None and kept.told is Status.BROKEN


def test_of_many_who_see_a_turn_at_once_one_tells(store: Store) -> None:
    store.verdicts.note(OK)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda n: store.verdicts.watch(broken(5), f"J{n}"), range(4)))
    assert [one.claimed for one in found if one].count(True) == 1


def test_a_persons_check_neither_tells_nor_hides_a_turn(store: Store) -> None:
    store.verdicts.note(OK)
    assert store.verdicts.put(replace(OK, checked_at=NOW + timedelta(minutes=1)))
    assert store.verdicts.put(broken(2))
    kept = store.verdicts.watch(broken(3), "J1")
    assert kept is not None and kept.claimed and kept.record.untold is not None
    assert kept.record.untold.since == NOW + timedelta(minutes=1)


def test_a_turn_between_two_checks_of_people_is_told_by_the_first_look(store: Store) -> None:
    assert store.verdicts.put(OK)
    assert store.verdicts.put(broken(2))
    seen = store.verdicts.get(ACCOUNT, BUDGET)
    assert seen is not None and (seen.told, seen.told_at) == (Status.OK, NOW)
    kept = store.verdicts.watch(broken(3), "J1")
    assert kept is not None and kept.claimed and kept.record.untold is not None
    assert (kept.record.untold.before, kept.record.untold.since) == (Status.OK, NOW)


def test_what_people_alone_have_seen_broken_is_no_news(store: Store) -> None:
    assert store.verdicts.put(broken(1))
    assert store.verdicts.put(broken(2))
    kept = store.verdicts.watch(broken(3), "J1")
    assert kept is not None and not kept.claimed and kept.record.untold is None


def test_an_older_look_is_refused(store: Store) -> None:
    store.verdicts.note(broken(5))
    assert store.verdicts.watch(OK, "J1") is None


def test_a_budget_is_forgotten_with_its_links(store: Store) -> None:
    store.verdicts.note(OK)
    later = replace(OK, checked_at=NOW + timedelta(minutes=1))
    store.verdicts.put(later)
    assert not store.verdicts.forget(OK), "it has been checked since"
    assert store.verdicts.forget(later)
    assert store.verdicts.get(ACCOUNT, BUDGET) is None
    assert store.verdicts.on_topic(TOPIC) == store.verdicts.on_key(KEY) == ()


def test_what_was_touched_is_found_by_the_path_once_and_newest_first(store: Store) -> None:
    resource_changes = ResourceChanges(store.client, TABLES)
    alias = f"arn:aws:kms:{TOPIC.split(':')[3]}:{ACCOUNT}:alias/alerts"
    region = TOPIC.split(":")[3]
    wanted = [
        TOUCH,
        replace(TOUCH, event="e2", at=NOW + timedelta(1), kind=ResourceKind.TOPIC, about=TOPIC),
        replace(TOUCH, event="e3", at=NOW + timedelta(2), kind=ResourceKind.BUDGET, about=BUDGET),
        replace(
            TOUCH,
            event="e4",
            at=NOW + timedelta(3),
            kind=ResourceKind.ALIAS,
            about=alias,
            region=region,
        ),
    ]
    for one in (*wanted, *wanted, replace(TOUCH, event="e5", about=f"{KEY}0")):
        resource_changes.put(one)
    assert resource_changes.of(OK, NOW) == tuple(reversed(wanted))
    assert [one.event for one in resource_changes.of(OK, NOW + timedelta(2))] == ["e4", "e3"]


def test_one_sweep_at_a_time(store: Store) -> None:
    sweeps = Sweeps(store.client, TABLES)
    first = sweeps.begin(ACCOUNT, "S1", NOW)
    assert first is not None and first.last is None
    assert sweeps.begin(ACCOUNT, "S1", NOW) == first, "the same job again"
    assert sweeps.begin(ACCOUNT, "S2", NOW + timedelta(minutes=1)) is None
    assert sweeps.begin("222222222222", "S2", NOW) is not None
    assert sweeps.end(first, NOW, done=True)
    assert sweeps.begin(ACCOUNT, "S1", NOW) is None, "it has ended"
    second = sweeps.begin(ACCOUNT, "S2", NOW)
    assert second is not None and second.last == NOW
    third = sweeps.begin(ACCOUNT, "S3", NOW + OVER_AFTER)
    assert third is not None and not sweeps.end(second, NOW, done=True)
