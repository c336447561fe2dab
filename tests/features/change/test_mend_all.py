"""One key shuts AWS Budgets out of many budgets: one change mends them, and tells of each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from uuid import uuid4

import pytest

from bot.core.change.change import Change
from bot.core.findings import Status
from bot.core.jobs.change_steps import CheckAffectedBudget
from bot.core.jobs.watch import SweepAll
from bot.events import jobs_of
from playground.scenarios.load import find
from playground.scenarios.shared_topic import add_budget
from playground.slack import Message, View
from playground.slack import seed as people
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.core.aws_events.events import ACCOUNT
from tests.features.home.world import opened, press, said
from tests.features.world import Mending, mending, text_of

NAME = "customer-key-without-budgets"
BUDGET = find(NAME).budget
TOPIC = find(NAME).topics[0]
OTHERS = [f"team-{n:02}" for n in range(40)]
TWICE = OTHERS[7]
SILENT = f"arn:aws:sns:{TOPIC.region}:{ACCOUNT}:silent"


@pytest.fixture
def world(embedded_aws: EmbeddedAws, opener: OpenAws) -> Iterator[Mending]:
    with mending(embedded_aws, opener, [NAME], alerts_channel=people.FINOPS) as here:
        for name in OTHERS:
            create(here, name, TOPIC.arn)
        yield here


def create(world: Mending, name: str, *topics: str) -> None:
    add_budget(world.aws.client("budgets"), ACCOUNT, name, *topics, limit="1000")


def second_fault(world: Mending) -> None:
    """One of them also sends to a topic that does not let AWS Budgets publish."""
    world.aws.client("sns", TOPIC.region).create_topic(Name="silent")
    world.aws.client("budgets").delete_budget(AccountId=ACCOUNT, BudgetName=TWICE)
    create(world, TWICE, TOPIC.arn, SILENT)


def set_policy(world: Mending, policy: str) -> str:
    """Somebody writes the key's policy: the one before."""
    kms = world.aws.client("kms", TOPIC.region)
    key = kms.describe_key(KeyId=world.topic(NAME)["KmsMasterKeyId"])["KeyMetadata"]["Arn"]
    before: str = kms.get_key_policy(KeyId=key, PolicyName="default")["Policy"]
    kms.put_key_policy(KeyId=key, PolicyName="default", Policy=policy)
    return before


def broken_again(world: Mending) -> Message:
    """Their alerts arrived, then somebody took the statement out: the post about all of them."""
    silent = world.key_policy(NAME)
    world.mend(NAME, "allow-on-key")
    hear(world)
    world.clock.pass_(minutes=30)  # else it might be AWS that shows the text from before
    set_policy(world, json.dumps(silent))
    hear(world)
    (post,) = (m for m in world.messages() if "41 budgets do not alert" in text_of(m))
    return post


def hear(world: Mending) -> None:
    """A sweep: the one way in which an account without the watch's events is looked at."""
    for job in jobs_of({"source": "budget-check.sweep"}, uuid4().hex) or ():
        assert isinstance(job.what, SweepAll)
        world.routes.send(job)
    world.settle()
    world.settle()


def verdicts(world: Mending) -> dict[str, Status]:
    page = world.store.verdicts.of_account(ACCOUNT, 100)
    return {one.budget: one.verdict for one in page.items}


def in_one(shown: Message | View) -> str:
    """What it says, as one reads it."""
    return re.sub(r" +([.,:])", r"\1", " ".join(text_of(shown).split()))


def the_change(world: Mending) -> Change:
    records = world.store.log.of_account(ACCOUNT, 50).items
    found = world.store.changes.get(next(one.change for one in records if one.change))
    assert found
    return found


def reply(world: Mending) -> Message:
    return next(m for m in world.messages() if f"Change {the_change(world).id[:8]}" in text_of(m))


def test_every_budget_on_the_key_is_checked_again_and_told_without_watch_or_sweep(
    world: Mending,
) -> None:
    second_fault(world)
    hear(world)
    assert set(verdicts(world).values()) == {Status.BROKEN} and len(verdicts(world)) == 41
    view = world.preview(world.check(NAME), "fix.allow-on-key")
    first = in_one(view)
    assert "mends 40 budgets, USD" in first
    assert f"Another one has a second fault too: {TWICE}." in first
    world.submit(view)
    world.settle()

    broken = {name for name, verdict in verdicts(world).items() if verdict is Status.BROKEN}
    assert broken == {TWICE}
    assert len(the_change(world).affected) == 40
    told = in_one(reply(world))
    assert "⚠️ 40 of 41 budgets alert again" in told
    assert (
        f"{TWICE}: the topic's policy does not let AWS Budgets publish" in told
        and "to go" not in told
    )
    (shown,) = world.slack.views(people.MENDER)
    assert "40 of 41 budgets alert again. Not yet:" in in_one(shown)
    assert TWICE in in_one(shown)


def test_from_the_post_to_mended_and_green_without_a_sweep(world: Mending) -> None:
    post = broken_again(world)
    assert "Mend all 41 (1 change)" in text_of(post)
    world.submit(world.preview(post, "fix.allow-on-key"))
    world.settle()
    assert set(verdicts(world).values()) <= {Status.OK, Status.AT_RISK}
    assert "✅ Mended: 41 budgets" in text_of(post)
    assert "✅ All 41 budgets alert again" in in_one(reply(world))
    assert "✅ Done. All 41 budgets alert again" in in_one(world.slack.views(people.MENDER)[-1])


def test_from_the_home_to_mended_and_the_home_says_so(world: Mending) -> None:
    hear(world)
    home = opened(world)
    assert "41 budgets" in said(home)
    press(world, home, "fix.allow-on-key")
    world.submit(world.slack.views(people.MENDER)[-1])
    world.settle()
    drawn = world.slack.home(people.MENDER)
    assert drawn and "does not alert" not in said(drawn) and "do not alert" not in said(drawn)


def test_an_undo_checks_them_again_too(world: Mending) -> None:
    hear(world)
    world.mend(NAME, "allow-on-key")
    world.settle()
    world.submit(world.preview(reply(world), "change.undo"))
    world.settle()
    assert set(verdicts(world).values()) == {Status.BROKEN}


def test_until_all_are_checked_it_says_how_many_are_left(world: Mending) -> None:
    hear(world)
    view = world.preview(world.check(NAME), "fix.allow-on-key")
    for soon in world.soon:
        soon.holds = (CheckAffectedBudget,)
    world.submit(view)
    world.settle()
    assert "budget-check now checks the other budgets that it mends: 40 to go." in in_one(
        reply(world)
    )
    held = [job for soon in world.soon for job in soon.held]
    assert len(held) == 40
    for soon in world.soon:
        soon.holds = ()
    for job in held:
        world.routes.send(job)
    world.settle()
    assert "All 41 budgets alert again" in in_one(reply(world))
