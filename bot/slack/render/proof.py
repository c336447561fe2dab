"""A proof by a real alert: its button, its preview, and its lines in the thread."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.console import console_url
from bot.core.proof.alarm_plan import AlarmProofPlan
from bot.core.proof.names import SHOWN
from bot.core.proof.plan import AMOUNT, ProofPlan
from bot.core.proof.run import Outcome, Proof, ProofEvent
from bot.core.texts import proof as words
from bot.core.texts.duration import took
from bot.slack.render.loading_views import PROOF, PROOF_TITLE, TYPED
from bot.slack.render.message import Message, message
from bot.slack.render.parts import (
    Json,
    actions,
    button,
    clip,
    context,
    header,
    ours,
    pieces,
    plain,
    section,
)
from bot.slack.render.phrase import Field, Link, Phrase, Who, mrkdwn, phrase, rich, spoken
from bot.slack.render.views import modal
from bot.slack.values import pack

_MOST = 40
_LINE = 300
_MOST_WHY = 2_500
_CLEANING = {ProofEvent.STUCK: words.STUCK, ProofEvent.FREED: words.FREED}


def proof_button(account: str, budget: str, topic: str) -> Json:
    """For a row of buttons about one budget's topic (its ARN)."""
    value = pack(account=account, budget=budget, topic=topic)
    return button(words.BUTTON, "proof.preview", value)


def text_view(text: str, id: str) -> Json:
    """What came of it, or why there is nothing to prove."""
    return modal(PROOF, PROOF_TITLE, [section(plain(piece)) for piece in pieces(text)], id)


def proof_view(plan: ProofPlan, name: str, id: str, metadata: str, note: str = "") -> Json:
    """The preview; `name` is the temporary budget's, `note` is said first."""
    noted = [section(plain(note))] if note else []
    made = words.THE_BUDGET.format(name=name, amount=AMOUNT, unit=plan.unit)
    blocks = [
        *noted,
        header(words.BUTTON),
        rich(_about(plan)),
        section(plain(words.WHAT)),
        *titled(words.BUDGET_TITLE, [made]),
        *titled(words.REACHES_TITLE, plan.reaches),
        *warned(plan),
        *titled(words.NOTES_TITLE, plan.notes),
        *titled(words.WHEN_TITLE, [_when(plan)]),
        *titled(words.ENDS_TITLE, [words.GOES]),
        *([name_input(plan.topic_name)] if plan.acts else []),
    ]
    return modal(
        PROOF, PROOF_TITLE, blocks, id, submit=words.SUBMIT, metadata=metadata, close="Cancel"
    )


def submission(plan: ProofPlan | AlarmProofPlan, proof: str, channel: str, thread: str) -> str:
    """What comes back when it is submitted: ids and names, and what the person has seen."""
    return pack(
        proof=proof,
        account=plan.account,
        budget=plan.budget,
        topic=plan.topic,
        fingerprint=plan.fingerprint,
        channel=channel,
        ts=thread,
    )


def reply(proof: Proof, mark: str, *, edit: bool) -> Message:
    """The one reply of a proof, as it stands. `edit`: it is there already, so that naming somebody
    notifies nobody.
    """
    first, second = _stands(proof, named=edit)
    blocks = [rich(first, *second)]
    if proof.runs:
        blocks.append(actions(button(words.END, "proof.end", proof.id)))
    said = words.SMALL_BY if edit else words.SMALL
    blocks.append(context(mrkdwn(_small(said, proof))))
    pushed, _ = _stands(proof, named=False)
    return message(f"{mark}.{proof.version}", spoken(pushed), blocks)


def news(proof: Proof, mark: str, event: ProofEvent, why: str) -> Message:
    """What somebody waits for, or has to act on, for who asked: they are mentioned."""
    first, second = _stands(proof, named=False)
    if event in _CLEANING:
        first = phrase(_CLEANING[event], budget=proof.budget)
        second = [phrase(words.WHY, why=clip(why, _MOST_WHY))]
    heard = phrase(words.HEARS, who=Who(proof.requester))
    blocks = [rich(first, *second), context(mrkdwn(heard), mrkdwn(_small(words.SMALL, proof)))]
    return message(mark, spoken(first), blocks)


def _stands(proof: Proof, *, named: bool) -> tuple[Phrase, list[Phrase]]:
    """The first line, and what it means. `named`: with who ended it."""
    names: dict[str, Field] = {
        "budget": proof.budget,
        "name": proof.name,
        "until": proof.until,
        "amount": AMOUNT,
        "unit": proof.unit,
        "topic": topic_link(proof.topic),
        "took": took((proof.seen_at or proof.begun) - proof.begun),
        "who": Who(proof.ended_by),
        "why": clip(proof.why, _MOST_WHY),
    }
    by = words.ENDED_BY if named and proof.ended_by else words.ENDED
    first, means = {
        Outcome.RUNNING: (words.AWAITED, words.AWAITED_BY),
        Outcome.ARRIVED: (words.ARRIVED, words.ARRIVED_MEANS),
        Outcome.EXPIRED: (words.EXPIRED, words.FORGED if proof.seen_at else words.EXPIRED_MEANS),
        Outcome.ENDED: (by, ""),
        Outcome.FAILED: (words.FAILED, words.WHY if proof.why else ""),
    }[proof.outcome]
    late = [words.NOT_YET] if proof.runs and proof.waited else []
    return phrase(first, **names), [phrase(one, **names) for one in (means, *late) if one]


def _small(template: str, proof: Proof) -> Phrase:
    who, id = Who(proof.requester), proof.id[:SHOWN]
    return phrase(template, topic=topic_link(proof.topic), id=id, who=who)


def topic_link(arn: str) -> Field:
    """The topic's name, which leads to its page in the console."""
    url, name = console_url(arn), arn.rpartition(":")[2]
    return Link(name, url) if url else name


def _about(plan: ProofPlan) -> Phrase:
    topic = topic_link(plan.topic)
    return phrase(words.ABOUT, budget=plan.budget, account=plan.account, topic=topic)


def _when(plan: ProofPlan) -> str:
    return words.WHEN.format(amount=AMOUNT, unit=plan.unit, account=plan.account)


def warned(plan: ProofPlan | AlarmProofPlan) -> list[Json]:
    """Who gets a mail, and what may act on it."""
    mails = [words.MAILS.format(mails=", ".join(plan.mails[:_MOST]))] if plan.mails else []
    acting = [clip(words.MAY_ACT.format(one=one), _LINE) for one in plan.acts]
    return [*titled(words.WARNED_TITLE, [*mails, *acting])]


def titled(title: str, sentences: Sequence[str]) -> list[Json]:
    """The sentences under their title; nothing without any."""
    if not sentences:
        return []
    shown = [clip(one, _LINE * 3) for one in sentences[:_MOST]]
    more = len(sentences) - len(shown)
    lines = shown if len(shown) == 1 else [f"• {one}" for one in shown]
    lines += [words.MORE.format(count=more)] if more > 0 else []
    text = [section(plain(piece)) for piece in pieces("\n".join(lines))]
    return [section(ours(f"*{title}*")), *text]


def name_input(topic_name: str) -> Json:
    """Where something may act on the message, its topic's name is typed."""
    return {
        "type": "input",
        "label": plain(clip(words.TYPE_THE_NAME.format(topic=topic_name), 2000)),
        "element": {"type": "plain_text_input", "action_id": TYPED, "max_length": 256},
    }
