"""The jobs of an alert that has arrived, and of the threads that wait for the next one."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind, kinds


class Alerted(NamedTuple):
    """A message of a budget's topic, as SNS delivered it: its id, and its text whole.

    `at` is SNS's own timestamp, verbatim; `subject` is "" where it has none.
    """

    message: str
    topic: str
    subject: str
    body: str
    at: str


class Follow(NamedTuple):
    """A later event of a budget, for its open threads: one line in each.

    `mark` is what the line is found by, `says` the line, "" where there is nothing to say but the
    first messages are to be drawn anew. `channel` and `ts` are those of the message under which the
    whole story stands. `stage` is a `Stage`, "" where that does not change; `at` when, in ISO 8601;
    `mended` is the topic to which nothing could be published until then, "" for none.
    """

    account: str
    budget: str
    mark: str
    says: str
    channel: str
    ts: str
    stage: str
    at: str
    mended: str = ""


class Remind(NamedTuple):
    """Say in the threads that are due that nobody has acknowledged their alert."""


class PostThread(NamedTuple):
    """Post the first message of a thread, or draw it anew as things are now.

    `begun` is 1 where nobody can have posted it: then it is not looked for.
    """

    thread: str
    begun: int = 0


class PostLine(NamedTuple):
    """Post one line in a thread: `mark` is what it is found by, `says` the line.

    `channel` and `ts` are those of the message under which the whole story stands, "" for none.
    `hears` is the user who is mentioned, "" for nobody. `times`, in ISO 8601 with commas between
    them, fill the places t0, t1 ... of `says`, which is a template then. `about` is the budget that
    the line names first, "" where it does so itself.
    """

    thread: str
    mark: str
    says: str
    channel: str = ""
    ts: str = ""
    hears: str = ""
    times: str = ""
    about: str = ""


class PostForeign(NamedTuple):
    """Post, or draw anew, what came over a topic that nobody can vouch for; `at` is a moment of the
    hour, in ISO 8601.
    """

    topic: str
    at: str


What = Alerted | Follow | Remind | PostThread | PostLine | PostForeign
KINDS = kinds(
    {
        "alert.arrived": JobKind(Alerted, "nobody", "alerts", "tables"),
        "thread.follow": JobKind(Follow, "nobody", "alerts", "tables"),
        "thread.remind": JobKind(Remind, "nobody", "alerts", "tables"),
        "thread.post": JobKind(PostThread, "nobody", "alerts", "tables"),
        "thread.line": JobKind(PostLine, "nobody", "alerts", "tables"),
        "alert.foreign": JobKind(PostForeign, "nobody", "alerts", "tables"),
    }
)
"""By the name that travels."""
