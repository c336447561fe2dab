"""A refusal: which right is missing, and whom to ask, alike in a message, a view and the Home.

One person sees it: nobody is notified by being named in it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.texts.needs import WHOM_TO_ASK
from bot.core.texts.words import listed
from bot.slack.render.message import Message, message
from bot.slack.render.parts import Json, mention, ours, plain, section

_MOST_NAMED = 20


def refusal_message(id: str, text: str, ask: Sequence[str]) -> Message:
    """The sentence, and the user and user group ids of whom to ask."""
    return message(id, text, [section(plain(text)), *whom_to_ask(ask)])


def whom_to_ask(ask: Sequence[str]) -> list[Json]:
    """They by name; nothing where there is nobody."""
    named = listed((mention(one) for one in ask[:_MOST_NAMED]), "or")
    return [section(ours(WHOM_TO_ASK.format(people=named)))] if named else []


def with_whom_to_ask(view: Json, ask: Sequence[str]) -> Json:
    """A view that says why not, and they below."""
    blocks, id = view["blocks"], view.get("external_id", "")
    kept = list(blocks) if isinstance(blocks, list | tuple) else []
    named = [{**one, "block_id": f"{id}.ask"} for one in whom_to_ask(ask)]
    return {**view, "blocks": [*kept, *named]}
