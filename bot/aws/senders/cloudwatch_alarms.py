"""Reads CloudWatch alarms, and what their history says of their actions.

An alarm of any kind is asked for by name: left out, AWS lists metric alarms alone
(DescribeAlarms, AlarmTypes).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from os.path import commonprefix
from typing import Any

from bot.aws.errors import found, text
from bot.aws.reader import CheckReads
from bot.aws.reads import Read
from bot.aws.senders._alarm_history import report
from bot.aws.senders._reader import (
    Listed,
    Named,
    OnTopics,
    SenderReader,
    in_each_region,
    regions_of,
)
from bot.core.arns import is_topic_arn, parse_arn
from bot.core.model.read import ReadFailed
from bot.core.model.subject import SenderReport, Subject
from bot.core.proof.names import is_temporary
from bot.core.senders.cloudwatch_alarms import SENDER

DESCRIBE_ALARMS = Read("DescribeAlarms", "cloudwatch:DescribeAlarms")
DESCRIBE_HISTORY = Read("DescribeAlarmHistory", "cloudwatch:DescribeAlarmHistory")

_KINDS = {"MetricAlarms": "", "CompositeAlarms": "composite alarm", "LogAlarms": "log alarm"}
"""The lists of an answer, and what people call what stands there."""
_TYPES = ["MetricAlarm", "CompositeAlarm", "LogAlarm"]
_ACTIONS = ("AlarmActions", "OKActions", "InsufficientDataActions")
_PAGE = 100
_FEW = 5
"""So many alarms are asked for their histories one by one; for more, one call reads those of the
whole Region first."""
_MOST = 50
"""So many are asked one by one after that. What the others did last is then not known: it is
evidence beside the policies, which are judged for each."""

_History = Mapping[str, tuple[SenderReport, ...]]


async def of_topics(reader: CheckReads, topics: Sequence[str]) -> OnTopics:
    """DescribeAlarms by its ActionPrefix, then DescribeAlarmHistory."""

    async def listed(region: str) -> Listed:
        here = regions_of(topics)[region]
        found = await _of_region(reader, region, here)
        if isinstance(found, ReadFailed):
            return found
        # A prefix: the topic "alerts" finds the alarms of "alerts-2" as well. That of a proof is
        # gone within minutes, and nobody's to look after.
        lasting = (one for one in found if not is_temporary(one.name))
        mine = {one.arn: one for one in lasting if set(one.topics) & set(here)}
        return await _with_history(reader, region, tuple(mine.values()))

    return await in_each_region(topics, listed)


async def _of_region(reader: CheckReads, region: str, topics: Sequence[str]) -> Listed:
    """All in one list, as long as that has no more pages than there are topics; else each topic by
    itself.
    """
    if len(topics) > 1:
        prefix = commonprefix(topics)  # noqa: RUF071 (an ActionPrefix is compared by characters)
        listed = await _alarms(reader, region, prefix, most=len(topics), ActionPrefix=prefix)
        if listed is not None:
            return listed
    each = await asyncio.gather(*(_alarms(reader, region, t, ActionPrefix=t) for t in topics))
    unread = next((one for one in each if isinstance(one, ReadFailed)), None)
    return unread or tuple(one for some in each if isinstance(some, tuple) for one in some)


async def named(reader: CheckReads, name: str, region: str) -> Named | ReadFailed:
    """One alarm by its name or its ARN."""
    arn = parse_arn(name)
    region = arn.region if arn else region
    plain = arn.resource.removeprefix("alarm:") if arn else name
    resource = _arn(reader, region, plain)
    listed = await _alarms(reader, region, resource, AlarmNames=[plain])
    if isinstance(listed, ReadFailed):
        return listed
    return Named(await _with_history(reader, region, listed or ()))


READER = SenderReader(SENDER, (DESCRIBE_ALARMS, DESCRIBE_HISTORY), of_topics, named)


async def _alarms(
    reader: CheckReads, region: str, resource: str, *, most: int = 0, **which: Any
) -> tuple[Subject, ...] | ReadFailed | None:
    """None where there are more than `most` pages; 0 is for all."""

    def call() -> tuple[Subject, ...] | None:
        client: Any = reader.aws.cloudwatch(region)  # the stubs know no log alarms
        pages = client.get_paginator("describe_alarms").paginate(
            AlarmTypes=_TYPES, PaginationConfig={"PageSize": _PAGE}, **which
        )
        read: list[Subject] = []
        for number, page in enumerate(pages, 1):
            read += _subjects(page)
            if number == most and page.get("NextToken"):
                return None
        return tuple(read)

    return found(DESCRIBE_ALARMS, resource, await reader.ask(DESCRIBE_ALARMS, resource, call))


def _arn(reader: CheckReads, region: str, name: str) -> str:
    return f"arn:{reader.aws.partition}:cloudwatch:{region}:{reader.account}:alarm:{name}"


def _subjects(page: Mapping[str, Any]) -> Iterable[Subject]:
    """The alarms of a page. KeyError: it has none of the lists, and AWS never leaves out all."""
    if not page.keys() & _KINDS:
        raise KeyError(next(iter(_KINDS)))
    for member, kind in _KINDS.items():
        for raw in page.get(member, ()):
            yield _subject(raw, kind)


def _subject(raw: Mapping[str, Any], kind: str) -> Subject:
    arn = text(raw["AlarmArn"])
    parsed = parse_arn(arn)
    if parsed is None:
        raise ValueError(f"CloudWatch answered with an alarm whose ARN is {arn!r}.")
    actions = dict.fromkeys(text(one) for name in _ACTIONS for one in raw.get(name, ()))
    of_alarm = {text(one) for one in raw.get(_ACTIONS[0], ())}
    topics = tuple(one for one in actions if is_topic_arn(one))
    return Subject(
        sender=SENDER,
        account=parsed.account,
        region=parsed.region,
        name=text(raw["AlarmName"]),
        arn=arn,
        topics=topics,
        kind=kind,
        enabled=bool(raw["ActionsEnabled"]),
        other_actions=tuple(one for one in actions if not is_topic_arn(one)),
        not_of_alarm=tuple(one for one in topics if one not in of_alarm),
        acts_on_alarm=bool(of_alarm),
    )


async def _with_history(
    reader: CheckReads, region: str, alarms: Sequence[Subject]
) -> tuple[Subject, ...]:
    """The alarms, each with the last report on each of its topics."""
    known: _History = {}
    whole = False
    if len(alarms) > _FEW:
        answer = await _history(reader, region)
        if isinstance(answer, ReadFailed):
            return tuple(replace(one, reports=answer) for one in alarms)
        known, whole = answer
    asked = [one.name for one in alarms if one.name not in known and not whole][:_MOST]
    answers = await asyncio.gather(*(_history(reader, region, name) for name in asked))
    own = dict(zip(asked, answers, strict=True))
    return tuple(replace(one, reports=_reports(one, known, own)) for one in alarms)


def _reports(
    alarm: Subject, known: _History, own: Mapping[str, tuple[_History, bool] | ReadFailed]
) -> tuple[SenderReport, ...] | ReadFailed:
    answer = own.get(alarm.name)
    if isinstance(answer, ReadFailed):
        return answer
    newest: dict[str, SenderReport] = {}
    for one in (answer[0] if answer else known).get(alarm.name, ()):
        if one.topic in ("", *alarm.topics):
            newest.setdefault(one.topic, one)
    return tuple(newest.values())


async def _history(
    reader: CheckReads, region: str, name: str = ""
) -> tuple[_History, bool] | ReadFailed:
    """The newest actions by the alarm's name, and whether there are no others."""
    resource = _arn(reader, region, name or "*")

    def call() -> tuple[_History, bool]:
        client: Any = reader.aws.cloudwatch(region)
        answer = client.describe_alarm_history(
            AlarmTypes=_TYPES,
            HistoryItemType="Action",
            MaxRecords=_PAGE,
            ScanBy="TimestampDescending",
            **({"AlarmName": name} if name else {}),
        )
        told: dict[str, tuple[SenderReport, ...]] = {}
        for raw in answer["AlarmHistoryItems"]:
            alarm = text(raw["AlarmName"])
            told[alarm] = (*told.get(alarm, ()), report(raw))
        return told, not answer.get("NextToken")

    return found(DESCRIBE_HISTORY, resource, await reader.ask(DESCRIBE_HISTORY, resource, call))
