"""Who broke it and who mended it, in a post of the watch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.core.act import Act
from bot.core.texts import watch as texts
from bot.slack.render.parts import clip
from bot.slack.render.phrase import Phrase, Who, phrase
from bot.slack.render.watch_view import MOST_WORDS, TOP


def changed_by(act: Act | None, maybe: Sequence[Act]) -> Phrase:
    """Who it was, or of which acts it was one; that nobody was seen where there is none."""
    if act is None:
        return one_of(texts.ONE_OF_THESE, maybe) if maybe else phrase(texts.NOBODY_SEEN)
    who, action = clip(act.who, MOST_WORDS), clip(act.action, MOST_WORDS)
    return phrase(texts.CHANGED_BY, who=who, action=action, at=act.at)


def one_of(intro: str, acts: Sequence[Act]) -> Phrase:
    """That it was one of these, each on a line of its own."""
    fields: dict[str, str | datetime] = {}
    for n, act in enumerate(acts[:TOP]):
        fields |= {
            f"who{n}": clip(act.who, MOST_WORDS),
            f"action{n}": clip(act.action, MOST_WORDS),
            f"at{n}": act.at,
        }
    return phrase(texts.one_of(intro, len(acts), TOP), **fields)


def mended_by(act: Act) -> Phrase:
    """Who mended it; of a change of ours who asked for it. For an edit, which notifies nobody."""
    if act.user:
        return phrase(texts.MENDED_BY_US, at=act.at, who=Who(act.user))
    return phrase(texts.MENDED_BY, at=act.at, who=act.who, action=act.action)
