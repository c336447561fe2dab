"""What Slack is sent where it may refuse the blocks of 2026: the rich form, or the plain one."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from bot.errors import SlackError
from bot.slack.render.message import Message
from bot.slack.render.rich import AnyView, RichView

ASK_AGAIN = 24 * 60 * 60.0
"""Seconds until a workspace that refused is tried once more: the rollout may have reached it."""
_REFUSES = {"invalid_blocks", "invalid_arguments"}
"""Of a message, and of a view (docs/facts.md 7)."""
_log = logging.getLogger(__name__)
_Form = TypeVar("_Form")
_Answer = TypeVar("_Answer")
_Kinds = frozenset[str]


class Fallback:
    """Which newer blocks the workspace does not take, as far as this process has seen.

    A workspace that refuses costs one call more a day, not one more for each message.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._refused: dict[tuple[str, _Kinds], float] = {}

    def message(
        self, message: Message, send: Callable[[list[dict[str, object]]], _Answer]
    ) -> _Answer:
        """What `send` gives for the message's blocks, in the form that Slack takes.

        Raises SlackError as `send` does.
        """
        rich = [dict(block) for block in message.blocks]
        if not message.plain:
            return send(rich)
        plain = [dict(block) for block in message.plain]
        return self._send("message", _kinds(rich) - _kinds(plain), rich, plain, send)

    def view(self, view: AnyView, send: Callable[[dict[str, object]], _Answer]) -> _Answer:
        """The same for a modal or a home."""
        if not isinstance(view, RichView):
            return send(dict(view))
        rich, plain = dict(view.view), dict(view.plain)
        newer = _kinds(rich["blocks"]) - _kinds(plain["blocks"])
        return self._send(str(rich["type"]), newer, rich, plain, send)

    def _send(
        self,
        surface: str,
        newer: _Kinds,
        rich: _Form,
        plain: _Form,
        send: Callable[[_Form], _Answer],
    ) -> _Answer:
        if self._is_refused(surface, newer):
            return send(plain)
        try:
            return send(rich)
        except SlackError as error:
            if error.code not in _REFUSES:
                raise
            _log.warning("Slack refuses %s in a %s: %s", ", ".join(sorted(newer)), surface, error)
        answer = send(plain)
        self._refused[surface, newer] = self._monotonic()
        return answer

    def _is_refused(self, surface: str, newer: _Kinds) -> bool:
        """Whether these blocks, or some of them alone, were refused within the day."""
        since = self._monotonic() - ASK_AGAIN
        return any(
            at > since
            for (where, kinds), at in self._refused.items()
            if where == surface and kinds <= newer
        )


def _kinds(blocks: object) -> _Kinds:
    shown: Iterable[object] = blocks if isinstance(blocks, list | tuple) else ()
    return frozenset(str(block["type"]) for block in shown if isinstance(block, Mapping))
