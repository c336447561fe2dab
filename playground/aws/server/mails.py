"""The mails that AWS sends of itself: nothing leaves this machine, the record is all there is."""

import time
from typing import Any

from playground.aws.server.plane import Given, Plane, text

_sent: list[dict[str, Any]] = []


def mail(account: str, to: str, subject: str, body: str) -> dict[str, Any]:
    """Keep a mail."""
    sent = {"account": account, "to": to, "subject": subject, "body": body, "at": time.time()}
    _sent.append(sent)
    return sent


def _of_account(given: Given) -> list[dict[str, Any]]:
    account = text(given, "account")
    return [one for one in _sent if one["account"] == account]


def install(plane: Plane) -> None:
    """The route that shows them."""
    plane.add("GET", "/mails", _of_account)
    plane.on_reset(_sent.clear)
