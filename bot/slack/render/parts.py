"""The pieces of Block Kit that every message is made of, each within Slack's limits
(docs/facts.md 7).

Other people's text (names, Sids, ARNs, AWS's errors) only ever goes into `plain`: plain_text cannot
mention anybody, and nothing in it is formatted; what cannot be seen in it is shown as escapes
(`bot.core.texts.visible`). `ours` is for words of this program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.core.texts.visible import visible
from bot.slack.render.dates import drawn

Json = Mapping[str, object]

SECTION = 3000
HEADER = 150
BUTTON = 75
VALUE = 2000
OPTION = 150
"""Of an option's value."""
MOST_OPTIONS = 5
LINK = "link"
"""The action id of a button that leads to an address: one in a block."""
MORE = "more"
"""The action id of an overflow menu: one in a block."""
TITLE = 24


def length(text: str) -> int:
    """The length in UTF-16 units, the most that any of Slack's own counts can come to."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clip(text: str, limit: int) -> str:
    """`text` within `limit`, ending in "…" where some of it is left out."""
    if length(text) <= limit:
        return text
    room = max(limit - 1, 0)
    kept = text[:room]
    while (over := length(kept) - room) > 0:
        kept = kept[: -((over + 1) // 2)]  # a character is one unit or two
    return kept + "…"


def pieces(text: str, limit: int = SECTION) -> Iterator[str]:
    """`text` in parts within `limit`, cut after a line or a word where there is one."""
    text = visible(text)
    while length(text) > limit:
        head = clip(text, limit)[:-1]
        cut = max(head.rfind("\n"), head.rfind(" ")) + 1
        cut = cut if cut > len(head) // 2 else len(head)
        yield text[:cut]
        text = text[cut:]
    if text.strip():
        yield text


def plain(text: str, limit: int = SECTION) -> Json:
    """Anybody's text, literally. Slack refuses an empty one."""
    return {
        "type": "plain_text",
        "text": clip(visible(text), limit) if text.strip() else "-",
        "emoji": False,
    }


def ours(text: str) -> Json:
    """Our own words, and ids that Slack gave us, as mrkdwn. Never pass other people's text."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def named(text: str, people: Iterable[str]) -> Json:
    """Anybody's text in which these users and user groups, and nobody else, are named. Its times
    are drawn in the reader's zone.
    """
    room, text = SECTION, visible(text)
    while length(safe := drawn(escape(clip(text, room)))) > SECTION - 100:
        room -= 100
    for one in people:
        safe = safe.replace(f"&lt;@{one}&gt;", mention(one))
    return ours(safe if safe.strip() else "-")


def escape(text: str) -> str:
    """Other people's text for where Slack reads mrkdwn: it can mention nobody and link nothing."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mention(id: str) -> str:
    """A user or a user group as Slack names it."""
    return f"<!subteam^{id}>" if id.startswith("S") else f"<@{id}>"


def section(text: Json, accessory: Json | None = None) -> Json:
    """A section, with a button beside it or without."""
    return {"type": "section", "text": text} | ({"accessory": accessory} if accessory else {})


def header(text: str, name: str = "") -> Json:
    """A heading; of a name in it that is too long the beginning, so that what follows stays."""
    text, name = visible(text), visible(name)
    over = length(text) - HEADER
    if over > 0 and name in text:
        text = text.replace(name, clip(name, max(length(name) - over, 1)), 1)
    return {"type": "header", "text": plain(text, HEADER)}


def context(*texts: Json) -> Json:
    """Small print."""
    return {"type": "context", "elements": list(texts)}


def actions(*buttons: Json) -> Json:
    """A row of buttons, whose action ids must differ."""
    return {"type": "actions", "elements": list(buttons)}


def button(text: str, action_id: str, value: str, style: str = "") -> Json:
    """A button with words of ours on it. `style` is "primary", "danger" or none."""
    made: Json = {
        "type": "button",
        "text": plain(text, BUTTON),
        "action_id": action_id,
        "value": value,
    }
    return {**made, "style": style} if style else made


def link_button(text: str, url: str, to: str) -> Json:
    """A button that leads to an address. Slack tells of its press as well: it is acknowledged.

    `to` tells it from the row's other ways ("ticket"): Slack refuses two of one id.
    """
    return {
        "type": "button",
        "text": plain(text, BUTTON),
        "action_id": f"{LINK}.{to}",
        "url": url,
    }


def is_address(url: str) -> bool:
    """Slack takes only what is a web address without its own signs, of some length."""
    web = url.startswith(("https://", "http://"))
    return web and len(url) <= SECTION and not set(url) & set("<>| \n")


def with_overflow(shown: Sequence[Json], folded: Sequence[Json]) -> Json:
    """A row: these buttons, and the others in an overflow menu behind them.

    An option's value is the button's id, a blank, and its value (`bot.slack.listeners.overflow`).
    A button whose value is too long for one, and what is more than a menu holds, stays a button.
    """
    fits = [one for one in folded if length(_option(one)) <= OPTION][:MOST_OPTIONS]
    beside = [one for one in folded if one not in fits]
    return actions(*shown, *beside, *([overflow(*fits)] if fits else []))


def overflow(*buttons: Json) -> Json:
    """The buttons in a menu of at most MOST_OPTIONS, for a row or beside a section."""
    options = [{"text": one["text"], "value": _option(one)} for one in buttons]
    return {"type": "overflow", "action_id": MORE, "options": options}


def _option(button: Json) -> str:
    return f"{button['action_id']} {button['value']}"


def literal(text: str) -> Json:
    """A code block. Nothing in it is formatted and nobody is mentioned, whatever it says."""
    code = {"type": "text", "text": clip(visible(text), SECTION) or "-"}
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_preformatted", "elements": [code]}],
    }


DIVIDER: Json = {"type": "divider"}


def numbered(blocks: Iterable[Json], id: str) -> tuple[Json, ...]:
    """The blocks, each with a block_id of its own that no earlier state of the message had."""
    return tuple({**block, "block_id": f"{id}.{n}"} for n, block in enumerate(blocks))


def total(blocks: Sequence[Json]) -> int:
    """The characters of every text in the blocks, as Slack's limit on a message counts them."""
    return sum(_count(block) for block in blocks)


def _count(value: object) -> int:
    if isinstance(value, Mapping):
        own = length(value["text"]) if isinstance(value.get("text"), str) else 0
        return own + sum(_count(part) for part in value.values())
    return sum(_count(part) for part in value) if isinstance(value, list | tuple) else 0
