"""SNS as a queue's reader meets it: it signs messages and shows its certificate."""

from __future__ import annotations

import base64
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.aws.http.call import RefusedError, SilentError
from tests.core.alerts.texts import TOPIC, Said

HOST = "sns.eu-central-1.amazonaws.com"
PATH = "/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem"
_ORDER = (
    *("Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
)
ALERT = {
    "Type": "Notification",
    "MessageId": "63a3f6b6-d533-4a47-aef9-fcf5cf758c76",
    "TopicArn": TOPIC,
    "Subject": Said().subject,
    "Message": Said().body,
    "Timestamp": "2026-11-24T12:00:00.000Z",
}
CONFIRMATION = {
    "Type": "SubscriptionConfirmation",
    "MessageId": "165545c9-2a5c-472c-8df2-7ff2be2b3b1b",
    "Token": "2336412f37fb687f5d51e6e2425e",
    "TopicArn": TOPIC,
    "Message": "You have chosen to subscribe to the topic.\nTo confirm, visit the SubscribeURL.",
    "SubscribeURL": f"https://{HOST}/?Action=ConfirmSubscription&TopicArn={TOPIC}&Token=2336",
    "Timestamp": "2026-11-24T12:00:00.000Z",
}


@cache
def _folder(size: str = "2048") -> Path:
    folder = Path(tempfile.mkdtemp(prefix="signer-"))
    _run(
        *("req", "-x509", "-newkey", f"rsa:{size}", "-nodes", "-subj", "/CN=sns.amazonaws.com"),
        *("-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")),
    )
    return folder


def _run(*words: str, stdin: bytes = b"") -> bytes:
    done = subprocess.run(["openssl", *words], check=True, capture_output=True, input=stdin)
    return done.stdout


class Signer:
    """One key, made by OpenSSL. `size` is its bits."""

    def __init__(self, size: str = "2048") -> None:
        self._at = _folder(size)
        self.fetched: list[tuple[str, str]] = []
        self.confirmed: list[tuple[str, str]] = []
        self.raises: RefusedError | SilentError | None = None

    def signed(self, message: Mapping[str, str], version: str = "2") -> dict[str, str]:
        """The message as SNS writes it to a queue."""
        text = "".join(f"{k}\n{message[k]}\n" for k in _ORDER if k in message and _is(message, k))
        hash_ = {"1": "-sha1", "2": "-sha256"}[version]
        words = ("dgst", hash_, "-sign", str(self._at / "key.pem"))
        return {
            **message,
            "SignatureVersion": version,
            "Signature": base64.b64encode(_run(*words, stdin=text.encode())).decode(),
            "SigningCertURL": f"https://{HOST}{PATH}",
        }

    def certificate(self, host: str, path: str) -> str:
        """As `Hosts` has it."""
        self.fetched.append((host, path))
        if self.raises:
            raise self.raises
        return (self._at / "certificate.pem").read_text("ascii")

    def confirm(self, topic: str, token: str) -> None:
        """As `Hosts` has it."""
        if self.raises:
            raise self.raises
        self.confirmed.append((topic, token))


def _is(message: Mapping[str, str], name: str) -> bool:
    """SNS signs no subject of a confirmation, and no address of a notification."""
    only = {"SubscribeURL", "Token"} if message["Type"] == "Notification" else {"Subject"}
    return name not in only
