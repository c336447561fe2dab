"""Whether Slack would take these blocks, or this view.

Own rules, which say what is wrong as Slack says it, and slack_sdk's models behind them: each has
holes that the other fills (docs/facts.md 10.2). What the two together do not know is which blocks
Slack refuses for reasons of rollout.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from playground.slack.blocks.elements import INTERACTIVE
from playground.slack.blocks.kinds import NEWER, SURFACES
from playground.slack.blocks.objects import plain
from playground.slack.blocks.rules import (
    Rule,
    anything,
    array,
    at,
    boolean,
    by_type,
    choice,
    fields,
    string,
)
from playground.slack.shapes import JsonObject

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
MOST_CHARTS = 2
_NOT_IN_SDK = frozenset({"data_table", "data_visualization"})

_VIEW: dict[str, Rule] = {
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
_MODAL = fields(
    {"title": plain(24), "blocks": anything},
    {
        **_VIEW,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
    },
)
_HOME = fields({"blocks": anything}, _VIEW)


def check_blocks(
    blocks: object, surface: str = "message", pointer: str = "/blocks", *, old: bool = False
) -> list[str]:
    """What Slack would say against these blocks; empty where it takes them.

    `old` is a workspace that the blocks of 2026 have not reached.
    """
    known = {k: rule for k, rule in SURFACES[surface].items() if not (old and k in NEWER)}
    rule = array(by_type(known), MOST_BLOCKS[surface], least=0)
    problems = list(rule(blocks, pointer))
    if not isinstance(blocks, list) or problems:
        return problems
    problems += _duplicates(blocks, pointer)
    problems += _tables(blocks, pointer)
    return problems or [at(m, f"{pointer}/{i}") for i, b in enumerate(blocks) for m in _sdk(b)]


def check_view(view: object, pointer: str = "/view", *, old: bool = False) -> list[str]:
    """What Slack would say against this view; empty where it takes it. `old` as above."""
    if not isinstance(view, dict):
        return [at("must provide an object", pointer)]
    kind = view.get("type")
    problems = list(choice("modal", "home")(kind, f"{pointer}/type"))
    if problems:
        return problems
    problems = list((_MODAL if kind == "modal" else _HOME)(view, pointer))
    problems += check_blocks(view.get("blocks", []), str(kind), f"{pointer}/blocks", old=old)
    if not problems and kind == "modal" and _has_input(view["blocks"]) and not view.get("submit"):
        problems.append(at("missing required field: submit", pointer))
    if not problems and _focused(view["blocks"]) > 1:
        problems.append(at("only one element may have focus_on_load", pointer))
    return problems or [at(message, pointer) for message in _sdk_view(view)]


def elements_of(block: JsonObject) -> list[tuple[str, JsonObject]]:
    """The interactive elements of a block, each with its place in it."""
    places: list[tuple[str, object]] = [
        (name, block.get(name)) for name in ("accessory", "element") if block.get(name)
    ]
    for name in ("elements", "actions"):
        places += [(f"{name}/{i}", part) for i, part in enumerate(block.get(name) or [])]
    return [(p, e) for p, e in places if isinstance(e, dict) and e.get("type") in INTERACTIVE]


def flattened(blocks: Sequence[JsonObject], pointer: str) -> Iterator[tuple[str, JsonObject]]:
    """All blocks with their pointers, those inside of containers and carousels included."""
    for index, block in enumerate(blocks):
        yield f"{pointer}/{index}", block
        for name in ("child_blocks", "elements"):
            inner = block.get(name) if block.get("type") in {"container", "carousel"} else None
            yield from flattened(inner or [], f"{pointer}/{index}/{name}")


def _duplicates(blocks: Sequence[JsonObject], pointer: str) -> Iterator[str]:
    blocks_seen: set[str] = set()
    for where, block in flattened(blocks, pointer):
        name = block.get("block_id")
        if name and name in blocks_seen:
            yield at(f'`block_id` "{name}" already exists', f"{where}/block_id")
        blocks_seen.add(name or "")
        actions_seen: set[str] = set()
        for place, element in elements_of(block):
            action = element.get("action_id")
            if action and action in actions_seen:
                yield at(f'`action_id` "{action}" already exists', f"{where}/{place}/action_id")
            actions_seen.add(action or "")


def _tables(blocks: Sequence[JsonObject], pointer: str) -> Iterator[str]:
    tables = [w for w, block in flattened(blocks, pointer) if block["type"] == "table"]
    if len(tables) > 1:
        yield at("only_one_table_allowed", tables[1])
    charts = [w for w, block in flattened(blocks, pointer) if block["type"] == "data_visualization"]
    if len(charts) > MOST_CHARTS:
        yield at(f"no more than {MOST_CHARTS} data_visualization blocks allowed", charts[-1])


def _has_input(blocks: Sequence[JsonObject]) -> bool:
    return any(block["type"] == "input" for block in blocks)


def _focused(blocks: Sequence[JsonObject]) -> int:
    return sum(e.get("focus_on_load") is True for b in blocks for _, e in elements_of(b))


def _sdk(block: JsonObject) -> Iterator[str]:
    if block["type"] in _NOT_IN_SDK:
        return
    try:
        parsed = Block.parse(block)
        if parsed is not None:
            parsed.to_dict()
    except (SlackObjectFormationError, TypeError) as error:
        yield str(error)


def _sdk_view(view: JsonObject) -> Iterator[str]:
    try:
        View(**view).to_dict()
    except (SlackObjectFormationError, TypeError) as error:
        yield str(error)
