"""Slack's limits, asked of slack_sdk's models and of the four rules that they do not know."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.slack.render.message import Message
from bot.slack.render.parts import Json, length, total


def check_message(message: Message) -> None:
    """Raises AssertionError, or the model's own error, for what Slack would refuse."""
    assert len(message.blocks) <= 50
    assert total(message.blocks) <= 12_000
    assert 0 < len(message.text) <= 4_000
    check_blocks(message.blocks)


def check_view(view: Json) -> None:
    """The same for a modal."""
    blocks = view["blocks"]
    assert isinstance(blocks, list) and 0 < len(blocks) <= 100
    fields: dict[str, Any] = dict(view)
    View(**fields).to_dict()
    assert len(json.dumps(fields)) < 250_000
    check_blocks(blocks)


def check_blocks(blocks: Sequence[Json]) -> None:
    """The rules that messages and modals share."""
    for block in blocks:
        parsed = Block.parse(dict(block))
        assert parsed is not None, block
        parsed.to_dict()
    ids = [block["block_id"] for block in blocks]
    assert len(set(ids)) == len(ids)
    for block in blocks:
        actions = [e["action_id"] for e in walk(block) if "action_id" in e]
        assert len(set(actions)) == len(actions)
    for found in walk(list(blocks)):
        if found.get("type") in {"plain_text", "mrkdwn"}:
            assert 0 < length(str(found["text"])) <= 3000, found
        if found.get("type") == "button":
            assert len(str(found["value"])) <= 2000
        fields = found.get("fields")
        for field in fields if isinstance(fields, list) else []:
            assert length(field["text"]) <= 2000


def walk(value: object) -> Iterator[Mapping[str, object]]:
    """Every object inside of some JSON."""
    if isinstance(value, Mapping):
        yield value
        for part in value.values():
            yield from walk(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from walk(part)
