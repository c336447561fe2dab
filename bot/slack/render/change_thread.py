"""The lines about a change in the answer's thread, one message for each event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.core.change.change import Change
from bot.core.change.state import State
from bot.slack.render.difference import written
from bot.slack.render.message import Message, fit, message
from bot.slack.render.parts import (
    Json,
    actions,
    button,
    context,
    mention,
    named,
    numbered,
    ours,
    plain,
)
from bot.slack.render.parts import section as in_section
from bot.slack.render.proof import proof_button
from bot.slack.values import pack

_MORE = "… {} more parts: whoever asked has the whole preview, the log has the whole text."


def line(id: str, headline: str, change: Change, says: str, who: str = "") -> Message:
    """One event. `headline` is ours; in `says` only people of the change are named."""
    return message(id, _text(headline, change), _lines(headline, change, says, who))


def applied(
    id: str, headline: str, change: Change, says: str, *, provable: bool = False
) -> Message:
    """The change is written: with the button that takes it back, where that can be.

    `provable`: with the one that proves it by a real alert, once it is verified.
    """
    blocks = _lines(headline, change, says, "")
    buttons = []
    if change.plan.undoable and not change.undoes and change.state is not State.UNDONE:
        buttons.append(button("Undo", "change.undo", change.id))
    if provable and change.state is State.APPLIED and not change.undoes:
        plan = change.plan
        buttons.append(proof_button(plan.account, plan.budget, plan.topic))
    if buttons:
        blocks.append(actions(*buttons))
    return message(id, _text(headline, change), blocks)


def request(id: str, headline: str, change: Change, says: str, ask: Sequence[str]) -> Message:
    """A change that waits for others: what it writes, and the buttons to approve or reject it."""
    plan = change.plan
    value = pack(change=change.id, fingerprint=plan.fingerprint)
    head = _lines(headline, change, says, "")
    head += _askers(ask)
    impact = [in_section(plain(f"• {sentence}")) for sentence in plan.impact]
    reason = [in_section(plain(f"Reason: {change.reason}"))] if change.reason else []
    row = actions(
        button("Approve", "change.approve", value, "primary"),
        button("Reject", "change.reject", value, "danger"),
    )
    middle = [[block] for block in (*written(plan), *impact)]
    return message(id, _text(headline, change), fit([*head, *reason], middle, [row], _MORE))


def reminder(id: str, headline: str, change: Change, says: str, ask: Sequence[str]) -> Message:
    """It still waits; the request further up has the buttons."""
    blocks = _lines(headline, change, says, "")
    return message(id, _text(headline, change), [*blocks, *_askers(ask)])


def ticket_opened(id: str, who: str, ticket: str, url: str, *, already: bool) -> Message:
    """A change ticket was opened, or found open."""
    did = "asked for a change ticket; it is open already" if already else "opened a change ticket"
    blocks = [in_section(ours(f"🎫 {mention(who)} {did}")), in_section(plain(f"{ticket}\n{url}"))]
    return message(id, f"Change ticket {ticket}", blocks)


def decided(id: str, text: str, blocks: Iterable[Mapping[str, object]]) -> Message:
    """A message of ours as Slack has it, without its buttons."""
    kept = [block for block in blocks if block.get("type") != "actions"]
    return Message(text, numbered(kept, id))


def _text(headline: str, change: Change) -> str:
    return f"{headline}: {change.plan.title}"


def _lines(headline: str, change: Change, says: str, who: str) -> list[Json]:
    by = f"{mention(who)}: " if who else ""
    asker = f"asked for by {mention(change.requester)}, change {change.id}"
    blocks = [in_section(ours(f"{by}*{headline}*")), in_section(plain(change.plan.title))]
    said = [in_section(named(says, people_of(change, who)))] if says.strip() else []
    return [*blocks, *said, context(ours(asker))]


def _askers(ask: Sequence[str]) -> list[Json]:
    people = ", ".join(mention(one) for one in ask)
    return [in_section(ours(f"Who may approve: {people}"))] if people else []


def people_of(change: Change, *others: str) -> tuple[str, ...]:
    """Everybody who had a part in it, and these."""
    people = (change.requester, *(yes.user for yes in change.approvals), *others)
    return tuple(dict.fromkeys(person for person in people if person))
