"""Why, in a sentence or two: what a person reads first. All that a check says is in the details."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import partial

from bot.core.arns import parse_arn
from bot.core.findings import Finding, PathReport, Report, Status
from bot.core.senders import Sender
from bot.core.texts.words import small

MOST_WORDS = 30
_SHORT: Mapping[str, str] = {
    "key.aws-managed": "The topic {topic} is encrypted with {key}. AWS wrote that key's policy, "
    "and {sender} is not in it.",
    "key.policy-silent": "The topic {topic} is encrypted, and no statement of its key's policy "
    "lets {sender} use the key.",
    "topic.policy-silent": "No statement in the policy of the topic {topic} lets {sender} publish.",
    "topic.missing": "The topic {topic} does not exist.",
    "endpoint.lambda-policy": "The policy of the function {key} does not let SNS call it.",
    "endpoint.webhook-cannot-confirm": "The topic's subscriber is a chat webhook, which can never "
    "confirm, so nothing is sent there.",
    "endpoint.webhook-unproven": "A subscriber is a chat webhook. Whether it shows the alert is "
    "not known.",
}
"""Of what a check says at greater length; `key` is the finding's own resource."""
_BEHIND_THE_FIRST: Mapping[str, str] = {
    "topic.policy-near-miss": "In the topic's policy, {rest}",
    "key.policy-near-miss": "In the key's policy, {rest}",
}
"""Where the first sentence says no more than the code, and the next names the statement."""
_ENDS = re.compile(r"(?<=[.!?]) (?=[A-Z])")


def reasons(report: Report, path: PathReport) -> tuple[str, ...]:
    """Why a path is not sound: the first reason, and with it the first of another broken hop.

    None where nothing is wrong.
    """
    wrong = [f for f in path.findings if f.status is not Status.OK]
    if not wrong:
        return ()
    first = wrong[0]
    second = [f for f in wrong if f.status is Status.BROKEN and f.hop is not first.hop]
    both = [first, *(second[:1] if first.status is Status.BROKEN else ())]
    return tuple(reason(one, path, report.sender) for one in both)


def reason(finding: Finding, path: PathReport | None, sender: Sender) -> str:
    """The finding for somebody who does not know the path; `path` is the one it is on."""
    topic = path.topic if path and path.topic else ""
    short = _SHORT.get(finding.code)
    if short and topic:
        names = {"topic": short_name(topic), "key": short_name(finding.resource)}
        return short.format(sender=sender.title, **names)
    hops = path.hops if path else ()
    return _named(_said(finding), {finding.resource, topic, *(h.resource for h in hops)})


def short_name(resource: str) -> str:
    """A resource as people call it: the last part of its ARN, eight digits of a key's id."""
    arn = parse_arn(resource)
    if arn is None:
        return resource
    name = re.split(r"[:/]", arn.resource)[-1]
    return name[:8] if arn.resource.startswith("key/") else name


def _said(finding: Finding) -> str:
    template = _BEHIND_THE_FIRST.get(finding.code)
    _, *rest = _ENDS.split(finding.says.strip(), maxsplit=1)
    if template and rest:
        return template.format(rest=small(_beginning(rest[0])))
    return _beginning(finding.says)


def _beginning(says: str) -> str:
    """Its first sentences, as many as are short enough; of a longer one the beginning."""
    told = list(_within(_ENDS.split(says.strip())))
    return " ".join(told) if told else _cut(says)


def _within(sentences: list[str]) -> Iterator[str]:
    room = MOST_WORDS
    for one in sentences:
        room -= len(one.split())
        if room < 0:
            return
        yield one


def _cut(says: str) -> str:
    words = says.split()
    return " ".join(words[:MOST_WORDS]) + "…" if len(words) > MOST_WORDS else says


def _named(text: str, resources: Collection[str]) -> str:
    """The resources of the path by name; what a policy says, in quotes, stays as it is."""
    for arn in sorted(filter(parse_arn, resources), key=len, reverse=True):
        alone = rf'(?<!["\w:/-]){re.escape(arn)}(?!["\w:/-])'
        text = re.sub(alone, partial(_name_of, arn), text)
    return text


def _name_of(arn: str, _found: re.Match[str]) -> str:
    return short_name(arn)
