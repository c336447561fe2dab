"""The preview of a change: what would be written, what else it touches, how it is undone.

https://docs.slack.dev/surfaces/modals
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.change.change import Change
from bot.core.plan import NEW_KEY, Plan, Write
from bot.core.tickets.difference import difference, pretty
from bot.slack.render.loading_views import PREVIEW, PREVIEW_TITLE, REASON
from bot.slack.render.parts import (
    TITLE,
    Json,
    clip,
    header,
    literal,
    named,
    ours,
    pieces,
    plain,
    section,
)
from bot.slack.render.views import MOST_BLOCKS, modal

LONGEST_REASON = 500

_MOST_LINES = 60
_DIFF = 6_000
_STATEMENT = 12_000
_SENTENCE = 2_900
_ACTS = {
    "move-to-new-key": "Make and use a new key",
    "turn-off-encryption": "Turn encryption off",
    "raw-delivery-off": "Turn raw delivery off",
    "remove-filter": "Remove the filter",
    "send-confirmation-again": "Send it again",
    "subscribe-bot": "Subscribe budget-check",
}
_OUTCOME_TITLE = "What came of it"


def text_view(text: str, id: str, people: Sequence[str] = ()) -> Json:
    """What came of it, or why there is nothing to preview; `people` may be named in it."""
    return modal(PREVIEW, _OUTCOME_TITLE, [section(named(text, people))], id)


@dataclass(frozen=True, slots=True)
class SubmitTerms:
    """How a plan is submitted: `approvals` others must agree; `note` is said first."""

    approvals: int = 0
    undoing: bool = False
    note: str = ""


def preview_view(plan: Plan, id: str, metadata: str, terms: SubmitTerms) -> Json:
    """The plan, with a button that names the act."""
    noted = [section(plain(terms.note))] if terms.note else []
    blocks = [*noted, *_head(plan, terms.approvals), *written(plan), *_facts(plan)]
    if plan.reason_needed:
        blocks = [*blocks[: MOST_BLOCKS - 1], _reason()]
    submit = "Ask for approval" if terms.approvals else act(plan, undoing=terms.undoing)
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
        return "Undo the change"
    if plan.fix in _ACTS:
        return _ACTS[plan.fix]
    if plan.statement:
        return "Add the statement"
    return plan.title if len(plan.title) <= TITLE else "Apply the change"


def _head(plan: Plan, approvals: int) -> Iterator[Json]:
    yield header(plan.title)
    yield section(plain(f"Budget {plan.budget}, account {plan.account}\nTopic {plan.topic}"))
    if approvals:
        others = "one other mender" if approvals == 1 else f"{approvals} other menders"
        verb = "approves" if approvals == 1 else "approve"
        yield section(ours(f"*It runs once {others} {verb} it.*"))


def written(plan: Plan) -> Iterator[Json]:
    """Each write with its difference; where one is cut, the added statement follows whole."""
    cut = False
    for write in plan.writes:
        yield section(plain(clip(_title(write), _SENTENCE)))
        shown, left = _shown(difference(write))
        yield from _code(shown)
        if left:
            cut = True
            more = f"… {left} more lines; the whole difference is in the change ticket."
            yield section(plain(more))
    if plan.statement and cut:
        yield section(ours("*The statement, whole:*"))
        yield from _code(clip(pretty(plan.statement), _STATEMENT))


def _title(write: Write) -> str:
    resource = "the new key" if NEW_KEY in write.resource else write.resource
    return f"{write.action} on {resource}"


def _shown(text: str) -> tuple[str, int]:
    """As many lines as a preview holds, and how many are left. A line is never torn."""
    lines = [clip(line.replace(NEW_KEY, "(the new key)"), _SENTENCE) for line in text.split("\n")]
    kept: list[str] = []
    room = _DIFF
    for line in lines[:_MOST_LINES]:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    return "\n".join(kept), len(lines) - len(kept)


def _code(text: str) -> Iterator[Json]:
    return (literal(piece.rstrip("\n")) for piece in pieces(text, _SENTENCE))


def _facts(plan: Plan) -> Iterator[Json]:
    yield from _listed("What else it touches", plan.impact or ("Nothing else.",))
    yield from _listed("Cost", (plan.cost,))
    yield from _listed("Compliance", (plan.compliance,))
    yield from _listed("How it is undone", (plan.undo,))


def _listed(title: str, sentences: Sequence[str]) -> Iterator[Json]:
    said = [sentence for sentence in sentences if sentence.strip()]
    if said:
        yield section(ours(f"*{title}*"))
        points = said if len(said) == 1 else [f"• {sentence}" for sentence in said]
        yield from (section(plain(piece)) for piece in pieces("\n".join(points), _SENTENCE))


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
    ids = {
        "change": change.id,
        "fingerprint": change.plan.fingerprint,
        "channel": change.place.channel,
    }
    return json.dumps(ids, separators=(",", ":"))
