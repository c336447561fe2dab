"""The preview of a change, in plain words: what becomes of the alerts, each step, who notices, what
could go wrong, and how it is undone. The exact texts are one press away (`difference.py`).

https://docs.slack.dev/surfaces/modals
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.affected import NONE, Affected, Dependent
from bot.core.change.change import Change
from bot.core.checks import worst_of
from bot.core.console import console_url
from bot.core.findings import Status
from bot.core.plan import NEW_KEY, Plan, Write
from bot.core.texts import change as words
from bot.core.texts.stake import at_stake
from bot.core.texts.words import small, some
from bot.slack.render.loading_views import PREVIEW, PREVIEW_TITLE, REASON
from bot.slack.render.parts import (
    TITLE,
    Json,
    actions,
    button,
    clip,
    header,
    mention,
    named,
    ours,
    plain,
    section,
)
from bot.slack.render.parts import context as small_print
from bot.slack.render.phrase import (
    Code,
    Field,
    Link,
    Phrase,
    bullets,
    mrkdwn,
    numbered_list,
    phrase,
    rich,
    spoken,
)
from bot.slack.render.views import MOST_BLOCKS, modal
from bot.slack.values import pack

LONGEST_REASON = 500

_MOST_POINTS = 5
_MOST_OTHERS = 5
_END = re.compile(r"(?<=[.!?])\s")
_MOST_NAMES = 3
_POINT = 500
_NAME = 100
_OUTCOME_TITLE = "What came of it"


def text_view(text: str, id: str, people: Sequence[str] = ()) -> Json:
    """What came of it, or why there is nothing to preview; `people` may be named in it."""
    return modal(PREVIEW, _OUTCOME_TITLE, [section(named(text, people))], id)


@dataclass(frozen=True, slots=True)
class SubmitTerms:
    """How a plan is submitted: `approvals` others must agree; `note` is said first. `budgets` are
    those that it mends, `ask` whom somebody asks who may not mend.
    """

    approvals: int = 0
    undoing: bool = False
    note: str = ""
    budgets: Affected = NONE
    ask: tuple[str, ...] = ()


def preview_view(plan: Plan, id: str, metadata: str, terms: SubmitTerms) -> Json:
    """The plan in words, with a button that names the act. `id` is the change's."""
    blocks = [*_first(plan, terms), *short_blocks(plan), _exact(plan, id), _where(plan, id)]
    if plan.reason_needed:
        blocks = [*blocks[: MOST_BLOCKS - 1], _reason()]
    submit = act(plan, undoing=terms.undoing)
    if terms.approvals:
        submit = words.ASK_FOR_IT if terms.ask else words.ASK_SUBMIT
    return modal(
        PREVIEW,
        PREVIEW_TITLE,
        blocks[:MOST_BLOCKS],
        id,
        submit=submit,
        metadata=metadata,
        close="Cancel",
    )


def act(plan: Plan, *, undoing: bool = False) -> str:
    """The act in at most 24 characters, as the submit button names it."""
    if undoing:
        return words.UNDO_SUBMIT
    known = words.fix_words(plan.fix)
    if known:
        return known.submit
    return plan.title if len(plan.title) <= TITLE else words.APPLY_SUBMIT


def heading(plan: Plan, *, undoing: bool = False) -> str:
    """What the change is called, with its topic; bare words."""
    known = words.fix_words(plan.fix)
    said = spoken(phrase(known.heading, **names_of(plan))) if known else plan.title
    return words.UNDO_HEADING.format(heading=small(said)) if undoing else said


def names_of(plan: Plan) -> Mapping[str, str]:
    """The names that a fix's words may have."""
    return {"topic": plan.topic.rpartition(":")[2], "sender": plan.sender}


def outlook(plan: Plan, *, undoing: bool = False) -> Phrase:
    """One line: what becomes of the alerts, what it costs, whether it can be undone."""
    price = words.PRICE if plan.price else words.NO_COST
    undo = words.UNDOABLE if plan.undoable else words.NOT_UNDOABLE
    line = " ".join((_alerts(plan, undoing=undoing), *([] if undoing else [price, undo])))
    return phrase(line, budget=plan.budget, price=plan.price)


def short_blocks(plan: Plan) -> Iterator[Json]:
    """The steps in their order, and a sentence each on what could go wrong and who notices; what it
    does to other publishers comes first, and is never left out.
    """
    yield rich(phrase(words.IN_ORDER))
    yield numbered_list(steps(plan))
    said = [_others(plan)]
    if plan.risks and not plan.touched:
        said.append(phrase("{says}", says=_sentence(plan.risks[0])))
    notices = _sentence((*plan.impact, words.NOBODY_NOTICES)[0])
    yield rich(phrase(words.COULD_GO_WRONG), *said)
    yield rich(phrase(words.WHO_NOTICES), phrase("{says}", says=notices))


def _others(plan: Plan) -> Phrase:
    """What becomes of those who publish to the topic as well."""
    if not plan.touched:
        return phrase(words.OTHERS_UNTOUCHED)
    names = [clip(one, _NAME) for one in plan.touched]
    return phrase(words.OTHERS_TOUCHED, names=some(names, _MOST_OTHERS))


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


def steps(plan: Plan) -> list[Phrase]:
    """Each write in its words, in their order."""
    return [_step(part, write) for part in plan.each for write in part.writes]


def exact_title(plan: Plan) -> str:
    """What the button is called that shows the exact difference."""
    policy = any(write.attribute == "Policy" for write in plan.writes)
    return words.SHOW_POLICY if policy else words.SHOW_CHANGE


def budgets_lines(budgets: Affected) -> Iterator[Phrase]:
    """How many it mends, and how much money is budgeted in them; nothing of a single one."""
    count, also = len(budgets.budgets), len(budgets.also)
    if count > 1:
        stake = at_stake(budgets.stake)
        money = words.MONEY.format(money=stake) if stake else ""
        names = _names(budgets.budgets)
        yield phrase(words.ONE_MENDS, count=count, money=money, names=names)
    if also:
        said = words.ALSO_HANGS if also == 1 else words.ALSO_HANG
        yield phrase(said, count=also, names=_names(budgets.also))


def _names(budgets: Sequence[Dependent]) -> str:
    names = ", ".join(clip(one.budget, _NAME) for one in budgets[:_MOST_NAMES])
    left = len(budgets) - _MOST_NAMES
    return words.AND_MORE.format(names=names, count=left) if left > 0 else names


def _first(plan: Plan, terms: SubmitTerms) -> Iterator[Json]:
    if terms.note:
        yield section(plain(terms.note))
    yield header(heading(plan, undoing=terms.undoing))
    many = () if terms.undoing else budgets_lines(terms.budgets)
    yield rich(*many, outlook(plan, undoing=terms.undoing))
    if terms.ask:
        people = ", ".join(mention(one) for one in terms.ask)
        yield section(ours(words.YOU_MAY_ASK.format(people=people)))
    if terms.approvals:
        one = terms.approvals == 1
        said = words.ONE_APPROVAL if one else words.APPROVALS
        yield rich(phrase(said, count=terms.approvals))


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
    was = worst_of(plan.clears)
    return {Status.BROKEN: words.AGAIN, Status.UNKNOWN: words.CERTAIN}.get(was, words.SAFE)


def _step(plan: Plan, write: Write) -> Phrase:
    fields: Mapping[str, Field] = {
        **names_of(plan),
        "resource": _resource(write.resource),
        "before": Code(write.before),
        "after": Code(write.after),
        "endpoint": Code(_endpoint(write)),
        "verb": words.verb(write),
    }
    return phrase(words.step(plan, write), **fields)


def _resource(arn: str) -> Field:
    """The resource by its name, with a link to the console."""
    if NEW_KEY in arn:
        return words.THE_NEW_KEY
    url = console_url(arn)
    return Link(arn.rpartition(":")[2], url) if url else Code(arn)


def _endpoint(write: Write) -> str:
    try:
        found = json.loads(write.after)
    except ValueError:
        return write.after
    return str(found.get("Endpoint", "")) if isinstance(found, dict) else write.after


def _points(title: str, sentences: Sequence[str], plan: Plan, most: int) -> Iterator[Json]:
    shown = [phrase("{says}", says=clip(one, _POINT)) for one in sentences[:most]]
    left = len(sentences) - len(shown)
    if left > 0:
        shown.append(phrase(words.MORE_POINTS, count=left, button=exact_title(plan)))
    yield rich(phrase(title))
    yield bullets(shown)


def _exact(plan: Plan, id: str) -> Json:
    return actions(
        button(words.MORE, "change.more", id),
        button(exact_title(plan), "change.difference", id),
        button("Terraform", "change.terraform", id),
        button("CloudFormation", "change.cloudformation", id),
    )


def _where(plan: Plan, id: str) -> Json:
    return small_print(
        mrkdwn(phrase(words.WHERE, account=plan.account, topic=_resource(plan.topic), id=id[:8]))
    )


def _reason() -> Json:
    return {
        "type": "input",
        "label": plain("Why it has to be: it goes into the log"),
        "element": {
            "type": "plain_text_input",
            "action_id": REASON,
            "multiline": True,
            "min_length": 3,
            "max_length": LONGEST_REASON,
        },
    }


def submission(change: Change) -> str:
    """What comes back when the preview of this change is submitted: ids only."""
    return pack(
        change=change.id,
        fingerprint=change.plan.fingerprint,
        channel=change.place.channel,
    )
