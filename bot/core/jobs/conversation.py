"""The jobs that a message in Slack gives: a mention, AWS's failure mail, a post, the shortcut.

`ts` is the message's own; the thread that it is answered in is the job's place's.
"""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind, kinds

LONGEST = 20_000
"""Characters of a message that travel in a job. Where `cut` is 1 there are more, and the worker
reads the message again; Slack's own limit for a text is 40,000 (docs/facts.md 7)."""


class Mention(NamedTuple):
    """`@budget-check`, with what follows it as Slack sent it."""

    ts: str
    text: str


class FailureMail(NamedTuple):
    """A message that holds the phrase of AWS's failure mail.

    `file` is the id of an e-mail that Slack did not show to the app (docs/facts.md 11a), ""
    otherwise: whether it is that mail is seen once it is read.
    """

    ts: str
    text: str
    cut: int = 0
    file: str = ""


class AppPost(NamedTuple):
    """Another app's post that may announce a budget's alert; `app` is that app's id, "" where Slack
    names none.
    """

    ts: str
    text: str
    cut: int = 0
    app: str = ""


class CheckMessage(NamedTuple):
    """The shortcut "Check this budget" on any message. `file` as in FailureMail.

    `account` and `budget` are those of the check that the message is, if it is one of ours.
    """

    ts: str
    text: str
    cut: int = 0
    file: str = ""
    account: str = ""
    budget: str = ""


What = Mention | FailureMail | AppPost | CheckMessage
KINDS = kinds(
    {
        "said.mention": JobKind(Mention),
        "said.failure": JobKind(FailureMail, "anybody"),
        "said.post": JobKind(AppPost, "anybody", "alerts"),
        "check.message": JobKind(CheckMessage),
    }
)
"""By the name that travels."""
