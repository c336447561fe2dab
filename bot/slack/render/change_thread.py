"""A change in its thread: one reply, drawn anew from where it stands, and what is beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.core.affected import Recovery
from bot.core.change.change import Change
from bot.core.change.events import UNDOABLE
from bot.core.change.state import State
from bot.core.checks import worst_of
from bot.core.findings import Status
from bot.core.plan import Reach
from bot.core.texts import change as words
from bot.slack.render.approval import request
from bot.slack.render.change_parts import Standing, act_of, approvers_of, people_line, people_of
from bot.slack.render.message import Message, message
from bot.slack.render.parts import Json, actions, button, named, numbered
from bot.slack.render.parts import section as in_section
from bot.slack.render.phrase import Phrase, Who, bullets, phrase, rich, spoken, timed
from bot.slack.render.plan import names_of
from bot.slack.render.proof import proof_button

_MOST_DOWN = 5
_STATES: Mapping[State, str] = {
    State.GATED: words.IS_GATED,
    State.APPROVED: words.IS_UNDER_WAY,
    State.APPLYING: words.IS_UNDER_WAY,
    State.UNVERIFIED: words.IS_UNVERIFIED,
    State.FAILED: words.HAS_FAILED,
    State.REFUSED: words.IS_STOPPED,
    State.EXPIRED: words.HAS_EXPIRED,
    State.UNDONE: words.IS_UNDONE,
}
_SAYS = frozenset({State.APPLYING, State.UNVERIFIED, State.FAILED, State.REFUSED})
"""Where what came of it says more than the first line."""


def reply(mark: str, change: Change, standing: Standing) -> Message:
    """The one reply of a change, as it stands."""
    if change.state is State.WAITING:
        return request(mark, change, standing)
    first = headline(change, standing.recovery)
    says = change.outcome if change.state in _SAYS or _lets_some_in(change) else ""
    if says.strip():
        said = phrase(words.REASON, says=says) if change.decided_by else timed(says)
        blocks = [rich(first), rich(said)]
    else:
        blocks = [rich(first)]
    blocks += recovered(standing.recovery)
    buttons = list(_buttons(change, standing))
    blocks += [actions(*buttons)] if buttons else []
    blocks.append(people_line(change, edit=standing.edit, asker=standing.asker))
    return message(f"{mark}.{change.version}", spoken(first), blocks)


def headline(change: Change, recovery: Recovery | None = None) -> Phrase:
    """Where it stands, in one line that names nobody; with the budgets that it has mended."""
    budget, done = change.plan.called, f"{_done(change)}."
    template, act = _template(change), act_of(change)
    if recovery is None or change.state is not State.APPLIED:
        reach = change.plan.reach or Reach(0, 0)
        return phrase(
            template, act=act, budget=budget, done=done, well=reach.well, count=reach.count
        )
    if recovery.down:
        template = words.SOME_ALERT_AGAIN
    elif not recovery.unchecked:
        many = {words.ALERTS_AGAIN: words.ALL_ALERT_AGAIN, words.IS_DONE: words.ALL_ARE_DONE}
        template = many.get(template, template)
    well, count = recovery.well, recovery.count
    return phrase(template, act=act, budget=budget, done=done, well=well, count=count)


def recovered(recovery: Recovery | None) -> list[Json]:
    """What is left of many: which do not alert yet and why, and how many are being checked."""
    if recovery is None:
        return []
    down = [phrase(words.NOT_YET_OF, budget=name, why=why) for name, why in recovery.down]
    left = len(down) - _MOST_DOWN
    if left > 0:
        down = [*down[:_MOST_DOWN], phrase(words.MORE_NOT_YET, count=left)]
    unchecked = recovery.unchecked
    wait = [rich(phrase(words.still_checks(unchecked), count=unchecked))] if unchecked else []
    return [*([bullets(down)] if down else []), *wait]


def line(id: str, first: str, change: Change, says: str) -> Message:
    """Something beside what becomes of it, which is a message of its own. `first` is ours."""
    said = phrase(f"*{first}:* {{budget}}", budget=change.plan.called)
    blocks = [
        rich(said),
        in_section(named(says, people_of(change))),
        people_line(change, edit=False),
    ]
    return message(id, spoken(said), blocks)


def decided(id: str, text: str, blocks: Iterable[Mapping[str, object]]) -> Message:
    """A message of ours as Slack has it, without its buttons."""
    kept = [block for block in blocks if block.get("type") != "actions"]
    return Message(text, numbered(kept, id))


def mended(change: Change, *, provable: bool) -> list[Json]:
    """Who mended it, when and how, for a message that is there already; with what may be done."""
    buttons = list(undo_and_proof(change, provable=provable))
    said = phrase(
        words.MENDED_BY,
        who=Who(change.requester),
        when=change.since or change.created,
        done=_done(change),
    )
    return [rich(said), *([actions(*buttons)] if buttons else [])]


def _done(change: Change) -> str:
    known = words.fix_words(change.plan.fix)
    return spoken(phrase(known.done, **names_of(change.plan))) if known else change.plan.title


def undo_and_proof(change: Change, *, provable: bool) -> Iterator[Json]:
    """What can be done about a change that is written."""
    plan = change.plan
    if change.state not in UNDOABLE or change.undoes:
        return
    cleared = plan.clears and plan.leaves not in {Status.BROKEN, Status.UNKNOWN}
    if provable and change.state is State.APPLIED and cleared:
        yield proof_button(plan.account, plan.budget, plan.topic)
    if plan.undoable:
        yield button(words.UNDO, "change.undo", change.id)


def _buttons(change: Change, standing: Standing) -> Iterator[Json]:
    return undo_and_proof(change, provable=standing.provable)


def _lets_some_in(change: Change) -> bool:
    """Whether its topic has senders that get through by now, and others that do not."""
    return bool(change.state is State.APPLIED and not change.undoes and change.plan.reach)


def _template(change: Change) -> str:  # noqa: PLR0911 (one line for each)
    plan, state = change.plan, change.state
    if state is State.WAITING:
        return words.IS_WAITING
    if state is State.APPLIED and change.undoes:
        return words.IS_UNDONE
    if state is State.APPLIED:
        if plan.reach:
            return words.ONE_SENDER if plan.reach.well == 1 else words.SOME_SENDERS
        if plan.leaves in {Status.BROKEN, Status.UNKNOWN}:
            return words.IS_NOT_ENOUGH
        broken = plan.clears and worst_of(plan.clears) is Status.BROKEN
        return words.ALERTS_AGAIN if broken else words.IS_DONE
    if state is State.REFUSED and change.decided_by:
        return words.IS_REJECTED
    if state is State.APPLYING and change.outcome:
        return words.IS_UNSURE
    if state is State.APPROVED and approvers_of(change):
        return words.IS_APPROVED
    return _STATES[state]
