"""Modals: their frame, and those that hold nothing but a sentence."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.slack.render.parts import TITLE, Json, numbered, plain, section

MOST_BLOCKS = 100
MOST_BYTES = 240_000
"""Of JSON as slack_sdk sends it; Slack refuses a view of 250 KB (view_too_large)."""


def modal(  # noqa: PLR0913 (each by name)
    callback: str,
    title: str,
    blocks: Sequence[Json],
    id: str,
    *,
    submit: str = "",
    metadata: str = "",
    close: str = "Close",
) -> Json:
    """A modal. `id` lets the worker find it where Slack's own id is lost.

    Without `submit` it cannot be submitted; `metadata` comes back with a submission.
    """
    view: Json = {
        "type": "modal",
        "callback_id": callback,
        "external_id": id,
        "title": plain(title, TITLE),
        "close": plain(close, TITLE),
        "blocks": list(numbered(blocks, id)),
        "private_metadata": metadata,
    }
    return {**view, "submit": plain(submit, TITLE)} if submit else view


def fitting(blocks: Sequence[Json]) -> list[Json]:
    """As many of the blocks, from the first on, as a view takes beside its frame."""
    room, kept = MOST_BYTES - 3_000, []
    for block in blocks[:MOST_BLOCKS]:
        room -= len(json.dumps(block))
        if room < 0:
            break
        kept.append(block)
    return kept


def note_view(callback: str, title: str, text: str, id: str) -> Json:
    """A modal with a sentence or two in it."""
    return modal(callback, title, [section(plain(text))], id)
