"""Whom a text would mention.

Slack's formatting guide: `<!channel>`, `<@U...>` and `<!subteam^S...>` notify wherever mrkdwn is
read. `verbatim: true` does not stop these sequences, it only stops Slack from making links and
mentions of plain words; what stops them is `&lt;` for `<`, or `plain_text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playground.slack.model import Mention
from playground.slack.shapes import JsonObject

_WRITTEN = (
    ("special", re.compile(r"<!(channel|here|everyone|group)(?:\|[^<>]*)?>")),
    ("subteam", re.compile(r"<!subteam\^([SW]\w+)(?:\|[^<>]*)?>")),
    ("user", re.compile(r"<@([UW]\w+)(?:\|[^<>]*)?>")),
)
_AUTOMATIC = re.compile(r"(?<![\w<!@])@(channel|here|everyone)\b")
_RICH = {"user": "user_id", "usergroup": "usergroup_id", "broadcast": "range"}


def escape(text: str) -> str:
    """What Slack does to what people type: & < > become entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mentions(text: str, where: str, *, verbatim: bool) -> Iterator[Mention]:
    """The mentions of one mrkdwn text. Plain words such as @here count unless `verbatim`."""
    for kind, pattern in _WRITTEN:
        for found in pattern.finditer(text):
            yield Mention(kind, found.group(1), where)
    if not verbatim:
        for found in _AUTOMATIC.finditer(text):
            yield Mention("special", found.group(1), where)


def mentions_in(value: object, where: str) -> Iterator[Mention]:
    """The mentions of everything under one piece of Block Kit JSON, however deep."""
    if isinstance(value, dict):
        yield from _of_object(value, where)
        for key, part in value.items():
            yield from mentions_in(part, f"{where}/{key}")
    elif isinstance(value, list | tuple):
        for index, part in enumerate(value):
            yield from mentions_in(part, f"{where}/{index}")


def _of_object(value: JsonObject, where: str) -> Iterator[Mention]:
    kind, text = value.get("type"), value.get("text")
    if kind in {"mrkdwn", "markdown"} and isinstance(text, str):
        yield from mentions(text, f"{where}/text", verbatim=value.get("verbatim") is True)
    elif kind in _RICH and isinstance(value.get(_RICH[str(kind)]), str):
        name = {"usergroup": "subteam", "broadcast": "special"}.get(str(kind), "user")
        yield Mention(name, value[_RICH[str(kind)]], where)
