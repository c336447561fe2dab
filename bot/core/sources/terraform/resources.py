"""The topic or key that is meant, in Terraform's files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.core.sources.hcl import Expression, Reference
from bot.core.sources.outcome import CannotEditError
from bot.core.sources.partial_text import PartialText
from bot.core.sources.terraform.module import Found, Module
from bot.core.sources.terraform.provider import is_elsewhere
from bot.core.sources.terraform.values import followed, readings
from bot.core.sources.wanted import Wanted
from bot.core.texts import sources as texts
from bot.core.texts.words import listed

_AWS_ALIAS = "alias/aws/"
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Declared:
    """A block in its folder. `certain` where its name is told whole; of another a part is."""

    module: Module
    found: Found
    certain: bool = True


def topics(modules: Iterable[Module], wanted: Wanted) -> tuple[Declared, ...]:
    """The blocks that are this topic, as resource or data source: one resource at most.

    Raises CannotEditError where several may be it.
    """
    found = [one for module in modules for one in _topics(module, wanted)]
    made = [one for one in found if one.found.block.type == "resource"]
    if len(made) > 1:
        raise several(wanted.topic_said, (one.found for one in made))
    if made or any(one.certain for one in found):
        found = [one for one in found if one.certain or one in made]
    for one in found:
        if not one.certain:
            _refuse_untold(one, wanted)
    return tuple(found)


def several(what: str, found: Iterable[Found]) -> CannotEditError:
    """The refusal that names each of them."""
    places = tuple(f"{one.address} ({one.at})" for one in found)
    why = texts.SEVERAL.format(what=what, places=listed(places))
    return _UntoldError(why, places)


def the_key(modules: tuple[Module, ...], wanted: Wanted) -> Declared | None:
    """The key's block, by the key's aliases and by what the topic names; None where neither tells
    one. Raises CannotEditError where they do not agree.
    """
    keys, refusal = [*_by_aliases(modules, wanted)], None
    try:
        for one in topics(modules, wanted):
            expression = one.found.value("kms_master_key_id")
            if expression is not None:
                keys.append(_Keys(modules, wanted, one.found).behind(one.module, expression))
    except _UntoldError as error:
        refusal = error
    if not keys and refusal:
        raise refusal
    return _only(keys, wanted) if keys else None


def _by_aliases(modules: tuple[Module, ...], wanted: Wanted) -> Iterator[Declared]:
    for alias in wanted.hints.aliases:
        yield from _Keys(modules, wanted, None).by_alias(alias)


class _UntoldError(CannotEditError):
    """The topic does not tell its key: an alias may."""


@dataclass(frozen=True, slots=True)
class _Keys:
    modules: tuple[Module, ...]
    wanted: Wanted
    topic: Found | None

    def behind(self, module: Module, expression: Expression, depth: int = 0) -> Declared:
        """The key that an expression names."""
        inner = followed(module, expression)
        block = module.named(inner.path) if isinstance(inner, Reference) else None
        kind = block.block.labels[0] if block else ""
        if block and kind == "aws_kms_key" and block.block.type == "resource":
            return Declared(module, block)
        attribute = {"aws_kms_alias": "target_key_id", "aws_kms_key": "key_id"}.get(kind)
        if block and block.block.type == "data" and kind == "aws_kms_alias":
            attribute = "name"
        further = block.value(attribute) if block and attribute else None
        if further is not None and depth < _DEEPEST:
            return self.behind(module, further, depth + 1)
        return self._named(module, inner)

    def by_alias(self, alias: str) -> Iterator[Declared]:
        """The keys to which an alias of this name points."""
        for module in self.modules:
            for one in module.resources("aws_kms_alias"):
                name, target = one.value("name"), one.value("target_key_id")
                if name is None or target is None:
                    continue
                if is_elsewhere(module, one, self.wanted.arn):
                    continue
                if alias in {reading.known for reading in readings(module, name)}:
                    yield self.behind(module, target, 1)

    def _named(self, module: Module, expression: Expression) -> Declared:
        """By a text: an alias, or the key's own id."""
        names = {reading.known for reading in readings(module, expression)}
        name = names.pop() if len(names) == 1 else None
        if name and name.startswith(_AWS_ALIAS) and self.topic:
            raise self._refused(texts.AWS_KEY)
        aliases = self.wanted.hints.aliases
        if name and "alias/" in name:
            aliases = (name[name.index("alias/") :],)
        elif name and not self.wanted.arn.endswith(name):
            aliases = ()
        keys = [key for alias in aliases for key in self.by_alias(alias)] if name else []
        if not keys:
            raise self._refused(texts.NO_KEY)
        return _only(keys, self.wanted)

    def _refused(self, template: str) -> CannotEditError:
        if self.topic is None:
            return CannotEditError(texts.NOT_FOUND.format(what=self.wanted.said))
        told = template.format(address=self.topic.address, at=self.topic.at)
        kind = CannotEditError if template == texts.AWS_KEY else _UntoldError
        return kind(told, (self.topic.at,))


def _only(keys: list[Declared], wanted: Wanted) -> Declared:
    found = {(one.module.folder, one.found.address): one for one in keys}
    if len(found) > 1:
        raise several(wanted.said, (one.found for one in found.values()))
    return next(iter(found.values()))


def _topics(module: Module, wanted: Wanted) -> Iterator[Declared]:
    for one in (*module.resources("aws_sns_topic"), *module.resources("data.aws_sns_topic")):
        certain = _is_named(module, one, wanted.name)
        if certain is not None and not is_elsewhere(module, one, wanted.topic):
            yield Declared(module, one, certain)


def _is_named(module: Module, found: Found, name: str) -> bool | None:
    """Whether it has this name; False where it may have it, None where it has not."""
    expression = found.value("name")
    if expression is not None:
        names = readings(module, expression)
        if any(one.known == name for one in names):
            return len(names) == 1
        return False if any(one.may_be(name) for one in names) else None
    prefix = found.value("name_prefix")
    made = readings(module, prefix) if prefix is not None else ()
    fits = any(one.known is not None and _is_made(one.known, name) for one in made)
    return len(made) == 1 if fits else (False if _untold(made, name) else None)


def _is_made(prefix: str, name: str) -> bool:
    """Whether Terraform may have made the name of this prefix (its `id.PrefixedUniqueId`)."""
    rest = name.removeprefix(prefix)
    return name.startswith(prefix) and len(rest) == 26 and not set(rest) - set("0123456789abcdef")


def _untold(made: Iterable[PartialText], name: str) -> bool:
    holes = (one for one in made if one.known is None)
    return any(PartialText((*one.parts, None)).may_be(name) for one in holes)


def _refuse_untold(one: Declared, wanted: Wanted) -> None:
    """A name of which the files tell a part is taken; one that may be any is not, nor one of
    several.
    """
    expression = one.found.value("name")
    names = readings(one.module, expression) if expression is not None else ()
    if len(names) > 1:
        address, at = one.found.address, one.found.at
        raise _UntoldError(texts.DEPLOYED_TWICE.format(address=address, at=at), (at,))
    if not any(name.told for name in names):
        told = texts.NAME_UNKNOWN.format(
            address=one.found.address, what=wanted.topic_said, path=one.found.at
        )
        raise _UntoldError(told, (one.found.at,))
