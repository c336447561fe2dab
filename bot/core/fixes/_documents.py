"""A policy document with our statement in it, and out of it again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from bot.core.fixes._stale import still_before
from bot.core.plan import Plan, Write
from bot.core.policy.edit import (
    EditError,
    add_statement,
    put_statement_back,
    same_policy,
    same_statement,
    statement_with_sid,
    with_our_sid,
    without_statement,
)

Preflight = Callable[[str], None]


def with_ours(
    action: str, resource: str, text: str, statement: Mapping[str, object], preflight: Preflight
) -> tuple[Write, str]:
    """The write that adds the statement, and the statement's JSON under the Sid that it gets.

    EditError where the text is no policy, where AWS would refuse the result, or where the very
    statement is there already.
    """
    ours = with_our_sid(text, statement)
    after = add_statement(text, ours)
    if same_policy(text, after):
        raise EditError(f'The statement "{ours["Sid"]}" is there already, and does not help.')
    preflight(after)
    return Write(action, resource, "Policy", text, after), json.dumps(ours, indent=2)


def how_undone(write: Write, statement: str, what: str) -> str:
    """What `without_ours` does with this write, as a sentence; `what` is "key" or "topic"."""
    sid = str(json.loads(statement)["Sid"])
    if statement_with_sid(write.before, sid) is not None:
        return (
            f'The statement "{sid}" of the {what} policy goes back to what it was; the rest stays '
            "as it then is."
        )
    return f"Our statement comes out of the {what} policy again; the rest stays as it then is."


def without_ours(done: Plan, resource: str, text: str, preflight: Preflight) -> Write:
    """The write that takes the statement of `done` out of the text as it is now.

    Where the change had corrected an earlier statement of ours, that one comes back. EditError
    where our statement does not show, or is not as we left it.
    """
    wrote = next((w for w in done.writes if w.attribute == "Policy"), None)
    if wrote is None or wrote.resource != resource:
        raise EditError(
            "The topic no longer uses what was changed, so budget-check did not read it. Undo it "
            "by hand, or point the topic back first."
        )
    ours = json.loads(done.statement)
    sid = str(ours["Sid"])
    there = statement_with_sid(text, sid)
    if same_policy(text, wrote.before):
        raise EditError(still_before("the policy"))
    if there is None:
        raise EditError(
            f'AWS shows a policy without the statement "{sid}": somebody took it out, or AWS does '
            "not show it yet. Nothing is undone; try again in a minute."
        )
    if not same_statement(there, ours):
        raise EditError(
            f'The statement "{sid}" is not as budget-check left it: somebody changed it since. '
            "Nothing is undone; look at it, and take it out by hand."
        )
    corrected = statement_with_sid(wrote.before, sid) is not None
    after = (
        put_statement_back(text, sid, wrote.before) if corrected else without_statement(text, sid)
    )
    preflight(after)
    return Write(wrote.action, resource, "Policy", text, after)
