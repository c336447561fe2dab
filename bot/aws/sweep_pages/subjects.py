"""What beside budgets publishes to the topics of a page: each with the facts of a check.

A topic that only such a subject publishes to is read for it as well, and what they share once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.aws.organization import AccountOrganization
from bot.aws.reader import CheckReads
from bot.aws.subject import over
from bot.aws.sweep_pages.page import Swept
from bot.aws.topic_senders import senders_on
from bot.aws.topics import Topics
from bot.core.model.chat import Chats
from bot.core.model.path import Facts
from bot.core.model.subject import Subject
from bot.core.model.topic_facts import UnreadSender
from bot.core.reference import of_subject


@dataclass(frozen=True, slots=True)
class SweptSubjects:
    """Each by its reference; `unread` are the senders of which there may be more."""

    found: tuple[Swept, ...] = ()
    unread: tuple[UnreadSender, ...] = ()


@dataclass(frozen=True, slots=True)
class SubjectReads:
    """The reads of the page that a subject's path shares with the budgets'."""

    reader: CheckReads
    topics: Topics
    chats: asyncio.Future[Chats]
    organization: AccountOrganization
    now: datetime

    async def on(self, addresses: Sequence[str], senders: Collection[str]) -> SweptSubjects:
        """Those on these topics that the words of SENDERS name."""
        found = await senders_on(self.reader, addresses, senders)
        each = {of_subject(one): one for on in found.values() for one in on.subjects}
        unread = {(u.sender.id, u.why.action): u for on in found.values() for u in on.unread}
        facts = await asyncio.gather(*(self._facts(one) for one in each.values()))
        swept = tuple(Swept(name, one) for name, one in zip(each, facts, strict=True))
        return SweptSubjects(swept, tuple(unread.values()))

    async def _facts(self, subject: Subject) -> Facts:
        read = await self.topics.named(*subject.topics)
        facts = Facts(
            account=self.reader.account,
            name=subject.name,
            now=self.now,
            budget=None,
            chats=await self.chats,
            sender=subject.sender,
            subject=subject,
        )
        return await self.organization.settle(over(facts, read))
