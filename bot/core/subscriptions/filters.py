"""Would a subscription's filter policy let an alert through?

A plain message carries no attributes and its body is no JSON (docs/facts.md 2.4), so the only
question is what a filter makes of nothing: with the scope MessageBody a plain text never matches,
and with MessageAttributes only a test for absence could. Could: AWS's page on key matching says
that `"exists": false` needs a message with at least one attribute, and that alerts carry none is
seen by users, not documented. So that test is UNKNOWN, never a wrong OK. Of a message that is not
known to be plain nothing is told but that no filter drops nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from bot.core.policy.decision import Match

_NEED_A_VALUE = frozenset(
    {"anything-but", "prefix", "suffix", "equals-ignore-case", "numeric", "cidr", "wildcard"}
)


def lets_through(policy: str | None, scope: str, *, plain: bool) -> Match:
    """YES without a filter, NO where it drops the alert, UNKNOWN where it cannot be understood.

    `plain` says that the message has no attributes and a body of plain text.
    """
    if not policy or not policy.strip():
        return Match.YES
    try:
        document = json.loads(policy)
    except (ValueError, RecursionError):
        return Match.UNKNOWN
    if not isinstance(document, dict):
        return Match.UNKNOWN
    if not document:
        return Match.YES
    return _of_plain(document, scope) if plain else Match.UNKNOWN


def _of_plain(document: Mapping[str, object], scope: str) -> Match:
    if scope == "MessageBody":
        return Match.NO
    return _attributes(document) if scope == "MessageAttributes" else Match.UNKNOWN


def _attributes(policy: Mapping[str, object]) -> Match:
    return _all(_alternatives(r) if k == "$or" else _rules(r) for k, r in policy.items())


def _alternatives(policies: object) -> Match:
    if not isinstance(policies, list) or not all(isinstance(p, dict) for p in policies):
        return Match.UNKNOWN
    return _any(_attributes(policy) for policy in policies)


def _rules(rules: object) -> Match:
    if not isinstance(rules, list):
        return Match.UNKNOWN
    return _any(_rule(rule) for rule in rules)


def _rule(rule: object) -> Match:
    """One rule of an attribute that the message does not have."""
    if not isinstance(rule, dict | list):
        return Match.NO
    if not isinstance(rule, dict) or len(rule) != 1:
        return Match.UNKNOWN
    [(operator, operand)] = rule.items()
    if operator == "exists" and isinstance(operand, bool):
        return Match.NO if operand else Match.UNKNOWN
    return Match.NO if operator in _NEED_A_VALUE else Match.UNKNOWN


def _all(matches: Iterable[Match]) -> Match:
    seen = set(matches)
    if Match.NO in seen:
        return Match.NO
    return Match.UNKNOWN if Match.UNKNOWN in seen else Match.YES


def _any(matches: Iterable[Match]) -> Match:
    seen = set(matches)
    if Match.YES in seen:
        return Match.YES
    return Match.UNKNOWN if Match.UNKNOWN in seen else Match.NO
