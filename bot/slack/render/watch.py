"""A post of the watch: which budgets do not alert, since when, why, who did it, what is at stake,
and what mends it; once they are mended, that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from bot.core.act import Act
from bot.core.alerts.spend_texts import percent, share, value_of, written
from bot.core.arns import parse_arn
from bot.core.findings import Status
from bot.core.senders import BUDGETS
from bot.core.stake import stake
from bot.core.texts import watch as texts
from bot.core.texts.duration import took
from bot.core.texts.stake import at_stake
from bot.core.texts.summary import summary
from bot.core.texts.words import some
from bot.slack.render.links import console_link
from bot.slack.render.message import Message, message
from bot.slack.render.parts import Json, actions, button, clip, context, header, plain
from bot.slack.render.phrase import Phrase, Who, mrkdwn, phrase, rich, spoken
from bot.slack.render.proof import proof_button
from bot.slack.render.routes import routed
from bot.slack.render.snooze import snooze_button
from bot.slack.render.watch_view import BudgetState, WatchView
from bot.slack.values import pack

TOP = 3
"""Budgets that a post names; the others are behind a button."""
_LOST = 5
_WORDS = 250
"""Of somebody else's in a field, which holds 2,000 characters with all that is escaped."""


def watch_post(id: str, view: WatchView) -> Message:
    """The post, as things are now."""
    if not view.down:
        return message(id, title(view.states), list(_mended(view)))
    return message(id, push(view), list(_broken(view)))


def title(states: Sequence[BudgetState]) -> str:
    """The first line: how they stand now, the worst of them first."""
    down = [one for one in states if one.verdict not in {Status.OK, Status.AT_RISK}]
    worst = Status.BROKEN if any(o.verdict is Status.BROKEN for o in down) else Status.UNKNOWN
    if len(states) == 1:
        template = texts.DOWN[worst] if down else texts.UP
        return template.format(name=states[0].budget)
    if not down:
        return texts.UP_MANY.format(count=texts.budgets(len(states)))
    part = f"{len(down)} of {texts.budgets(len(states))}"
    count = texts.budgets(len(down)) if len(down) == len(states) else part
    return texts.DOWN_MANY[worst].format(count=count)


def push(view: WatchView) -> str:
    """What a lock screen shows: which, and why, in one line."""
    cause, _ = cause_of(view.down)
    if len(view.states) == 1:
        words = texts.PUSH_ONE if cause else "{title}"
        return spoken(phrase(words, title=title(view.states), cause=cause))
    who = phrase(texts.PUSH_WHO, who=view.broke.who, at=view.broke.at) if view.broke else None
    return spoken(
        phrase(
            texts.PUSH_MANY if cause else "{title}{who}",
            title=title(view.states),
            resource=_resource(view),
            cause=cause,
            who=spoken(who) if who else "",
        )
    )


def cause_of(down: Sequence[BudgetState]) -> tuple[str, int]:
    """The reason that most of them have, in words, and how many those are; "" for none."""
    counts = Counter(one.code for one in down if one.code)
    if not counts:
        return "", 0
    code, count = counts.most_common(1)[0]
    return summary(code, BUDGETS), count


def common(down: Sequence[BudgetState], *, keys: bool) -> str:
    """The topic or the key (an ARN) that most of them hang on, "" for none."""
    counts = Counter(arn for one in down for arn in (one.keys if keys else one.topics))
    return counts.most_common(1)[0][0] if counts else ""


def _broken(view: WatchView) -> Iterator[Json]:
    yield header(title(view.states), view.states[0].budget)
    yield rich(*_why(view))
    if view.acknowledged:
        people = [phrase(texts.ACKNOWLEDGED, who=Who(one)) for one in view.acknowledged]
        yield rich(*people)
    yield from routed(view.groups, view.belongs, view.refusal)
    yield {"type": "section", "fields": [mrkdwn(one) for one in _fields(view)]}
    found = list(_buttons(view))
    if found:
        yield actions(*found)
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
        yield phrase(texts.TOPIC, topic=console_link(topic, _name(topic)))
    if key or view.key_name:
        yield phrase(texts.KEY, key=console_link(key, clip(view.key_name, _WORDS) or _name(key)))
    yield _changed_by(view.broke, view.maybe)
    stake = _stake(view)
    if stake:
        yield stake


def _changed_by(act: Act | None, maybe: Sequence[Act]) -> Phrase:
    if act is None:
        return _one_of(texts.ONE_OF_THESE, maybe) if maybe else phrase(texts.NOBODY_SEEN)
    who, action = clip(act.who, _WORDS), clip(act.action, _WORDS)
    return phrase(texts.CHANGED_BY, who=who, action=action, at=act.at)


def _one_of(intro: str, acts: Sequence[Act]) -> Phrase:
    """That it was one of these, each on a line of its own."""
    fields: dict[str, str | datetime] = {}
    for n, act in enumerate(acts[:TOP]):
        fields |= {
            f"who{n}": clip(act.who, _WORDS),
            f"action{n}": clip(act.action, _WORDS),
            f"at{n}": act.at,
        }
    return phrase(texts.one_of(intro, len(acts), TOP), **fields)


def _stake(view: WatchView) -> Phrase | None:
    """What is budgeted, for one budget also how much of it is spent."""
    down = view.down
    if len(view.states) == 1:
        said = spent(down[0])
        return phrase(texts.SPENT, spent=said) if said else None
    money = at_stake(stake(one.spend for one in down))
    return phrase(texts.AT_STAKE, money=money) if money else None


def spent(one: BudgetState) -> str:
    """What it has spent, of how much; "" where that is not known."""
    spend = one.spend
    if spend is None or spend.actual is None:
        return ""
    of = f" of {written(spend.limit)}" if spend.limit else ""
    ratio = _share(one)
    part = f" ({percent(ratio)})" if ratio is not None else ""
    return clip(f"{written(spend.actual)}{of}{part}", _WORDS)


def _share(one: BudgetState) -> Decimal | None:
    return share(one.spend.actual, one.spend.limit) if one.spend else None


def _buttons(view: WatchView) -> Iterator[Json]:
    if view.mend:
        yield button(_mend(view), f"fix.{view.mend.fix}", view.mend.value, "primary")
    if view.ticket:
        yield button(texts.TICKET, "ticket.open", view.ticket)
    first = view.down[0]
    yield snooze_button(first.account, first.budget, whole=len(view.down) > 1)
    if len(view.states) > 1:
        yield show_button(view.notice)
    else:
        value = pack(account=view.states[0].account, budget=view.states[0].budget)
        yield button("Details", "check.details", value)


def show_button(notice: str) -> Json:
    """Opens the list of all of them."""
    return button(texts.SHOW, "watch.budgets", pack(notice=notice, page=0))


def _mend(view: WatchView) -> str:
    offer, down = view.mend, len(view.down)
    if offer is None or len(view.states) == 1:
        return offer.label if offer else texts.MEND
    if offer.count == down:
        return texts.MEND_ALL.format(count=down)
    return texts.MEND_SOME.format(count=offer.count, all=down)


def _small(view: WatchView) -> str:
    accounts = sorted({one.account for one in view.states})
    where = ", ".join(texts.ACCOUNT.format(account=one) for one in accounts[:TOP])
    more = f" and {len(accounts) - TOP} more" if len(accounts) > TOP else ""
    if len(view.states) == 1:
        return where
    top = ", ".join(_top(one) for one in dearest(view.down)[:TOP])
    return f"{texts.TOP.format(top=top)}; {where}{more}"


def dearest(states: Sequence[BudgetState]) -> list[BudgetState]:
    """The most spent first; those without a figure last, by name."""
    return sorted(states, key=lambda one: (-_value(one), one.account, one.budget))


def _value(one: BudgetState) -> Decimal:
    return (value_of(one.spend.actual) if one.spend else None) or Decimal(0)


def _top(one: BudgetState) -> str:
    money = written(one.spend.actual) if one.spend and one.spend.actual else ""
    return f"{one.budget} ({money})" if money else one.budget


def _mended(view: WatchView) -> Iterator[Json]:
    yield header(title(view.states), view.states[0].budget)
    yield rich(*_how(view), *_missed(view))
    yield from routed((), view.belongs, view.refusal)
    found = list(_after(view))
    if found:
        yield actions(*found)


def _how(view: WatchView) -> Iterator[Phrase]:
    ended = [one.outage.ended for one in view.states if one.outage and one.outage.ended]
    until = view.mended.at if view.mended else max(ended, default=None)
    if view.since and until:
        yield _since(view.since, until)
    if view.broke:
        act = view.broke
        yield phrase(texts.BROKE_BY, at=act.at, who=act.who, action=act.action)
    elif view.maybe:
        yield _one_of(texts.BROKE_BY_ONE, view.maybe)
    if view.mended:
        yield mended_by(view.mended)


def _since(began: datetime, ended: datetime) -> Phrase:
    return phrase(texts.SINCE, ended=ended, took=took(ended - began), began=began)


def mended_by(act: Act) -> Phrase:
    """Who mended it; of a change of ours who asked for it. For an edit, which notifies nobody."""
    if act.user:
        return phrase(texts.MENDED_BY_US, at=act.at, who=Who(act.user))
    return phrase(texts.MENDED_BY, at=act.at, who=act.who, action=act.action)


def _missed(view: WatchView) -> Iterator[Phrase]:
    """Which alerts fell into the gap; that none did only where that is certain."""
    known = [(one, one.outage) for one in view.states]
    lost = [one.budget for one, outage in known if outage and outage.lost]
    doubtful = [one.budget for one, outage in known if outage and outage.doubtful]
    each = ((lost, texts.LOST_ONE, texts.LOST), (doubtful, texts.DOUBTFUL_ONE, texts.DOUBTFUL))
    for names, alone, several in each:
        if names and len(view.states) == 1:
            yield phrase(alone)
        elif names:
            listed = some(names, _LOST)
            yield phrase(several, count=len(names), all=len(view.states), names=listed)
    if not lost and not doubtful and all(outage and outage.complete for _, outage in known):
        yield phrase(texts.NONE_DUE)


def _after(view: WatchView) -> Iterator[Json]:
    first = dearest(view.states)[0]
    if view.undo:
        yield button("Undo", "change.undo", view.undo)
    if first.topics and view.mended:
        yield proof_button(first.account, first.budget, first.topics[0])
    if len(view.states) > 1:
        yield show_button(view.notice)


def _resource(view: WatchView) -> str:
    key = common(view.down, keys=True)
    topic = common(view.down, keys=False)
    return view.key_name or (_name(key) if key else _name(topic))


def _name(arn: str) -> str:
    """What people call it: a topic's name, a key's short id."""
    parts = parse_arn(arn)
    resource = parts.resource if parts else arn
    name = f"key {resource[4:12]}" if resource.startswith("key/") else resource
    return clip(name, _WORDS)
