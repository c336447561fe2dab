"""What a plan wants in the source of a policy: one statement each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.core.arns import parse_arn
from bot.core.plan import NEW_KEY, Plan, Write
from bot.core.policy.edit import statement_with_sid
from bot.core.sources.outcome import CannotEditError
from bot.core.texts import sources as texts


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known beside the plan: the names of the key ("alias/alerts"), and the logical id that
    the tags of a stack tell for an ARN.
    """

    aliases: tuple[str, ...] = ()
    logical_ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One statement that belongs into the policy of the key or topic `arn`; `topic` is the ARN of
    the topic on the path.
    """

    on_key: bool
    arn: str
    topic: str
    statement: Mapping[str, object]
    hints: Hints

    @property
    def sid(self) -> str:
        """Of the statement."""
        return str(self.statement["Sid"])

    @property
    def name(self) -> str:
        """Of the topic."""
        found = parse_arn(self.topic)
        return found.resource if found else self.topic

    @property
    def said(self) -> str:
        """What is looked for, for people."""
        return texts.A_KEY.format(name=self.name) if self.on_key else self.topic_said

    @property
    def topic_said(self) -> str:
        """The topic on the path, for people."""
        return texts.A_TOPIC.format(name=self.name)


def wanted(plan: Plan, hints: Hints) -> Iterator[Wanted]:
    """The statements of a plan. Raises CannotEditError for a plan that does anything else."""
    for one in plan.each:
        for write in one.writes:
            yield Wanted(
                write.action == "kms:PutKeyPolicy",
                write.resource,
                one.topic,
                _statement(one, write),
                hints,
            )


def _statement(plan: Plan, write: Write) -> Mapping[str, object]:
    """What the write adds; where it does anything else, that is left to a person."""
    if write.attribute != "Policy" or not plan.statement or NEW_KEY in write.resource:
        raise CannotEditError(texts.NO_STATEMENT)
    statement: Mapping[str, object] = json.loads(plan.statement)
    sid = str(statement["Sid"])
    if statement_with_sid(write.after, sid) != statement:
        raise CannotEditError(texts.TAKES_OUT.format(sid=sid))
    if statement_with_sid(write.before, sid) is not None:
        raise CannotEditError(texts.AMENDS.format(sid=sid))
    return statement
