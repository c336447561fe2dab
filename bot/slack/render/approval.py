"""A change that waits for others: the request to approve it, its buttons, and the reminder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.core.change.change import Change
from bot.core.texts import change as words
from bot.slack.render.change_parts import Standing, act_of, people_line
from bot.slack.render.message import Message, fit, message
from bot.slack.render.parts import Json, actions, button, clip, mention, ours, plain
from bot.slack.render.parts import section as in_section
from bot.slack.render.phrase import Phrase, phrase, rich, spoken
from bot.slack.render.plan import exact_title, outlook, plan_blocks, steps
from bot.slack.values import pack

_CONFIRM = 300


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


def reminder(mark: str, change: Change, standing: Standing) -> Message:
    """It still waits; the request further up has the buttons."""
    first = phrase(words.STILL_WAITS, act=act_of(change), budget=change.plan.called)
    until = waits_until(standing.missing, change.expires)
    return message(mark, spoken(first), [rich(first, until), *_askers(standing.ask)])


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


def waits_until(missing: int, until: datetime) -> Phrase:
    """How many others are wanted, and how long."""
    said = words.WAITS_FOR_ONE if missing <= 1 else words.WAITS_FOR
    return phrase(said, count=missing, until=until)


def _askers(ask: Sequence[str]) -> list[Json]:
    people = ", ".join(mention(one) for one in ask)
    return [in_section(ours(words.MAY_APPROVE.format(people=people)))] if people else []


def _in_short(change: Change) -> str:
    """The steps as one text, for the question whether to approve them."""
    told = [spoken(one) for one in steps(change.plan)]
    return clip("\n".join(f"{n}. {one}" for n, one in enumerate(told, 1)), _CONFIRM)
