"""A change that waits for a change request in another system: its one reply in the thread."""

from __future__ import annotations

from bot.core.change.change import Change
from bot.core.change.gate import Gate
from bot.core.texts import change as words
from bot.core.texts import gate as gate_words
from bot.slack.render.change_parts import Standing, act_of, people_line
from bot.slack.render.message import Message, message
from bot.slack.render.parts import actions, button, is_address, plain, section
from bot.slack.render.phrase import Field, Link, phrase, rich, spoken
from bot.slack.render.plan import exact_title
from bot.slack.values import pack


def gated(mark: str, change: Change, standing: Standing) -> Message:
    """What it waits for, with the link; until when; and why it cannot be seen, where it cannot."""
    gate = standing.gate
    known: Field = _ticket(gate) if gate and gate.ticket else ""
    first = phrase(
        gate_words.IS_GATED if known else gate_words.IS_OPENING,
        ticket=known,
        system=standing.system or gate_words.SOMEWHERE,
        act=act_of(change),
        budget=change.plan.called,
    )
    until = phrase(gate_words.UNTIL, ticket=known, until=change.expires)
    blocks = [rich(first), rich(until)] if known else [rich(first)]
    if change.outcome.strip():
        blocks.append(section(plain(change.outcome)))
    value = pack(change=change.id, fingerprint=change.plan.fingerprint)
    reject = button(words.REJECT, "change.reject", value, "danger")
    blocks.append(actions(reject, button(exact_title(change.plan), "change.difference", change.id)))
    blocks.append(people_line(change, edit=standing.edit, asker=standing.asker))
    return message(f"{mark}.{change.version}", spoken(first), blocks)


def _ticket(gate: Gate) -> Field:
    return Link(gate.ticket, gate.url) if is_address(gate.url) else gate.ticket
