"""What a check says, and what it adds up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.model.budget import Notification, Spend
from bot.core.model.read import ReadFailed
from bot.core.senders import BUDGETS, Sender


class Status(StrEnum):
    """About delivery alone. In the order in which they count for a verdict."""

    OK = "OK"
    AT_RISK = "AT_RISK"
    UNKNOWN = "UNKNOWN"
    BROKEN = "BROKEN"

    @property
    def rank(self) -> int:
        """0 for OK to 3 for BROKEN."""
        return _RANKS[self]


_RANKS = {status: rank for rank, status in enumerate(Status)}


def worst(statuses: Iterable[Status]) -> Status:
    """The status that counts for things in series; OK for none at all."""
    return max(statuses, key=lambda status: status.rank, default=Status.OK)


class Hop(StrEnum):
    """One link of the path, in its order."""

    BUDGET = "budget"
    SENDER = "sender"
    TOPIC = "topic"
    KEY = "key"
    SUBSCRIPTION = "subscription"
    ENDPOINT = "endpoint"


@dataclass(frozen=True, slots=True)
class Amendment:
    """A statement as it should read, for whoever owns the policy: budget-check does not write it.

    `statement` is its label, `says` what changes in it and to what end, `code` the whole statement
    as JSON, judged by the evaluator before it is told.
    """

    resource: str
    statement: str
    says: str
    code: str


@dataclass(frozen=True, slots=True)
class PolicyStatement:
    """A statement that a finding is about: number `index` of a policy's `document`, which is AWS's
    text. `label` names it for people.
    """

    label: str
    document: str
    index: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check says of one hop.

    `code` is a contract (docs/findings.md) and starts with the hop. `resource` is an ARN or a name.
    `says` is one or two plain sentences with AWS's and other people's text unescaped. `evidence`
    are further plain sentences: the statement that decided, dates, who did what. `via` is the id
    of the subscription that this is about, None where it is about the whole hop. `fixes` are ids,
    best first; the report fills them in. `amendments` are for a ticket, `statements` are those that
    decided, or that nearly do.
    """

    hop: Hop
    code: str
    status: Status
    resource: str
    says: str
    evidence: tuple[str, ...] = ()
    via: str | None = None
    fixes: tuple[str, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    statements: tuple[PolicyStatement, ...] = ()

    @property
    def fault(self) -> tuple[str, str, str | None]:
        """What it finds, and where: the same on each path that it is found on."""
        return self.code, self.resource, self.via


@dataclass(frozen=True, slots=True)
class HopReport:
    """One hop of one path: its status, its resource and the sentence to show for it.

    `label` is the hop in a word or two, where the path is one line: "2 subscribers".
    """

    hop: Hop
    status: Status
    resource: str
    says: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class FixOffer:
    """A fix that would help, by its id (docs/fixes.md), a title for people and a button's words."""

    id: str
    title: str
    label: str


@dataclass(frozen=True, slots=True)
class PathReport:
    """One path judged. `topic` is the SNS subscriber's address, None without one.

    `extras` are fixes that repair nothing and are of use here all the same. `provable`: whether a
    real message over this topic would be heard of; `unprovable` says why not where what the path
    starts from is no budget, "" otherwise. `together` mends all of several faults in one change,
    None for a single one and where that would not do.
    """

    notification: Notification | ReadFailed | None
    topic: str | None
    verdict: Status
    hops: tuple[HopReport, ...]
    findings: tuple[Finding, ...]
    extras: tuple[FixOffer, ...] = ()
    provable: bool = False
    unprovable: str = ""
    together: FixOffer | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The whole answer for one budget.

    `findings` holds every finding once, first broken first; `fixes` the best first; `names` the
    nearest budget names where there is no such budget; `spend` is None where it could not be read.
    `sender` is the one of the facts that were judged, `subject` stands for what of it was checked,
    "" for a budget.
    """

    budget: str
    account: str
    checked_at: datetime
    verdict: Status
    paths: tuple[PathReport, ...]
    findings: tuple[Finding, ...]
    fixes: tuple[FixOffer, ...] = ()
    names: tuple[str, ...] = ()
    spend: Spend | None = None
    sender: Sender = BUDGETS
    subject: str = ""

    @property
    def reference(self) -> str:
        """What stands for what was checked (`bot.core.reference`): a budget's is its name."""
        return self.subject or self.budget

    @property
    def called(self) -> str:
        """What was checked, for people: "cost-all", "alarm cpu-high"."""
        return (
            " ".join(filter(None, (self.sender.subject, self.budget)))
            if self.subject
            else self.budget
        )

    def fixes_of(self, paths: Iterable[PathReport]) -> tuple[FixOffer, ...]:
        """What mends something on these paths by itself, the best first."""
        wanted = {fix for path in paths for finding in path.findings for fix in finding.fixes}
        return tuple(one for one in self.fixes if one.id in wanted)

    def fixes_on(self, topic: str) -> tuple[FixOffer, ...]:
        """The same for every path over this topic."""
        return self.fixes_of(path for path in self.paths if path.topic == topic)

    def together_on(self, topic: str) -> FixOffer | None:
        """What mends all faults of the topic's paths in one change; None where there is no such."""
        faults = (Status.BROKEN, Status.UNKNOWN)
        ill = [path for path in self.paths if path.topic == topic and path.verdict in faults]
        each = {path.together for path in ill}
        return each.pop() if len(each) == 1 else None

    @property
    def topics(self) -> tuple[str, ...]:
        """Every topic of its paths, each once."""
        return tuple(dict.fromkeys(path.topic for path in self.paths if path.topic))
