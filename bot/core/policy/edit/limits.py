"""What AWS would refuse, found before the write (docs/facts.md 2.1 and 3.2)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from bot.core.policy import Match, Request, StatementResult, evaluate
from bot.core.policy.edit.refusal import EditError
from bot.core.policy.edit.spans import Layout, Span, layout
from bot.core.texts.words import capital, listed

KEY_POLICY_BYTES = 32_768
TOPIC_POLICY_BYTES = 30 * 1024
TOPIC_STATEMENTS = 100
TOPIC_PRINCIPALS = 200
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


def preflight_topic(text: str, topic: str) -> None:
    """EditError where SNS would refuse this policy of the topic with the ARN `topic`.

    Its quotas: SNS developer guide, API permissions reference, "Amazon SNS policy quotas". A
    Resource with a star that reaches the topic is taken for one that SNS accepts: such policies
    are in use (docs/facts.md 4.4).
    """
    if not text.isascii():
        raise EditError(
            "The topic policy holds characters other than ASCII, which SNS does not take. Write "
            "those statements without them first."
        )
    if len(text) > TOPIC_POLICY_BYTES:
        raise EditError(
            f"The topic policy would have {len(text):,} bytes, and SNS takes "
            f"{TOPIC_POLICY_BYTES:,}. Take out statements that are no longer needed first."
        )
    found = layout(text)
    if len(found.statements) > TOPIC_STATEMENTS:
        raise EditError(
            f"The topic policy would have {len(found.statements)} statements, and SNS takes "
            f"{TOPIC_STATEMENTS}. Take out those that are no longer needed first."
        )
    _refuse_repeated_sids(found)
    results = evaluate(text, Request("", "sns:Publish", topic, {})).statements
    for span, result in zip(found.statements, results, strict=True):
        _refuse_unfit(span, result, topic)
    _refuse_the_gone(text, "topic", "SNS")


def _refuse_repeated_sids(found: Layout) -> None:
    """SNS wants each Sid once, though a policy that is older than that may hold one twice."""
    counted = Counter(span.sid for span in found.statements if span.sid)
    repeated = [f'"{sid}"' for sid, count in counted.items() if count > 1]
    if repeated:
        raise EditError(
            f"The topic policy has the Sid {listed(repeated)} more than once, and SNS takes each "
            "only once. Give those statements Sids of their own first."
        )


def _refuse_unfit(span: Span, result: StatementResult, topic: str) -> None:
    """A statement with too many principals, or that is not about this topic alone."""
    label = capital(result.label)
    count = sum(1 for _ in _principals(span))
    if not 1 <= count <= TOPIC_PRINCIPALS:
        raise EditError(
            f"{label} of the topic policy has {count} principals, and SNS "
            f"takes 1 to {TOPIC_PRINCIPALS} in a statement. Mend that one first."
        )
    resources = _texts(span, "Resource")
    if resources and (len(resources) > 1 or result.resource is Match.NO):
        raise EditError(
            f"{label} of the topic policy has the Resource "
            f"{listed(str(one) for one in resources[:3])}, and SNS takes one Resource in a "
            f"statement, {topic}. Mend that one first."
        )


def _refuse_the_gone(text: str, what: str, service: str) -> None:
    """One principal that no longer exists makes AWS refuse the whole document."""
    gone = [found for n, span in enumerate(layout(text).statements) for found in _gone(n, span)]
    if gone:
        raise EditError(
            f"The {what} policy names principals that no longer exist: {listed(gone)}. {service} "
            "refuses every change of such a policy. Take those ids out first."
        )


def _gone(index: int, span: Span) -> Iterator[str]:
    for kind, name in _principals(span):
        if kind == "AWS" and isinstance(name, str) and _GONE.fullmatch(name):
            yield f"{name} in {_label(index, span)}"


def _principals(span: Span) -> Iterator[tuple[str, object]]:
    """Each principal that the statement names, with its kind ("AWS", also for a bare star)."""
    for element in ("Principal", "NotPrincipal"):
        for found in _texts(span, element):
            for kind, names in found.items() if isinstance(found, dict) else [("AWS", found)]:
                for name in names if isinstance(names, list) else [names]:
                    yield kind, name


def _texts(span: Span, element: str) -> list[object]:
    statement = span.value if isinstance(span.value, dict) else {}
    found = statement.get(element, [])
    return found if isinstance(found, list) else [found]


def _label(index: int, span: Span) -> str:
    return f'statement {index + 1} ("{span.sid}")' if span.sid else f"statement {index + 1}"
