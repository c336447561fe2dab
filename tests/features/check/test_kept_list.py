"""The list of every budget of many accounts: from what their last checks found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.core.findings import Status
from bot.core.model.read import ReadFailed
from bot.jobs import known_budgets
from bot.store.verdicts import LastVerdict
from playground.slack import seed as people
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.features.check.many import account_of, many
from tests.features.check.test_many_accounts import SOME
from tests.features.world import Mending, mending, text_of
from tests.jobs.fakes import NOW

CHECKED = {
    3: ("fine", Status.OK, ""),
    4: ("ill", Status.BROKEN, "key.policy-silent"),
    5: ("unclear", Status.UNKNOWN, "topic.unreadable"),
}


@pytest.fixture
def world(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mending]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    opened = OpenAws()
    with mending(embedded_aws, opened, []) as found:
        for n, (name, verdict, code) in CHECKED.items():
            found.store.verdicts.put(LastVerdict(account_of(n).id, name, verdict, code, NOW))
        yield found
    opened.close()


def test_the_worst_is_first_with_its_age_and_aws_is_not_asked(world: Mending) -> None:
    reader = many(world, {}, SOME)
    says = text_of(world.command(""))
    assert "Budgets in 40 accounts: 1 to 3 of 3" in says
    order = ["ill\nin team-0004", "unclear\nin team-0005", "fine\nin team-0003"]
    assert [says.index(one) for one in order] == sorted(says.index(one) for one in order)
    assert "As their last checks found them" in says
    assert says.count(f"{NOW:%Y-%m-%d %H:%M} UTC") == 3
    assert reader.asked == []


def test_one_verdict_alone_is_listed(world: Mending) -> None:
    reader = many(world, {}, SOME)
    says = text_of(world.command("broken"))
    assert "ill\nin team-0004" in says and "unclear" not in says and "fine" not in says
    assert reader.asked == []


def test_a_hidden_account_is_not_in_it(world: Mending) -> None:
    reader = many(world, {}, SOME)
    assert reader.listed is not None and not isinstance(reader.listed, ReadFailed)
    narrowed = [
        replace(one, viewers=(people.APPROVER,)) if one.id == account_of(4).id else one
        for one in reader.listed.others
    ]
    reader.listed = replace(reader.listed, others=tuple(narrowed))
    assert "ill" not in text_of(world.command(""))


def test_what_is_left_out_is_said(world: Mending, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_budgets, "MOST_COUNTED", 2)
    many(world, {}, SOME)
    assert "Accounts left out here until they are counted: 38." in text_of(world.command(""))
