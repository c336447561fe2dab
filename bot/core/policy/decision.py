"""What the evaluator is asked, and what it answers (docs/architecture.md, "Policy evaluator")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Effect(StrEnum):
    """The outcome for one request."""

    ALLOW = "allow"
    DENY = "deny"
    IMPLICIT_DENY = "implicit_deny"
    UNKNOWN = "unknown"


class Match(StrEnum):
    """Kleene's three values."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Request:
    """One call by a service principal.

    `service` is the principal ("budgets.amazonaws.com"), `action` one concrete action
    ("sns:Publish"), `resource` an ARN. `context` maps condition keys to a string or strings. A key
    only in `unknown` may be absent or hold anything; a key in both is absent or holds that value;
    a key in neither is absent, unless it may be one that AWS has added since its keys were listed
    (`names.may_be_new`): then it is unknown. A name in `unknown` that ends in `*` stands for every
    key that begins so and is neither in `context` nor in `absent`. `more` names keys of `context`
    that may hold further values beside those given. `aws_own` names keys of `unknown` that hold,
    if they are there at all, a value of AWS's own: no private address, and nothing of the accounts
    that aws:SourceAccount and aws:ResourceAccount name (docs/facts.md 4.1). Key names compare
    without regard to case.
    """

    service: str
    action: str
    resource: str
    context: Mapping[str, str | list[str] | tuple[str, ...]]
    unknown: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    aws_own: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """One operator and key of a statement. `actual` is None where the request lacks the key."""

    operator: str
    key: str
    values: tuple[str, ...]
    actual: tuple[str, ...] | None
    match: Match


@dataclass(frozen=True, slots=True)
class StatementResult:
    """How one statement met the request.

    `problem` says why a statement has no effect, or an unclear one. `everyone` is true where its
    Principal is a wildcard that takes in the sender, and does not name it.
    """

    index: int
    sid: str | None
    effect: str
    principal: Match
    action: Match
    resource: Match
    conditions: tuple[ConditionResult, ...]
    match: Match
    problem: str | None = None
    everyone: bool = False

    @property
    def label(self) -> str:
        """For people: counted from 1, by Sid too where there is one (Sids need not be unique)."""
        return (
            f'statement {self.index + 1} ("{self.sid}")'
            if self.sid
            else f"statement {self.index + 1}"
        )

    @property
    def failing(self) -> tuple[str, ...]:
        """The groups that do not match, of principal, action, resource and conditions."""
        met = all(c.match is not Match.NO for c in self.conditions)
        groups = {
            "principal": self.principal,
            "action": self.action,
            "resource": self.resource,
            "conditions": Match.YES if met else Match.NO,
        }
        return tuple(name for name, match in groups.items() if match is Match.NO)

    @property
    def near_miss(self) -> bool:
        """True for an Allow with exactly one failing group (docs/facts.md 4.2, rule 13)."""
        return self.effect == "Allow" and len(self.failing) == 1


class Explanation:
    """What each part of each statement did, worked out when somebody first asks."""

    def __init__(self, explain: Callable[[], tuple[StatementResult, ...]]) -> None:
        self._explain = explain

    @cached_property
    def results(self) -> tuple[StatementResult, ...]:
        """One result for each statement, in the policy's order."""
        return self._explain()

    def __eq__(self, other: object) -> bool:
        """Whether both say the same."""
        return isinstance(other, Explanation) and self.results == other.results

    def __hash__(self) -> int:
        """By what it says."""
        return hash(self.results)

    def __repr__(self) -> str:
        """What it says."""
        return repr(self.results)


NOTHING = Explanation(tuple)
"""The explanation of what has no statements."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer. `deciding` are indexes into the policy's statements.

    `unknown_keys` are the condition keys on which an `unknown` effect turns. `problem` says in a
    sentence why the document as a whole cannot be judged (not JSON, no statements).
    """

    effect: Effect
    deciding: tuple[int, ...]
    explanation: Explanation = NOTHING
    unknown_keys: tuple[str, ...] = ()
    problem: str | None = None

    @property
    def statements(self) -> tuple[StatementResult, ...]:
        """How each statement met the request."""
        return self.explanation.results

    @property
    def near_misses(self) -> tuple[StatementResult, ...]:
        """The Allow statements that fail in exactly one group."""
        return tuple(s for s in self.statements if s.near_miss)
