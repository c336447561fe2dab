"""The modal that shows a change before it is made, in plain words (`plan.py`), to be submitted.

https://docs.slack.dev/surfaces/modals
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.affected import NONE, Affected, Dependent
from bot.core.change.change import Change
from bot.core.plan import Plan
from bot.core.texts import change as words
from bot.core.texts import gate as gate_words
from bot.core.texts.stake import at_stake
from bot.slack.render.links import resource_link
from bot.slack.render.loading_views import OUTCOME_TITLE, PREVIEW, PREVIEW_TITLE, REASON
from bot.slack.render.open_pull_request import SourceOffer, kept_line, pull_request_button
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
    Phrase,
    mrkdwn,
    phrase,
    rich,
)
from bot.slack.render.plan import exact_title, heading, outlook, short_blocks
from bot.slack.render.views import MOST_BLOCKS, modal
from bot.slack.values import pack

LONGEST_REASON = 500

_MOST_NAMES = 3
"""Of more one is named: who mends a path knows it by one, and reads how many there are."""
_NAME = 100


def text_view(text: str, id: str, people: Sequence[str] = ()) -> Json:
    """What came of it, or why there is nothing to preview; `people` may be named in it."""
    return modal(PREVIEW, OUTCOME_TITLE, [section(named(text, people))], id)


@dataclass(frozen=True, slots=True)
class SubmitTerms:
    """How a plan is submitted: `approvals` others must agree; `note` is said first. `budgets` are
    those that it mends, `ask` whom somebody asks who may not mend. `source` is the pull request
    that lasts where a tool keeps the policy, and `row` the value of its button. `gate` is the
    system in which it has to be approved as well, "" for none.
    """

    approvals: int = 0
    undoing: bool = False
    note: str = ""
    budgets: Affected = NONE
    ask: tuple[str, ...] = ()
    source: SourceOffer | None = None
    row: str = ""
    gate: str = ""


def preview_view(plan: Plan, id: str, metadata: str, terms: SubmitTerms) -> Json:
    """The plan in words, with a button that names the act. `id` is the change's."""
    blocks = [*_first(plan, terms), *short_blocks(plan), _exact(plan, id), _where(plan, id)]
    if plan.reason_needed:
        blocks = [*blocks[: MOST_BLOCKS - 1], _reason()]
    submit = act(plan, undoing=terms.undoing)
    if terms.approvals or terms.gate:
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
        yield phrase(said, count=also, names=_names(budgets.also[:1]))


def _names(budgets: Sequence[Dependent]) -> str:
    most = _MOST_NAMES if len(budgets) <= _MOST_NAMES else 1
    names = ", ".join(clip(one.budget, _NAME) for one in budgets[:most])
    left = len(budgets) - most
    return words.AND_MORE.format(names=names, count=left) if left > 0 else names


def _first(plan: Plan, terms: SubmitTerms) -> Iterator[Json]:
    if terms.note:
        yield section(plain(terms.note))
    yield header(heading(plan, undoing=terms.undoing))
    if terms.source:
        yield rich(kept_line(terms.source))
        yield actions(pull_request_button(terms.row, "primary"))
    many = () if terms.undoing else budgets_lines(terms.budgets)
    several = not terms.undoing and len(terms.budgets.budgets) > 1
    yield rich(*many, outlook(plan, undoing=terms.undoing, several=several))
    if terms.ask:
        people = ", ".join(mention(one) for one in terms.ask)
        yield section(ours(words.YOU_MAY_ASK.format(people=people)))
    if terms.approvals:
        one = terms.approvals == 1
        said = words.ONE_APPROVAL if one else words.APPROVALS
        yield rich(phrase(said, count=terms.approvals))
    if terms.gate:
        yield rich(phrase(gate_words.PREVIEW, system=terms.gate))


def _exact(plan: Plan, id: str) -> Json:
    return actions(
        button(words.MORE, "change.more", id),
        button(exact_title(plan), "change.difference", id),
        button("Terraform", "change.terraform", id),
        button("CloudFormation", "change.cloudformation", id),
    )


def _where(plan: Plan, id: str) -> Json:
    return small_print(
        mrkdwn(
            phrase(words.WHERE, account=plan.account, topic=resource_link(plan.topic), id=id[:8])
        )
    )


def _reason() -> Json:
    return {
        "type": "input",
        "label": plain(words.WHY_IT_HAS_TO_BE),
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
