"""Reads EventBridge rules and which of their targets are topics.

ListRuleNamesByTarget (the default bus) ───────┬─ DescribeRule, ListTargetsByRule
ListEventBuses ─ the same of each other bus ───┘
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.aws.errors import found, text
from bot.aws.reader import CheckReads, Once
from bot.aws.reads import Read
from bot.aws.senders._reader import Named, OnTopics, SenderReader, Subjects, regions_of
from bot.core.arns import is_topic_arn, parse_arn
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.subject import Subject
from bot.core.senders.eventbridge_rules import SENDER

_GONE = ("ResourceNotFoundException",)
LIST_BUSES = Read("ListEventBuses", "events:ListEventBuses")
LIST_RULES = Read("ListRuleNamesByTarget", "events:ListRuleNamesByTarget", _GONE)
DESCRIBE_RULE = Read("DescribeRule", "events:DescribeRule", _GONE)
LIST_TARGETS = Read("ListTargetsByRule", "events:ListTargetsByRule", _GONE)

_DEFAULT = "default"
_PAGE = 100


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a rule is."""

    region: str
    bus: str

    def arn(self, reader: CheckReads, rule: str = "*") -> str:
        path = rule if self.bus == _DEFAULT else f"{self.bus}/{rule}"
        return f"arn:{reader.aws.partition}:events:{self.region}:{reader.account}:rule/{path}"


@dataclass(frozen=True, slots=True)
class _Target:
    arn: str
    role: str


@dataclass(frozen=True, slots=True)
class _WithTargets:
    subject: Subject
    targets: tuple[_Target, ...]


_Rule = _WithTargets | NotFound | ReadFailed


async def of_topics(reader: CheckReads, topics: Sequence[str]) -> OnTopics:
    """The rules of every bus of each topic's Region that have it as a target.

    AWS tells of one target at a time. The buses of a Region, and each rule, are read once.
    """
    rules = Once[tuple[_Place, str], _Rule](lambda of: _whole_rule(reader, *of))
    buses = Once[str, tuple[str, ...] | ReadFailed](lambda region: _other_buses(reader, region))

    async def on_bus(topic: str, place: _Place) -> Subjects:
        return await _on_bus(reader, place, topic, rules)

    async def elsewhere(topic: str, region: str) -> list[Subjects]:
        found = await buses.get(region)
        if isinstance(found, ReadFailed):
            return [Subjects(unread=(found,))]
        return await asyncio.gather(*(on_bus(topic, _Place(region, bus)) for bus in found))

    async def of_topic(topic: str, region: str) -> Subjects:
        own, others = await asyncio.gather(
            on_bus(topic, _Place(region, _DEFAULT)), elsewhere(topic, region)
        )
        return _merged((own, *others))

    where = [(topic, region) for region, here in regions_of(topics).items() for topic in here]
    found = await asyncio.gather(*(of_topic(*one) for one in where))
    return {topic: one for (topic, _), one in zip(where, found, strict=True)}


def _merged(parts: Sequence[Subjects]) -> Subjects:
    return Subjects(
        tuple(one for part in parts for one in part.found),
        tuple(one for part in parts for one in part.unread),
    )


async def named(reader: CheckReads, name: str, region: str) -> Named | ReadFailed:
    """One rule by its name, by BUS/NAME or by its ARN.

    A name alone is looked for on the default bus, and where it is not there on every other.
    """
    arn = parse_arn(name)
    region = arn.region if arn else region
    bus, _, rule = (arn.resource.removeprefix("rule/") if arn else name).rpartition("/")
    first = await _rule(reader, _Place(region, bus or _DEFAULT), rule)
    if isinstance(first, ReadFailed):
        return first
    if isinstance(first, Subject) or bus or arn:
        return Named((first,) if isinstance(first, Subject) else ())
    buses = await _other_buses(reader, region)
    if isinstance(buses, ReadFailed):
        return buses
    answers = await asyncio.gather(*(_rule(reader, _Place(region, one), rule) for one in buses))
    failed = next((one for one in answers if isinstance(one, ReadFailed)), None)
    return failed or Named(tuple(one for one in answers if isinstance(one, Subject)))


READER = SenderReader(
    SENDER, (LIST_BUSES, LIST_RULES, DESCRIBE_RULE, LIST_TARGETS), of_topics, named
)


async def _other_buses(reader: CheckReads, region: str) -> tuple[str, ...] | ReadFailed:
    """The names of all buses but the default one."""
    resource = f"arn:{reader.aws.partition}:events:{region}:{reader.account}:event-bus/*"

    def call() -> tuple[str, ...]:
        client = reader.aws.events(region)
        names = [text(raw["Name"]) for page in _pages(client) for raw in page["EventBuses"]]
        return tuple(name for name in names if name != _DEFAULT)

    return found(LIST_BUSES, resource, await reader.ask(LIST_BUSES, resource, call))


def _pages(client: Any) -> Iterator[Mapping[str, Any]]:
    """ListEventBuses, page by page: botocore has no paginator for it."""
    token = ""
    while True:
        page = client.list_event_buses(Limit=_PAGE, **({"NextToken": token} if token else {}))
        yield page
        token = text(page.get("NextToken") or "")
        if not token:
            return


async def _on_bus(
    reader: CheckReads, place: _Place, topic: str, known: Once[tuple[_Place, str], _Rule]
) -> Subjects:
    def call() -> tuple[str, ...]:
        client = reader.aws.events(place.region)
        pages = client.get_paginator("list_rule_names_by_target").paginate(
            TargetArn=topic, EventBusName=place.bus, PaginationConfig={"PageSize": _PAGE}
        )
        return tuple(text(name) for page in pages for name in page["RuleNames"])

    names = await reader.ask(LIST_RULES, place.arn(reader), call)
    if isinstance(names, ReadFailed):
        return Subjects(unread=(names,))
    if isinstance(names, NotFound):  # the bus has gone since
        return Subjects()
    rules = await asyncio.gather(*(known.get((place, name)) for name in names))
    subjects = (_subject(one, topic) for one in rules if isinstance(one, _WithTargets))
    return Subjects(
        tuple(one for one in subjects if topic in one.topics),
        tuple(one for one in rules if isinstance(one, ReadFailed)),
    )


async def _rule(reader: CheckReads, place: _Place, name: str) -> Subject | NotFound | ReadFailed:
    """A rule, and what it publishes to."""
    found = await _whole_rule(reader, place, name)
    return _subject(found) if isinstance(found, _WithTargets) else found


async def _whole_rule(reader: CheckReads, place: _Place, name: str) -> _Rule:
    rule, targets = await asyncio.gather(
        _described(reader, place, name), _targets(reader, place, name)
    )
    if isinstance(rule, ReadFailed):
        return rule
    if isinstance(targets, ReadFailed):
        return targets
    if isinstance(rule, NotFound) or isinstance(targets, NotFound):
        return NotFound(place.arn(reader, name))
    return _WithTargets(rule, targets)


def _subject(rule: _WithTargets, topic: str = "") -> Subject:
    """With a topic, the role that this one is published to with."""
    targets = rule.targets
    topics = tuple(dict.fromkeys(one.arn for one in targets if is_topic_arn(one.arn)))
    roles = (one.role for one in targets if one.arn in ((topic,) if topic else topics))
    return replace(
        rule.subject,
        topics=topics,
        role=next((role for role in roles if role), ""),
        other_actions=tuple(one.arn for one in targets if not is_topic_arn(one.arn)),
    )


async def _described(
    reader: CheckReads, place: _Place, name: str
) -> Subject | NotFound | ReadFailed:
    def call() -> Subject:
        client = reader.aws.events(place.region)
        raw = client.describe_rule(Name=name, EventBusName=place.bus)
        return Subject(
            sender=SENDER,
            account=reader.account,
            region=place.region,
            name=text(raw["Name"]),
            arn=text(raw["Arn"]),
            topics=(),
            enabled=text(raw["State"]) != "DISABLED",
        )

    return await reader.ask(DESCRIBE_RULE, place.arn(reader, name), call)


async def _targets(
    reader: CheckReads, place: _Place, name: str
) -> tuple[_Target, ...] | NotFound | ReadFailed:
    def call() -> tuple[_Target, ...]:
        client = reader.aws.events(place.region)
        pages = client.get_paginator("list_targets_by_rule").paginate(
            Rule=name, EventBusName=place.bus, PaginationConfig={"PageSize": _PAGE}
        )
        raws = [raw for page in pages for raw in page["Targets"]]
        return tuple(_Target(text(raw["Arn"]), text(raw.get("RoleArn") or "")) for raw in raws)

    return await reader.ask(LIST_TARGETS, place.arn(reader, name), call)
