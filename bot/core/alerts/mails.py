"""Several failure mails in one text, as where somebody pastes a morning's mail into one message.

AWS Budgets' mails are told by how they begin (docs/facts.md 5.3). Cost Anomaly Detection's full
text is published nowhere: what is known of it is the phrase, and that it names its topic.
"""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from bot.core.alerts.failure import (
    NAMED,
    OF_ANOMALIES,
    Failure,
    failure_at,
    says_your,
    topics,
)
from bot.core.alerts.plain import plain
from bot.core.alerts.signs import LONGEST, failure_phrases
from bot.core.names import UNSEEN

_GAP = rf"[\s*_~`>{UNSEEN}]{{1,8}}"


def _words(text: str) -> re.Pattern[str]:
    """These words, with whatever marks and line breaks a mail client put between."""
    return re.compile(_GAP.join(text.split()), re.IGNORECASE)


_BEGINS = _words("you requested that we notify you")
_BETWEEN = 60
"""Characters from there to the budget's name, at most: "regarding the" stands between."""
# What the mail of Budgets says after its phrase.
_TAIL = (
    _words("to the list of services that are allowed to publish to this SNS topic"),
    _words("on how to add AWS Budgets to your SNS topic permissions"),
    _words("to check the status of your budget"),
    _words("budget notifications will not be sent to your SNS topic subscribers"),
)
_TAIL_WITHIN = 1500
"""Characters from the end of one of these to the end of the next, at most."""
_CUT = 400
"""Characters from a name to the end of its topic, at most, in a mail that was cut there."""
# Where another mail begins after one whose end is not known.
_HEAD = re.compile(
    rf"^[\s*_~`{UNSEEN}]{{0,5}}(?:(?:from|subject|sent|date|to)[ \t]?:|begin forwarded|[-_]{{5}}|"
    r"(?:dear|hello|hi|greetings|good (?:morning|day))\b|aws budget notification)",
    re.IGNORECASE | re.MULTILINE,
)

Phrases = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Mail:
    """A stretch of the text that is one mail, and its failure phrase in it."""

    start: int
    end: int
    phrase: tuple[int, int]
    of_budgets: bool


def failures_of(text: str) -> tuple[Failure, ...]:
    """The failure mails in a text, each once, in reading order; () without the phrase.

    A Slack message says everything twice, as text and as blocks: what only repeats another with
    less is left out.
    """
    said = plain(text[:LONGEST])
    found = tuple(dict.fromkeys(_failure(said, mail) for mail in _mails(said)))
    less = {with_less for one in found for with_less in _with_less(one)}
    return tuple(one for one in found if one not in less)


def without_mails(said: str) -> str:
    """What else a plain text says: all but AWS Budgets' failure mails."""
    of_budgets = [mail for mail in _mails(said) if mail.of_budgets]
    ends = [0, *(mail.end for mail in of_budgets)]
    starts = [*(mail.start for mail in of_budgets), len(said)]
    return "\n".join(said[a:b] for a, b in zip(ends, starts, strict=True))


def _failure(said: str, mail: _Mail) -> Failure:
    start, end = mail.phrase
    return failure_at(said[mail.start : mail.end], (start - mail.start, end - mail.start))


def _with_less(one: Failure) -> set[Failure]:
    budget, topic = replace(one, budget=""), replace(one, topic="")
    return {budget, topic, replace(budget, topic="")} - {one}


def _mails(said: str) -> list[_Mail]:
    phrases = failure_phrases(said)
    return list(_apart(said, phrases)) if phrases else []


def _apart(said: str, phrases: Phrases) -> Iterator[_Mail]:
    """Each mail of Budgets from how it begins to its end, and what others there are between."""
    begins = _beginnings(said)
    yield from _loose(said, 0, begins[0] if begins else len(said), phrases)
    for start, end in pairwise([*begins, len(said)]):
        mail = _of_budgets(said, start, end, phrases)
        if mail:
            yield mail
        yield from _loose(said, mail.end if mail else start, end, phrases)


def _beginnings(said: str) -> list[int]:
    """Where mails of Budgets begin, also such as lost their first words."""
    whole = [match.span() for match in _BEGINS.finditer(said)]
    ends = [end for _, end in whole]
    bare = []
    for match in NAMED.finditer(said):
        before = bisect(ends, match.start()) - 1
        if before < 0 or match.start() - ends[before] > _BETWEEN:
            bare.append(match.start())
    return sorted([*(start for start, _ in whole), *bare])


def _of_budgets(said: str, start: int, end: int, phrases: Phrases) -> _Mail | None:
    """The mail of Budgets that begins there; None where it says neither its phrase nor a name."""
    own = _within(phrases, start, end)
    named = NAMED.search(said, start, end)
    following = own[1][0] if len(own) > 1 else end
    if own and not (named and _is_anothers(said, named.end(), own[0], following)):
        return _Mail(start, _tail(said, own[0][1], following), own[0], of_budgets=True)
    if named is None:
        return None
    # It was cut before its phrase; the topic stands behind the name.
    place = named.end()
    topic = next(topics(said[place : min(end, place + _CUT)]), (0, 0, ""))
    return _Mail(start, place + topic[1], (place, place), of_budgets=True)


def _is_anothers(said: str, named: int, phrase: tuple[int, int], end: int) -> bool:
    """Whether another mail begins between the budget's name and the phrase."""
    between = said[named : phrase[0]]
    stretches = pairwise([0, *(at for topic in topics(between) for at in topic[:2]), len(between)])
    words = "\n".join(between[a:b] for a, b in islice(stretches, 0, None, 2))
    if _HEAD.search(words) or OF_ANOMALIES.search(words):
        return True
    # Budgets has not been seen to write "your"; a topic more says that it is no new wording of it.
    return says_your(said, phrase) and len({topic for *_, topic in topics(said[named:end])}) > 1


def _tail(said: str, start: int, end: int) -> int:
    """Where the mail of Budgets whose phrase ends at `start` is over."""
    for words in _TAIL:
        match = words.search(said, start, min(end, start + _TAIL_WITHIN))
        start = match.end() if match else start
    return start


def _loose(said: str, start: int, end: int, phrases: Phrases) -> Iterator[_Mail]:
    """The mails in a stretch in which none begins as those of Budgets do: one for each phrase."""
    own = _within(phrases, start, end)
    for number, phrase in enumerate(own):
        last = number + 1 == len(own)
        over = _end(said, start, phrase, end if last else own[number + 1][0], last=last)
        yield _Mail(start, over, phrase, of_budgets=False)
        start = over


def _end(said: str, start: int, phrase: tuple[int, int], limit: int, *, last: bool) -> int:
    """Where a mail ends that says its phrase there, before the next one at `limit`."""
    before = next(topics(said[start : phrase[0]]), None)
    after = next(topics(said[phrase[1] : limit]), None)
    head = _HEAD.search(said, phrase[1], limit)
    if head and (before or limit < len(said) or (after and phrase[1] + after[1] <= head.start())):
        return head.start()
    if last:
        return limit
    return phrase[1] + after[1] if after and not before else phrase[1]


def _within(phrases: Phrases, start: int, end: int) -> Phrases:
    return phrases[bisect_left(phrases, (start, 0)) : bisect_left(phrases, (end, 0))]
