"""A sweep page by page; a budget that cannot be judged stops no other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

import pytest

from bot.aws.sweep_pages.page import SweepPage
from bot.core.accounts.directory import Account, Directory, directory_of
from bot.core.alerts.lost import Applied
from bot.core.findings import Report, Status
from bot.core.jobs import Job, Place
from bot.core.jobs.watch import Sweep, SweepAll, SweepDue
from bot.core.model.path import Facts
from bot.core.model.read import Cause, ReadFailed
from bot.core.routes import BudgetTag, routes_of
from bot.core.tally import verdicts_of
from bot.errors import QueueError
from bot.features.watch.sweep import sweep, sweep_all, sweep_due
from bot.features.watch.unreadable_account import unreadable
from bot.jobs.context import Context, ProcessContext
from bot.store.sweeps import OVER_AFTER
from bot.worker.worker import Worker
from playground.slack import seed as people
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.features.world import TABLES, Mending, mending
from tests.jobs.fakes import ACCOUNT, NOW, FakeReader, KeptQueue

NOBODY = Place("", "", "")
FAILED = Cause.FAILED


@pytest.fixture
def world(
    embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Mending, KeptQueue, FakeReader]]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    opened = OpenAws()
    with mending(embedded_aws, opened, [], alerts_channel=people.FINOPS) as found:
        yield found, KeptQueue(), FakeReader()
    opened.close()


class Poisoned(Context):
    """A context that cannot judge one budget."""

    def judged(self, facts: Facts, applied: Applied | None = None) -> Report:
        if facts.name == "cost-ec2":
            raise KeyError("poison")
        return super().judged(facts)


def parts(world: tuple[Mending, KeptQueue, FakeReader]) -> ProcessContext:
    mended, queue, reader = world
    return replace(mended.worker.parts, queue=queue, reader=reader, clock=lambda: NOW)


def context(
    world: tuple[Mending, KeptQueue, FakeReader],
    what: Sweep | SweepAll | SweepDue,
    kind: type[Context] = Context,
) -> Context:
    made = parts(world).context(Job("S1", NOBODY, what))
    return kind(**{one.name: getattr(made, one.name) for one in fields(made)})


def test_a_job_for_each_account_and_for_each_page(
    world: tuple[Mending, KeptQueue, FakeReader],
) -> None:
    mended, queue, reader = world
    sweep_all(context(world, SweepAll()), SweepAll())
    first = queue.jobs[0].what
    assert first == Sweep(ACCOUNT, "S1", "")
    assert isinstance(first, Sweep)
    sweep(context(world, first), first)
    second = queue.jobs[1].what
    assert second == Sweep(ACCOUNT, "S1", "2") and isinstance(second, Sweep)
    record = mended.store.sweeps.get(ACCOUNT)
    assert record is not None and record.running
    sweep(context(world, second), second)
    record = mended.store.sweeps.get(ACCOUNT)
    assert record is not None and not record.running and record.last is not None
    assert len(queue.jobs) == 2, "the first sweep only learns how things are"
    kept = [mended.store.verdicts.get(ACCOUNT, name) for name in reader.names]
    assert [one.told for one in kept if one] == [Status.BROKEN] * 3


def test_a_sweep_to_its_end_makes_the_names_of_the_account_known(
    world: tuple[Mending, KeptQueue, FakeReader],
) -> None:
    mended, _, reader = world
    reader.names[:] = ["cost-ec2", "tax"]
    only = Sweep(ACCOUNT, "S1", "")
    sweep(context(world, only), only)
    assert mended.store.sweeps.named() == {ACCOUNT: NOW}
    assert [one.account for one in mended.store.budget_names.of("TAX")] == [ACCOUNT]


def test_a_sweep_to_its_end_counts_the_account_once(
    world: tuple[Mending, KeptQueue, FakeReader],
) -> None:
    mended, queue, reader = world
    first = Sweep(ACCOUNT, "S1", "")
    sweep(context(world, first), first)
    overviews = mended.store.overviews
    assert overviews.marked() == {ACCOUNT}
    assert overviews.tallies() == {}, "a page alone counts none"
    second = queue.jobs[-1].what
    assert isinstance(second, Sweep)
    sweep(context(world, second), second)
    assert overviews.marked() == frozenset()
    assert sorted(one.budget for one in overviews.budgets()[ACCOUNT]) == sorted(reader.names)
    assert verdicts_of(overviews.tallies().values()) == {Status.BROKEN: 3}


def test_an_account_of_which_the_version_before_swept_a_part_is_not_known(
    world: tuple[Mending, KeptQueue, FakeReader],
) -> None:
    mended, queue, _ = world
    first = Sweep(ACCOUNT, "S1", "")
    sweep(context(world, first), first)
    mended.aws.client("dynamodb").update_item(
        TableName=TABLES.verdicts,
        Key={"pk": {"S": f"account:{ACCOUNT}"}, "sk": {"S": "budget:cost-ec2"}},
        UpdateExpression="REMOVE indexed_as",
    )
    second = queue.jobs[-1].what
    assert isinstance(second, Sweep)
    sweep(context(world, second), second)
    assert mended.store.sweeps.named() == {}
    assert mended.store.sweeps.get(ACCOUNT) is not None


def test_accounts_that_are_not_known_yet_are_swept_a_while_later(
    world: tuple[Mending, KeptQueue, FakeReader],
) -> None:
    """A laptop sweeps when it starts, and its organisation is listed at the same time."""
    _, queue, reader = world
    reader.listed = replace(
        directory_of(ACCOUNT, ()), unlisted=ReadFailed("organizations:ListAccounts", "o-1", FAILED)
    )
    sweep_all(context(world, SweepAll()), SweepAll())
    (own, _), (again, delay) = queue.sent
    assert own.what == Sweep(ACCOUNT, "S1", "") and (again.id, again.what) == ("S1", SweepAll())
    assert delay > 0 and again.attempt == 1
    member = Account("222222222222")
    reader.listed = Directory(Account(ACCOUNT), (member,))
    sweep_all(parts(world).context(again), SweepAll())
    assert [job.what for job in queue.jobs[2:]] == [
        Sweep(ACCOUNT, "S1", ""),
        Sweep(member.id, "S1", ""),
    ]


def test_what_is_due_is_begun_once_and_noted(
    world: tuple[Mending, KeptQueue, FakeReader],
) -> None:
    mended, queue, _ = world
    sweep_due(context(world, SweepDue()), SweepDue())
    (job,) = queue.jobs
    assert isinstance(job.what, Sweep) and job.what.account == ACCOUNT
    last = mended.store.sweeps.last_slot()
    assert last == int(NOW.timestamp() // 60)
    sweep_due(context(world, SweepDue()), SweepDue())
    assert queue.jobs == [job]


def test_what_the_queue_does_not_take_is_due_again(
    world: tuple[Mending, KeptQueue, FakeReader],
) -> None:
    mended, queue, _ = world
    with pytest.raises(QueueError):
        sweep_due(replace(context(world, SweepDue()), queue=FullQueue()), SweepDue())
    assert mended.store.sweeps.last_slot() is None
    sweep_due(context(world, SweepDue()), SweepDue())
    assert len(queue.jobs) == 1


@pytest.mark.parametrize("whole", [True, False])
def test_accounts_that_were_not_listed_are_not_passed_over(
    world: tuple[Mending, KeptQueue, FakeReader], whole: bool
) -> None:
    """Where no entry can be read the own account is all that is known."""
    mended, queue, reader = world
    unread = ReadFailed("ssm:GetParametersByPath", "/budget-check", Cause.THROTTLED)
    reader.listed = unread if whole else directory_of(ACCOUNT, (), unread)
    sweep_due(context(world, SweepDue()), SweepDue())
    assert len(queue.jobs) == (0 if whole else 1)
    assert mended.store.sweeps.last_slot() is None


class FullQueue(KeptQueue):
    def send_all(self, jobs: Sequence[Job]) -> None:
        raise QueueError("sweep", "is full.")


def test_a_page_of_a_sweep_that_is_over_is_left(
    world: tuple[Mending, KeptQueue, FakeReader],
) -> None:
    sweep(context(world, Sweep(ACCOUNT, "S0", "2")), Sweep(ACCOUNT, "S0", "2"))
    assert world[1].jobs == [] and world[2].checked == []


def test_a_poisoned_budget_is_unknown_and_the_others_are_kept(
    world: tuple[Mending, KeptQueue, FakeReader],
) -> None:
    first = Sweep(ACCOUNT, "S1", "")
    sweep(context(world, first, Poisoned), first)
    verdicts = world[0].store.verdicts
    good, poisoned = (verdicts.get(ACCOUNT, n) for n in ("cost-all-services-manage", "cost-ec2"))
    assert good is not None and good.verdict is Status.BROKEN
    assert poisoned is not None
    assert (poisoned.verdict, poisoned.code) == (Status.UNKNOWN, "budget.unreadable")
    assert [job.kind for job in world[1].jobs] == ["watch.sweep"]


REFUSED = ReadFailed("sts:AssumeRole", "role", Cause.REFUSED, "not authorized")


class Blind(FakeReader):
    """An account of which nothing can be read, while `why` is set."""

    why: ReadFailed | None = REFUSED

    def sweep(self, account: str, token: str) -> SweepPage:
        return (
            SweepPage(token=token, unread=self.why) if self.why else super().sweep(account, token)
        )


def swept(world: tuple[Mending, KeptQueue, FakeReader], id: str, *, unsure: bool = False) -> None:
    """One whole sweep, with every job that comes of it."""
    queue, worker = world[1], Worker(parts(world))
    queue.sent.append((Job(f"{id}.j", NOBODY, Sweep(ACCOUNT, id, "")), 0))
    while queue.sent:
        job, _ = queue.sent.pop(0)
        worker.work(job)
        if unsure:
            worker.work(replace(job, unsure=True))


def told(world: tuple[Mending, KeptQueue, FakeReader]) -> list[str]:
    return [m.text for m in world[0].slack.messages(people.FINOPS)]


def test_an_account_that_cannot_be_read_is_said_once_and_once_that_it_can(
    world: tuple[Mending, KeptQueue, FakeReader],
) -> None:
    reader = Blind()
    there = (world[0], world[1], reader)
    for n in range(3):
        swept(there, f"S{n}", unsure=n == 0)
    (says,) = told(world)
    assert says.startswith(f"❓ Could not read the budgets of account {ACCOUNT}. AWS refused it")
    assert "the permission sts:AssumeRole (not authorized)" in says
    reader.why = None
    for n in range(3, 6):
        swept(there, f"S{n}", unsure=n == 3)
    assert told(world)[1:] == [f"✅ The budgets of account {ACCOUNT} can be read again."]
    reader.why = REFUSED
    swept(there, "S6")
    assert len(told(world)) == 3, "it is told anew once it was said that it can be read"


@pytest.mark.parametrize(
    ("rule", "channel"),
    [
        (f"account:{ACCOUNT} -> {people.ALERTS}", people.ALERTS),
        (f"account:{ACCOUNT} -> {people.ARCHIVED}", people.FINOPS),
    ],
)
def test_it_is_said_where_the_account_goes_and_never_lost(
    world: tuple[Mending, KeptQueue, FakeReader], rule: str, channel: str
) -> None:
    worker = world[0].worker
    settings = replace(worker.parts.settings, routes=routes_of(rule))
    worker.parts = replace(worker.parts, settings=settings)
    swept((world[0], world[1], Blind()), "S1", unsure=True)
    every = (people.FINOPS, people.ALERTS)
    said = {one for one in every for m in world[0].slack.messages(one) if "Could not" in m.text}
    assert said == {channel}


def test_one_read_that_fails_in_between_is_not_said(
    world: tuple[Mending, KeptQueue, FakeReader],
) -> None:
    reader = Blind()
    first = context((world[0], world[1], reader), Sweep(ACCOUNT, "S1", ""))
    sweep(first, Sweep(ACCOUNT, "S1", ""))
    ((later, wait),) = world[1].sent
    assert later.attempt == 1 and wait == 60
    reader.why = None
    world[1].sent.clear()
    swept((world[0], world[1], reader), "S1")
    assert told(world) == []


def test_a_sweep_whose_place_another_took_says_nothing(
    world: tuple[Mending, KeptQueue, FakeReader],
) -> None:
    sweeps = world[0].store.sweeps
    mine = sweeps.begin(ACCOUNT, "S1", NOW)
    assert mine and sweeps.begin(ACCOUNT, "S2", NOW + OVER_AFTER)
    unreadable(context(world, SweepAll()), mine, REFUSED)
    assert world[1].jobs == []


def test_a_rule_by_tag_has_the_sweep_read_the_tags_once_and_keep_them(
    world: tuple[Mending, KeptQueue, FakeReader],
) -> None:
    asked: list[str] = []

    def tags(_account: str, name: str) -> tuple[tuple[str, str], ...]:
        asked.append(name)
        return (("team", "data"), ("other", "x"))

    first = Sweep(ACCOUNT, "S1", "")
    plain = replace(context(world, first), budget_tags=tags)
    sweep(plain, first)
    assert asked == [], "no rule asks for a tag"
    routes = routes_of(f"tag:team=data -> {people.ALERTS}")
    again = Sweep(ACCOUNT, "S1", "")
    sweep(replace(plain, settings=replace(plain.settings, routes=routes)), again)
    assert sorted(asked) == ["cost-all-services-manage", "cost-ec2"]
    kept = world[0].store.verdicts.get(ACCOUNT, "cost-ec2")
    assert kept and kept.tags == (BudgetTag("team", "data"),)
