"""A sweep page by page; a budget that cannot be judged stops no other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.core.findings import Report, Status
from bot.core.jobs import Job, Place
from bot.core.model import Facts
from bot.core.watch_jobs import Sweep, SweepAll
from bot.work.desk import Desk
from bot.work.watch.sweep import sweep, sweep_all
from playground.slack import seed as people
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.slack.mend.world import Mending, mending
from tests.work.fakes import ACCOUNT, NOW, FakeReader, KeptQueue

NOBODY = Place("", "", "")


@pytest.fixture
def world(
    embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Mending, KeptQueue, FakeReader]]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    opened = OpenAws()
    with mending(embedded_aws, opened, [], alerts_channel=people.FINOPS) as found:
        yield found, KeptQueue(), FakeReader()
    opened.close()


class Poisoned(Desk):
    """A desk that cannot judge one budget."""

    def judged(self, facts: Facts) -> Report:
        if facts.name == "cost-ec2":
            raise KeyError("poison")
        return super().judged(facts)


def desk(
    world: tuple[Mending, KeptQueue, FakeReader], what: Sweep | SweepAll, kind: type[Desk] = Desk
) -> Desk:
    mended, queue, reader = world
    office = replace(mended.office, queue=queue, clock=lambda: NOW)
    return kind(Job("S1", NOBODY, what), mended.worker._slack, reader, mended.settings, office)


def test_a_job_for_each_account_and_for_each_page(
    world: tuple[Mending, KeptQueue, FakeReader],
) -> None:
    mended, queue, reader = world
    sweep_all(desk(world, SweepAll()), SweepAll())
    first = queue.jobs[0].what
    assert first == Sweep(ACCOUNT, "S1", "")
    assert isinstance(first, Sweep)
    sweep(desk(world, first), first)
    second = queue.jobs[1].what
    assert second == Sweep(ACCOUNT, "S1", "2") and isinstance(second, Sweep)
    record = mended.office.sweeps.get(ACCOUNT)
    assert record is not None and record.running
    sweep(desk(world, second), second)
    record = mended.office.sweeps.get(ACCOUNT)
    assert record is not None and not record.running and record.last is not None
    assert len(queue.jobs) == 2, "the first sweep only learns how things are"
    kept = [mended.office.verdicts.get(ACCOUNT, name) for name in reader.names]
    assert [one.told for one in kept if one] == [Status.BROKEN] * 3


def test_a_page_of_a_sweep_that_is_over_is_left(
    world: tuple[Mending, KeptQueue, FakeReader],
) -> None:
    sweep(desk(world, Sweep(ACCOUNT, "S0", "2")), Sweep(ACCOUNT, "S0", "2"))
    assert world[1].jobs == [] and world[2].checked == []


def test_a_poisoned_budget_is_unknown_and_the_others_are_kept(
    world: tuple[Mending, KeptQueue, FakeReader],
) -> None:
    first = Sweep(ACCOUNT, "S1", "")
    sweep(desk(world, first, Poisoned), first)
    verdicts = world[0].office.verdicts
    good, poisoned = (verdicts.get(ACCOUNT, n) for n in ("cost-all-services-manage", "cost-ec2"))
    assert good is not None and good.verdict is Status.BROKEN
    assert poisoned is not None
    assert (poisoned.verdict, poisoned.code) == (Status.UNKNOWN, "budget.unreadable")
    assert [job.kind for job in world[1].jobs] == ["watch.sweep"]
