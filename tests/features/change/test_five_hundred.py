"""Five hundred budgets with odd names on one key: one change mends them, in as many checks as they
are, and each message about it is one that Slack takes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from bot.core.findings import Status
from bot.core.jobs.change_steps import CheckAffectedBudget
from bot.core.model.budget import Budget, Money, Spend
from bot.core.model.path import Facts
from bot.core.model.read import ReadFailed
from bot.core.root_cause import RootCause
from bot.jobs.reader import Reader
from bot.store.verdicts import LastVerdict
from playground.scenarios.load import find
from playground.slack import Message
from playground.slack import seed as people
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.features.change.test_mend_all import in_one, the_change
from tests.features.home.world import opened, press, said
from tests.features.world import TABLES, Mending, mending, text_of
from tests.jobs.fakes import NOW

NAME = "customer-key-without-budgets"
FIRST, TOPIC = find(NAME).budget, find(NAME).topics[0]
OTHERS = [f"team-{n:03} <!channel> *&*".ljust(100, "\U0001f98a") for n in range(499)]
CHECKED = 5
VERDICTS = TABLES.verdicts


class SameTopic:
    """Reads every budget of the five hundred as the one that is there: they have its topic. What
    it read is kept until it is forgotten.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.seen: Facts | None = None

    def facts(self, account: str | ReadFailed, name: str) -> Facts:
        if name == FIRST:
            return self._reader.facts(account, name)
        self.seen = self.seen or self._reader.facts(account, FIRST)
        assert isinstance(self.seen.budget, Budget)
        return replace(self.seen, name=name, budget=replace(self.seen.budget, name=name))

    def __getattr__(self, name: str) -> object:
        return getattr(self._reader, name)


@pytest.fixture
def world(embedded_aws: EmbeddedAws, opener: OpenAws) -> Iterator[Mending]:
    with mending(embedded_aws, opener, [NAME], alerts_channel=people.FINOPS) as here:
        reader = SameTopic(here.worker.parts.reader)
        here.worker.parts = replace(here.worker.parts, reader=reader)  # type: ignore[arg-type]
        know(here, FIRST, key_of(here), Status.BROKEN, NOW)
        alike(here, OTHERS)
        yield here


def alike(world: Mending, names: list[str]) -> None:
    """What the table of verdicts holds of the first budget, for each of these too: written by the
    batch, for a transaction each would take the suite too long.
    """
    dynamodb = world.aws.client("dynamodb")
    items = dynamodb.scan(TableName=VERDICTS)["Items"]
    mine = [json.dumps(one) for one in items if FIRST in json.dumps(one)]
    assert len(mine) == 6, "of its account, topic and key, its name twice, and its mark"
    quoted = [json.dumps(name)[1:-1] for name in names]
    puts = [
        {"PutRequest": {"Item": json.loads(one.replace(FIRST, name))}}
        for name in quoted
        for one in mine
    ]
    for n in range(0, len(puts), 25):
        left = dynamodb.batch_write_item(RequestItems={VERDICTS: puts[n : n + 25]})
        assert not left.get("UnprocessedItems")


def key_of(world: Mending) -> str:
    kms = world.aws.client("kms", TOPIC.region)
    found = kms.describe_key(KeyId=world.topic(NAME)["KmsMasterKeyId"])["KeyMetadata"]
    return str(found["Arn"])


def know(world: Mending, name: str, key: str, verdict: Status, at: datetime) -> None:
    """Its last check, straight into the store."""
    down = verdict is Status.BROKEN
    cause = RootCause("key.policy-silent", key, TOPIC.arn, "allow-on-key") if down else None
    spend = Spend(Money("100", "USD"), Money("1", "USD"), time_unit="MONTHLY")
    last = LastVerdict(
        TOPIC.account,
        name,
        verdict,
        cause.code if cause else "",
        at,
        (TOPIC.arn,),
        (key,),
        spend=spend,
        cause=cause,
    )
    assert world.store.verdicts.put(last)


def told(world: Mending) -> Message:
    """The change's one reply, in the direct message with who asked in the Home."""
    room = world.slack.workspace.direct_message(people.MENDER).id
    mark = f"Change {the_change(world).id[:8]}"
    return next(one for one in world.slack.messages(room) if mark in text_of(one))


def hold(world: Mending, *kinds: type) -> None:
    for soon in world.soon:
        soon.holds = kinds


def test_one_change_from_the_home_mends_them_all_and_says_how_far_it_is(
    world: Mending, caplog: pytest.LogCaptureFixture
) -> None:
    home = opened(world)
    assert "❌ 500 budgets do not alert" in said(home) and "USD 50,000 a month" in said(home)
    press(world, home, "fix.allow-on-key")
    preview = world.slack.views(people.MENDER)[-1]
    first = in_one(preview)
    assert "One change mends 500 budgets, USD 50,000 a month: " in first and "and 499 more" in first
    hold(world, CheckAffectedBudget)
    world.submit(preview)
    world.settle()
    left = [job for soon in world.soon for job in soon.held]
    assert len({job.id for job in left}) == 499
    assert "checks the other budgets that it mends: 499 to go" in in_one(told(world))
    hold(world)
    world.worker.parts.reader.seen = None  # type: ignore[attr-defined]
    for job in left[:CHECKED]:
        world.routes.send(job)
    world.settle()
    assert f"{499 - CHECKED} to go" in in_one(told(world))
    alert = world.slack.home(people.MENDER)
    assert alert and f"{499 - CHECKED} of 500 budgets do not alert" in said(alert)
    assert len(world.aws.control.calls("kms", "PutKeyPolicy")) == 1
    assert "too_long" not in caplog.text and "invalid_" not in caplog.text
