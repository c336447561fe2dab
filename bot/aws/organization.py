"""Reads the organisation of the account, once, and only where a policy turns on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.aws.reader import CheckReads, Once
from bot.aws.reads import DESCRIBE_ORGANIZATION
from bot.core.accounts.organization import turns_on_organization
from bot.core.model.path import Facts, Path
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.topic import Topic
from bot.core.model.topic_facts import TopicFacts
from bot.core.senders import Sender


class AccountOrganization:
    """The organisation of one check's or sweep's account; `sender` is whose paths are read."""

    def __init__(self, reader: CheckReads, sender: Sender) -> None:
        self._reader, self._sender = reader, sender
        self._read: Once[str, str | NotFound | ReadFailed] = Once(self._describe)

    def look(self, name: str, topic: Topic, now: datetime) -> None:
        """Begin to read it where the topic's policy turns on it: its key takes longer to come."""
        account = self._reader.account
        path = Path(account, name, now, NotFound(name), topic=topic, sender=self._sender)
        if turns_on_organization(path):
            self._read.get(account)

    async def settle(self, facts: Facts) -> Facts:
        """The facts, with the organisation where one of their paths turns on it."""
        if not any(turns_on_organization(path) for path in facts.paths()):
            return facts
        return replace(facts, organization=await self._read.get(facts.account))

    async def settle_topic(self, facts: TopicFacts) -> TopicFacts:
        """The same for everything that publishes to one topic."""
        paths = (path for one in facts.facts() for path in one.paths())
        if not any(turns_on_organization(path) for path in paths):
            return facts
        return replace(facts, organization=await self._read.get(facts.account))

    async def _describe(self, account: str) -> str | NotFound | ReadFailed:
        """DescribeOrganization; NotFound for an account that is in none."""
        aws = self._reader.aws

        def call() -> str:
            return str(aws.organizations().describe_organization()["Organization"]["Id"])

        return await self._reader.ask(DESCRIBE_ORGANIZATION, f"account {account}", call)
