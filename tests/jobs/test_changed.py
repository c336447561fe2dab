"""What a sender reported before topic or key was changed says nothing of how it fares now."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest

from bot.core.aws_events import ResourceChange, ResourceKind
from bot.core.lag import LastWrite
from bot.core.model.path import Facts
from bot.core.model.subject import SenderReport
from bot.core.model.topic_facts import TopicFacts
from bot.core.report import judge
from bot.errors import StoreError
from bot.jobs.changed import KnownChanges
from bot.store.last_writes import LastWrites
from bot.store.resource_changes import ResourceChanges
from tests.core.build import ACCOUNT, NOW, REGION, TOPIC, letting_in, sender, subject

FAILED = SenderReport(TOPIC, NOW - timedelta(hours=1), works=False, says="No.")


class Written:
    """Both tables: one write of ours to the topic, or none, or a table that is gone."""

    def __init__(
        self,
        minutes: int | None,
        *,
        gone: bool = False,
        attribute: str = "Policy",
        told: bool = False,
    ) -> None:
        self.minutes, self.gone = minutes, gone
        self.attribute, self.told = attribute, told
        self.asked: list[str] = []

    def of(self, resource: str) -> tuple[LastWrite, ...]:
        self.asked.append(resource)
        if self.gone:
            raise StoreError("verdicts", "It did not answer in time.")
        if self.minutes is None or self.told:
            return ()
        at = NOW - timedelta(minutes=self.minutes)
        return (LastWrite(resource, self.attribute, "", "{}", at, "c1"),)

    def on(self, arn: str, _since: object) -> tuple[ResourceChange, ...]:
        if self.minutes is None or not self.told:
            return ()
        at, kind = NOW - timedelta(minutes=self.minutes), ResourceKind.TOPIC
        told = ResourceChange("e1", "SetTopicAttributes", "bob", at, ACCOUNT, REGION, kind, arn)
        return (replace(told, attribute=self.attribute),)


def known(table: Written) -> KnownChanges:
    return KnownChanges(cast("LastWrites", table), cast("ResourceChanges", table))


def facts(*reports: SenderReport) -> Facts:
    alarm = sender("alarm")
    found, topics = subject(alarm, reports=reports), {TOPIC: letting_in(alarm)}
    return Facts(ACCOUNT, found.name, NOW, None, topics=topics, sender=alarm, subject=found)


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (Written(30), "sender.reported-before"),
        (Written(90), "sender.reports-error"),
        (Written(None), "sender.reports-error"),
        (Written(30, gone=True), "sender.reports-error"),
        (Written(30, told=True), "sender.reported-before"),
        (Written(30, told=True, attribute="DisplayName"), "sender.reports-error"),
        (Written(30, told=True, attribute=""), "sender.reports-error"),
        (Written(30, attribute="RawMessageDelivery"), "sender.reports-error"),
    ],
    ids=[
        *("changed since", "changed before", "never changed", "no answer"),
        *("told", "told of its title", "told of something else", "changed elsewhere"),
    ],
)
def test_a_failure_counts_until_a_change(table: Written, code: str) -> None:
    report = judge(known(table).on(facts(FAILED)))
    assert code in {finding.code for finding in report.findings}
    whole = TopicFacts(TOPIC, ACCOUNT, NOW, letting_in(sender("alarm")))
    alarm = subject(sender("alarm"), reports=(FAILED,))
    read = known(table).on_topic(TopicFacts(TOPIC, ACCOUNT, NOW, whole.topic, subjects=(alarm,)))
    (one,) = read.facts()
    assert code in {finding.code for finding in judge(one).findings}


def test_nothing_is_asked_where_nothing_failed() -> None:
    table, worked = Written(30), SenderReport(TOPIC, NOW, works=True)
    assert known(table).on(facts(worked)) == facts(worked) and table.asked == []
