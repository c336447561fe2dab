"""A pull request worked out for one row of an answer, from a check and the repository of now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import unified_diff

from bot.core.findings import Report
from bot.core.model.key import Key
from bot.core.model.path import Path
from bot.core.model.read import ReadFailed
from bot.core.plan import CannotPlan, Plan
from bot.core.pull_requests.proposal import body_of, title_of
from bot.core.pull_requests.run import PullRequestRun
from bot.core.pull_requests.statements import (
    AddedStatement,
    added,
    branch_of,
    mend_id,
    statement_fix,
)
from bot.core.sources import CannotEdit, Edit, Hints, NoPlace, Place, edited
from bot.core.sources.endings import JSON_SYNTAX, TERRAFORM, VARIABLES
from bot.core.texts import pull_request as words
from bot.core.texts.unread import SOURCES
from bot.core.texts.words import first_of
from bot.core.tickets import Draft, draft
from bot.core.tickets.snippets import snippets
from bot.jobs.context import Context
from bot.jobs.sources import place_of_policy
from bot.jobs.worked_out import Wanted, WorkedOut, worked_out
from bot.pull_requests import CodeHost, Proposal, Snapshot
from bot.slack.render.pull_request import CannotPropose
from bot.slack.render.texts import unread
from bot.store.answers import Answer

_ALIAS = "alias/"
_TERRAFORM = (*TERRAFORM, *JSON_SYNTAX, *VARIABLES)
_NAMED = 3
"""So many files are named in a sentence."""


@dataclass(frozen=True, slots=True)
class Mend:
    """What has to stand where. `id` is the same for whoever asks, `draft` is the ticket about the
    fault, `tool` keeps the policy ("" where no tag says so).
    """

    id: str
    plan: Plan
    statements: tuple[AddedStatement, ...]
    place: Place
    hints: Hints
    draft: Draft
    tool: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """What would be proposed, over `commit`."""

    mend: Mend
    host: CodeHost
    commit: str
    edit: Edit

    @property
    def difference(self) -> str:
        """What changes in the file."""
        before, after = (text.split("\n") for text in (self.edit.before, self.edit.after))
        path = self.edit.path
        lines = unified_diff(before, after, f"a/{path}", f"b/{path}", lineterm="")
        return "\n".join(line.rstrip("\r") for line in lines)

    @property
    def fingerprint(self) -> str:
        """A digest of what the person sees: where, and the difference."""
        seen = [self.mend.id, self.edit.path, self.difference]
        return hashlib.sha256(json.dumps(seen).encode()).hexdigest()

    @property
    def proposal(self) -> Proposal:
        """As the host takes it."""
        mend = self.mend
        return Proposal(
            mend.place,
            self.commit,
            self.edit.path,
            self.edit.after,
            branch_of(mend.id),
            title_of(mend.plan),
            body_of(mend.draft, mend.plan, self.edit),
        )


def prepared(
    context: Context, answer: Answer, row: int, thread: str = ""
) -> Prepared | PullRequestRun | CannotPropose:
    """What would be proposed for the topic of that row, the one that mends it already, or why there
    is none. `thread` is the link to the conversation. Raises StoreError.
    """
    topic = answer.topics[row]
    found = worked_out(
        context,
        Wanted(answer.account, answer.budget, topic),
        lambda report: _fix_of(report, topic),
    )
    plan = found.plan
    if not isinstance(plan, Plan):
        return CannotPropose(_no_plan(plan, found.report))
    mend = _mend(context, found, plan, thread)
    if isinstance(mend, CannotPropose):
        return replace(mend, snippet=snippet_of(plan))
    run = context.store.pull_requests.get(mend.id)
    if run and not run.stage.is_over:
        return run
    return _over(context, replace(mend, draft=replace(mend.draft, budget=answer.budget)))


def _fix_of(report: Report, topic: str) -> str:
    fix = statement_fix(report, topic)
    return fix.id if fix else ""


def _no_plan(plan: CannotPlan | None, report: Report) -> str:
    if plan:
        return plan.why
    return words.NO_FIX if report.findings else words.NOTHING_WRONG


def _mend(context: Context, found: WorkedOut, plan: Plan, thread: str) -> Mend | CannotPropose:
    statements = added(plan)
    resources = tuple(dict.fromkeys(one.resource for one in statements))
    tags, names = context.tags(resources), _aliases(found.path)
    places = {one: place_of_policy(context, one, tags.get(one, {}), names) for one in resources}
    place = _one_place([*places.values()])
    if isinstance(place, CannotPropose):
        return place
    logical = {arn: one.logical_id for arn, one in places.items() if isinstance(one, Place)}
    tools = (owner.tool for owner in found.owners if owner.resource in resources and owner.tool)
    return Mend(
        id=mend_id(place, statements),
        plan=plan,
        statements=statements,
        place=place,
        hints=Hints(names, {arn: id for arn, id in logical.items() if id}),
        draft=draft(found.report, plan, owners=found.owners, thread=thread),
        tool=next(tools, ""),
    )


def _one_place(places: list[Place | NoPlace | ReadFailed]) -> Place | CannotPropose:
    for one in places:
        if isinstance(one, ReadFailed):
            return CannotPropose(unread(SOURCES, one), again=True)
        if isinstance(one, NoPlace):
            return CannotPropose(one.why)
    found = [one for one in places if isinstance(one, Place)]
    if not found:
        return CannotPropose(words.NO_FIX)
    if len({replace(one, logical_id="") for one in found}) > 1:
        first, second = (f"{one.repository}/{one.path}" for one in (found[0], found[-1]))
        return CannotPropose(words.TWO_PLACES.format(first=first, second=second))
    return found[0]


def _over(context: Context, mend: Mend) -> Prepared | CannotPropose:
    """Worked out over the files of now."""
    host = context.sources.host(mend.place.host) if context.sources else None
    if host is None:
        return CannotPropose(
            words.NO_HOST.format(host=mend.place.host), snippet=snippet_of(mend.plan)
        )
    seen = host.snapshot(mend.place)
    if not isinstance(seen, Snapshot):
        return CannotPropose(seen.says, snippet=snippet_of(mend.plan), again=seen.again)
    unread_files = [path for path in seen.others if path.endswith(_TERRAFORM)]
    if unread_files:
        paths = first_of(unread_files, _NAMED)
        return CannotPropose(words.UNREAD.format(paths=paths), snippet=snippet_of(mend.plan))
    made = edited(seen.files, mend.plan, mend.hints)
    if isinstance(made, CannotEdit):
        return CannotPropose(made.why, made.candidates, snippet_of(mend.plan))
    return Prepared(mend, host, seen.commit, made)


def _aliases(path: Path | None) -> tuple[str, ...]:
    """The names of the key that the topic says."""
    key = path.key if path else None
    return tuple(_alias(key.reference)) if isinstance(key, Key) else ()


def _alias(reference: str) -> Iterator[str]:
    """Of "alias/alerts", and of the ARN of an alias, its name."""
    _, found, name = reference.partition(_ALIAS)
    if found:
        yield f"{_ALIAS}{name}"


def snippet_of(plan: Plan) -> str:
    """The text to put into a file by hand; "" where no tool keeps such a thing."""
    return next((one.text for one in snippets(plan)), "")
