"""A sentence of ours with other people's words, people, times and links in it.

A template comes from `bot.core.texts`: "Mended by {who}, {when}: *{key}* lets AWS Budgets in".
What stands between two asterisks is bold; a field in braces is a `Field`. The same phrase has three
forms: `rich` (a block in which nothing of a field is formatted), `mrkdwn` (for a section with
something beside it, a field, or small print) and `spoken` (push texts and screen readers).

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
https://docs.slack.dev/messaging/formatting-message-text#date-formatting
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from string import Formatter

from bot.core.texts.visible import brief
from bot.slack.render.dates import FORMAT, date, pieces, utc
from bot.slack.render.parts import SECTION, Json, clip, escape, length, mention, ours

_LONGEST = 1000
"""Characters of one field: more of somebody else's text is behind a button."""
_SHORTEST = 50
"""What is left of a field, at least, where an "&" counts five and a section would be too long."""


@dataclass(frozen=True, slots=True)
class Who:
    """A user or a user group of Slack, by id. A new message notifies whom it names so."""

    id: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of Slack, by id: its name, and a way there for who may see it."""

    id: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address of ours or of AWS's console."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Code:
    """Somebody else's words, set as code: a name of a policy, an action, an ARN."""

    text: str


Field = str | int | datetime | Who | Channel | Link | Code
"""A `str` is anybody's text, a `datetime` is shown in each reader's own zone."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A template of ours and what fills it."""

    template: str
    fields: tuple[tuple[str, Field], ...] = ()


def phrase(template: str, **fields: Field) -> Phrase:
    """The template with these fields; a name that the template has and they lack is a KeyError."""
    return Phrase(template, tuple(fields.items()))


def rich(*phrases: Phrase) -> Json:
    """One block, each phrase on a line of its own."""
    elements: list[Json] = []
    for n, one in enumerate(phrases):
        elements += [{"type": "text", "text": "\n"}] if n else []
        elements += [_element(part, bold=bold) for part, bold in _parts(one)]
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": elements}],
    }


def numbered_list(phrases: Sequence[Phrase]) -> Json:
    """The phrases as an ordered list, in one block."""
    return {"type": "rich_text", "elements": [_list("ordered", phrases)]}


def bullets(phrases: Sequence[Phrase]) -> Json:
    """The phrases as a list of points, in one block."""
    return {"type": "rich_text", "elements": [_list("bullet", phrases)]}


def mrkdwn(one: Phrase) -> Json:
    """The phrase as a text object. A field can mention nobody; `*` and `_` in it may format it."""
    longest = _LONGEST
    while length(text := _tokens(one, longest)) > SECTION and longest > _SHORTEST:
        longest -= _SHORTEST
    return ours(text)


def spoken(one: Phrase) -> str:
    """The phrase as bare words, for a push text: times in UTC, a link by its words."""
    return "".join(_words(part) for part, _ in _parts(one))


def timed(text: str) -> Phrase:
    """Anybody's text, its times drawn in the reader's zone."""
    parts = {f"t{n}": part for n, part in enumerate(pieces(clip(brief(text), _LONGEST)))}
    return phrase("".join(f"{{{name}}}" for name in parts), **parts)


def with_timed(template: str, name: str, text: str) -> Phrase:
    """The template with anybody's text in its one field, whose times are drawn as `timed` does."""
    inner = timed(text)
    return Phrase(template.replace(f"{{{name}}}", inner.template), inner.fields)


def _list(style: str, phrases: Sequence[Phrase]) -> Json:
    lines = [
        {
            "type": "rich_text_section",
            "elements": [_element(part, bold=bold) for part, bold in _parts(one)],
        }
        for one in phrases
    ]
    return {"type": "rich_text_list", "style": style, "elements": lines}


def _parts(one: Phrase) -> Iterator[tuple[Field, bool]]:
    """Its words and fields in order, and whether each is bold. No part is empty."""
    fields, bold = dict(one.fields), False
    for words, name, _, _ in Formatter().parse(one.template):
        for n, piece in enumerate(words.split("*")):
            bold = bold ^ (n > 0)
            if piece:
                yield piece, bold
        if name is not None and not _is_empty(fields[name]):
            yield fields[name], bold


def _is_empty(part: Field) -> bool:
    """Slack refuses an element without text."""
    return (part.text if isinstance(part, Code | Link) else part) == ""


def _element(part: Field, *, bold: bool) -> Json:
    if isinstance(part, datetime):
        return {
            "type": "date",
            "timestamp": int(part.timestamp()),
            "format": FORMAT,
            "fallback": utc(part),
        }
    if isinstance(part, Who):
        group = part.id.startswith("S")
        kind, name = ("usergroup", "usergroup_id") if group else ("user", "user_id")
        return {"type": kind, name: part.id}
    if isinstance(part, Channel):
        return {"type": "channel", "channel_id": part.id}
    style = {name: True for name, on in (("bold", bold), ("code", isinstance(part, Code))) if on}
    styled = {"style": style} if style else {}
    if isinstance(part, Link):
        return {"type": "link", "url": part.url, "text": _words(part), **styled}
    return {"type": "text", "text": _words(part), **styled}


def _tokens(one: Phrase, longest: int) -> str:
    return "".join(_token(part, longest, bold=bold) for part, bold in _parts(one))


def _token(part: Field, longest: int, *, bold: bool) -> str:
    if isinstance(part, datetime):
        return date(part)
    if isinstance(part, Who):
        return mention(part.id)
    if isinstance(part, Channel):
        return f"<#{part.id}>"
    words = escape(_words(part, longest))
    if isinstance(part, Link):
        words = f"<{escape(part.url)}|{words.replace('|', '¦')}>"
    if isinstance(part, Code):
        words = f"`{words.replace('`', 'ˋ')}`"
    return f"*{words}*" if bold and words.strip() else words


def _words(part: Field, longest: int = _LONGEST) -> str:
    if isinstance(part, datetime):
        return utc(part)
    if isinstance(part, Who):
        return f"@{part.id}"
    if isinstance(part, Channel):
        return f"#{part.id}"
    text = part.text if isinstance(part, Link | Code) else str(part)
    return clip(brief(text), longest)
