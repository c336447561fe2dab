"""What the answer about a topic says in Slack. Fields in braces; what is in asterisks is bold."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.findings import Status
from bot.core.topic_report import TopicReport

_ALL: Mapping[Status, tuple[str, str]] = {
    Status.BROKEN: ("its only sender does not reach it", "none of its {count} senders reaches it"),
    Status.UNKNOWN: (
        "cannot tell whether its only sender reaches it",
        "cannot tell whether its {count} senders reach it",
    ),
    Status.AT_RISK: (
        "its only sender reaches it, but can stop",
        "all {count} senders reach it, but can stop",
    ),
    Status.OK: ("its only sender reaches it", "all {count} senders reach it"),
}
"""Of one, and of several that fare alike."""
_SOME: Mapping[Status, tuple[str, str]] = {
    Status.BROKEN: (
        "{some} of {count} senders does not reach it",
        "{some} of {count} senders do not reach it",
    ),
    Status.UNKNOWN: (
        "cannot tell whether {some} of {count} senders reaches it",
        "cannot tell whether {some} of {count} senders reach it",
    ),
    Status.AT_RISK: (
        "{some} of {count} senders can stop reaching it",
        "{some} of {count} senders can stop reaching it",
    ),
}
"""Of those that fare worst, where others fare better: one, and several."""
NAMED = "{topic}: {says}"
NOBODY = "nothing that was read publishes to it"
MISSING = "there is no such topic"
UNREAD = "could not be read"
NOT_ALL_READ = "{says}, and not all could be read"

SENDER = "{mark} {sender}, {subject} {name}: {why}"
SENDER_WELL = "{mark} {sender}, {subject} {name}"
SENDERS = "{mark} {sender}, {count} {subject}s, {names}: {why}"
SENDERS_WELL = "{mark} {sender}, {count} {subject}s, {names}"
PUSH_SENDER = "{sender}, {subject} {name}: {why}"
MORE_LINES = "… and {count} more: press “{button}”."
SHARED = "the fault that all share"
"""Why a sender does not get through that has none of its own."""
FOR_ALL = "*For all of them:* {reason}"
SHARED_WORKS = "✅ What all of them share works: the topic, its key and its subscribers."

LET_IN_ALL = "Let {all} in"
SHOW_ALL = "Show all {count}"
REST = "… {count} more. `budget-check check {topic}` prints everything."
REST_OF_MESSAGE = "… {} more. `budget-check check` prints everything."


def title(report: TopicReport) -> str:
    """The topic's name, and how many of its senders do not reach it."""
    name = report.topic.rpartition(":")[2]
    return NAMED.format(topic=name, says=_says(report))


def _says(report: TopicReport) -> str:
    codes = {finding.code for finding in report.findings}
    if "topic.missing" in codes and not report.senders:
        return MISSING
    if "topic.unreadable" in codes and not report.senders:
        return UNREAD
    if not report.senders:
        return NOT_ALL_READ.format(says=NOBODY) if report.unread else NOBODY
    told = _counted(report)
    return NOT_ALL_READ.format(says=told) if report.unread else told


def _counted(report: TopicReport) -> str:
    count, worst = len(report.senders), report.senders[0].verdict
    some = sum(one.verdict is worst for one in report.senders)
    if some == count:
        return _ALL[worst][count > 1].format(count=count)
    return _SOME[worst][some > 1].format(some=some, count=count)
