"""A policy's text, or its parsed form, as JSON; each way in which it can be none has a sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NoReturn

from bot.core.policy.statements import Statement, statement

VERSIONS = {"2008-10-17": False, "2012-10-17": True}
"""The versions that AWS knows, and whether they have variables."""

_NOT_JSON = "The policy is not JSON."
_NO_OBJECT = "The policy is not a JSON object."


@dataclass(frozen=True, slots=True)
class Document:
    """A policy, read. `problem` says why it cannot be judged at all.

    `expand` is true where its Version has variables.
    """

    statements: tuple[Statement, ...]
    problem: str | None = None
    expand: bool = False

    def condition_keys(self) -> Iterator[str]:
        """The lower-case names of the condition keys that its outcome can turn on."""
        for one in self.statements:
            yield from one.condition_keys()


class _RefusedError(ValueError):
    """JSON that means different things to different readers."""


def read(policy: str | Mapping[str, object]) -> Document:
    """The policy, compiled. Never raises: what is no policy comes back with `problem` set.

    A parsed policy is written as text first, so that both forms meet the same rules and the
    compiled form can be kept by its text.
    """
    if not isinstance(policy, str | Mapping):
        return Document((), _NO_OBJECT)
    try:
        return _compile(policy if isinstance(policy, str) else _written(policy))
    except _RefusedError as refused:
        return Document((), str(refused))
    except (ValueError, RecursionError):
        return Document((), _NOT_JSON)


def _written(policy: Mapping[str, object]) -> str:
    try:
        return _WRITER.encode(policy)
    except TypeError as error:
        raise _RefusedError(_NOT_JSON) from error


def _plain(value: object) -> dict[object, object]:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError


# A circle ends as RecursionError; looking for one would cost every policy.
_WRITER = json.JSONEncoder(allow_nan=False, check_circular=False, default=_plain)


@lru_cache(maxsize=256)
def _compile(text: str) -> Document:
    return _document(_DECODER.decode(text))


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _RefusedError(f'The policy has the element "{twice}" twice in one object.')
    return found


def _constant(name: str) -> NoReturn:
    raise _RefusedError(f"The policy holds {name}, which is not JSON.")


# Numbers stay as they are written: conditions compare some of them as text.
_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=_constant
)


def _document(found: object) -> Document:
    if not isinstance(found, dict):
        return Document((), _NO_OBJECT)
    version = found.get("Version", "2008-10-17")
    expand = VERSIONS.get(version) if isinstance(version, str) else None
    if expand is None:
        return Document((), "The policy's Version is neither 2012-10-17 nor 2008-10-17.")
    if "Statement" not in found:
        return Document((), "The policy has no Statement.")
    listed = found["Statement"]
    if not isinstance(listed, list | dict):
        return Document((), "The policy's Statement is neither an object nor a list.")
    items = listed if isinstance(listed, list) else [listed]
    statements = tuple(statement(index, item, expand) for index, item in enumerate(items))
    return Document(statements, expand=expand)
