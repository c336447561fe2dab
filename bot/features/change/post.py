"""Says in a change's thread where it stands, and tells who asked what became of it."""

from __future__ import annotations

import logging
from dataclasses import replace

from bot.core.accounts.authorize import Asked, approvals_missing
from bot.core.affected import NONE, Recovery
from bot.core.change.change import Change
from bot.core.change.events import EventType
from bot.core.change.state import State
from bot.core.jobs.change_steps import PostChangeEvent, ShowChange, ShowOutcome
from bot.core.life_cycle import Heard
from bot.core.texts import change as words
from bot.features.change.affected import affected_by, recovery
from bot.features.change.headlines import OF_ITS_OWN, event_type, reply_mark
from bot.features.change.next_fix import next_fix
from bot.features.change.rights import holders
from bot.jobs.context import Context
from bot.jobs.provable import is_provable
from bot.jobs.registry import handles
from bot.jobs.threads import post_once
from bot.slack.reach import is_taken, looked_up, one_by_one, unless_refused
from bot.slack.render import change_thread as render
from bot.slack.render.approval import reminder
from bot.slack.render.change_parts import Standing, people_of
from bot.slack.render.gated_change import gated
from bot.slack.render.message import Message, message
from bot.slack.render.outcome import in_words, outcome_view
from bot.slack.render.parts import Json, named, section
from bot.slack.render.preview import SubmitTerms, preview_view, submission

_UNDER_WAY = frozenset({State.WAITING, State.GATED, State.APPROVED, State.APPLYING})
_log = logging.getLogger(__name__)


@handles(ShowChange)
def show_change(context: Context, what: ShowChange) -> None:
    """Post the change's reply in the thread, or draw it anew as it stands.

    Where the channel takes none, who asked hears it. Raises SlackError to be tried again, and where
    nobody can be told; StoreError.
    """
    change = context.store.changes.get(what.change)
    if change is None:
        _log.error("Change %s: nobody can tell where it stands", what.change)
        return
    channel, thread, mark = change.place.channel, _thread(change), reply_mark(change.id)
    ts = unless_refused(
        f"looking for {mark} in {channel}", lambda: context.slack.find_post(channel, mark, thread)
    )
    standing = standing_of(context, change, edit=bool(ts))
    draw = gated if change.state is State.GATED else render.reply
    drawn = draw(mark, change, standing)
    if ts:
        is_taken(f"drawing {mark} anew", lambda: context.slack.update(channel, ts, drawn))
    elif not post_once(context.slack, channel, drawn, mark, thread, unsure=False):
        _untold(context, change, change.outcome)


@handles(PostChangeEvent)
def post_event(context: Context, what: PostChangeEvent) -> None:
    """Post what is a message of its own, once. Raises as `show_change`."""
    change = context.store.changes.get(what.change)
    if change is None:
        _log.error("Change %s: nobody can tell %r", what.change, what.what)
        return
    told = event_type(what.what, own=what.who == change.requester)
    if told not in OF_ITS_OWN:  # a job of the version before, which tells both
        if context.job.attempt and told.row.heard >= Heard.REQUESTER:
            show_outcome(context, ShowOutcome(change.id, what.what, what.says, what.who))
        show_change(context, ShowChange(change.id))
        return
    if told.row.fades and change.state not in told.row.left_in:
        _log.info("Change %s: %s is over, and not told any more", change.id, told)
        return
    drawn = _drawn(context, told, change, what)
    again = context.job.unsure or context.job.attempt > 0
    channel, thread = change.place.channel, _thread(change)
    if not post_once(context.slack, channel, drawn, what.mark, thread, unsure=again):
        _untold(context, change, what.says, told.row.headline)


@handles(ShowOutcome)
def show_outcome(context: Context, what: ShowOutcome) -> None:
    """In the view that waits for it; where that is gone, for their eyes only in the thread.

    A change that was stopped because its plan is another one now shows the new one there. Raises
    as `show_change` does.
    """
    change = context.store.changes.get(what.change)
    if change is None:
        _log.error("Change %s: nobody can be told %r", what.change, what.says)
        return
    instead = context.store.changes.get(what.instead) if what.instead else None
    told = event_type(what.what, own=what.who == change.requester)
    first = told.row.headline if told in OF_ITS_OWN else ""
    if instead:
        view = _anew(context, f"{words.DOCUMENT_STOPPED} {what.says}", instead)
    else:
        view = _view(context, change, what.says, what.who, first)
    if not _fill(context, change, view):
        _alone(context, change, in_words(change, what.says, first), what.who)


def show_recovery(context: Context, change: Change) -> bool:
    """The outcome anew in the view of who asked; False where nobody looks at it any more."""
    return _fill(context, change, _view(context, change, change.outcome))


def standing_of(context: Context, change: Change, *, edit: bool) -> Standing:
    """What a reply says beside the change itself, by the settings and Slack as they are now."""
    provable = is_provable(context.settings, change.plan.budget)
    asks = context.job.place
    asker = asks.name if asks.user == change.requester else ""
    if change.state is not State.WAITING:
        recovered = recovery_of(context, change)
        found = Standing(asker=asker, edit=edit, provable=provable, recovery=recovered)
        return with_gate(context, change, found) if change.state is State.GATED else found
    asked = Asked(change.requester, change.approved_by())
    done = {change.requester, *change.approved_by()}
    ask = tuple(one for one in holders(context.settings, change.plan.fix) if one not in done)
    missing = approvals_missing(asked, change.approvals_needed(context.settings.approvals))
    asker = asker or name_of(context, change.requester)
    return Standing(ask, missing, asker, edit, provable)


def with_gate(context: Context, change: Change, standing: Standing) -> Standing:
    """The same with the change request that it waits for. Raises StoreError."""
    title = context.gate.title if context.gate else ""
    return replace(standing, gate=context.store.gates.get(change.id), system=title)


def recovery_of(context: Context, change: Change) -> Recovery | None:
    """How the budgets stand that it has mended; None for a single one, and where it is not applied.

    Raises StoreError.
    """
    if not change.affected or change.undoes or change.state is not State.APPLIED:
        return None
    return recovery(context.store.verdicts, change)


def terms_of(context: Context, change: Change, note: str = "") -> SubmitTerms:
    """How the change is submitted, by the settings as they are now."""
    undoing = bool(change.undoes)
    ask = holders(context.settings, change.plan.fix) if change.asking else ()
    budgets = NONE if undoing else affected_by(context.store.verdicts, change)
    needed = change.approvals_needed(context.settings.approvals)
    gate = context.gate.title if context.gate else ""
    return SubmitTerms(needed, undoing, note, budgets, ask, gate=gate)


def name_of(context: Context, user: str) -> str:
    """What people call them; "" where Slack does not say."""
    person = looked_up(f"who {user} is", lambda: context.slack.person(user))
    return person.name if person else ""


def _thread(change: Change) -> str:
    return change.place.thread or change.place.message


def _untold(context: Context, change: Change, says: str, first: str = "") -> None:
    """The channel takes nothing of us: who asked is told instead."""
    says = f"{says} {words.NO_WORD}".lstrip()
    filled = _fill(context, change, _view(context, change, says, "", first))
    # Where its view is gone, an outcome is told alone by `show_outcome`.
    if filled or change.state in _UNDER_WAY:
        _alone(context, change, in_words(change, says, first))


def _fill(context: Context, change: Change, view: Json) -> bool:
    """Change the view that waits; False where it is gone."""
    doing = f"the view that waits for change {change.id}"
    return is_taken(doing, lambda: context.slack.update_view("", change.id, view))


def _alone(context: Context, change: Change, text: str, who: str = "") -> None:
    mark = f"{change.id}.alone.{change.version}"
    people = people_of(change, who)
    drawn = message(mark, text, [section(named(text, people))])
    channel, user = change.place.channel, change.requester
    one_by_one(context.slack, [], channel, user, drawn, mark, _thread(change))


def _anew(context: Context, text: str, instead: Change) -> Json:
    terms = terms_of(context, instead, text)
    return preview_view(instead.plan, instead.id, submission(instead), terms)


def _view(context: Context, change: Change, says: str, who: str = "", first: str = "") -> Json:
    return outcome_view(
        change,
        says,
        (who,),
        first=first,
        provable=is_provable(context.settings, change.plan.budget),
        then=next_fix(context, change),
        recovery=recovery_of(context, change),
    )


def _drawn(context: Context, told: EventType, change: Change, what: PostChangeEvent) -> Message:
    if told is EventType.REMINDER:
        standing = standing_of(context, change, edit=False)
        return reminder(what.mark, change, replace(standing, missing=what.missing))
    return render.line(what.mark, told.row.headline, change, what.says)
