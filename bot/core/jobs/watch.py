"""The jobs of the watch: what changed in AWS, what is told of it, the round over every budget."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind, kinds


class ResourceChanged(NamedTuple):
    """A change that CloudTrail saw. The fields are those of `bot.core.aws_events.ResourceChange`.

    `at` is CloudTrail's time, in ISO 8601.
    """

    event: str
    action: str
    who: str
    at: str
    account: str
    region: str
    kind: str
    about: str
    key: str
    job: str
    attribute: str = ""
    text: str = ""


class Watch(NamedTuple):
    """Check a budget again and tell what has changed since the watch last told.

    `since` is when the cause was seen, in ISO 8601: a check that began later has seen it too.
    `group` is the cause where it may have turned other budgets too, which are then told together.
    """

    account: str
    budget: str
    since: str
    group: str = ""


class TellVerdictChange(NamedTuple):
    """Tell how a budget's verdict turned: where its alerts are talked about, else with the others
    of its `cause`, "" where it is this budget's alone.

    The fields are those of `bot.core.verdict_change.AffectedBudget`; `since` and `at` in ISO 8601,
    `since` "" for never.
    """

    account: str
    budget: str
    turned: str
    verdict: str
    says: str
    since: str
    teller: str
    at: str
    cause: str


class PutVerdictEvent(NamedTuple):
    """Put the event of a verdict that turned: the time of the check, in ISO 8601, and its JSON."""

    at: str
    detail: str


class PostNotice(NamedTuple):
    """Tell, in one message, which budgets one cause turned; once more, and it is drawn anew.

    `notice` is the store's id of them.
    """

    notice: str


class UpdatePosts(NamedTuple):
    """Draw the posts about a budget anew, in its open threads: its verdict is another one now."""

    account: str
    budget: str


class Announce(NamedTuple):
    """Say a sentence about an account where its alerts go, once. `mark` is what it is found by,
    `since` when it became true, in ISO 8601; `account` is "" of the version before.
    """

    mark: str
    says: str
    since: str
    account: str = ""


class PostBatchedNotice(NamedTuple):
    """What the version before left for each member of a notice: its id, and when it was added."""

    group: str
    at: str


class SweepAll(NamedTuple):
    """Begin a sweep of every known account, now."""


class SweepDue(NamedTuple):
    """Begin a sweep of the accounts whose time of the day has come (`bot.core.sweep_slots`)."""


class Sweep(NamedTuple):
    """One page of a sweep of an account; `token` is AWS's, "" for the first page."""

    account: str
    sweep: str
    token: str


What = (
    ResourceChanged
    | Watch
    | TellVerdictChange
    | PutVerdictEvent
    | PostNotice
    | UpdatePosts
    | Announce
    | PostBatchedNotice
    | SweepAll
    | SweepDue
    | Sweep
)
KINDS = kinds(
    {
        "watch.touched": JobKind(ResourceChanged, "nobody", "alerts", "tables"),
        "watch.budget": JobKind(Watch, "nobody", "alerts", "tables", bulk="group"),
        "watch.turned": JobKind(TellVerdictChange, "nobody", "alerts", "tables"),
        "watch.event": JobKind(PutVerdictEvent, "nobody", "alerts", "tables"),
        "watch.notice": JobKind(PostNotice, "nobody", "alerts", "tables"),
        "watch.posts": JobKind(UpdatePosts, "nobody", "alerts", "tables"),
        "watch.announce": JobKind(Announce, "nobody", "alerts", "tables"),
        "watch.tell": JobKind(PostBatchedNotice, "nobody", "alerts", "tables"),
        "watch.sweep-all": JobKind(SweepAll, "nobody", "sweep", "tables"),
        "watch.sweep-due": JobKind(SweepDue, "nobody", "sweep", "tables"),
        "watch.sweep": JobKind(Sweep, "nobody", "sweep", "tables", bulk="account"),
    }
)
"""By the name that travels."""
