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
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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
from bot.aws.topics import Topics
from bot.core.arns import parse_arn
from bot.core.model.chat import Chats
from bot.core.model.read import ReadFailed
from bot.core.model.topic_facts import OtherSenders, TopicFacts, UnreadSender
from bot.core.senders import BUDGETS, Sender


def read_topic(  # noqa: PLR0913 (what is asked, of whom, when, for how long)
    aws: Aws,
    account: str,
    topic: str,
    now: datetime,
    senders: Collection[str],
    *,
    seconds: float = SECONDS,
) -> TopicFacts:
    """The topic of this ARN and what publishes to it from the account, read within `seconds`.

    `senders` are words of SENDERS: budgets are read in any case, the others where they are named.
    Never raises for what AWS, the network or the credentials do, as `gather.read`: a sender that
    could not be read is named, and the others are there. Not for a thread with a running event
    loop.
    """
    read: list[TopicFacts] = []

    async def run() -> None:
        # Not as the result: asyncio.run writes the repr of its task's, which takes milliseconds.
        read.append(await _read(CheckReads(aws, account, seconds), topic, now, senders))

    asyncio.run(run())
    return read[0]


def read_senders(
    aws: Aws,
    account: str,
    topic: str,
    senders: Collection[str],
    *,
    seconds: float = SECONDS,
) -> OtherSenders:
    """What beside AWS Budgets publishes to the topic, as `read_topic` reads it, and nothing else.

    Without a word in `senders` nothing is asked.
    """
    return read_senders_on(aws, account, (topic,), senders, seconds=seconds)[topic]


def read_senders_on(
    aws: Aws,
    account: str,
    topics: Sequence[str],
    senders: Collection[str],
    *,
    seconds: float = SECONDS,
) -> Mapping[str, OtherSenders]:
    """The same of several topics, by their ARNs: what a Region has is listed once."""
    read: list[Mapping[str, OtherSenders]] = []

    async def run() -> None:
        read.append(await senders_on(CheckReads(aws, account, seconds), topics, senders))

    asyncio.run(run())
    return read[0]


async def senders_on(
    reader: CheckReads, topics: Sequence[str], senders: Collection[str]
) -> Mapping[str, OtherSenders]:
    """The same, among the reads of a check or a sweep."""
    asked, skipped = _by_setting(senders)
    known = [topic for topic in dict.fromkeys(topics) if parse_arn(topic)]
    if not known:
        return {topic: OtherSenders(skipped=skipped) for topic in topics}
    found = await asyncio.gather(*(one.of_topics(reader, known) for one in asked))
    who = [one.sender for one in asked]

    def on(topic: str) -> Iterator[tuple[Sender, Subjects]]:
        return ((s, each.get(topic, Subjects())) for s, each in zip(who, found, strict=True))

    return {topic: _others(tuple(on(topic)), skipped) for topic in topics}


def _others(found: Sequence[tuple[Sender, Subjects]], skipped: tuple[Sender, ...]) -> OtherSenders:
    subjects = tuple(one for _, each in found for one in each.found)
    return OtherSenders(subjects, tuple(_unread((s, one.unread) for s, one in found)), skipped)


def read_senders_by(
    aws_of: Callable[[str], Aws | ReadFailed], account: str, topic: str, senders: Collection[str]
) -> OtherSenders:
    """The same in an account that `aws_of` gives by its id."""
    asked, skipped = _by_setting(senders)
    if not asked:
        return OtherSenders(skipped=skipped)
    aws = aws_of(account)
    if isinstance(aws, ReadFailed):
        unread = tuple(UnreadSender(one.sender, aws) for one in asked)
        return OtherSenders(unread=unread, skipped=skipped)
    return read_senders(aws, account, topic, senders)


def _by_setting(
    senders: Collection[str],
) -> tuple[tuple[SenderReader, ...], tuple[Sender, ...]]:
    """The readers that these words of SENDERS name, and whom they leave out."""
    asked = tuple(one for one in all_readers() if one.sender.setting in senders)
    return asked, tuple(one.sender for one in all_readers() if one not in asked)


async def _read(
    reader: CheckReads, topic: str, now: datetime, senders: Collection[str]
) -> TopicFacts:
    unready = await without_credentials(reader, GET_TOPIC, topic)
    if unready:
        return TopicFacts(topic, reader.account, now, unready, skipped=_by_setting(senders)[1])

    async def start_of_metrics() -> datetime:
        await reader.step_aside()
        return since(None, now)

    organization = AccountOrganization(reader, BUDGETS)
    topics = Topics(reader, now, start_of_metrics, lambda t: organization.look("", t, now))
    topics.begin(topic)
    read, budgets, others, found_chats = await asyncio.gather(
        topics.named(topic),
        budgets_on(reader, topic, now),
        senders_on(reader, (topic,), senders),
        _chats(reader),
    )
    facts = TopicFacts(
        address=topic,
        account=reader.account,
        now=now,
        topic=read[topic].since(since(None, now)),
        key=read[topic].key,
        budgets=budgets.found,
        subjects=others[topic].subjects,
        unread=(*_unread([(BUDGETS, budgets.unread)]), *others[topic].unread),
        skipped=others[topic].skipped,
        chats=found_chats,
    )
    return await organization.settle_topic(facts)


async def _chats(reader: CheckReads) -> Chats:
    """One call each, which nothing waits for."""
    await reader.step_aside()
    return await chats(reader)


def _unread(
    failed: Iterable[tuple[Sender, tuple[ReadFailed, ...]]],
) -> Iterator[UnreadSender]:
    """One refusal, of hundreds of alike ones, for each action and cause of a sender."""
    for sender, each in failed:
        causes: dict[tuple[object, ...], ReadFailed] = {}
        for why in each:
            causes.setdefault((why.action, why.cause), why)
        yield from (UnreadSender(sender, why) for why in causes.values())
