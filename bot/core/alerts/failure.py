"""AWS's mail that it cannot publish to a topic, as it was mailed, forwarded or pasted (FACTS 5.3).

It names the budget and the topic in angle brackets and blames the topic's permissions, whatever is
really broken. Cost Anomaly Detection sends one of its own; its full text is published nowhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.alerts.block import LONGEST_NAME
from bot.core.alerts.plain import plain
from bot.core.alerts.signs import LONGEST, mentions_failure
from bot.core.arns import parse_arn
from bot.core.senders import BUDGETS, COST_ANOMALY

_MARKS = "*_~` \t"
_SPACE = r"[\s*_~`]{1,6}"
_NAME = re.compile(
    rf"status{_SPACE}of{_SPACE}your{_SPACE}(.{{1,220}}?){_SPACE}budget{_SPACE}"
    rf"on{_SPACE}the{_SPACE}following{_SPACE}SNS{_SPACE}topic",
    re.IGNORECASE | re.DOTALL,
)
# "We were unable to publish to your SNS topic" (field report); Budgets writes "this SNS topic".
_OF_ANOMALIES = re.compile(r"\bpublish\s{1,6}to\s{1,6}your\s{1,6}sns\s{1,6}topic")
_TOPIC = re.compile(
    r"arn:aws[a-z-]{0,20}:sns:[a-z0-9-]{1,30}:[0-9]{12}:[A-Za-z0-9_-]{1,256}(?:\.fifo)?"
)
_LINE_END = re.compile(r"[ \t]?\n[ \t]{0,20}")
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
        """The topic's account, which is the budget's too (FACTS 1.2); "" without a topic."""
        arn = parse_arn(self.topic)
        return arn.account if arn else ""


def failure_of(text: str) -> Failure | None:
    """The failure mail in a text; None without its phrase. Never raises.

    `text` may be a mail's or a Slack message's (escaped, quoted, with links and bold marks).
    """
    if not mentions_failure(text):
        return None
    said = plain(text[:LONGEST])
    sender = _sender(said)
    budget = _budget(said) if sender == BUDGETS.id else ""
    match = _TOPIC.search(said)
    return Failure(sender, budget, match[0].rstrip("_*") if match else "")


def _sender(said: str) -> str:
    """Both mail from costalerts.amazonaws.com, so the words decide, not the address."""
    words = said.casefold()
    if "aws budgets" in words or "budgets@costalerts" in words:
        return BUDGETS.id
    anomaly = "anomaly" in words or _OF_ANOMALIES.search(words)
    return COST_ANOMALY.id if anomaly else BUDGETS.id


def _budget(said: str) -> str:
    match = _NAME.search(said)
    if not match:
        return ""
    # A mail client breaks lines between words; a name itself may hold more than one space.
    name = _LINE_END.sub(" ", match[1]).strip(_MARKS)
    if name.startswith("<") and name.endswith(">"):
        name = _unstarred(name[1:-1].strip())
    return name if 1 <= len(name) <= LONGEST_NAME and not _ILLEGAL.search(name) else ""


def _unstarred(name: str) -> str:
    """Without Slack's marks for bold or italic around the whole of it."""
    while len(name) > 2 and name[0] in "*_~`" and name[0] == name[-1]:
        name = name[1:-1]
    return name
