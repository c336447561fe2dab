"""One HTTP request of Slack's, answered: the same for the laptop's server and for Lambda.

The signature is checked here before Bolt sees anything: Bolt parses the body first, and a timestamp
that is no number makes it raise, so that anybody could fill the log with stack traces
(docs/facts.md 8.2). Bolt verifies once more.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from urllib.parse import parse_qs

from slack_bolt import BoltRequest

from bot.slack.app import UNREADABLE, SlackApp

Answer = tuple[int, Mapping[str, str], str]
"""Status, headers and body."""

_log = logging.getLogger(__name__)
_TEXT = {"content-type": "text/plain; charset=utf-8"}
_PASSED_ON = (
    "content-type",
    "x-slack-signature",
    "x-slack-request-timestamp",
    "x-slack-retry-num",
    "x-slack-retry-reason",
)
"""No other header reaches Bolt, or a forged one could choose what it runs (docs/facts.md 8.1)."""
_MOST = 100
"""Characters of a header that are logged."""


def answer(app: SlackApp, body: bytes, headers: Mapping[str, str]) -> Answer:
    """What to send back for `body` and `headers`, whatever case their names have.

    401 where the signature is missing, wrong or over 5 minutes old; nothing runs then. 400 where a
    signed body cannot be read. Slack's own ssl_check is not signed and gets an empty 200.
    """
    known = {name.lower(): value for name, value in headers.items()}
    text = body.decode("utf-8", errors="replace")
    if not _is_signed(app, text, known):
        return (200, _TEXT, "") if _is_ssl_check(text) else (401, _TEXT, "Not signed by Slack.")
    _log_retry(known)
    passed = {name: known[name] for name in _PASSED_ON if name in known}
    try:
        response = app.dispatch(BoltRequest(body=text, headers=dict(passed)))
    except UNREADABLE as error:  # a listener's never get here
        _log.warning("Slack sent a body that cannot be read: %s", type(error).__name__)
        return 400, _TEXT, "This body cannot be read."
    return response.status, response.first_headers(), response.body or ""


def _log_retry(headers: Mapping[str, str]) -> None:
    number, reason = (headers.get(f"x-slack-retry-{name}", "") for name in ("num", "reason"))
    if number or reason:
        _log.info("Slack's try %r again: %r", number[:_MOST], reason[:_MOST])


def _is_signed(app: SlackApp, text: str, headers: Mapping[str, str]) -> bool:
    timestamp = headers.get("x-slack-request-timestamp", "")
    signature = headers.get("x-slack-signature", "")
    if app.verifier is None or not (timestamp.isascii() and timestamp.isdigit()):
        return False
    # Over 12 digits is no time of ours, and Python refuses to read thousands of them.
    if len(timestamp) > 12 or not signature.isascii():
        return False
    return app.verifier.is_valid(text, timestamp, signature)


def _is_ssl_check(text: str) -> bool:
    return len(text) < 1000 and parse_qs(text).get("ssl_check") == ["1"]
