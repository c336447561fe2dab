"""What the watch keeps: what it told, who tells a turn, who changed what, and the sweeps."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

from bot.core.aws_events import ResourceChange, ResourceKind
from bot.core.findings import Status
from bot.core.jobs import NOBODY, Job
from bot.core.jobs.answers import UpdateAnswers
from bot.core.outgoing import Outgoing, outgoing
from bot.core.verdict_change import AffectedBudget
from bot.store.outbox import Outbox
from bot.store.resource_changes import ResourceChanges
from bot.store.sweeps import OVER_AFTER, Sweeps
from bot.store.verdicts import LastVerdict, PendingChange
from tests.store.conftest import TABLES, Store
from tests.store.things import ACCOUNT, BUDGET, KEY, NOW, TOPIC

OK = LastVerdict(ACCOUNT, BUDGET, Status.OK, "", NOW, (TOPIC,), (KEY,))
TOUCH = ResourceChange(
    "e1", "PutKeyPolicy", "alice", NOW, ACCOUNT, "eu-west-1", ResourceKind.KEY, KEY
)


def broken(minutes: int) -> LastVerdict:
    at = NOW + timedelta(minutes=minutes)
    return replace(OK, verdict=Status.BROKEN, code="key.policy-silent", checked_at=at)


def told(affected: AffectedBudget) -> tuple[Outgoing, ...]:
    """A message by the name of who tells it, and when it was last seen otherwise."""
    what = Job(affected.teller, NOBODY, UpdateAnswers(ACCOUNT, BUDGET))
    seen = f", else at {affected.since:%H:%M}" if affected.since else ""
    return (outgoing(f"{affected.turned} by {affected.teller}{seen}", what, NOW, NOW),)


def watched(store: Store, verdict: LastVerdict, teller: str) -> list[str]:
    """What is to be said of it, as the outbox has it."""
    kept = store.verdicts.watch(verdict, teller, told)
    assert kept
    lies_there = set(Outbox(store.client, TABLES).due(NOW).items)
    assert {one.id for one in kept.messages} <= lies_there
    return [one.id for one in kept.messages]


def test_a_turn_lies_in_the_outbox_once(store: Store) -> None:
    store.verdicts.note(OK)
    assert watched(store, broken(5), "J1") == ["broke by J1, else at 09:00"]
    assert watched(store, broken(6), "J2") == []
    kept = store.verdicts.get(ACCOUNT, BUDGET)
    assert kept is not None and kept.told is Status.BROKEN


def test_of_many_who_see_a_turn_at_once_one_tells(store: Store) -> None:
    store.verdicts.note(OK)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda n: store.verdicts.watch(broken(5), f"J{n}", told), range(4)))
    assert sorted(len(one.messages) for one in found if one)[-2:] == [0, 1]
    assert len(Outbox(store.client, TABLES).due(NOW).items) == 1


def test_what_the_version_before_left_untold_is_told_by_its_job_alone(store: Store) -> None:
    pending = PendingChange("J1", Status.OK, NOW)
    store.verdicts.note(replace(broken(5), untold=pending))
    assert watched(store, broken(6), "J2") == []
    assert watched(store, broken(7), "J1") == ["broke by J1, else at 09:00"]
    assert watched(store, broken(8), "J1") == []


def test_a_persons_check_neither_tells_nor_hides_a_turn(store: Store) -> None:
    store.verdicts.note(OK)
    assert store.verdicts.put(replace(OK, checked_at=NOW + timedelta(minutes=1)))
    assert store.verdicts.put(broken(2))
    assert watched(store, broken(3), "J1") == ["broke by J1, else at 09:01"]


def test_a_turn_between_two_checks_of_people_is_told_by_the_first_look(store: Store) -> None:
    assert store.verdicts.put(OK)
    assert store.verdicts.put(broken(2))
    seen = store.verdicts.get(ACCOUNT, BUDGET)
    assert seen is not None and (seen.told, seen.told_at) == (Status.OK, NOW)
    assert watched(store, broken(3), "J1") == ["broke by J1, else at 09:00"]


def test_what_people_alone_have_seen_broken_is_no_news(store: Store) -> None:
    assert store.verdicts.put(broken(1))
    assert store.verdicts.put(broken(2))
    assert watched(store, broken(3), "J1") == []


def test_an_older_look_is_refused(store: Store) -> None:
    store.verdicts.note(broken(5))
    assert store.verdicts.watch(OK, "J1", told) is None
    assert Outbox(store.client, TABLES).due(NOW).items == ()


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
    assert sweeps.end(first, NOW)
    assert sweeps.begin(ACCOUNT, "S1", NOW) is None, "it has ended"
    second = sweeps.begin(ACCOUNT, "S2", NOW)
    assert second is not None and second.last == NOW
    third = sweeps.begin(ACCOUNT, "S3", NOW + OVER_AFTER)
    assert third is not None and not sweeps.end(second, NOW)
