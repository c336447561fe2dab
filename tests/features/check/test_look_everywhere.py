"""Look everywhere: every account is asked once, whatever dies, and one message tells of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.core.accounts.directory import Directory
from bot.core.jobs import Job, Place
from bot.core.jobs.lookups import LookEverywhere, LookFurther
from bot.core.model.read import Cause, ReadFailed
from bot.features.check import look_everywhere
from playground.slack import Message
from playground.slack import seed as people
from tests.features.check.many import ManyAccounts, account_of, many
from tests.features.check.test_many_accounts import world
from tests.features.world import TABLES, Mending, buttons_of, text_of

__all__ = ["world"]

COUNT = 90


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(look_everywhere, "AT_ONCE", 20)
    yield


def looking(world: Mending, name: str = "new", user: str = people.MENDER) -> Message:
    """Somebody types a name that the index does not have, and presses the button."""
    world.press(world.command(name, user), "lookup.begin", user)
    return shown(world)


def shown(world: Mending) -> Message:
    (message,) = [one for one in world.messages() if "lookup:" in str(one.metadata)]
    return message


def unswept(world: Mending, budgets: dict[int, list[str]]) -> ManyAccounts:
    """Budgets that came since the last sweep of their accounts."""
    reader = many(world, {}, COUNT)
    reader.budgets_of = {account_of(n).id: tuple(names) for n, names in budgets.items()}
    return reader


def each_once(reader: ManyAccounts) -> bool:
    return sorted(reader.asked) == sorted(account_of(n).id for n in range(COUNT))


def test_it_asks_every_account_once_and_says_what_it_found(world: Mending) -> None:
    reader = unswept(world, {7: ["new"], 61: ["new", "new "]})
    reader.refused = {account_of(9).id: ReadFailed("sts:AssumeRole", "role", Cause.REFUSED, "no")}
    message = looking(world)
    says = text_of(message)
    assert "was found 2 times in 90 accounts" in message.text and not message.ephemeral
    assert "new\nin team-0007" in says and "new\nin team-0061" in says
    assert "No answer from 1 of them:" in says and "team-0009" in says
    assert "mina" in says and each_once(reader)
    row = next(b["block_id"] for b in message.blocks if "accessory" in b)
    world.slack.person(people.MENDER).press(message, "budget.pick", row)
    world.settle()
    assert any("new does not alert" in one.text for one in world.thread())


def test_that_no_account_has_it_is_said(world: Mending) -> None:
    unswept(world, {})
    assert looking(world).text.startswith("No account has a budget new: 90 were asked.")


def test_it_says_how_far_it_is(world: Mending) -> None:
    unswept(world, {3: ["new"]})
    hold(world)
    message = looking(world)
    assert message.text.startswith("🔎 Looking for new in every account: looked in 0 of 90")
    further(world)
    assert "looked in 20 of 90, found in 1." in message.text


def test_a_second_press_joins_the_one_that_runs(world: Mending) -> None:
    reader = unswept(world, {3: ["new"]})
    hold(world)
    looking(world)
    further(world)
    for name, says in (("new", "20 of 90 accounts are done"), ("other", "Look for another name")):
        world.press(world.command(name), "lookup.begin")
        assert says in world.alone()[-1]
    while world.soon[0].held:
        further(world)
    assert "found once in 90" in shown(world).text
    record = world.store.lookups.get(record_id(world))
    assert record and (record.looked, record.exact) == (90, 1)
    assert set(reader.asked) == {account_of(n).id for n in range(COUNT)}


def test_a_step_whose_worker_died_is_gone_on_with_and_nothing_counted_twice(
    world: Mending,
) -> None:
    reader = unswept(world, {n: ["new"] for n in range(COUNT)})
    hold(world)
    looking(world)
    deaths = 0
    while held := world.soon[0].held:
        job = held.pop(0)
        if deaths < 3:  # it has written its step, and not left the next one
            deaths += 1
            with pytest.raises(Dead):
                world.worker.parts.context(job)
                die_after_the_write(world, job)
        world.worker.work(job)  # and comes again
        world.worker.work(job)  # and once more, as a queue may hand it over
        world.settle()
    assert deaths == 3
    assert "was found 90 times in 90 accounts" in shown(world).text
    record = world.store.lookups.get(record_id(world))
    assert record and (record.looked, record.exact, record.silent) == (90, 90, 0)
    assert set(reader.asked) == {account_of(n).id for n in range(COUNT)}


def test_a_message_whose_worker_died_before_it_was_kept_is_not_posted_twice(
    world: Mending,
) -> None:
    unswept(world, {3: ["new"]})
    hold(world)
    message = looking(world)
    key = {"pk": {"S": f"lookup:{record_id(world)}"}, "sk": {"S": "message"}}
    world.aws.client("dynamodb").delete_item(TableName=TABLES.verdicts, Key=key)
    further(world)
    assert shown(world).ts == message.ts
    further(world)
    assert "looked in 40 of 90" in message.text


def test_a_message_that_somebody_deleted_comes_again_at_the_end(world: Mending) -> None:
    unswept(world, {3: ["new"]})
    hold(world)
    message = looking(world)
    further(world)
    world.worker.parts.slack.delete(message.channel, message.ts)
    while world.soon[0].held:
        further(world)
    assert "found once in 90" in shown(world).text


def test_the_press_that_comes_again_begins_nothing_new(world: Mending) -> None:
    unswept(world, {3: ["new"]})
    job = Job("l1", Place("T0", people.MENDER, world.channel), LookEverywhere("new"))
    for _ in range(2):
        world.worker.work(job)
        world.settle()
    assert "found once in 90" in shown(world).text


def test_a_hidden_account_is_not_looked_in(world: Mending) -> None:
    reader = unswept(world, {5: ["new"]})
    listed = reader.listed
    assert isinstance(listed, Directory)
    others = tuple(
        replace(one, viewers=(people.APPROVER,)) if one.id == account_of(5).id else one
        for one in listed.others
    )
    reader.listed = replace(listed, others=others)
    assert looking(world).text.startswith("No account has a budget new: 89 were asked.")
    assert account_of(5).id not in reader.asked


def test_where_the_bot_cannot_post_who_asked_is_told_alone(world: Mending) -> None:
    unswept(world, {3: ["new"]})
    world.channel = people.PRIVATE_WITHOUT_BOT
    world.press(world.command("new"), "lookup.begin")
    direct = world.slack.messages(world.worker.parts.slack.direct(people.MENDER))
    (message,) = [one for one in direct if "lookup:" in str(one.metadata)]
    assert "found once in 90 accounts" in message.text


def test_accounts_that_cannot_be_listed_end_it_after_some_attempts(world: Mending) -> None:
    reader = unswept(world, {3: ["new"]})
    hold(world)
    message = looking(world)
    further(world)
    reader.listed = ReadFailed("sts:GetCallerIdentity", "", Cause.EXPIRED, "ExpiredToken")
    while world.soon[0].held:
        further(world)
    assert "ended after 20 of 90 accounts" in message.text
    assert "new\nin team-0003" in text_of(message)


def test_the_button_stands_where_the_index_was_asked(world: Mending) -> None:
    many(world, {3: ["cost-prod"]}, COUNT)
    assert "lookup.begin" in buttons_of(world.command("cost"))
    assert "lookup.begin" in buttons_of(world.command("zzzz"))


class Dead(BaseException):
    """The worker is killed."""


class Dying:
    """A queue under which the worker dies."""

    def send(self, job: Job, delay_seconds: int = 0) -> None:
        raise Dead

    def send_all(self, jobs: object) -> None:
        raise Dead


def die_after_the_write(world: Mending, job: Job) -> None:
    parts = replace(world.worker.parts, queue=Dying())
    assert isinstance(job.what, LookFurther)
    look_everywhere.look_further(parts.context(job), job.what)


def hold(world: Mending) -> None:
    """The steps wait until the test makes them."""
    for one in world.soon:
        one.holds = (LookFurther,)


def further(world: Mending) -> None:
    """The next step that waits."""
    held = next(one.held for one in world.soon if one.held)
    world.worker.work(held.pop(0))
    world.settle()


def record_id(world: Mending) -> str:
    mark = str(shown(world).metadata["event_payload"]["check"])
    return mark.removeprefix("lookup:")
