"""An inbox: a queue that the topics of other accounts are subscribed to (deploy/inbox.js).

Who may send there says the queue's policy; that SNS wrote a message, and of which topic it is, only
SNS's signature (`bot.core.signed_message`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from typing import Protocol

from bot.aws.http.call import RefusedError
from bot.core.jobs import Job
from bot.core.rsa_signature import CertificateError, PublicKey, key_of, signs
from bot.core.signed_message import NOTIFICATION, SignedMessage, read_message
from bot.events import sns

_log = logging.getLogger(__name__)


class Hosts(Protocol):
    """SNS itself (`bot.aws.http.sns`). Its methods raise RefusedError and SilentError."""

    def certificate(self, host: str, path: str) -> str:
        """The certificate there, as PEM."""

    def confirm(self, topic: str, token: str) -> None:
        """Confirm the subscription that the token is of."""


class Inbox:
    """Reads the messages of inboxes. A certificate is fetched once."""

    def __init__(self, hosts: Hosts) -> None:
        self._hosts = hosts
        self._key: Callable[[str, str], PublicKey] = cache(self._fetched)

    def jobs(self, body: str) -> tuple[Job, ...] | None:
        """The jobs of a message; none for the confirmation of a subscription, which is given.

        None for what SNS did not sign. Raises SilentError where that cannot be told now.
        """
        message = read_message(body)
        if message is None or not self._is_signed(message):
            return None
        if message.kind == NOTIFICATION:
            return (sns.job_of(message.said),)
        self._confirm(message)
        return ()

    def _is_signed(self, message: SignedMessage) -> bool:
        try:
            key = self._key(message.host, message.path)
        except (RefusedError, CertificateError) as error:
            _log.warning("SNS has no certificate at %s: %s", message.path, error)
            return False
        return signs(key, message.signature, message.signed_text, message.hash)

    def _fetched(self, host: str, path: str) -> PublicKey:
        return key_of(self._hosts.certificate(host, path))

    def _confirm(self, message: SignedMessage) -> None:
        """A topic that the queue's policy lets in has asked to deliver here."""
        try:
            self._hosts.confirm(message.topic, message.said["Token"])
        except RefusedError as error:  # too old, or used already
            _log.warning("SNS did not confirm the subscription of %s: %s", message.topic, error)
            return
        _log.info("Confirmed the subscription of %s", message.topic)
