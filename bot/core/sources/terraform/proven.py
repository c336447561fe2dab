"""An edit that was read again: nothing but our statement may say something else."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.core.policy.edit import (
    EditError,
    add_statement,
    same_statement,
    statement_with_sid,
    without_statement,
)
from bot.core.sources.hcl import HclError, parse, plain
from bot.core.sources.outcome import CannotEditError, Edit, Shape
from bot.core.sources.splice import Splice, added, spliced
from bot.core.sources.terraform.alone import there
from bot.core.sources.terraform.module import File
from bot.core.sources.terraform.read import statement_of_block, statement_of_object
from bot.core.sources.terraform.values import template_parts
from bot.core.sources.wanted import Wanted
from bot.core.texts import sources as texts


def proven(file: File, splices: Sequence[Splice], shape: Shape, wanted: Wanted) -> Edit:
    """The edit that these splices make. Raises CannotEditError."""
    after = spliced(file.text, splices)
    written = max((splice.text for splice in splices), key=len).strip(", \t\r\n")
    if not _is_only_ours(file, after, shape, wanted):
        raise not_the_same(file.path)
    return Edit(file.path, file.text, after, written, shape)


def with_statement(path: str, text: str, wanted: Wanted) -> str:
    """A policy's JSON with the statement, proved the same but for it. Raises CannotEditError."""
    try:
        if statement_with_sid(text, wanted.sid) is not None:
            raise there(wanted.sid, path)
        after = add_statement(text, wanted.statement)
        back = without_statement(after, wanted.sid)
    except EditError as error:
        raise CannotEditError(texts.BAD_POLICY.format(path=path, why=error), (path,)) from None
    if json.loads(back) != json.loads(text):
        raise not_the_same(path)
    return after


def not_the_same(path: str) -> CannotEditError:
    """The refusal of an edit of ours that went wrong."""
    return CannotEditError(texts.NOT_THE_SAME.format(path=path), (path,))


def _is_only_ours(file: File, after: str, shape: Shape, wanted: Wanted) -> bool:
    try:
        tree = parse(after)
    except HclError:
        return False
    if shape is Shape.HEREDOC:
        return _differ_in_one_word(plain(file.body), plain(tree))
    more = added(plain(file.body), plain(tree))
    if len(more) != 1:
        return False
    read = statement_of_block if shape is Shape.POLICY_DOCUMENT else statement_of_object
    found = read(more[0], lambda words: _said(words, wanted))
    return found is not None and same_statement(found, wanted.statement)


def _said(words: Sequence[str], wanted: Wanted) -> str | None:
    """What one expression of our own statement says: a text, or the topic's ARN by its name."""
    if len(words) == 1 and words[0].startswith('"'):
        parts = [*template_parts(words[0][1:-1])]
        texts_alone = [part for part in parts if isinstance(part, str)]
        if len(texts_alone) == len(parts):
            return "".join(texts_alone)
    return None if wanted.on_key else wanted.topic


def _differ_in_one_word(before: object, after: object) -> bool:
    """Whether two plain trees differ in one text alone: the heredoc, which was proved as JSON."""
    if not isinstance(before, list) or not isinstance(after, list):
        return before != after
    if len(before) != len(after):
        return False
    differing = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and _differ_in_one_word(*differing[0])
