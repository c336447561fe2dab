"""Four hundred commands of one person, signed: another one is answered among the first."""

from __future__ import annotations

from bot.worker.fair_order import FEW
from playground.slack import seed
from tests.slack.conftest import World
from tests.waiting import UNHURRIED

MANY = 400


def test_another_persons_command_does_not_wait_behind_them(world: World) -> None:
    names = [f"team-{n:03}" for n in range(MANY)]
    world.aws.names = [*names, "tax"]
    world.aws.open.clear()
    for name in names:
        assert world.slack.person(seed.MENDER).command(f"/budget-check {name}", seed.FINOPS).in_time
    other = world.slack.person(seed.APPROVER)
    assert other.command("/budget-check tax", seed.FINOPS).in_time
    world.aws.open.set()
    assert world.queue.drain(UNHURRIED)
    answers = [one.text for one in world.messages()]
    assert len(answers) == MANY + 1
    (theirs,) = (n for n, text in enumerate(answers) if "tax" in text)
    assert theirs < MANY / 4, "it waited behind the other person's"


def test_it_does_not_even_wait_for_those_that_run(world: World) -> None:
    """All that one person asks hangs: a few were begun, and the other one's is answered."""
    names = [f"team-{n:03}" for n in range(MANY)]
    world.aws.names = [*names, "tax"]
    world.aws.reads.clear()
    world.aws.quick = {"tax"}
    for name in names:
        assert world.slack.person(seed.MENDER).command(f"/budget-check {name}", seed.FINOPS).in_time
    assert world.slack.person(seed.APPROVER).command("/budget-check tax", seed.FINOPS).in_time
    world.slack.until(lambda: [m for m in world.messages() if "tax" in m.text and m.blocks])
    assert len(world.aws.checked) <= FEW + 1 and len(world.messages()) == 1
    world.aws.reads.set()
    assert world.queue.drain(UNHURRIED)
    assert len(world.messages()) == MANY + 1


def test_the_same_command_many_times_is_answered_a_few_times(world: World) -> None:
    """Those that run may have been answered before the next was typed; what waits answers all."""
    world.aws.open.clear()
    for _ in range(20):
        assert world.slack.person(seed.MENDER).command("/budget-check tax", seed.FINOPS).in_time
    world.aws.open.set()
    assert world.queue.drain(UNHURRIED)
    assert 1 <= len(world.messages()) <= FEW + 1
    assert world.aws.checked == ["tax"] * len(world.messages())
