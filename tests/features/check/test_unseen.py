"""A budget whose name says something else than it seems to: nowhere is it drawn as it seems."""

from __future__ import annotations

import pytest

from bot.core.model.read import Cause, ReadFailed
from playground.slack import seed
from tests.slack.conftest import World, viewers, world

__all__ = ["viewers", "world"]

ODD = "safe\u202eegnad\u202c\u200b\u2066x\u2069\ufeff"
READ = "safe\\u202eegnad\\u202c\\u200b\\u2066x\\u2069\\ufeff"


def drawn(world: World) -> str:
    """Every text that Slack was given, but for what buttons carry."""
    said = [text for one in world.slack.messages() for text in (one.text, *texts(one.blocks))]
    views = (texts(one.blocks) for one in world.slack.views(seed.MENDER))
    return " ".join([*said, *(text for one in views for text in one)])


def texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [t for name, inner in value.items() if name != "value" for t in texts(inner)]
    if isinstance(value, list | tuple):
        return [t for inner in value for t in texts(inner)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("typed", [f'"{ODD}"', "safe", "", f"{ODD}z"])
def test_it_is_drawn_with_escapes(world: World, typed: str) -> None:
    world.aws.names[:] = [ODD, "safe2"]
    (answer,) = world.command(typed)
    if "check.details" in str(answer.blocks):
        world.press(answer, "check.details")
    assert READ in drawn(world)
    assert not [c for c in drawn(world) if c in ODD and c > "\u00ff"]


def test_an_error_of_aws_is_no_better(world: World) -> None:
    world.aws.unlisted = ReadFailed("budgets:ViewBudget", f"x{ODD}", Cause.REFUSED)
    world.command("")
    assert not [c for c in drawn(world) if c in ODD and c > "\u00ff"]
