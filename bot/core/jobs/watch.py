"""The jobs of the watch: what changed in AWS, and the round over every budget."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind


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


class ShowBudgets(NamedTuple):
    """The button of a post about many budgets that lists them: a page, counted from 0. `view` is
    the loading view's id, "" where none opened.
    """

    notice: str
    page: int
    view: str = ""


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


class TicketClosed(NamedTuple):
    """A change ticket was resolved, or closed, as its system says: `status` is its word for it.

    `account` is where the ticket lies, `who` a person, role or service in words, `system` the name
    of the ticket system, "" where it tells by itself. `gone`: it shows the ticket no longer.
    """

    ticket: str
    account: str
    status: str
    who: str
    system: str = ""
    gone: bool = False


class TicketsDue(NamedTuple):
    """The schedule: ask how the open tickets stand of systems that do not tell."""


class LookAtTicket(NamedTuple):
    """Ask its system how one ticket stands."""

    ticket: str
    account: str
    system: str


What = (
    ResourceChanged
    | Watch
    | TellVerdictChange
    | PutVerdictEvent
    | PostNotice
    | UpdatePosts
    | ShowBudgets
    | Announce
    | PostBatchedNotice
    | SweepAll
    | SweepDue
    | Sweep
    | TicketClosed
    | TicketsDue
    | LookAtTicket
)
KINDS = {
    "watch.touched": JobKind(ResourceChanged, "nobody", "alerts", "tables"),
    "watch.budget": JobKind(Watch, "nobody", "alerts", "tables", bulk="group"),
    "watch.turned": JobKind(TellVerdictChange, "nobody", "alerts", "tables"),
    "watch.event": JobKind(PutVerdictEvent, "nobody", "alerts", "tables"),
    "watch.notice": JobKind(PostNotice, "nobody", "alerts", "tables"),
    "watch.posts": JobKind(UpdatePosts, "nobody", "alerts", "tables"),
    "watch.budgets": JobKind(ShowBudgets, needs="tables", view="details"),
    "watch.announce": JobKind(Announce, "nobody", "alerts", "tables"),
    "watch.tell": JobKind(PostBatchedNotice, "nobody", "alerts", "tables"),
    "watch.sweep-all": JobKind(SweepAll, "nobody", "sweep", "tables"),
    "watch.sweep-due": JobKind(SweepDue, "nobody", "sweep", "tables"),
    "watch.sweep": JobKind(Sweep, "nobody", "sweep", "tables", bulk="account"),
    "ticket.closed": JobKind(TicketClosed, "nobody", "alerts", "tables"),
    "ticket.due": JobKind(TicketsDue, "nobody", "alerts", "tables"),
    "ticket.look": JobKind(LookAtTicket, "nobody", "alerts", "tables", bulk="system"),
}
"""By the name that travels."""
