"""A proof by a real alert: its button, its preview, and its lines in the thread."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.core.proof.plan import AMOUNT, ProofPlan
from bot.core.proof.run import Proof
from bot.slack.render.loading_views import PROOF, PROOF_TITLE, TYPED
from bot.slack.render.message import Message, message
from bot.slack.render.parts import (
    Json,
    actions,
    button,
    clip,
    context,
    header,
    mention,
    named,
    ours,
    pieces,
    plain,
    section,
)
from bot.slack.render.views import modal
from bot.slack.values import pack

_MOST = 40
_LINE = 300
_SUBMIT = "Send a real alert"
_WHAT = (
    "A temporary budget of a tiny limit is made on the same topic. AWS Budgets sends its alert "
    "there like any other; where it arrives at budget-check's own subscription, the way from AWS "
    "Budgets over this topic is proved. Other endpoints can still fail: SNS does not say."
)
_WHEN = (
    "AWS does not document how soon a new budget alerts. One user saw it at once, others waited "
    "for hours: AWS updates its figures up to three times a day, 8 to 12 hours apart. It alerts "
    "once, and only once more than {amount} {unit} is spent in this month in account {account}."
)
_GOES = (
    "It goes with its alert, or after 24 hours, and you can end it before. budget-check removes it "
    "even if it is restarted meanwhile. The log keeps who asked."
)


def proof_button(account: str, budget: str, topic: str) -> Json:
    """For a row of buttons about one budget's topic (its ARN)."""
    value = pack(account=account, budget=budget, topic=topic)
    return button("Prove it with a real alert", "proof.preview", value)


def text_view(text: str, id: str) -> Json:
    """What came of it, or why there is nothing to prove."""
    return modal(PROOF, PROOF_TITLE, [section(plain(piece)) for piece in pieces(text)], id)


def proof_view(plan: ProofPlan, name: str, id: str, metadata: str, note: str = "") -> Json:
    """The preview; `name` is the temporary budget's, `note` is said first."""
    noted = [section(plain(note))] if note else []
    blocks = [
        *noted,
        header("Prove it with a real alert"),
        section(plain(f"Budget {plan.budget}, account {plan.account}\nTopic {plan.topic}")),
        section(plain(_WHAT)),
        *_listed("The temporary budget", [f"{name}, {AMOUNT} {plan.unit} a month, all costs"]),
        *_listed("Who gets the alert", plan.reaches),
        *_warned(plan),
        *_listed("What may keep it from being seen", plan.notes),
        *_listed("When it comes", [_when(plan)]),
        *_listed("How it ends", [_GOES]),
        *([_input(plan)] if plan.acts else []),
    ]
    return modal(PROOF, PROOF_TITLE, blocks, id, submit=_SUBMIT, metadata=metadata, close="Cancel")


def submission(plan: ProofPlan, proof: str, channel: str, thread: str) -> str:
    """What comes back when it is submitted: ids and names, and what the person has seen."""
    ids = {
        "proof": proof,
        "account": plan.account,
        "budget": plan.budget,
        "topic": plan.topic,
        "fingerprint": plan.fingerprint,
        "channel": channel,
        "ts": thread,
    }
    return json.dumps(ids, ensure_ascii=False, separators=(",", ":"))


def started(proof: Proof, mark: str, headline: str) -> Message:
    """It runs: with the button that ends it."""
    says = (
        f"The temporary budget {proof.name} is there. Its alert is awaited until "
        f"{proof.until:%Y-%m-%d %H:%M} UTC; then, or once it has arrived, the budget is removed."
    )
    blocks = [*_head(headline, proof, says)]
    blocks.append(actions(button("End the proof", "proof.end", proof.id)))
    return message(mark, f"{says}", blocks)


def line(proof: Proof, mark: str, headline: str, says: str, people: Sequence[str] = ()) -> Message:
    """Anything else that happened. `headline` is ours, `says` anybody's text.

    `people` are the users whom `says` may name.
    """
    return message(mark, f"{headline}. {says}", _head(headline, proof, says, people))


def _head(headline: str, proof: Proof, says: str, people: Sequence[str] = ()) -> list[Json]:
    asker = f"asked for by {mention(proof.requester)}, proof {proof.id}"
    topic = plain(f"{proof.budget}, topic {clip(proof.topic, _LINE)}")
    return [
        section(ours(f"*{headline}*")),
        section(named(clip(says, 2_500), people)),
        context(topic, ours(asker)),
    ]


def _when(plan: ProofPlan) -> str:
    return _WHEN.format(amount=AMOUNT, unit=plan.unit, account=plan.account)


def _warned(plan: ProofPlan) -> list[Json]:
    mails = [f"People will get a mail: {', '.join(plan.mails[:_MOST])}"] if plan.mails else []
    acting = [clip(f"{one} may act on it", _LINE) for one in plan.acts]
    return [*_listed("⚠️ Before you send it", [*mails, *acting])]


def _listed(title: str, sentences: Sequence[str]) -> list[Json]:
    if not sentences:
        return []
    shown = [clip(one, _LINE * 3) for one in sentences[:_MOST]]
    more = len(sentences) - len(shown)
    lines = shown if len(shown) == 1 else [f"• {one}" for one in shown]
    lines += [f"• … and {more} more"] if more > 0 else []
    text = [section(plain(piece)) for piece in pieces("\n".join(lines))]
    return [section(ours(f"*{title}*")), *text]


def _input(plan: ProofPlan) -> Json:
    return {
        "type": "input",
        "label": plain(clip(f"They may act on it. Type the topic's name: {plan.topic_name}", 2000)),
        "element": {"type": "plain_text_input", "action_id": TYPED, "max_length": 256},
    }
