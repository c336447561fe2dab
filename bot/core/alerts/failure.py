"""AWS's mail that it cannot publish to a topic, as it was mailed, forwarded or pasted
(docs/facts.md 5.3).

It names the budget and the topic in angle brackets and blames the topic's permissions, whatever is
really broken. Cost Anomaly Detection sends one of its own; its full text is published nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.alerts.block import LONGEST_NAME
from bot.core.alerts.plain import plain
from bot.core.alerts.signs import LONGEST, failure_phrases
from bot.core.arns import parse_arn
from bot.core.names import UNSEEN, flat, seen, trimmed
from bot.core.senders import BUDGETS, COST_ANOMALY

_MARKS = "*_~` \t"
_SPACE = rf"[\s*_~`{UNSEEN}]{{1,6}}"
NAMED = re.compile(
    rf"status{_SPACE}of{_SPACE}your{_SPACE}(.{{1,220}}?){_SPACE}budget{_SPACE}"
    rf"on{_SPACE}the{_SPACE}following{_SPACE}SNS{_SPACE}topic",
    re.IGNORECASE | re.DOTALL,
)
"""Where the mail of AWS Budgets names the budget. A name holds no colon, so no ARN is in it."""
# "We were unable to publish to your SNS topic" (field report); Budgets writes "this SNS topic".
_YOUR = re.compile(r"to[^a-z]{0,8}your[^a-z]", re.IGNORECASE)
# But not the subject of an alert.
_OF_BUDGETS = re.compile(
    rf"aws{_SPACE}budgets(?!:[^\n]{{1,150}}{_SPACE}has{_SPACE}exceeded)|budgets@costalerts",
    re.IGNORECASE,
)
OF_ANOMALIES = re.compile(r"(?<![\w-])anomal(?:y|ies)(?![\w-])", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_BESIDE = 80
"""Characters between the phrase and the name of the one whose mail it is."""
_COLON = rf":[{UNSEEN}]{{0,3}}"
_TOPIC = re.compile(
    rf"arn{_COLON}aws[a-z-]{{0,20}}{_COLON}sns{_COLON}[a-z0-9-]{{1,30}}{_COLON}[0-9]{{12}}{_COLON}"
    rf"[A-Za-z0-9_{UNSEEN}-]{{1,256}}(?:\.fifo)?"
)
# A subscription's ARN, as in the last lines of an alert that SNS mailed, goes on with a UUID.
_GOES_ON = re.compile(r":[0-9a-f]{8}-[0-9a-f]{4}-")
_WRAPPED_TOPIC = re.compile(r"<(\s*arn:[^<>]{1,400})>")
_LINE_END = re.compile(r"[ \t]?\n[ \t]{0,20}")
_WRAPPED = re.compile(r"\A[ \t]{0,20}\n[ \t]{0,20}|[ \t]{0,20}\n[ \t]{0,20}\Z")
_ILLEGAL = re.compile(r"[:\\]")


@dataclass(frozen=True, slots=True)
class Failure:
    """What the mail tells: `sender` is the id of the one who could not publish (bot.core.senders).

    `budget` and `topic` are "" where the text does not name them, as in an excerpt.
    """

    sender: str
    budget: str = ""
    topic: str = ""

    @property
    def account(self) -> str:
        """The topic's account, which is the budget's too (docs/facts.md 1.2); "" without a
        topic.
        """
        arn = parse_arn(self.topic)
        return arn.account if arn else ""


def failure_of(text: str) -> Failure | None:
    """The failure mail in a text; None without its phrase. Never raises.

    `text` may be a mail's or a Slack message's (escaped, quoted, with links and bold marks).
    """
    said = plain(text[:LONGEST])
    phrases = failure_phrases(said)
    return failure_at(said, phrases[0]) if phrases else None


def failure_at(said: str, phrase: tuple[int, int]) -> Failure:
    """The mail in a plain text that holds no other one, with its phrase from there to there."""
    named = NAMED.search(said)
    sender = BUDGETS.id if named else _sender(said, phrase)
    near = min(topics(said), key=lambda one: _gap(one[:2], phrase), default=(0, 0, ""))
    return Failure(sender, _budget(named[1]) if named else "", near[2])


def topics(said: str) -> Iterator[tuple[int, int, str]]:
    """Each topic's ARN in a plain text, and from where to where it stands."""
    whole = _WRAPPED_TOPIC.sub(_in_one_piece, said)
    for match in _TOPIC.finditer(whole):
        if not _GOES_ON.match(whole, match.end()):
            yield match.start(), match.end(), seen(match[0]).rstrip("_*")


def _in_one_piece(match: re.Match[str]) -> str:
    """An ARN in angle brackets that a mail client wrapped; as long as before."""
    arn = re.sub(r"\s", "", match[1])
    return f"<{arn}>".ljust(len(match[0]))


def _sender(said: str, phrase: tuple[int, int]) -> str:
    """Both mail from costalerts.amazonaws.com, so the words decide, not the address.

    Where neither is named close by, it is the one whose wording the phrase has.
    """
    words = _TOPIC.sub(lambda match: " " * len(match[0]), said)
    budgets, anomalies = (_far(kind, words, phrase) for kind in (_OF_BUDGETS, OF_ANOMALIES))
    if says_your(said, phrase):
        paragraph = _paragraph(words, phrase)
        beside = any(_gap(m.span(), phrase) < _BESIDE for m in _OF_BUDGETS.finditer(*paragraph))
        return BUDGETS.id if beside and budgets < anomalies else COST_ANOMALY.id
    return COST_ANOMALY.id if anomalies < budgets else BUDGETS.id


def _paragraph(said: str, phrase: tuple[int, int]) -> tuple[str, int, int]:
    """The text, and where in it the paragraph that the phrase stands in begins and ends."""
    end = _PARAGRAPH.search(said, phrase[1])
    starts = [match.end() for match in _PARAGRAPH.finditer(said, 0, phrase[0])]
    return said, starts[-1] if starts else 0, end.start() if end else len(said)


def says_your(said: str, phrase: tuple[int, int]) -> bool:
    """Whether the phrase is worded as Cost Anomaly Detection words it."""
    return bool(_YOUR.search(said, *phrase))


def _far(words: re.Pattern[str], said: str, phrase: tuple[int, int]) -> int:
    """How far from the phrase the nearest of these words is; far away without any."""
    return min((_gap(m.span(), phrase) for m in words.finditer(said)), default=LONGEST)


def _gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    """The characters between two stretches of a text."""
    return max(other[0] - one[1], one[0] - other[1], 0)


def _budget(told: str) -> str:
    """The name as it stands in its brackets, odd blanks included: a budget may have them."""
    bare = trimmed(trimmed(told).strip(_MARKS))
    # A mail client breaks lines between words; a name itself may hold more than one space.
    # A closing bracket that came to stand at a line's start is read as a quote mark.
    bare += ">" if bare.startswith("<") and ">" not in bare else ""
    if bare.startswith("<") and bare.endswith(">"):
        name = _unstarred(_LINE_END.sub(" ", _WRAPPED.sub("", bare[1:-1])))
    else:
        name = _LINE_END.sub(" ", told).strip(_MARKS)
    name = name if len(name) <= LONGEST_NAME else flat(name)
    legal = flat(name) and len(name) <= LONGEST_NAME and not _ILLEGAL.search(name)
    return name if legal else ""


def _unstarred(name: str) -> str:
    """Without Slack's marks for bold or italic around the whole of it."""
    while len(name) > 2 and name[0] in "*_~`" and name[0] == name[-1]:
        name = name[1:-1]
    return name
