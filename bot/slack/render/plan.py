"""A plan in plain words: its heading, what becomes of the alerts, each step, who notices, what
could go wrong, and how it is undone. The exact texts are one press away (`difference.py`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from bot.core.checks import worst_of
from bot.core.findings import Status
from bot.core.plan import Plan, Write
from bot.core.reference import topic_in
from bot.core.texts import change as words
from bot.core.texts.words import small, some
from bot.slack.render.links import resource_link
from bot.slack.render.parts import Json, clip
from bot.slack.render.phrase import (
    Code,
    Field,
    Phrase,
    bullets,
    numbered_list,
    phrase,
    rich,
    spoken,
)

_MOST_POINTS = 5
_MOST_OTHERS = 5
_END = re.compile(r"(?<=[.!?])\s")
_POINT = 500
_NAME = 100


def heading(plan: Plan, *, undoing: bool = False) -> str:
    """What the change is called, with its topic; bare words."""
    known = words.fix_words(plan.fix)
    said = spoken(phrase(known.heading, **names_of(plan))) if known else plan.title
    return words.UNDO_HEADING.format(heading=small(said)) if undoing else said


def names_of(plan: Plan) -> Mapping[str, str]:
    """The names that a fix's words may have."""
    return {"topic": plan.topic.rpartition(":")[2], "sender": plan.sender}


def outlook(plan: Plan, *, undoing: bool = False, several: bool = False) -> Phrase:
    """One line: what becomes of the alerts, what it costs, whether it can be undone. `several`: it
    is said already that it mends this budget with others.
    """
    price = words.PRICE if plan.price else words.NO_COST
    undo = words.UNDOABLE if plan.undoable else words.NOT_UNDOABLE
    alerts = _alerts(plan, undoing=undoing)
    said = [] if several and alerts == words.AGAIN else [alerts]
    line = " ".join((*said, *([] if undoing else [price, undo])))
    return phrase(line, budget=plan.called, price=plan.price, sender=plan.sender)


def _alerts(plan: Plan, *, undoing: bool) -> str:
    if undoing:
        return words.AS_BEFORE
    known = words.fix_words(plan.fix)
    if not plan.clears:
        return known.outlook if known else ""
    if plan.leaves is Status.BROKEN:
        return words.NOT_ALONE
    if plan.leaves is Status.UNKNOWN:
        return words.NOT_TOLD
    if topic_in(plan.budget):
        return words.LET_THROUGH
    was = worst_of(plan.clears)
    return {Status.BROKEN: words.AGAIN, Status.UNKNOWN: words.CERTAIN}.get(was, words.SAFE)


def steps(plan: Plan) -> list[Phrase]:
    """Each write in its words, in their order."""
    alone = len(plan.each) == 1
    return [_step(part, write, alone=alone) for part in plan.each for write in part.writes]


def _step(plan: Plan, write: Write, *, alone: bool) -> Phrase:
    fields: Mapping[str, Field] = {
        **names_of(plan),
        "resource": resource_link(write.resource),
        "before": Code(write.before),
        "after": Code(write.after),
        "endpoint": Code(_endpoint(write)),
        "verb": words.verb(write),
    }
    return phrase(words.step(plan, write, alone=alone), **fields)


def _endpoint(write: Write) -> str:
    try:
        found = json.loads(write.after)
    except ValueError:
        return write.after
    return str(found.get("Endpoint", "")) if isinstance(found, dict) else write.after


def exact_title(plan: Plan) -> str:
    """What the button is called that shows the exact difference."""
    policy = any(write.attribute == "Policy" for write in plan.writes)
    return words.SHOW_POLICY if policy else words.SHOW_CHANGE


def short_blocks(plan: Plan) -> Iterator[Json]:
    """The steps in their order, and a sentence each on what could go wrong and who notices; what it
    does to other publishers comes first, and is never left out.
    """
    yield rich(phrase(words.IN_ORDER))
    yield numbered_list(steps(plan))
    said = list(_others(plan))
    if plan.risks and not plan.touched:
        said.append(phrase("{says}", says=_sentence(plan.risks[0])))
    notices = _sentence((*plan.impact, words.NOBODY_NOTICES)[0])
    yield rich(phrase(words.COULD_GO_WRONG), *said)
    yield rich(phrase(words.WHO_NOTICES), phrase("{says}", says=notices))


def _others(plan: Plan) -> Iterator[Phrase]:
    """What becomes of those who publish to the topic as well."""
    if plan.touched:
        yield phrase(words.OTHERS_TOUCHED, names=_names(plan.touched))
    else:
        yield phrase(words.OTHERS_AS_TODAY if plan.kept_out else words.OTHERS_UNTOUCHED)
    if plan.kept_out:
        yield phrase(words.OTHERS_KEPT_OUT, names=_names(plan.kept_out))


def _names(publishers: Sequence[str]) -> str:
    return some([clip(one, _NAME) for one in publishers], _MOST_OTHERS)


def _sentence(text: str) -> str:
    """The first sentence of a text."""
    return clip(_END.split(text, 1)[0], _POINT)


def plan_blocks(plan: Plan) -> Iterator[Json]:
    """The steps in their order, and what has to be known before they are taken."""
    yield rich(phrase(words.IN_ORDER))
    yield numbered_list(steps(plan))
    yield from more_blocks(plan, _MOST_POINTS)


def more_blocks(plan: Plan, most: int) -> Iterator[Json]:
    """What could go wrong, who notices, when, at what cost, and how it is undone: so many points of
    each.
    """
    yield from _points(words.COULD_GO_WRONG, plan.risks or (words.NOTHING_KNOWN,), plan, most)
    yield from _points(words.WHO_NOTICES, plan.impact or (words.NOBODY_NOTICES,), plan, most)
    said = (
        (words.TAKES_EFFECT, "when", plan.effect or words.AT_ONCE),
        (words.COST, "says", plan.cost),
        (words.COMPLIANCE, "says", plan.compliance),
        (words.UNDONE_BY, "says", plan.undo),
    )
    yield rich(*(phrase(of, **{name: text}) for of, name, text in said if text.strip()))


def _points(title: str, sentences: Sequence[str], plan: Plan, most: int) -> Iterator[Json]:
    shown = [phrase("{says}", says=clip(one, _POINT)) for one in sentences[:most]]
    left = len(sentences) - len(shown)
    if left > 0:
        shown.append(phrase(words.MORE_POINTS, count=left, button=exact_title(plan)))
    yield rich(phrase(title))
    yield bullets(shown)
