"""What came of a change, in the view that was submitted: with the next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.affected import Recovery
from bot.core.change.change import Change
from bot.core.change.state import State
from bot.core.checks import worst_of
from bot.core.findings import FixOffer, Status
from bot.core.texts import change as words
from bot.slack.render.change_parts import people_of
from bot.slack.render.change_thread import headline, recovered, undo_and_proof
from bot.slack.render.loading_views import OUTCOME_TITLE, PREVIEW
from bot.slack.render.parts import Json, actions, button, named, section
from bot.slack.render.phrase import spoken
from bot.slack.render.views import modal
from bot.slack.values import pack


@dataclass(frozen=True, slots=True)
class NextFix:
    """The fix of what is left, and its button's value."""

    offer: FixOffer
    value: str


def outcome_view(  # noqa: PLR0913 (what is said, and what may be pressed)
    change: Change,
    says: str,
    people: Sequence[str] = (),
    *,
    first: str = "",
    provable: bool = False,
    then: NextFix | None = None,
    recovery: Recovery | None = None,
) -> Json:
    """Where the change stands, what there is to say of it, and what may be pressed next.

    `first` are words of ours for something beside what became of it, `recovery` is how the budgets
    stand that it has mended.
    """
    text = in_words(change, says if first else _of_many(change, says, recovery), first, recovery)
    blocks = [section(named(text, people_of(change, *people))), *recovered(recovery)]
    buttons = list(undo_and_proof(change, provable=provable))
    if then:
        fix = button(then.offer.label, f"fix.{then.offer.id}", then.value, "primary")
        buttons.insert(0, fix)
    blocks += [actions(*buttons)] if buttons else []
    place = change.place
    metadata = pack(channel=place.channel, ts=place.message, thread=place.thread)
    return modal(PREVIEW, OUTCOME_TITLE, blocks, change.id, metadata=metadata)


def _of_many(change: Change, says: str, recovery: Recovery | None) -> str:
    """The sentence about all of them, once it can be said."""
    if recovery is None or (recovery.unchecked and not recovery.down):
        return says
    if recovery.down:
        template = words.SOME_ARRIVE_AGAIN
    else:
        broken = worst_of(change.plan.clears) is Status.BROKEN
        template = words.ALL_ARRIVE_AGAIN if broken else words.NONE_STOPPED_ANY_MORE
    return template.format(well=recovery.well, count=recovery.count)


def in_words(change: Change, says: str, first: str = "", recovery: Recovery | None = None) -> str:
    """The same as one text: of what is done the sentence says it all."""
    stands = headline(change, recovery)
    if first:
        return f"{first}. {says}"
    if change.state is State.APPLIED and says.strip():
        return f"{stands.template.partition(' ')[0]} {says}"
    return f"{spoken(stands)}. {says}".rstrip()
