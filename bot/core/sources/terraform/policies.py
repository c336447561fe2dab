"""Where the policy of a topic or key is written: the one block that holds it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.core.sources.generated import folder_of_programs, sign_of
from bot.core.sources.hcl import Expression, Reference, Tuple
from bot.core.sources.outcome import CannotEditError
from bot.core.sources.terraform.alone import refused
from bot.core.sources.terraform.beside import refuse_beside, refuse_named_as_source
from bot.core.sources.terraform.loops import refuse_counted_names, refuse_loops
from bot.core.sources.terraform.module import Found, Module, modules
from bot.core.sources.terraform.resources import Declared, the_key, topics
from bot.core.sources.terraform.values import followed, readings
from bot.core.sources.wanted import Wanted
from bot.core.texts import sources as texts
from bot.core.texts.words import listed

_SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Holder:
    """The block whose attribute `policy` is the policy, in its folder. `certain` where the name of
    what it belongs to is told whole; `topic` is the topic's address, where it stands here.
    """

    module: Module
    found: Found
    policy: Expression
    certain: bool = True
    topic: str = ""


def holder(files: Mapping[str, str], wanted: Wanted) -> Holder | None:
    """The one holder; None where nothing here is of it. Raises CannotEditError."""
    read = modules(files, (wanted.name, *wanted.hints.aliases))
    if wanted.on_key:
        key = the_key(read, wanted)
        if key is None:
            _refuse_wrapped(read, wanted)
            return None
        return _checked(files, read, wanted, (key,), tuple(_of_key(key, wanted)))
    found = topics(read, wanted)
    holders = tuple(one for module in read for one in _of_topic(module, found, wanted))
    if not holders and not found:
        _refuse_wrapped(read, wanted)
        return None
    return _checked(files, read, wanted, found, holders)


def _of_key(key: Declared, wanted: Wanted) -> Iterator[Holder]:
    own = key.found.value("policy")
    if own is not None:
        yield Holder(key.module, key.found, own)
    for one in key.module.resources("aws_kms_key_policy"):
        named, policy = one.value("key_id"), one.value("policy")
        if named is None or policy is None:
            continue
        if _names(key, named):
            yield Holder(key.module, one, policy)
        else:
            _refuse_mention(one, named, [key], wanted)


def _of_topic(module: Module, found: tuple[Declared, ...], wanted: Wanted) -> Iterator[Holder]:
    here = [one for one in found if one.module is module]
    for declared in here:
        policy = declared.found.value("policy")
        if policy is not None and declared.found.block.type == "resource":
            address = declared.found.address
            yield Holder(module, declared.found, policy, declared.certain, address)
    for one in module.resources("aws_sns_topic_policy"):
        named, policy = one.value("arn"), one.value("policy")
        if named is None or policy is None:
            continue
        of = next((declared for declared in here if _names(declared, named)), None)
        if of is not None:
            yield Holder(module, one, policy, of.certain, of.found.address)
        elif _is_arn(module, named, wanted):
            yield Holder(module, one, policy, _is_whole(module, named))
        else:
            _refuse_mention(one, named, here, wanted)


def _names(declared: Declared, expression: Expression) -> bool:
    inner = followed(declared.module, expression)
    if not isinstance(inner, Reference):
        return False
    named = declared.module.named(inner.path)
    return named is not None and named.address == declared.found.address


def _refuse_mention(
    found: Found, named: Expression, about: Iterable[Declared], wanted: Wanted
) -> None:
    """Raises CannotEditError where an expression that is not taken apart may name what is meant: a
    resource has one policy, and this may be the one that counts.
    """
    said = "".join(named.words)
    for one in about:
        if re.search(rf"(?<![\w.]){re.escape(one.found.address)}(?![\w-])", said):
            raise refused(found, texts.WHOSE_POLICY, what=wanted.said)


def _is_arn(module: Module, expression: Expression, wanted: Wanted) -> bool:
    """Whether a text is the topic's ARN; of a part of it that is not told, the name stands."""
    found = readings(module, expression)
    end = f":{wanted.name}"
    return any(one.may_be(wanted.arn) and one.ends_in(end) for one in found)


def _is_whole(module: Module, expression: Expression) -> bool:
    """Whether its account and Region are told too, and are then the same in each deployment."""
    return all(one.known is not None for one in readings(module, expression))


def _refuse_wrapped(read: tuple[Module, ...], wanted: Wanted) -> None:
    """Raises CannotEditError where a module is told the name: then it makes the resource."""
    names = {wanted.name, *(wanted.hints.aliases if wanted.on_key else ())}
    names |= {name.removeprefix("alias/") for name in names}
    for module in read:
        for call in module.blocks("module"):
            values = (value for one in call.block.body.items if (value := _value(one)) is not None)
            if names & {r.known for value in values for r in readings(module, value)}:
                source = call.value(_SOURCE)
                told = texts.IN_A_MODULE.format(
                    what=wanted.said,
                    address=f"module.{call.address}",
                    at=call.at,
                    source=source.words[0] if source else "",
                )
                raise CannotEditError(told, (call.at,))


def _value(item: object) -> Expression | None:
    value = getattr(item, "value", None)
    return value if isinstance(value, Expression) else None


def _checked(
    files: Mapping[str, str],
    read: tuple[Module, ...],
    wanted: Wanted,
    about: tuple[Declared, ...],
    holders: tuple[Holder, ...],
) -> Holder:
    if not holders:
        first = about[0].found
        raise CannotEditError(
            texts.NO_POLICY.format(address=first.address, at=first.at), (first.at,)
        )
    if len(holders) > 1:
        places = tuple(f"{one.found.address} ({one.found.at})" for one in holders)
        what = texts.SEVERAL_POLICIES.format(what=wanted.said, places=listed(places))
        raise CannotEditError(what, places)
    holder = holders[0]
    _refuse_several(holder, [one.found for one in about if one.module is holder.module])
    _refuse_ignored(holder.found)
    _refuse_called(read, holder)
    _refuse_folder_of_modules(holder.found)
    refuse_beside(files, holder.module, holder.found)
    refuse_named_as_source(files, holder.module, holder.found)
    refuse_generated(holder.found)
    return holder


def _refuse_several(holder: Holder, about: list[Found]) -> None:
    for one in about:
        refuse_counted_names(one)
    for one in (*about, holder.found):
        refuse_loops(one)
        _refuse_twice(holder.module, one)


def refuse_generated(found: Found) -> None:
    """Raises CannotEditError for a block in a file that something writes."""
    path = found.file.path
    sign = sign_of(found.file.text) or folder_of_programs(path)
    if sign:
        raise CannotEditError(texts.GENERATED.format(path=path, sign=sign), (path,))


def _refuse_twice(module: Module, found: Found) -> None:
    """An override file merges into the block of the same address."""
    same = [one for one in module.blocks(found.block.type) if one.address == found.address]
    if len(same) > 1:
        places = tuple(one.at for one in same)
        told = texts.DECLARED_TWICE.format(address=found.address, places=listed(places))
        raise CannotEditError(told, places)


def _refuse_ignored(found: Found) -> None:
    for block in found.block.body.blocks("lifecycle"):
        ignored = block.body.value("ignore_changes")
        words = set(ignored.words) if ignored else set()
        if words & {"policy", '"policy"', "all", '"all"'} and (
            isinstance(ignored, Tuple) or "all" in words
        ):
            told = texts.IGNORED.format(address=found.address, at=found.at)
            raise CannotEditError(told, (found.at,))


def _refuse_folder_of_modules(found: Found) -> None:
    """Who uses it may stand outside of the place that was read."""
    path = found.file.path
    if {"modules", "module"} & set(path.split("/")[:-1]):
        told = texts.FOLDER_OF_MODULES.format(address=found.address, at=found.at)
        raise CannotEditError(told, (found.at,))


def _refuse_called(read: tuple[Module, ...], holder: Holder) -> None:
    """A folder that another one uses as its module."""
    for module in read:
        for call in module.blocks("module"):
            source = call.value(_SOURCE)
            path = source.words[0].strip('"') if source else ""
            folder = posixpath.normpath(posixpath.join(module.folder, path))
            if re.match(r"\.{1,2}(/|$)", path) and folder == (holder.module.folder or "."):
                told = texts.SHARED_MODULE.format(
                    address=holder.found.address, caller=f"module.{call.address}", at=call.at
                )
                raise CannotEditError(told, (holder.found.at, call.at))
