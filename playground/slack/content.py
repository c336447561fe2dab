"""What a message may say, checked as Slack checks it: text, blocks, attachments.

Limits: docs/facts.md 7. The total over all blocks is undocumented (bolt-js #2509 met it at about
13,200 characters).
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping

from playground.slack.blocks import check_blocks
from playground.slack.blocks.check import elements_of, flattened
from playground.slack.errors import SlackError
from playground.slack.model import Content, Mention
from playground.slack.mrkdwn import mentions, mentions_in
from playground.slack.shapes import JsonList, JsonObject

LONGEST_TEXT = 40_000
LONGEST_UPDATED_TEXT = 4_000
LONGEST_BLOCKS = 13_200
MOST_ATTACHMENTS = 100


def read_content(
    args: Mapping[str, object],
    new_id: Callable[[str], str],
    *,
    before: Content | None = None,
    longest: int = LONGEST_TEXT,
    old: bool = False,
) -> Content:
    """The content of a message from a method's arguments.

    `before` is what an updated message said: an argument that is left out keeps its part. `old` is
    a workspace without the blocks of 2026.

    Raises SlackError: no_text, msg_too_long, too_many_attachments, invalid_blocks,
    invalid_blocks_format, invalid_attachments, msg_blocks_too_long.
    """
    kept = before or Content()
    text = str(args["text"]) if args.get("text") is not None else kept.text
    blocks = _list(args.get("blocks"), "invalid_blocks_format", kept.blocks)
    attachments = _list(args.get("attachments"), "invalid_attachments", kept.attachments)
    if len(text) > longest:
        raise SlackError("msg_too_long")
    if len(attachments) > MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    _check(blocks, "/blocks", old=old)
    for index, attachment in enumerate(attachments):
        _check(attachment.get("blocks", []), f"/attachments/{index}/blocks", old=old)
    if not (text.strip() or blocks or attachments):
        raise SlackError("no_text")
    linked = str(args.get("link_names", "")) in {"1", "True", "true"} or args.get("parse") == "full"
    return Content(
        text=text,
        blocks=tuple(with_ids(blocks, new_id)),
        attachments=tuple(attachments),
        mentions=tuple(_mentions(text, linked, blocks, attachments)),
    )


def with_ids(blocks: JsonList, new_id: Callable[[str], str]) -> JsonList:
    """The blocks with the block_id and action_id that Slack makes up where the app gave none."""
    filled = copy.deepcopy(blocks)
    for _, block in flattened(filled, ""):
        block.setdefault("block_id", new_id("b"))
        for _, element in elements_of(block):
            element.setdefault("action_id", new_id("a"))
    return filled


def characters(value: object) -> int:
    """The characters of all texts in a piece of Block Kit JSON."""
    if isinstance(value, dict):
        own = len(value["text"]) if isinstance(value.get("text"), str) else 0
        return own + sum(characters(part) for part in value.values())
    return sum(characters(part) for part in value) if isinstance(value, list | tuple) else 0


def _list(value: object, error: str, kept: tuple[JsonObject, ...]) -> JsonList:
    if value is None or value == "":
        return list(kept)
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            raise SlackError(error) from None
    if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
        raise SlackError(error)
    return value


def _check(blocks: JsonList, pointer: str, *, old: bool) -> None:
    problems = check_blocks(blocks, "message", pointer, old=old)
    if problems:
        raise SlackError("invalid_blocks", messages=problems, extra={"errors": problems})
    if characters(blocks) > LONGEST_BLOCKS:
        raise SlackError("msg_blocks_too_long")


def _mentions(
    text: str, linked: bool, blocks: JsonList, attachments: JsonList
) -> Iterator[Mention]:
    yield from mentions(text, "/text", verbatim=not linked)
    yield from mentions_in(blocks, "/blocks")
    for index, attachment in enumerate(attachments):
        for name in ("pretext", "text", "fallback"):
            if isinstance(attachment.get(name), str):
                where = f"/attachments/{index}/{name}"
                yield from mentions(attachment[name], where, verbatim=True)
        yield from mentions_in(attachment.get("blocks", []), f"/attachments/{index}/blocks")
