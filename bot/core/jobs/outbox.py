"""The jobs of the outbox: say one thing that is kept there, look for what nobody has said, and post
what is never drawn anew.
"""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind, kinds


class Send(NamedTuple):
    """Say what the outbox keeps under this id, if nobody has.

    With `revision` only while that one is the newest: what takes its place has a job of its own.
    """

    message: str
    revision: str = ""


class PostInThread(NamedTuple):
    """A message that is drawn once, for the thread of the job's place; `blocks` are its JSON.

    `plain` is that of its plain form, "" where it has none; `over` the mark of a message that it
    takes the place of, "" for none.
    """

    text: str
    blocks: str
    plain: str = ""
    over: str = ""


class SendDue(NamedTuple):
    """Say what should have been said by now: its worker is gone, or Slack did not take it.

    It is looked for `again`, so many times, before the schedule comes round.
    """

    again: int = 0


What = Send | PostInThread | SendDue
KINDS = kinds(
    {
        "message.send": JobKind(Send, "nobody", "alerts", "tables"),
        "message.post": JobKind(PostInThread, "itself", "alerts"),
        "message.due": JobKind(SendDue, "nobody", "alerts", "tables"),
    }
)
"""By the name that travels."""
