"""A change in its thread: one reply, drawn anew from where it stands, and what is beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.affected import Recovery
from bot.core.change.change import Change
from bot.core.change.events import UNDOABLE
from bot.core.change.gate import Gate
from bot.core.change.state import State
from bot.core.checks import worst_of
from bot.core.findings import Status
from bot.core.plan import Reach
from bot.core.texts import change as words
from bot.core.texts.words import small
from bot.slack.render.message import Message, fit, message
from bot.slack.render.parts import (
    Json,
    actions,
    button,
    clip,
    mention,
    named,
    numbered,
    ours,
    plain,
)
from bot.slack.render.parts import context as small_print
from bot.slack.render.parts import section as in_section
from bot.slack.render.phrase import (
    Phrase,
    Who,
    bullets,
    mrkdwn,
    phrase,
    rich,
    spoken,
    timed,
)
from bot.slack.render.plan import exact_title, heading, names_of, outlook, plan_blocks, steps
from bot.slack.render.proof import proof_button
from bot.slack.values import pack

_CONFIRM = 300
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


@dataclass(frozen=True, slots=True)
class Standing:
    """What a reply says beside the change: `ask` may approve, `missing` of them must, by what
    `asker` (a name) asked for. `edit`: the message is there already, so that naming somebody
    notifies nobody. `provable`: a real alert can prove it. `recovery` is how the budgets stand that
    it has mended, None for a single one. `gate` is the change request that it waits for, in
    `system`.
    """

    ask: tuple[str, ...] = ()
    missing: int = 0
    asker: str = ""
    edit: bool = False
    provable: bool = False
    recovery: Recovery | None = None
    gate: Gate | None = None
    system: str = ""


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


def request(mark: str, change: Change, standing: Standing) -> Message:
    """A change that waits for others: what it does in plain words, and the buttons to decide."""
    plan = change.plan
    act = act_of(change)
    asks = phrase(
        words.PLEASE_APPROVE,
        name=standing.asker or words.SOMEBODY,
        act=act,
        budget=plan.called,
    )
    head = [rich(asks, outlook(plan, undoing=bool(change.undoes)))]
    reason = [rich(phrase(words.REASON, says=change.reason))] if change.reason.strip() else []
    tail = [
        rich(waits_until(standing.missing, change.expires)),
        *_askers(standing.ask),
        decision(change),
        people_line(change, edit=standing.edit),
    ]
    middle = [[block] for block in plan_blocks(plan)]
    return message(
        f"{mark}.{change.version}",
        spoken(asks),
        fit([*head, *reason], middle, tail, words.MORE_PARTS),
    )


def decision(change: Change) -> Json:
    """The buttons of a change that waits; approving asks once more."""
    value = pack(change=change.id, fingerprint=change.plan.fingerprint)
    confirm = {
        "title": plain(words.REALLY),
        "text": plain(_in_short(change), _CONFIRM),
        "confirm": plain(words.APPROVE),
        "deny": plain(words.NOT_NOW),
    }
    approve = button(words.APPROVE, "change.approve", value, "primary")
    return actions(
        {**approve, "confirm": confirm},
        button(words.REJECT, "change.reject", value, "danger"),
        button(exact_title(change.plan), "change.difference", change.id),
    )


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


def reminder(mark: str, change: Change, standing: Standing) -> Message:
    """It still waits; the request further up has the buttons."""
    first = phrase(words.STILL_WAITS, act=act_of(change), budget=change.plan.called)
    until = waits_until(standing.missing, change.expires)
    return message(mark, spoken(first), [rich(first, until), *_askers(standing.ask)])


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


def people_of(change: Change, *others: str) -> tuple[str, ...]:
    """Everybody who had a part in it, and these."""
    people = (change.requester, *(yes.user for yes in change.approvals), change.decided_by, *others)
    return tuple(dict.fromkeys(person for person in people if person))


def waits_until(missing: int, until: datetime) -> Phrase:
    """How many others are wanted, and how long."""
    said = words.WAITS_FOR_ONE if missing <= 1 else words.WAITS_FOR
    return phrase(said, count=missing, until=until)


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


def act_of(change: Change) -> str:
    """The act in the middle of a sentence, without the word that it is an undo."""
    return small(heading(change.plan))


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
    if state is State.APPROVED and _approvers(change):
        return words.IS_APPROVED
    return _STATES[state]


def _approvers(change: Change) -> tuple[str, ...]:
    return tuple(user for user in change.approved_by() if user != change.requester)


def people_line(change: Change, *, edit: bool, asker: str = "") -> Json:
    """Small print: who had a part in it, by id only where that notifies nobody."""
    said = [phrase(words.CHANGE, id=change.id[:8])]
    if edit:
        said.append(phrase(words.ASKED_BY, who=Who(change.requester)))
        when = {yes.user: yes.at for yes in change.approvals}
        said += [
            phrase(words.APPROVED_BY, who=Who(user), when=when[user]) for user in _approvers(change)
        ]
        said += _rejection(change)
    elif asker:
        said.append(phrase(words.ASKED_BY, who=asker))
    return small_print(*(mrkdwn(one) for one in said[:10]))


def _rejection(change: Change) -> list[Phrase]:
    if not change.decided_by:
        return []
    when = change.since or change.expires
    return [phrase(words.REJECTED_BY, who=Who(change.decided_by), when=when)]


def _askers(ask: Sequence[str]) -> list[Json]:
    people = ", ".join(mention(one) for one in ask)
    return [in_section(ours(words.MAY_APPROVE.format(people=people)))] if people else []


def _in_short(change: Change) -> str:
    """The steps as one text, for the question whether to approve them."""
    told = [spoken(one) for one in steps(change.plan)]
    return clip("\n".join(f"{n}. {one}" for n, one in enumerate(told, 1)), _CONFIRM)
