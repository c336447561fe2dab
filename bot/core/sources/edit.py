"""A plan's statements in the file where their policy is written."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.plan import Plan
from bot.core.sources.endings import JSON_SYNTAX
from bot.core.sources.outcome import CannotEdit, CannotEditError, Edit
from bot.core.sources.wanted import Hints, Wanted, wanted
from bot.core.texts import sources as texts
from bot.core.texts.words import listed

_NO_HINTS = Hints()


def edited(files: Mapping[str, str], plan: Plan, hints: Hints = _NO_HINTS) -> Edit | CannotEdit:
    """The one file that has to change, with its whole new text.

    `files` are the texts under a place of a repository, by their path. Every byte but the added
    statement stays, and the result was parsed again and compared. CannotEdit, with a sentence, for
    whatever is not told by the files or written in another shape (docs/pull-requests.md).
    """
    try:
        return _all(files, [*wanted(plan, hints)])
    except CannotEditError as refused:
        return refused.outcome
    except RecursionError:
        return CannotEdit(texts.TOO_DEEP)


def _all(files: Mapping[str, str], every: list[Wanted]) -> Edit | CannotEdit:
    now, edits = dict(files), list[Edit]()
    for one in every:
        edits.append(_one(now, one))
        now[edits[-1].path] = edits[-1].after
    paths = tuple(dict.fromkeys(edit.path for edit in edits))
    if not edits:
        return CannotEdit(texts.NO_STATEMENT)
    if len(paths) > 1:
        return CannotEdit(texts.SEVERAL_FILES.format(paths=listed(paths)), paths)
    first, last = edits[0], edits[-1]
    added = "\n\n".join(edit.statement for edit in edits)
    return Edit(last.path, first.before, last.after, added, last.shape)


def _one(files: Mapping[str, str], one: Wanted) -> Edit:
    """By the tool whose files know the resource; both cannot own it."""
    from bot.core.sources.template import edited_template  # noqa: PLC0415  # YAML: not at a cold start
    from bot.core.sources.terraform import edited_terraform  # noqa: PLC0415  # as above

    found = [edit for of in (edited_terraform, edited_template) if (edit := of(files, one))]
    if len(found) > 1:
        raise CannotEditError(
            texts.SEVERAL.format(what=one.said, places=listed(edit.path for edit in found)),
            tuple(edit.path for edit in found),
        )
    if not found:
        refuse_json_syntax(files, one)
        raise CannotEditError(texts.NOT_FOUND.format(what=one.said))
    return found[0]


def refuse_json_syntax(files: Mapping[str, str], one: Wanted) -> None:
    """Raises CannotEditError where Terraform's JSON syntax names it."""
    for path, text in sorted(files.items()):
        if path.endswith(JSON_SYNTAX) and f'"{one.name}"' in text:
            raise CannotEditError(texts.JSON_SYNTAX.format(path=path, what=one.said), (path,))
