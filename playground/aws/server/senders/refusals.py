"""Why SNS refuses a publish, in its own codes and in the words that senders pass on
(docs/facts.md 2.5 and 13.2).
"""

import uuid
from dataclasses import dataclass

from playground.aws.judge import Judgement
from playground.aws.server.senders.path import Source, Topic

_WORKING = ("Enabled", "Updating")
_SNS = {
    "AccessDeniedException": "KMSAccessDenied",
    "DisabledException": "KMSDisabled",
    "KMSInvalidStateException": "KMSInvalidState",
    "NotFoundException": "KMSNotFound",
}
"""KMS's exception, and the code that SNS makes of it."""


@dataclass(frozen=True)
class Refusal:
    """SNS's error code and its sentence."""

    code: str
    words: str


def refusal(source: Source, topic_arn: str, topic: Topic | None, judged: Judgement) -> Refusal:
    """What SNS answers to a publish that was refused."""
    if topic is not None and judged.hop == "key":
        return _by_kms(topic)
    if topic is not None and topic.policy is None:
        return Refusal("NotFound", "Topic does not exist")
    if not (judged.silent or judged.denied):
        return Refusal("InvalidParameter", f"Invalid parameter: TopicArn {topic_arn}")
    why = "because no resource-based policy allows the SNS:Publish action"
    if judged.denied:
        why = "with an explicit deny in a resource-based policy"
    who = f"User: {source.role}" if source.role else f"Resource: {source.arn}"
    words = f"{who} is not authorized to perform: SNS:Publish on resource: {topic_arn} {why}"
    return Refusal("AuthorizationError", words)


def _by_kms(topic: Topic) -> Refusal:
    key = topic.key
    if key is None or (key.exists and key.state in _WORKING):
        code = "AccessDeniedException"
    elif not key.exists:
        code = "NotFoundException"
    else:
        code = "DisabledException" if key.state == "Disabled" else "KMSInvalidStateException"
    words = (
        f"null (Service: AWSKMS; Status Code: 400; Error Code: {code}; "
        f"Request ID: {uuid.uuid4()}; Proxy: null)"
    )
    return Refusal(_SNS[code], words)
