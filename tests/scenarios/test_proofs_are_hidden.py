"""The temporary budget of a proof is in no list, and nothing is told of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.core.findings import Status
from bot.core.proof.names import name_of
from bot.store.verdicts import LastVerdict
from playground.scenarios.load import find
from playground.slack import seed as people
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.core.aws_events.events import ACCOUNT, cloudtrail
from tests.features.world import Mending, mending, text_of
from tests.scenarios.test_watch_story import hear

HEALTHY = "customer-key"
PROOF = name_of("a1b2c3d4e5f6")
ALIKE = "budget-check-proof-of-concept"
"""Somebody's own budget: its name is not one that a proof gives."""


@pytest.fixture
def world(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mending]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    opened = OpenAws()
    with mending(embedded_aws, opened, [HEALTHY], alerts_channel=people.FINOPS) as found:
        for name in (PROOF, ALIKE):
            found.aws.client("budgets").create_budget(
                AccountId=ACCOUNT,
                Budget={
                    "BudgetName": name,
                    "BudgetType": "COST",
                    "TimeUnit": "MONTHLY",
                    "BudgetLimit": {"Amount": "1", "Unit": "USD"},
                },
            )
        yield found
    opened.close()


def home(world: Mending) -> str:
    assert world.slack.person(people.MENDER).open_home().in_time
    world.settle()
    shown = world.slack.home(people.MENDER)
    return text_of(shown) if shown else ""


def test_no_list_has_it(world: Mending) -> None:
    listed = text_of(world.command(""))
    assert ALIKE in listed and find(HEALTHY).budget in listed and PROOF not in listed
    near = text_of(world.command("budget-check-proof"))
    assert ALIKE in near and PROOF not in near


def test_app_home_has_it_neither_before_nor_after_a_sweep(world: Mending) -> None:
    assert PROOF not in home(world)
    kept = LastVerdict(ACCOUNT, PROOF, Status.BROKEN, "", world.clock())
    assert world.store.verdicts.put(kept), "an older version kept it"
    hear(world, {"source": "budget-check.sweep"})
    assert ALIKE in home(world) and PROOF not in home(world)


def test_whoever_names_it_gets_its_check_which_is_not_kept(world: Mending) -> None:
    assert PROOF in text_of(world.command(PROOF))
    assert world.store.verdicts.get(ACCOUNT, PROOF) is None


def test_its_making_is_no_change_to_follow_up(world: Mending) -> None:
    asked = {"accountId": ACCOUNT, "budgetName": PROOF}
    hear(world, cloudtrail("budgets", "CreateNotification", asked, "us-east-1"))
    assert world.store.verdicts.get(ACCOUNT, PROOF) is None
    assert world.messages() == []
