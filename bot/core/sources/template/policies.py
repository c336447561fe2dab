"""Where a template has the policy of a topic or key: the one list of statements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.core.sources.outcome import CannotEditError
from bot.core.sources.template.nodes import List, Map, Node
from bot.core.sources.template.template import Resource, Template, items
from bot.core.sources.wanted import Wanted
from bot.core.texts import sources as texts
from bot.core.texts.words import listed

_TOPIC, _KEY, _ALIAS = "AWS::SNS::Topic", "AWS::KMS::Key", "AWS::KMS::Alias"
_POLICY, _INLINE = "AWS::SNS::TopicPolicy", "AWS::SNS::TopicInlinePolicy"
_TRANSFORM = "Fn::Transform"
_AWS_ALIAS = "alias/aws/"


@dataclass(frozen=True, slots=True)
class Statements:
    """The list, in the document `policy` of a resource. `topic` is that topic, where it stands
    here.
    """

    holder: Resource
    policy: Map
    list: List
    topic: Resource | None = None


def statements(found: tuple[Template, ...], wanted: Wanted) -> Statements | None:
    """The one list; None where no template is of this resource. Raises CannotEditError."""
    if wanted.on_key:
        key = _key(found, wanted)
        return _list(key, key.value("KeyPolicy")) if key is not None else None
    topic = _topic(found, wanted)
    holders = [one for template in found for one in _holders(template, topic, wanted)]
    if not holders:
        if topic is None:
            return None
        _refuse_generated(topic)
        raise _of(topic, texts.NO_POLICY)
    if len(holders) > 1:
        raise _several(texts.SEVERAL_POLICIES, holders, wanted.said)
    holder = holders[0]
    if len(items(holder.value("Topics"))) > 1:
        told = texts.SHARED_DOCUMENT.format(address=holder.id, places=holder.at)
        raise CannotEditError(told, (holder.at,))
    return _list(holder, holder.value("PolicyDocument"), topic)


def _list(holder: Resource, policy: Node | None, topic: Resource | None = None) -> Statements:
    _refuse_generated(holder)
    _refuse_untold(holder, topic)
    if policy is None:
        raise _of(holder, texts.NO_POLICY)
    found = policy.get("Statement")
    made = (policy, holder.properties)
    if any(one is not None and one.get(_TRANSFORM) is not None for one in made):
        raise _of(holder, texts.NO_LIST)
    if not isinstance(policy, Map) or policy.tag or not isinstance(found, List) or found.tag:
        raise _of(holder, texts.NO_LIST)
    return Statements(holder, policy, found, topic)


def _topic(found: Iterable[Template], wanted: Wanted) -> Resource | None:
    """The topic's resource; None where none can be it."""
    every = [one for template in found for one in template.resources(_TOPIC)]
    id = wanted.hints.logical_ids.get(wanted.topic, "")
    same = [one for one in every if one.id == id]
    named = [one for one in (same or every) if _may_have(one, wanted.name) is not None]
    certain = [one for one in named if _may_have(one, wanted.name)]
    unnamed = [one for one in same if one.value("TopicName") is None]  # as imported ones may be
    likely = certain or named or unnamed
    if len(likely) > 1:
        raise _several(texts.SEVERAL, likely, wanted.topic_said, _UntoldError)
    if likely and not certain and not same and not _told(likely[0]):
        told = texts.NAME_UNKNOWN.format(
            address=likely[0].id, what=wanted.topic_said, path=likely[0].at
        )
        raise _UntoldError(told, (likely[0].at,))
    return likely[0] if likely else None


def _told(topic: Resource) -> bool:
    return topic.template.reading(topic.value("TopicName")).told


def is_certain(topic: Resource, name: str) -> bool:
    """Whether the template tells all of its name, which every deployment then has."""
    return topic.template.reading(topic.value("TopicName")).known == name


def _may_have(topic: Resource, name: str) -> bool | None:
    """Whether it has this name; False where it may have it, None where it has not."""
    written = topic.value("TopicName")
    if written is None:
        # STACK-LOGICALID-RANDOM (docs of CloudFormation, "Name type").
        return True if re.fullmatch(rf".*-{re.escape(topic.id)}-[A-Za-z0-9]+", name) else None
    reading = topic.template.reading(written)
    if reading.known == name:
        return True
    return False if reading.known is None and reading.may_be(name) else None


def _holders(template: Template, topic: Resource | None, wanted: Wanted) -> Iterator[Resource]:
    here = topic is not None and topic.template is template
    for one in template.resources(_POLICY, _INLINE):
        for named in items(one.value("Topics" if one.type == _POLICY else "TopicArn")):
            reading = template.reading(named)
            by_arn = reading.may_be(wanted.arn) and reading.ends_in(f":{wanted.name}")
            if by_arn or (here and topic is not None and template.named(named) == topic.id):
                yield one
            elif here and topic is not None and template.mentions(named, topic.id):
                raise _of(one, texts.WHOSE_POLICY, what=wanted.said)


def _key(found: tuple[Template, ...], wanted: Wanted) -> Resource | None:
    """The key's resource: by the tags' logical id, by its aliases and by what the topic names; None
    where nothing tells one. Raises CannotEditError where they do not agree.
    """
    id = wanted.hints.logical_ids.get(wanted.arn, "")
    keys = [one for template in found for one in template.resources(_KEY) if one.id == id]
    keys += [key for alias in wanted.hints.aliases for key in _of_alias(found, alias)]
    refusal = None
    try:
        topic = _topic(found, wanted)
        used = topic.value("KmsMasterKeyId") if topic is not None else None
        if topic is not None and used is not None:
            keys += _used(found, topic, used)
    except _UntoldError as error:
        refusal = error
    if not keys and refusal:
        raise refusal
    different = {(one.template.path, one.id): one for one in keys}
    if len(different) > 1:
        raise _several(texts.SEVERAL, different.values(), wanted.said)
    return keys[0] if keys else None


def _used(found: tuple[Template, ...], topic: Resource, used: Node) -> list[Resource]:
    """The key that the topic names, by a reference or a text."""
    key = _of_reference(topic.template, used)
    reading = topic.template.reading(used).known or ""
    alias = reading[reading.index("alias/") :] if "alias/" in reading else ""
    if alias.startswith(_AWS_ALIAS):
        raise _of(topic, texts.AWS_KEY)
    keys = [key] if key else [*_of_alias(found, alias)]
    if not keys:
        raise _UntoldError(texts.NO_KEY.format(address=topic.id, at=topic.at), (topic.at,))
    return keys


def _of_reference(template: Template, node: Node) -> Resource | None:
    """The key that `!Ref` names, or the alias that it names points to."""
    name = template.named(node)
    named = (one for one in template.resources(_KEY, _ALIAS) if one.id == name)
    one = next(named, None)
    if one is None or one.type == _KEY:
        return one
    target = one.value("TargetKeyId")
    aim = template.named(target)
    return next((key for key in template.resources(_KEY) if key.id == aim), None)


def _of_alias(found: Iterable[Template], alias: str) -> Iterator[Resource]:
    for template in found:
        for one in template.resources(_ALIAS):
            target = one.value("TargetKeyId")
            if template.reading(one.value("AliasName")).known == alias and target is not None:
                key = _of_reference(template, target)
                if key is not None:
                    yield key


def _refuse_generated(one: Resource) -> None:
    sign = one.template.sign
    if sign:
        path = one.template.path
        raise CannotEditError(texts.GENERATED.format(path=path, sign=sign), (path,))


def _refuse_untold(one: Resource, topic: Resource | None) -> None:
    """What a deployment makes of it, or beside it, may be something else."""
    if one.type in {_POLICY, _INLINE} and one.condition not in {"", topic and topic.condition}:
        raise _of(one, texts.CONDITIONAL)
    path, name = one.template.path, one.template.makes
    if name:
        raise CannotEditError(texts.MAKES_MORE.format(path=path, name=name), (path,))


def _several(
    template: str,
    found: Iterable[Resource],
    what: str,
    kind: type[CannotEditError] = CannotEditError,
) -> CannotEditError:
    places = tuple(f"{one.id} ({one.at})" for one in found)
    return kind(template.format(what=what, places=listed(places)), places)


class _UntoldError(CannotEditError):
    """The topic does not tell its key: an alias may."""


def _of(one: Resource, template: str, **fields: str) -> CannotEditError:
    return CannotEditError(template.format(address=one.id, at=one.at, **fields), (one.at,))
