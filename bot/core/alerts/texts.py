"""What a Slack message says, wherever it says it: text, blocks, attachments, a forwarded e-mail.

No layout is assumed: a block of a kind that is not known is searched for texts like any other.
Bounded in depth, number and length, for the payload is other people's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

DEEPEST = 20
MOST = 1_000
LONGEST = 100_000
_MOST_NODES = 20_000
_MOST_FILES = 10

_SAYING = frozenset({"text", "title", "subtitle", "pretext", "fallback", "footer", "alt_text"})
# A message that somebody shares is attached with its files and, instead of `blocks`, with its own.
_ATTACHED = (
    *("fallback", "pretext", "title", "text", "fields", "blocks", "message_blocks", "files"),
    "footer",
)
_INLINE = ("rich_text_section", "rich_text_preformatted", "rich_text_quote")

Node = object
_Deep = tuple[int, Node]


def texts_of(message: Mapping[str, object]) -> tuple[str, ...]:
    """The texts of a message as Slack sends it, in reading order, still escaped by Slack."""
    found: list[str] = []
    left = LONGEST
    for text in islice(_of_message(message), MOST):
        found.append(text[:left])
        left -= len(text)
        if left <= 0:
            break
    return tuple(found)


def _of_message(message: Mapping[str, object]) -> Iterator[str]:
    yield from _strings(message, ("text",))
    yield from _walk(message.get("blocks"))
    for attachment in _mappings(message.get("attachments")):
        yield from _of_attachment(attachment)
    yield from _of_mails(message.get("files"))


def _of_mails(files: Node) -> Iterator[str]:
    for file in islice(_mappings(files), _MOST_FILES):
        if file.get("filetype") == "email":
            yield from _strings(file, ("subject",))
            # The preview is the beginning of the plain text.
            bodies = _strings(file, ("plain_text", "preview_plain_text"))
            yield from islice(bodies, 1)


def _of_attachment(attachment: Mapping[str, object]) -> Iterator[str]:
    for key in _ATTACHED:
        if key == "fields":
            for one in _mappings(attachment.get(key)):
                yield from _strings(one, ("title", "value"))
        elif key in {"blocks", "message_blocks"}:
            yield from _walk(attachment.get(key))
        elif key == "files":
            yield from _of_mails(attachment.get(key))
        else:
            yield from _strings(attachment, (key,))


def _walk(root: Node) -> Iterator[str]:
    """Every text beneath `root`, depth first; without recursion, so that no payload exhausts it."""
    waiting: list[_Deep] = [(0, root)] if isinstance(root, list) else []
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        depth, node = waiting.pop()
        if isinstance(node, str):
            yield node
        elif isinstance(node, Mapping) and node.get("type") in _INLINE:
            yield from filter(str.strip, ("".join(_inline(node.get("elements"))),))
        elif depth < DEEPEST:
            waiting.extend((depth + 1, child) for child in reversed(list(_children(node))))


def _children(node: Node) -> Iterator[Node]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            said = isinstance(value, str) and key in _SAYING and value.strip() != ""
            if said or isinstance(value, Mapping | list):
                yield value
    elif isinstance(node, list):
        yield from (one for one in node if isinstance(one, Mapping | list))


def _inline(elements: Node) -> Iterator[str]:
    """The pieces of one line of rich text: `:sns:` of an ARN may have become an emoji."""
    for element in _mappings(elements):
        if element.get("type") == "emoji":
            yield from (f":{name}:" for name in _strings(element, ("name",)))
        else:
            yield from islice(_strings(element, ("text", "url", "fallback"), blank=True), 1)


def _mappings(value: Node) -> Iterable[Mapping[str, object]]:
    return (one for one in value if isinstance(one, Mapping)) if isinstance(value, list) else ()


def _strings(
    of: Mapping[str, object], keys: Iterable[str], *, blank: bool = False
) -> Iterator[str]:
    for key in keys:
        value = of.get(key)
        if isinstance(value, str) and (value.strip() or (blank and value)):
            yield value
