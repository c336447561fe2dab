"""A post of the watch: which budgets do not alert, since when, why, who did it, what is at stake,
and what mends it; once they are mended, that.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.alerts.spend_texts import value_of, written
from bot.core.reference import called
from bot.core.stake import stake
from bot.core.texts import watch as texts
from bot.core.texts.stake import at_stake
from bot.core.texts.words import first_of
from bot.slack.render.links import console_link
from bot.slack.render.message import Message, message
from bot.slack.render.open_ticket import another_ticket, open_line, ticket_button
from bot.slack.render.parts import Json, button, clip, context, header, plain, with_overflow
from bot.slack.render.phrase import Phrase, Who, mrkdwn, phrase, rich
from bot.slack.render.routes import routed
from bot.slack.render.snooze import snooze_button
from bot.slack.render.watch_acts import changed_by
from bot.slack.render.watch_budgets import show_button, spent
from bot.slack.render.watch_mended import mended_blocks
from bot.slack.render.watch_title import cause_of, common, name_of, push, title
from bot.slack.render.watch_view import MOST_WORDS, TOP, BudgetState, WatchView, dearest
from bot.slack.values import pack


def watch_post(id: str, view: WatchView) -> Message:
    """The post, as things are now."""
    if not view.down:
        return message(id, title(view.states), list(mended_blocks(view)))
    return message(id, push(view), list(_broken(view)))


def _broken(view: WatchView) -> Iterator[Json]:
    yield header(title(view.states), called(view.states[0].budget))
    yield rich(*_why(view))
    if view.acknowledged:
        people = [phrase(texts.ACKNOWLEDGED, who=Who(one)) for one in view.acknowledged]
        yield rich(*people)
    yield from routed(view.groups, view.belongs, view.refusal)
    yield {"type": "section", "fields": [mrkdwn(one) for one in _fields(view)]}
    if view.opened and view.ticket:
        yield rich(open_line(view.opened))
    found, folded = list(_buttons(view)), list(another_ticket(view.opened, view.ticket))
    yield with_overflow(found, folded if view.ticket else ())
    yield context(plain(_small(view)))


def _why(view: WatchView) -> Iterator[Phrase]:
    (cause, count), down = cause_of(view.down), view.down
    since = view.since or max(o.outage.began for o in down if o.outage)
    if not cause:
        yield phrase(texts.NO_REASON, at=since)
    elif len(view.states) == 1:
        yield phrase(texts.WHY, cause=cause, at=since)
    elif count == len(down):
        yield phrase(texts.ONE_CAUSE, cause=cause, at=since)
    else:
        yield phrase(texts.MOST_HAVE, part=count, all=len(down), cause=cause, at=since)
    if len(down) < len(view.states):
        yield phrase(texts.PARTLY, count=len(view.states) - len(down), all=len(view.states))


def _fields(view: WatchView) -> Iterator[Phrase]:
    topic, key = common(view.down, keys=False), common(view.down, keys=True)
    if topic:
        yield phrase(texts.TOPIC, topic=console_link(topic, name_of(topic)))
    if key or view.key_name:
        yield phrase(
            texts.KEY, key=console_link(key, clip(view.key_name, MOST_WORDS) or name_of(key))
        )
    yield changed_by(view.broke, view.maybe)
    stake = _stake(view)
    if stake:
        yield stake


def _stake(view: WatchView) -> Phrase | None:
    """What is budgeted, for one budget also how much of it is spent."""
    down = view.down
    if len(view.states) == 1:
        said = spent(down[0])
        return phrase(texts.SPENT, spent=said) if said else None
    money = at_stake(stake(one.spend for one in down))
    return phrase(texts.AT_STAKE, money=money) if money else None


def _buttons(view: WatchView) -> Iterator[Json]:
    if view.mend:
        yield button(_mend(view), f"fix.{view.mend.fix}", view.mend.value, "primary")
    if view.ticket:
        yield ticket_button(view.opened, view.ticket, texts.TICKET)
    first = view.down[0]
    yield snooze_button(first.account, first.budget, whole=len(view.down) > 1)
    if len(view.states) > 1:
        yield show_button(view.notice)
    else:
        value = pack(account=view.states[0].account, budget=view.states[0].budget)
        yield button("Details", "check.details", value)


def _mend(view: WatchView) -> str:
    offer, down = view.mend, len(view.down)
    if offer is None or len(view.states) == 1:
        return offer.label if offer else texts.MEND
    if offer.count == down:
        return texts.MEND_ALL.format(count=down)
    return texts.MEND_SOME.format(count=offer.count, all=down)


def _small(view: WatchView) -> str:
    accounts = sorted({one.account for one in view.states})
    where = first_of([texts.ACCOUNT.format(account=one) for one in accounts], TOP)
    if len(view.states) == 1:
        return where
    dear = [one for one in dearest(view.down) if one.spend and value_of(one.spend.actual)]
    if not dear:
        return where
    top = ", ".join(_top(one) for one in dear[:TOP])
    return f"{texts.TOP.format(top=top)}; {where}"


def _top(one: BudgetState) -> str:
    money = written(one.spend.actual) if one.spend and one.spend.actual else ""
    return f"{one.budget} ({money})" if money else one.budget
