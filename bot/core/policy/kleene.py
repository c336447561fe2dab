"""Three-valued logic over `Match`: a part that nobody can tell spoils only what turns on it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.policy.decision import Match

YES, NO, UNKNOWN = Match.YES, Match.NO, Match.UNKNOWN


def all_of(matches: Iterable[Match]) -> Match:
    """AND; YES for none at all."""
    result = YES
    for match in matches:
        if match is NO:
            return NO
        if match is UNKNOWN:
            result = UNKNOWN
    return result


def any_of(matches: Iterable[Match]) -> Match:
    """OR; NO for none at all."""
    result = NO
    for match in matches:
        if match is YES:
            return YES
        if match is UNKNOWN:
            result = UNKNOWN
    return result


def negate(match: Match) -> Match:
    """NOT."""
    if match is UNKNOWN:
        return UNKNOWN
    return NO if match is YES else YES


def agreed(matches: Iterable[Match]) -> Match:
    """What all readings of one thing say; UNKNOWN where they differ."""
    found = set(matches)
    return found.pop() if len(found) == 1 else UNKNOWN


def is_so(truth: bool) -> Match:
    """A plain truth value as a Match."""
    return YES if truth else NO
