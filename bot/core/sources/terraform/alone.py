"""That a document is for one policy alone, and that our statement would count in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.core.sources.endings import JSON_SYNTAX, TERRAFORM
from bot.core.sources.hcl import Block, Expression, Reference, Tuple
from bot.core.sources.hcl.tree import parts
from bot.core.sources.outcome import CannotEditError
from bot.core.sources.terraform.module import Found, Module
from bot.core.sources.terraform.values import followed, readings
from bot.core.texts import sources as texts
from bot.core.texts.words import listed

DOCUMENT = "aws_iam_policy_document"
_MERGED = ("source_policy_documents", "override_policy_documents")
_DEEPEST = 6
_OLD_MERGED = ("source_json", "override_json")


def refused(found: Found, template: str, **fields: str) -> CannotEditError:
    """The refusal about a block."""
    told = template.format(address=found.address, at=found.at, **fields)
    return CannotEditError(told, (found.at,))


def there(sid: str, at: str) -> CannotEditError:
    """The refusal where the statement is written already."""
    return CannotEditError(texts.THERE.format(sid=sid, place=at), (at,))


def refuse_shared(module: Module, address: str, own: Block | None = None) -> None:
    """Raises CannotEditError where two places name it; its own block is none."""
    uses = tuple(place for block, place in module.uses(address) if block is not own)
    if len(uses) > 1:
        told = texts.SHARED_DOCUMENT.format(address=address, places=listed(uses))
        raise CannotEditError(told, uses)


def refuse_shared_file(files: Mapping[str, str], name: str) -> None:
    """Raises CannotEditError where two places of Terraform, in whichever folders, name a file."""
    uses = tuple(
        f"{path}:{text.count(chr(10), 0, match.start()) + 1}"
        for path, text in sorted(files.items())
        if path.endswith((*TERRAFORM, *JSON_SYNTAX))
        for match in re.finditer(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", text)
    )
    if len(uses) > 1:
        told = texts.SHARED_DOCUMENT.format(address=name, places=listed(uses))
        raise CannotEditError(told, uses)


def refuse_sid(module: Module, document: Found, sid: str) -> None:
    """Raises CannotEditError where a policy document has a statement of this Sid."""
    for block in document.block.body.blocks("statement"):
        if is_text(module, block.body.value("sid"), sid):
            raise there(sid, document.file.at(block.start))
    # In a block `dynamic`, or behind a condition: it may come to stand there.
    if any(f'"{sid}"' in one.words for one in parts(document.block)):
        raise there(sid, document.at)


def refuse_uncertain_merge(module: Module, document: Found, sid: str, depth: int = 0) -> None:
    """Raises CannotEditError unless each document that is merged, and that those merge, stands
    here, without our Sid.
    """
    if depth > _DEEPEST or any(document.value(name) is not None for name in _OLD_MERGED):
        raise refused(document, texts.OVERRIDES)
    for one in _merged(document):
        inner = followed(module, one)
        found = module.named(inner.path) if isinstance(inner, Reference) else None
        if found is None or found.block.labels[0] != DOCUMENT:
            raise refused(document, texts.OVERRIDES)
        refuse_sid(module, found, sid)
        refuse_uncertain_merge(module, found, sid, depth + 1)


def is_text(module: Module, expression: Expression | None, text: str) -> bool:
    """Whether it says this."""
    return expression is not None and text in {one.known for one in readings(module, expression)}


def _merged(document: Found) -> Iterator[Expression]:
    for name in _MERGED:
        value = document.value(name)
        if isinstance(value, Tuple):
            yield from value.items
        elif value is not None:
            raise refused(document, texts.OVERRIDES)
