"""Reads one alarm, rule, trail or other subject of a sender, and what it publishes to."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime

from bot.aws.chats import chats
from bot.aws.clients import SECONDS, Aws
from bot.aws.credentials_first import without_credentials
from bot.aws.metrics import since
from bot.aws.organization import AccountOrganization
from bot.aws.reader import CheckReads
from bot.aws.senders import SenderReader
from bot.aws.topics import TopicRead, Topics
from bot.core.model.chat import Chats
from bot.core.model.path import Facts
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.subject import Subject
from bot.core.names import meant


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several subjects bear the name; their ARNs tell them apart."""

    arns: tuple[str, ...]


def read_subject(  # noqa: PLR0913, PLR0917 (what is asked, of whom, where, when)
    aws: Aws,
    account: str,
    sender: SenderReader,
    name: str,
    region: str,
    now: datetime,
    *,
    seconds: float = SECONDS,
) -> Facts | Ambiguous:
    """The paths of what this sender has by this name or ARN in the Region, within `seconds`.

    Never raises for what AWS, the network or the credentials do, as `gather.read`. `now` must know
    its time zone. Not for a thread with a running event loop.
    """
    read: list[Facts | Ambiguous] = []

    async def run() -> None:
        # Not as the result: asyncio.run writes the repr of its task's, which takes milliseconds.
        read.append(await _read(CheckReads(aws, account, seconds), sender, name, region, now))

    asyncio.run(run())
    return read[0]


async def _read(
    reader: CheckReads, sender: SenderReader, name: str, region: str, now: datetime
) -> Facts | Ambiguous:
    facts = Facts(reader.account, name, now, budget=None, sender=sender.sender, region=region)
    unready = await without_credentials(reader, sender.reads[0], name)
    if unready:
        return replace(facts, subject=unready)
    every_chat = asyncio.ensure_future(chats(reader))
    named = await sender.named(reader, name, region)
    if isinstance(named, ReadFailed):
        return replace(facts, subject=named)
    if len(named.found) > 1:
        return Ambiguous(tuple(one.arn or one.name for one in named.found))
    if not named.found:
        looked = f"budget-check looked in {region}."
        return replace(facts, subject=NotFound(name, looked), names=meant(name, named.others))
    return await _whole(reader, facts, named.found[0], await every_chat)


async def _whole(reader: CheckReads, facts: Facts, subject: Subject, found_chats: Chats) -> Facts:
    async def start_of_metrics() -> datetime:
        return since(None, facts.now)

    organization = AccountOrganization(reader, facts.sender)
    topics = Topics(
        reader, facts.now, start_of_metrics, lambda t: organization.look(facts.name, t, facts.now)
    )
    topics.begin(*subject.topics)
    read = await topics.named(*subject.topics)
    whole = replace(facts, name=subject.name, subject=subject, chats=found_chats)
    return await organization.settle(over(whole, read))


def over(facts: Facts, read: dict[str, TopicRead]) -> Facts:
    """The facts with these topics, by their addresses."""
    start = since(None, facts.now)
    return replace(
        facts,
        topics={address: one.since(start) for address, one in read.items()},
        keys={address: one.key for address, one in read.items() if one.key},
    )
