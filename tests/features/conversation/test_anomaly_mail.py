"""Cost Anomaly Detection's mail, where SENDERS has its own subscriptions read."""

from __future__ import annotations

from typing import Any

import pytest

from playground.scenarios.catalog import find
from tests.features.conversation.conftest import say, under
from tests.features.world import Mending, buttons_of, text_of

NAME = "anomaly-key-silent"
TOPIC = find(NAME).topics[0].arn
MAIL = f"AWS Cost Anomaly Detection: we were unable to publish to your SNS topic {TOPIC}."


@pytest.fixture
def names() -> list[str]:
    return [NAME]


@pytest.fixture
def different() -> dict[str, Any]:
    return {"senders": ("anomalies",), "tickets": ("opsitem",)}


def test_it_is_answered_with_the_check_of_its_own_path_and_what_mends_it(world: Mending) -> None:
    (answer,) = under(world, say(world, MAIL))
    assert "courts-anomalies" in answer.text
    assert "The topic courts-costs is encrypted" in text_of(answer)
    assert "Shown is the check of its own alerts there." in text_of(answer)
    assert {"fix.allow-on-key", "ticket.open"} <= set(buttons_of(answer))
    assert world.store.verdicts.of_account("111111111111").items == ()


def test_the_budgets_of_the_topic_are_named(world: Mending) -> None:
    world.check(NAME)
    (answer,) = under(world, say(world, MAIL))
    assert f"go there too: {find(NAME).budget}." in text_of(answer)
