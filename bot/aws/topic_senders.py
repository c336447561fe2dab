"""Reads a topic, and everything that publishes to it (docs/architecture.md, "A check").

    GetTopicAttributes ─ key ─ its papers
    ListSubscriptionsByTopic ─ each, and its target
    the metrics, the chat configurations
    the budgets, their notifications and actions ─ the subscribers of each notification
    the alarms, rules and so on that SENDERS names, each in its own steps (bot/aws/senders)

All of it side by side.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from bot.aws.budgets_on import budgets_on
from bot.aws.chats import chats
from bot.aws.clients import SECONDS, Aws
from bot.aws.credentials_first import without_credentials
from bot.aws.metrics import since
from bot.aws.organization import AccountOrganization
from bot.aws.reader import CheckReads
from bot.aws.reads import GET_TOPIC
from bot.aws.senders import SenderReader, Subjects, all_readers
from bot.aws.subject import over
from bot.aws.topics import Topics
from bot.core.arns import Arn, parse_arn
from bot.core.model.path import Facts
from bot.core.model.read import ReadFailed
from bot.core.model.topic_facts import TopicFacts
from bot.core.senders import BUDGETS


def read_topic(  # noqa: PLR0913 (what is asked, of whom, when)
    aws: Aws,
    account: str,
    topic: str,
    now: datetime,
    senders: Collection[str],
    *,
    seconds: float = SECONDS,
) -> TopicFacts:
    """The topic of this ARN and what publishes to it from the account, read within `seconds`.

    `senders` are the words of SENDERS: budgets are read in any case, the others where they are
    named. Never raises for what AWS, the network or the credentials do, as `gather.read`: a sender
    that could not be read is named, and the others are there. Not for a thread with a running event
    loop.
    """
    read: list[TopicFacts] = []

    async def run() -> None:
        # Not as the result: asyncio.run writes the repr of its task's, which takes milliseconds.
        read.append(await _read(CheckReads(aws, account, seconds), topic, now, senders))

    asyncio.run(run())
    return read[0]


async def _read(
    reader: CheckReads, topic: str, now: datetime, senders: Collection[str]
) -> TopicFacts:
    arn = parse_arn(topic) or Arn("", "", "", "", "")
    asked = tuple(one for one in all_readers() if one.sender.setting in senders)
    left_out = tuple(one.sender for one in all_readers() if one not in asked)
    unready = await without_credentials(reader, GET_TOPIC, topic)
    if unready:
        return TopicFacts(topic, reader.account, now, unready, left_out=left_out)

    async def start_of_metrics() -> datetime:
        return since(None, now)

    organization = AccountOrganization(reader, BUDGETS)
    topics = Topics(reader, now, start_of_metrics, lambda t: organization.look("", t, now))
    topics.begin(topic)
    subjects = asyncio.gather(*(one.of_topic(reader, topic, arn) for one in asked))
    read, own, found, found_chats = await asyncio.gather(
        topics.named(topic), budgets_on(reader, topic, now), subjects, chats(reader)
    )
    started = [*own.found, *_started(topic, now, zip(asked, found, strict=True))]
    whole = [replace(over(one, read), chats=found_chats) for one in started]
    others = ((one.sender, part.unread) for one, part in zip(asked, found, strict=True))
    unread = ((BUDGETS, own.unread), *others)
    return TopicFacts(
        address=topic,
        account=reader.account,
        now=now,
        topic=read[topic].since(since(None, now)),
        key=read[topic].key,
        chats=found_chats,
        senders=tuple(await asyncio.gather(*(organization.settle(one) for one in whole))),
        unread={sender.id: once for sender, part in unread if (once := _each_cause_once(part))},
        left_out=left_out,
    )


def _started(
    topic: str, now: datetime, found: Iterable[tuple[SenderReader, Subjects]]
) -> Iterator[Facts]:
    """The facts of each subject, as far as they are its own, over this topic alone."""
    for reader, subjects in found:
        for one in subjects.found:
            over_it = replace(one, topics=(topic,))
            yield Facts(one.account, one.name, now, None, sender=reader.sender, subject=over_it)


def _each_cause_once(unread: Iterable[ReadFailed]) -> tuple[ReadFailed, ...]:
    """One refusal, of hundreds of alike ones, for each action and cause."""
    return tuple({(one.action, one.cause): one for one in unread}.values())
