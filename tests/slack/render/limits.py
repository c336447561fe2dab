"""Slack's limits, asked of slack_sdk's models and of the four rules that they do not know."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.slack.render.message import Message
from bot.slack.render.parts import Json, length, total
from bot.slack.render.rich import AnyView, RichView
from playground.slack.blocks import check_blocks as refused
from playground.slack.blocks import check_view as refused_view
from playground.slack.blocks.kinds import NEWER


def check_message(message: Message) -> None:
    """Raises AssertionError, or the model's own error, for what Slack would refuse."""
    assert 0 < len(message.text) <= 4_000
    _check_form(message.blocks)
    assert refused(list(message.blocks)) == []
    if message.plain:
        _check_form(message.plain)
    assert refused(list(message.plain or message.blocks), old=True) == []


def _check_form(blocks: Sequence[Json]) -> None:
    assert len(blocks) <= 50
    assert total(blocks) <= 12_000
    check_blocks(blocks)


def check_view(view: AnyView) -> None:
    """The same for a modal or a home; the rich form may be more than any workspace takes."""
    assert refused_view(dict(forms(view)[-1]), old=True) == []
    if isinstance(view, RichView):
        newer = [one for one in blocks_of(view.view) if one["type"] in NEWER]
        assert newer and refused(newer) == []
    for form in forms(view):
        _check_view_form(form)


def forms(view: AnyView) -> list[Json]:
    """The forms of a view, the one last that every workspace takes."""
    return [view.view, view.plain] if isinstance(view, RichView) else [view]


def _check_view_form(view: Json) -> None:
    blocks = blocks_of(view)
    assert 0 < len(blocks) <= 100
    fields: dict[str, Any] = dict(view)
    View(**fields).to_dict()
    assert len(json.dumps(fields)) < 250_000
    check_blocks(blocks)


def check_blocks(blocks: Sequence[Json]) -> None:
    """The rules that messages and modals share."""
    for block in blocks:
        if block["type"] in NEWER:
            continue  # `playground.slack.blocks` knows them, slack_sdk's models only some
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
            assert len(str(found.get("value", ""))) <= 2000
            assert "value" in found or 0 < len(str(found["url"])) <= 3000
        fields = found.get("fields")
        for field in fields if isinstance(fields, list) else []:
            assert length(field["text"]) <= 2000


def texts(value: object) -> list[str]:
    """Every text of some JSON, in its order."""
    return [str(one["text"]) for one in walk(value) if isinstance(one.get("text"), str)]


def blocks_of(view: Json) -> list[Json]:
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    return blocks


def walk(value: object) -> Iterator[Mapping[str, object]]:
    """Every object inside of some JSON."""
    if isinstance(value, Mapping):
        yield value
        for part in value.values():
            yield from walk(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from walk(part)
