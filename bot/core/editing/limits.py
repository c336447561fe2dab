"""What AWS would refuse, found before the write (FACTS 2.1 and 3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.editing.refusal import EditError
from bot.core.editing.spans import Span, layout
from bot.core.text import listed

KEY_POLICY_BYTES = 32_768
_KEY_TEXT = re.compile(r"[\t\n\r\u0020-\u00ff]*")
# What is left of a user or role that was deleted: its id in the place of its ARN, with the name of
# the session where one session was named.
_GONE = re.compile(r"(?:AIDA|AROA)[A-Z0-9]{12,}(?::.*)?")


def preflight_key(text: str) -> None:
    """EditError where KMS would refuse this key policy.

    That the caller stays able to change the policy (KMS's lock-out check) needs no test: we only
    add an Allow or take our own out again, and never set BypassPolicyLockoutSafetyCheck.
    """
    size = len(text.encode(errors="surrogatepass"))
    if size > KEY_POLICY_BYTES:
        raise EditError(
            f"The key policy would have {size:,} bytes, and KMS takes {KEY_POLICY_BYTES:,}. Take "
            "out statements that are no longer needed first."
        )
    if not _KEY_TEXT.fullmatch(text):
        raise EditError(
            "The key policy holds characters that KMS does not take (it takes Latin-1). Write "
            "those statements without them first."
        )
    _refuse_the_gone(text, "key", "KMS")


def preflight_topic(text: str) -> None:
    """EditError where SNS would refuse this topic policy. SNS documents no limit of its size."""
    if not text.isascii():
        raise EditError(
            "The topic policy holds characters other than ASCII, which SNS does not take. Write "
            "those statements without them first."
        )
    _refuse_the_gone(text, "topic", "SNS")


def _refuse_the_gone(text: str, what: str, service: str) -> None:
    """One principal that no longer exists makes AWS refuse the whole document."""
    gone = [found for n, span in enumerate(layout(text).statements) for found in _gone(n, span)]
    if gone:
        raise EditError(
            f"The {what} policy names principals that no longer exist: {listed(gone)}. {service} "
            "refuses every change of such a policy. Take those ids out first."
        )


def _gone(index: int, span: Span) -> Iterator[str]:
    statement = span.value if isinstance(span.value, dict) else {}
    label = f'statement {index + 1} ("{span.sid}")' if span.sid else f"statement {index + 1}"
    for name in ("Principal", "NotPrincipal"):
        principal = statement.get(name)
        found = principal.get("AWS") if isinstance(principal, dict) else None
        for text in found if isinstance(found, list) else [found]:
            if isinstance(text, str) and _GONE.fullmatch(text):
                yield f"{text} in {label}"
