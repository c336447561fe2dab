"""What a fix would write, worked out before anything is written.

A plan is data: the exact text before and after, what else it touches, what it costs, how it is
undone. Its fingerprint is what an approval belongs to and what is compared again right before the
write: a plan made of another reading is another plan.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace

from bot.core.findings import Status
from bot.core.reference import called

NEW_KEY = "{new key}"
"""Stands in `Write.resource` and `after` for the ARN of the key that an earlier step makes."""


AND = "+"
"""Between the ids of fixes in the id of all of them: "move-to-new-key+allow-on-topic"."""


def parts_of(fix_id: str) -> tuple[str, ...]:
    """The ids of the fixes that this one is made of, or itself."""
    return tuple(fix_id.split(AND))


@dataclass(frozen=True, slots=True)
class Write:
    """One write to AWS, a sub-step with a record of its own.

    `action` is the API call as IAM names it ("kms:PutKeyPolicy"). `resource` is the ARN that it
    changes. `attribute` is what is written ("Policy", "KmsMasterKeyId", "RawMessageDelivery"...),
    `before` the exact text that was read ("" where there was none), `after` the exact text to
    write. Where AWS has no such text (EnableKey) both are words: "Disabled", "Enabled". `tags` go
    into the same call where something is made, so that it is found again by them.
    """

    action: str
    resource: str
    attribute: str
    before: str
    after: str
    tags: tuple[tuple[str, str], ...] = ()

    @property
    def leaves_a_trace(self) -> bool:
        """Whether reading can tell that it was made: not where before and after are the same."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Reach:
    """How many get through, `well`, of the `count` senders of a topic."""

    well: int
    count: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A fix worked out for one path.

    `resource` is the ARN whose lease covers the change (with every other resource in `writes`).
    `clears` are the finding codes that must be gone afterwards, `leaves` is the verdict of the path
    as it will be, None where that was not worked out. Plain sentences are `impact` (who notices),
    `risks` (what could go wrong), `effect` (when it takes effect, "" for at once), `cost` and
    `compliance`; `price` is the cost in a few words ("about USD 1 a month"), "" for none. `undo`
    says how it is undone, `undoable` whether it can be. `statement` is the JSON of the statement
    that is added, "" for fixes that add none. `reason_needed` asks the person to type why. `sender`
    names the service whose alerts it is about. `touched` are other publishers that may stop getting
    through, by name; `kept_out` are those that do not get through today and will not then. `parts`
    are the plans of which it is made where one change mends several faults, or lets in several
    senders: `writes` are theirs, in their order, those of one text as one. `reach` is how many of a
    topic's senders got through once it was written, None where that was not looked at, and where
    nothing keeps any of them out.
    """

    fix: str
    title: str
    account: str
    budget: str
    topic: str
    resource: str
    writes: tuple[Write, ...]
    clears: tuple[str, ...]
    impact: tuple[str, ...]
    cost: str
    compliance: str
    undo: str
    undoable: bool
    statement: str = ""
    reason_needed: bool = False
    risks: tuple[str, ...] = ()
    effect: str = ""
    price: str = ""
    leaves: Status | None = None
    sender: str = "AWS Budgets"
    parts: tuple[Plan, ...] = ()
    touched: tuple[str, ...] = ()
    reach: Reach | None = None
    kept_out: tuple[str, ...] = ()

    @property
    def each(self) -> tuple[Plan, ...]:
        """The plans that it is made of, or itself: each has one statement, and words of its own."""
        return tuple(one for part in self.parts for one in part.each) or (self,)

    @property
    def called(self) -> str:
        """What it is about, for people: a budget by its name, an alarm as "alarm cpu-high"."""
        return called(self.budget)

    @property
    def fingerprint(self) -> str:
        """A digest of what would be written over what was read: 64 hexadecimal digits."""
        subject = [self.fix, self.account, self.topic, [asdict(write) for write in self.writes]]
        return hashlib.sha256(json.dumps(subject, sort_keys=True).encode()).hexdigest()

    @property
    def touches(self) -> tuple[str, ...]:
        """Everything that it does to others, what could go wrong first."""
        return (*self.risks, *self.impact, *((self.effect,) if self.effect else ()))

    @property
    def resources(self) -> tuple[str, ...]:
        """Every resource that exists before the change and is written: what needs a lease."""
        named = (self.resource, *(write.resource for write in self.writes))
        return tuple(dict.fromkeys(arn for arn in named if NEW_KEY not in arn))

    def with_new_key(self, arn: str) -> Plan:
        """The plan as it was carried out: NEW_KEY is the ARN of the key that was made.

        What is undone later is this one: only it says which key is ours.
        """

        def filled(write: Write) -> Write:
            texts = (t.replace(NEW_KEY, arn) for t in (write.resource, write.before, write.after))
            resource, before, after = texts
            return replace(write, resource=resource, before=before, after=after)

        parts = tuple(part.with_new_key(arn) for part in self.parts)
        return replace(self, writes=tuple(filled(write) for write in self.writes), parts=parts)


@dataclass(frozen=True, slots=True)
class CannotPlan:
    """Why a fix cannot be worked out for this path, as a sentence for the person.

    `for_now`: something could not be read, or AWS may show an old text; asked again it may be.
    """

    fix: str
    why: str
    for_now: bool = False
