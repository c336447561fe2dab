"""The statements that a plan adds, and whether a policy has them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.findings import FixOffer, Report
from bot.core.fixes import fix_named
from bot.core.model.key import Key
from bot.core.model.path import Path
from bot.core.model.read import ReadFailed
from bot.core.model.topic import Topic
from bot.core.plan import Plan, parts_of
from bot.core.policy.edit import EditError, same_statement, statement_with_sid, statements_of
from bot.core.sources import Place

SHORT = 12
"""So many hexadecimal digits of an id stand in the name of a branch."""


@dataclass(frozen=True, slots=True)
class AddedStatement:
    """A statement for the policy of `resource`, the ARN of a key or topic, as JSON. `instead` is
    the one of its Sid that stood there before and did not help, "" for none.
    """

    resource: str
    statement: str
    instead: str = ""


def adds_statements(fix: str) -> bool:
    """Whether a fix, or each of those that it is made of, is one statement more in a policy."""
    parts = [fix_named(part) for part in parts_of(fix)]
    return all(part is not None and part.edit is not None for part in parts)


def statement_fix(report: Report, topic: str) -> FixOffer | None:
    """What of the fixes that mend the paths over this topic is statements alone, the best first;
    None where nothing is.
    """
    whole = report.together_on(topic)
    offers = (*((whole,) if whole else ()), *report.fixes_on(topic))
    return next((one for one in offers if adds_statements(one.id)), None)


def added(plan: Plan) -> tuple[AddedStatement, ...]:
    """What the plan adds, each once; () for a plan that does anything else as well."""
    if not adds_statements(plan.fix):
        return ()
    parts = (part for part in plan.each if part.statement and part.writes)
    return tuple(dict.fromkeys(_of(part) for part in parts))


def _of(part: Plan) -> AddedStatement:
    write = part.writes[0]
    instead = statement_with_sid(write.before, str(json.loads(part.statement)["Sid"]))
    return AddedStatement(
        write.resource, part.statement, json.dumps(instead) if instead is not None else ""
    )


def mend_id(place: Place, statements: tuple[AddedStatement, ...]) -> str:
    """The same for each budget, and whoever asks, that these statements are missing in this place:
    what is opened twice for them is one pull request.
    """
    where = [place.host, place.repository, place.base]
    what = sorted([one.resource, *_said(one.statement)] for one in statements)
    return hashlib.sha256(json.dumps([where, what]).encode()).hexdigest()[:40]


def branch_of(id: str) -> str:
    """The branch of a mend; the host refuses a second one of the name."""
    return f"budget-check/{id[:SHORT]}"


def is_there(policy: str, one: AddedStatement) -> bool:
    """Whether a policy has the statement: under its Sid, as reviewers left it, or under any other,
    for a tool may write its own.
    """
    if set(_said(one.statement)) <= _said_by(policy):
        return True
    try:
        there = statement_with_sid(policy, str(json.loads(one.statement)["Sid"]))
    except EditError:
        return False
    return there is not None and not (one.instead and _is(there, one.instead))


def _is(statement: Mapping[str, object], text: str) -> bool:
    return same_statement(statement, json.loads(text))


def deployed(path: Path, statements: tuple[AddedStatement, ...]) -> bool:
    """Whether each stands in the live policy, as far as it could be read on this path."""
    policies = dict(_policies(path))
    return all(
        one.resource in policies and is_there(policies[one.resource], one) for one in statements
    )


def _policies(path: Path) -> list[tuple[str, str]]:
    found = []
    topic, key = path.topic, path.key
    if isinstance(topic, Topic) and topic.policy:
        found.append((topic.arn, topic.policy))
    if isinstance(key, Key) and not isinstance(key.policies, ReadFailed) and key.policies:
        found.append((key.arn, key.policies[0]))
    return found


def _said(statement: str) -> list[str]:
    """What it says, spelled one way, whatever its Sid."""
    return sorted(_said_by(json.dumps({"Statement": [json.loads(statement)]})))


def _said_by(policy: str) -> frozenset[str]:
    try:
        parsed = json.loads(policy)
    except ValueError:
        return frozenset()
    listed = parsed.get("Statement") if isinstance(parsed, dict) else None
    each = listed if isinstance(listed, list) else [listed]
    bare = [{k: v for k, v in one.items() if k != "Sid"} for one in each if isinstance(one, dict)]
    return statements_of(json.dumps({"Statement": bare}))
