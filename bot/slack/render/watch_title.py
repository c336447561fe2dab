"""The first line of a post of the watch, and what a lock screen shows of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.core.arns import parse_arn
from bot.core.findings import Status
from bot.core.reference import called, reference_of
from bot.core.senders import BUDGETS, Sender
from bot.core.texts import watch as texts
from bot.core.texts.summary import summary
from bot.core.texts.words import listed
from bot.slack.render.parts import clip
from bot.slack.render.phrase import phrase, spoken
from bot.slack.render.watch_view import MOST_WORDS, BudgetState, WatchView, is_up


def title(states: Sequence[BudgetState]) -> str:
    """The first line: how they stand now, the worst of them first."""
    down = [one for one in states if not is_up(one)]
    worst = Status.BROKEN if any(o.verdict is Status.BROKEN for o in down) else Status.UNKNOWN
    if len(states) == 1:
        template = texts.DOWN[worst] if down else texts.UP
        return template.format(name=called(states[0].budget))
    names = [one.budget for one in states]
    if not down:
        return texts.UP_MANY.format(count=texts.counted(names))
    part = f"{len(down)} of {texts.counted(names)}"
    count = texts.counted(names) if len(down) == len(states) else part
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
    return summary(code, _all_of([one for one in down if one.code == code])), count


def _all_of(states: Sequence[BudgetState]) -> Sender:
    """Whose they are; of several senders one with the titles of all."""
    found = [reference_of(one.budget) for one in states]
    senders = [one.sender if one and one.sender else BUDGETS for one in found]
    return replace(senders[0], title=listed(sorted({one.title for one in senders})))


def common(down: Sequence[BudgetState], *, keys: bool) -> str:
    """The topic or the key (an ARN) that most of them hang on, "" for none."""
    counts = Counter(arn for one in down for arn in (one.keys if keys else one.topics))
    return counts.most_common(1)[0][0] if counts else ""


def _resource(view: WatchView) -> str:
    key = common(view.down, keys=True)
    topic = common(view.down, keys=False)
    return view.key_name or (name_of(key) if key else name_of(topic))


def name_of(arn: str) -> str:
    """What people call it: a topic's name, a key's short id."""
    parts = parse_arn(arn)
    resource = parts.resource if parts else arn
    name = f"key {resource[4:12]}" if resource.startswith("key/") else resource
    return clip(name, MOST_WORDS)
