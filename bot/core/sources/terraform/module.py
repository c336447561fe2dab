"""The files of one folder, which Terraform reads as one: its blocks by type and by address."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.core.sources.endings import TERRAFORM, VARIABLES
from bot.core.sources.hcl import (
    Attribute,
    Block,
    Body,
    Expression,
    HclError,
    Opaque,
    Quoted,
    parse,
)
from bot.core.sources.hcl.tree import comments, parts
from bot.core.sources.outcome import CannotEditError
from bot.core.sources.partial_text import PartialText
from bot.core.texts import sources as texts
from bot.core.texts.words import listed

_DATA = "data"


@dataclass(frozen=True, slots=True)
class File:
    """One file that was read."""

    path: str
    text: str
    body: Body

    def at(self, start: int) -> str:
        """A place in it for people: "main.tf:12"."""
        return f"{self.path}:{self.text.count(chr(10), 0, start) + 1}"


@dataclass(frozen=True, slots=True)
class Found:
    """A block and its file."""

    file: File
    block: Block

    @property
    def address(self) -> str:
        """As Terraform calls it: "aws_sns_topic.alerts", "data.aws_iam_policy_document.x"."""
        head = (_DATA,) if self.block.type == _DATA else ()
        return ".".join((*head, *self.block.labels))

    @property
    def at(self) -> str:
        """Where it stands, for people."""
        return self.file.at(self.block.start)

    def value(self, name: str) -> Expression | None:
        """An attribute of it."""
        return self.block.body.value(name)


@dataclass(frozen=True, slots=True)
class Module:
    """One folder. `given` are the values of variables in its .tfvars files."""

    folder: str
    files: tuple[File, ...]
    given: Mapping[str, tuple[Expression, ...]] = field(default_factory=dict)
    read: dict[tuple[str, ...], tuple[PartialText, ...]] = field(default_factory=dict, repr=False)
    """What locals and variables were read as: each once, however often others name it."""

    def blocks(self, type: str) -> Iterator[Found]:
        """The blocks of a type at the top of its files."""
        return (Found(file, one) for file in self.files for one in file.body.blocks(type))

    def resources(self, kind: str) -> Iterator[Found]:
        """The resources of a kind; with "data." before it the data sources."""
        head, _, rest = kind.rpartition(".")
        found = self.blocks(_DATA if head else "resource")
        return (one for one in found if one.block.labels[:1] == (rest,))

    def named(self, path: tuple[str, ...]) -> Found | None:
        """What a reference names: ("aws_sns_topic", "alerts", "arn").

        Raises CannotEditError where it is declared more than once.
        """
        data = path[:1] == (_DATA,)
        labels = path[1:3] if data else path[:2]
        every = self.blocks(_DATA if data else "resource")
        found = [one for one in every if one.block.labels == labels]
        _refuse_twice(".".join(path[:3] if data else labels), [one.at for one in found])
        return found[0] if found else None

    def local(self, name: str) -> Expression | None:
        """The value of `local.name`. Raises CannotEditError where it has more than one."""
        found = [one for one in self.blocks("locals") if one.value(name) is not None]
        _refuse_twice(f"local.{name}", [one.at for one in found])
        return found[0].value(name) if found else None

    def variable(self, name: str) -> tuple[Expression, ...]:
        """Each value that `var.name` may have, as far as the files tell."""
        blocks = (one for one in self.blocks("variable") if one.block.labels == (name,))
        defaults = (one.value("default") for one in blocks)
        return self.given.get(name) or tuple(one for one in defaults if one is not None)

    def file_of(self, expression: Expression) -> File | None:
        """The file in which an expression stands; None for one inside of a text."""
        for file in self.files:
            if any(one is expression for one in parts(file.body)):
                return file
        return None

    def uses(self, address: str) -> Iterator[tuple[Block | None, str]]:
        """Where something is named: the block around it, and the place."""
        pattern = re.compile(rf"(?<![\w.-]){re.escape(address)}(?![\w-])")
        for file in self.files:
            text = _without_comments(file.text)
            blocks = [one for one in file.body.items if isinstance(one, Block)]
            for match in pattern.finditer(text):
                around = (one for one in blocks if one.start <= match.start() < one.end)
                yield next(around, None), file.at(match.start())


def _refuse_twice(address: str, places: list[str]) -> None:
    """An override file merges into what has the same address, and changes what it says."""
    if len(places) > 1:
        told = texts.DECLARED_TWICE.format(address=address, places=listed(places))
        raise CannotEditError(told, tuple(places))


def modules(files: Mapping[str, str], names: Iterable[str]) -> tuple[Module, ...]:
    """Each folder that may hold a topic or key, or hand one of these names to a module.

    Raises CannotEditError for a file of such a folder that cannot be read: what it holds could be
    what is looked for.
    """
    folders: dict[str, dict[str, str]] = {}
    for path, text in sorted(files.items()):
        if path.endswith((*TERRAFORM, *VARIABLES)):
            folders.setdefault(posixpath.dirname(path), {})[path] = text
    _hand_out_values(folders)
    found = (_module(folder, inner) for folder, inner in folders.items() if _counts(inner, names))
    return tuple(one for one in found if one.files)


def _hand_out_values(folders: Mapping[str, dict[str, str]]) -> None:
    """Values in a folder without Terraform ("envs/prod.tfvars") are for one that `-var-file` does
    not tell here: any folder may have them.
    """
    alone = [inner for inner in folders.values() if not _is_module(inner)]
    for inner in [one for one in folders.values() if _is_module(one)]:
        for values in alone:
            inner.update(values)


def _is_module(inner: Mapping[str, str]) -> bool:
    return any(path.endswith(TERRAFORM) for path in inner)


_COUNTS = re.compile(r"aws_sns_topic|aws_kms_|source\s*=\s*\"\.")
"""What stands in a folder that counts: the resources, or a module in a folder beside it."""


def _counts(inner: Mapping[str, str], names: Iterable[str]) -> bool:
    told = [*names]
    return any(
        _COUNTS.search(text) is not None or any(name in text for name in told)
        for text in inner.values()
    )


def _module(folder: str, inner: Mapping[str, str]) -> Module:
    files: list[File] = []
    given: dict[str, tuple[Expression, ...]] = {}
    for path, text in inner.items():
        if path.endswith(TERRAFORM):
            files.append(File(path, text, _tree(path, text)))
            continue
        for name, value in _given(path, text):
            given[name] = (*given.get(name, ()), value)
    return Module(folder, tuple(files), given)


def _given(path: str, text: str) -> Iterator[tuple[str, Expression]]:
    """The values of variables in a file of them."""
    if not path.endswith(".json"):
        items = _tree(path, text).items
        yield from ((one.name, one.value) for one in items if isinstance(one, Attribute))
        return
    try:
        found = json.loads(text.lstrip("\ufeff"))
    except ValueError:
        told = texts.UNREADABLE.format(path=path, where=texts.NO_JSON)
        raise CannotEditError(told, (path,)) from None
    for name, value in found.items() if isinstance(found, dict) else ():
        # Terraform reads templates in these texts too.
        words = (json.dumps(value),) if isinstance(value, str) else ("null",)
        yield name, Quoted(0, 0, words) if isinstance(value, str) else Opaque(0, 0, words)


def _tree(path: str, text: str) -> Body:
    try:
        return parse(text)
    except HclError as error:
        raise CannotEditError(texts.UNREADABLE.format(path=path, where=error), (path,)) from None


def _without_comments(text: str) -> str:
    made, at = list[str](), 0
    for one in comments(text):
        made += [text[at : one.start], re.sub(r"[^\n]", " ", one.text)]
        at = one.end
    return "".join((*made, text[at:]))
