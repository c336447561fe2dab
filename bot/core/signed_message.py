"""A message of SNS as it comes to a queue, and what SNS has signed of it.

A queue says nothing of who wrote what lies in it: with raw message delivery it is the publisher,
and a body may then name any topic. SNS's signature covers the topic.

https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

NOTIFICATION = "Notification"
CONFIRMATION = "SubscriptionConfirmation"
_SIGNED = {
    NOTIFICATION: ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    CONFIRMATION: (
        *("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
    ),
}
"""By type, in this order; a subject only where there is one."""
_HASHES = {"1": "sha1", "2": "sha256"}
_FORMS = {
    "MessageId": re.compile(r"[0-9a-fA-F-]{36}"),
    "Timestamp": re.compile(r"[0-9TZ:.-]{20,30}"),
    "TopicArn": re.compile(r"arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}"),
    "Token": re.compile(r"[0-9a-zA-Z]{1,2048}"),
}
"""What is signed is a text of lines without an escape: a value with a line break could be read as
two. The message alone may have some, and comes first."""
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
"""JSON can hold one, UTF-8 cannot: no text that SNS has signed."""
_CERTIFICATE = re.compile(
    r"https://(?P<host>sns\.[a-z]{2}(?:-[a-z]+)+-\d{1,2}\.amazonaws\.com(?P<china>\.cn)?)"
    r"(?P<path>/SimpleNotificationService-[0-9a-zA-Z]{1,100}\.pem)"
)
"""The host of a Region: `sns.s3-eu-west-1.amazonaws.com` would be a bucket that somebody has called
`sns`. What SNS in China signs is of topics there, and of no other."""
_IN_CHINA = "arn:aws-cn:"


@dataclass(frozen=True, slots=True)
class SignedMessage:
    """`said` is all of it; nothing of that is true before `signature` is found to be SNS's.

    The certificate lies on `host`, one of SNS's own, at `path`.
    """

    said: Mapping[str, str]
    host: str
    path: str
    signature: bytes
    hash: str

    @property
    def kind(self) -> str:
        """`NOTIFICATION` or `CONFIRMATION`."""
        return self.said["Type"]

    @property
    def topic(self) -> str:
        """The topic's ARN."""
        return self.said["TopicArn"]

    @property
    def signed_text(self) -> bytes:
        """What the signature is of."""
        names = (name for name in _SIGNED[self.kind] if name in self.said)
        return "".join(f"{name}\n{self.said[name]}\n" for name in names).encode()


def read_message(body: str) -> SignedMessage | None:
    """The message in a queue's message; None for what cannot be SNS's."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    said = {k: v for k, v in found.items() if isinstance(v, str)}
    needed = set(_SIGNED.get(said.get("Type", ""), ("",))) - {"Subject"}
    if not needed <= set(said) or not all(_fits(name, said) for name in said):
        return None
    return _signed(said)


def _fits(name: str, said: Mapping[str, str]) -> bool:
    form = _FORMS.get(name)
    if _LONE_SURROGATE.search(said[name]):
        return False
    if form:
        return form.fullmatch(said[name]) is not None
    return name == "Message" or "\n" not in said[name]


def _signed(said: Mapping[str, str]) -> SignedMessage | None:
    certificate = _CERTIFICATE.fullmatch(said.get("SigningCertURL", ""))
    hash_ = _HASHES.get(said.get("SignatureVersion", ""))
    try:
        signature = base64.b64decode(said.get("Signature", ""), validate=True)
    except (binascii.Error, ValueError):
        return None
    if certificate is None or hash_ is None:
        return None
    if bool(certificate["china"]) != said["TopicArn"].startswith(_IN_CHINA):
        return None
    return SignedMessage(said, certificate["host"], certificate["path"], signature, hash_)
