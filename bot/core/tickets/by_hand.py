"""The exact text for what budget-check does not write itself, to be pasted by who may.

Each entry of the table is for one finding code; where a code is missing its sentence says what to
do. What is written into a policy here is judged by the same evaluator in the tests.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.core.arns import Arn, parse_arn
from bot.core.findings import Amendment, Finding, PathReport, Report, Status
from bot.core.fixes import Fix
from bot.core.fixes._statements import KEY_GRANT, sender_on_key, sender_on_topic
from bot.core.fixes.allow_on_key import FIX as ON_KEY
from bot.core.fixes.allow_on_topic import FIX as ON_TOPIC
from bot.core.model.budget import Notification
from bot.core.model.topic import Topic
from bot.core.senders import Origin
from bot.core.subscriptions.delivery import delivery_requests
from bot.core.subscriptions.functions import STATEMENT_ID, add_permission
from bot.core.tickets.section import Section

NEW_TOPIC = "THE-OTHER-TOPIC"
"""Stands for the ARN of a topic that only a person can choose."""
_NO_HELP = "Against a statement that denies it, this does not help: see what was found."

_Text = Callable[[Report, PathReport, Finding, Arn], Section | None]


def by_hand(report: Report) -> Iterator[Section]:
    """A section for each thing to be done elsewhere, each once."""
    seen: list[Section] = []
    for path in report.paths:
        topic = parse_arn(path.topic or "")
        for finding in path.findings:
            text = _TEXTS.get(finding.code)
            section = text(report, path, finding, topic) if text and topic else None
            made = (*([section] if section else []), *map(_amended, finding.amendments))
            seen += [one for one in made if one not in seen]
    for number, section in enumerate(seen, 1):
        yield replace(section, id=f"by-hand-{number}")


def _amended(amendment: Amendment) -> Section:
    """A Deny as it should read; budget-check edits none
    (docs/architecture.md, "Rules of a fix").
    """
    says = (
        f"{amendment.says} That is {amendment.statement} of the policy of {amendment.resource} as "
        "it should read; the other statements stay as they are. Evaluated: it then no longer "
        "refuses this service."
    )
    title = f"For the owner of {amendment.statement}"
    return Section("", title, says, code=amendment.code, language="json")


def _for_the_keys_owner(
    report: Report, path: PathReport, finding: Finding, topic: Arn
) -> Section | None:
    service = report.sender.principal(topic.partition)
    if not service:
        return None
    says = f"One more statement in the policy of {finding.resource}, if it is not there in effect."
    return _statement(
        "For the key's owner", says, sender_on_key(report.sender, service, report.account)
    )


def _for_the_key(report: Report, path: PathReport, finding: Finding, topic: Arn) -> Section | None:
    """The statement that budget-check would have added, had that helped by itself."""
    service = report.sender.principal(topic.partition)
    if not service or not _is_left(ON_KEY, path, finding):
        return None
    says = f"One more statement in the policy of {finding.resource}. {_NO_HELP}"
    return _statement("For the key", says, sender_on_key(report.sender, service, report.account))


def _for_the_topic(
    report: Report, path: PathReport, finding: Finding, topic: Arn
) -> Section | None:
    service = report.sender.principal(topic.partition)
    if not service or not _is_left(ON_TOPIC, path, finding):
        return None
    arn = path.topic or finding.resource
    origin = Origin(report.account, topic.partition, region=topic.region)
    statement = sender_on_topic(report.sender, service, arn, origin)
    says = f"One more statement in the policy of {arn}. {_NO_HELP}"
    return _statement("For the topic", says, statement)


def _is_left(fix: Fix, path: PathReport, finding: Finding) -> bool:
    """Whether the statement has to be added by hand: no button does, and it is not in vain."""
    codes = {one.code for one in path.findings if one.status is not Status.OK}
    vain = finding.amendments or not fix.blocked_by.isdisjoint(codes)
    return fix.id not in finding.fixes and not vain


def _for_the_queue(report: Report, path: PathReport, finding: Finding, topic: Arn) -> Section:
    statement = {
        "Sid": STATEMENT_ID,
        "Effect": "Allow",
        "Principal": {"Service": _sns(report, path, finding, topic)},
        "Action": "sqs:SendMessage",
        "Resource": finding.resource,
        "Condition": {"ArnEquals": {"aws:SourceArn": path.topic}},
    }
    says = f"One more statement in the queue's policy. {_NO_HELP}"
    return _statement("For the queue", says, statement)


def _for_the_queues_key(report: Report, path: PathReport, finding: Finding, topic: Arn) -> Section:
    statement = {
        "Sid": STATEMENT_ID,
        "Effect": "Allow",
        "Principal": {"Service": _sns(report, path, finding, topic)},
        "Action": KEY_GRANT,
        "Resource": "*",
    }
    says = (
        "One more statement in the policy of the queue's key, which must be a customer managed "
        f"one. {_NO_HELP}"
    )
    return _statement("For the queue's key", says, statement)


def _for_the_function(report: Report, path: PathReport, finding: Finding, topic: Arn) -> Section:
    commands = [
        add_permission(finding.resource, path.topic or "", service, f"{STATEMENT_ID}{number}")
        for number, service in enumerate(_sns(report, path, finding, topic), 1)
    ]
    says = f"This lets SNS invoke it for the topic. {_NO_HELP}"
    return _commands("For the function", says, commands)


def _for_the_right_principal(
    report: Report, path: PathReport, finding: Finding, topic: Arn
) -> Section | None:
    """The same for the endpoint, or the queue's key, that lets SNS in under another name."""
    named = parse_arn(finding.resource)
    text = _BY_SERVICE.get(named.service) if named else None
    return text(report, path, finding, topic) if text else None


def _for_the_source(
    report: Report, path: PathReport, finding: Finding, topic: Arn
) -> Section | None:
    """Another topic for what publishes, where its sender has a command for that."""
    notification, sender = path.notification, report.sender
    if not isinstance(notification, Notification) or notification.action or not sender.repoint:
        return None
    told = {
        "account": report.account,
        "subject": report.budget,
        "notifier": json.dumps(_identity(notification)),
        "topic": path.topic,
        "other": NEW_TOPIC,
    }
    words = [word.format(**told) for word in sender.repoint]
    says = f"{NEW_TOPIC} stands for the ARN of a standard topic in account {report.account}."
    return _commands(f"For the {sender.subject}", says, [words])


def _identity(notification: Notification) -> dict[str, object]:
    """A notification has no id: this is what it is known by (docs/facts.md 1.3)."""
    found: dict[str, object] = {
        "NotificationType": notification.type,
        "ComparisonOperator": notification.operator,
        "Threshold": notification.threshold,
    }
    kind = notification.threshold_type
    return {**found, "ThresholdType": kind} if kind else found


def _sns(report: Report, path: PathReport, finding: Finding, topic: Arn) -> list[str]:
    """The principals that SNS may deliver as; several where AWS contradicts itself."""
    named = Topic(path.topic or "", topic.account, topic.region, topic.partition)
    asked = delivery_requests(named, finding.resource, "", report.checked_at)
    return [request.service for request in asked] or ["sns.amazonaws.com"]


def _statement(title: str, says: str, statement: Mapping[str, object]) -> Section:
    return Section("", title, says, code=json.dumps(statement, indent=2), language="json")


def _commands(title: str, says: str, commands: Sequence[Sequence[str]]) -> Section:
    """The options have an equals sign: a name may begin with a dash."""
    text = "\n".join(shlex.join(words) for words in commands)
    return Section("", title, says, code=text, language="sh")


_BY_SERVICE: Mapping[str, _Text] = {
    "lambda": _for_the_function,
    "sqs": _for_the_queue,
    "kms": _for_the_queues_key,
}
_TEXTS: Mapping[str, _Text] = {
    **dict.fromkeys(ON_KEY.clears, _for_the_key),
    **dict.fromkeys(ON_TOPIC.clears, _for_the_topic),
    "key.other-account": _for_the_keys_owner,
    "endpoint.queue-policy": _for_the_queue,
    "endpoint.queue-key": _for_the_queues_key,
    "endpoint.lambda-policy": _for_the_function,
    "endpoint.opt-in-principal": _for_the_right_principal,
    "topic.missing": _for_the_source,
    "topic.other-account": _for_the_source,
    "topic.fifo": _for_the_source,
}
