"""Cases as lines of JSON: what stands in AWS, and what may be said of it.

Each stands for a kind of mistake that people make (mistakes.jsonl), that the evaluator or a check
made (faults.jsonl) or that somebody reported in public (field.jsonl); `why` says which. A new case
is a line in one of these files. A line has

    given       what stands in AWS, as `Given` has it
    verdict     the verdicts that are right
    effect      what `evaluate` may say of AWS Budgets' request to the policy in question
    at          the finding that must be there: a code, or a hop where any code of it will do
    codes       further codes that must be there, advice included
    tells       patterns that must each be found in what is said of what is wrong
    never_tells patterns that must not be found in anything that is said
    ticket      patterns that must each be found in the ticket
    offers      fixes that must be offered, never_offers those that must not

The patterns are regular expressions that ignore case. They ask for the fact (the key's name, the
account, the word Region), not for a wording.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Document = Mapping[str, object]


@dataclass(frozen=True)
class Endpoint:
    """A subscription, with what stands behind it.

    `policy` is the function's or queue's, `key_policy` that of the queue's own key, `concurrency`
    the function's reserved concurrency.
    """

    protocol: str
    endpoint: str
    pending: bool = False
    filter_policy: Document | None = None
    filter_scope: str = "MessageAttributes"
    policy: Document | None = None
    key_policy: Document | None = None
    concurrency: int | None = None


@dataclass(frozen=True)
class Given:
    """A topic's ARN, and all that is not as usual; the budget's account is the topic's.

    `key` is the topic's KmsMasterKeyId where it is encrypted. Each of `refuses` is a fault of the
    embedded AWS: service, operation, code, status.
    """

    topic: str
    topic_policy: Document | None = None
    key: str = ""
    key_policy: Document | None = None
    key_manager: str = "CUSTOMER"
    subscriptions: tuple[Endpoint, ...] = ()
    refuses: Sequence[Mapping[str, Any]] = ()
    budget: str = "all-costs"

    @property
    def account(self) -> str:
        return self.topic.split(":")[4]

    @property
    def region(self) -> str:
        return self.topic.split(":")[3]


@dataclass(frozen=True)
class Case:
    """One line."""

    id: str
    why: str
    given: Given
    verdict: Sequence[str]
    effect: Sequence[str] = ()
    at: str = ""
    codes: Sequence[str] = ()
    tells: Sequence[str] = ()
    never_tells: Sequence[str] = ()
    ticket: Sequence[str] = ()
    offers: Sequence[str] = ()
    never_offers: Sequence[str] = ()


def load(name: str) -> list[Case]:
    """The cases of one file, by its name without the ending."""
    text = Path(__file__).with_name(f"{name}.jsonl").read_text(encoding="utf-8")
    return [_case(json.loads(line)) for line in text.splitlines()]


def _case(line: dict[str, Any]) -> Case:
    given = line.pop("given")
    endpoints = tuple(Endpoint(**one) for one in given.pop("subscriptions", ()))
    return Case(given=Given(**given, subscriptions=endpoints), **line)
