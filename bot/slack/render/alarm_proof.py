"""A proof by a temporary alarm: its preview, and what came of it."""

from __future__ import annotations

from bot.core.proof.alarm_plan import AlarmProofPlan
from bot.core.proof.alarm_run import AlarmOutcome, AlarmProof, AlarmProofEvent
from bot.core.proof.names import SHOWN
from bot.core.proof.subject import alarm_name
from bot.core.texts import alarm_proof as words
from bot.core.texts.duration import took
from bot.slack.render.loading_views import PROOF, PROOF_TITLE
from bot.slack.render.message import Message, message
from bot.slack.render.parts import Json, clip, context, header, plain, section
from bot.slack.render.phrase import Field, Phrase, Who, mrkdwn, phrase, rich, spoken
from bot.slack.render.proof import name_input, titled, topic_link, warned
from bot.slack.render.views import modal

_MOST_WHY = 2_500
_CLEANING = {AlarmProofEvent.STUCK: words.STUCK, AlarmProofEvent.FREED: words.FREED}


def alarm_proof_view(
    plan: AlarmProofPlan, name: str, id: str, metadata: str, note: str = ""
) -> Json:
    """The preview; `name` is the temporary alarm's, `note` is said first."""
    blocks = [
        *([section(plain(note))] if note else []),
        header(words.BUTTON),
        rich(_about(plan)),
        section(plain(words.WHAT)),
        *titled("The temporary alarm", [name]),
        *titled(_counted(plan), plan.reaches or (words.NOBODY,)),
        *titled(words.FILTERED, plan.filtered),
        *titled(words.UNCONFIRMED, plan.pending),
        *warned(plan),
        *titled("What the message says", [words.SUBJECT.format(name=name), words.DESCRIPTION]),
        *titled("What it proves", [words.ACCEPTED_ONLY]),
        *titled("How it ends", [words.GOES]),
        *([name_input(plan.topic_name)] if plan.acts else []),
    ]
    return modal(
        PROOF, PROOF_TITLE, blocks, id, submit=words.SUBMIT, metadata=metadata, close="Cancel"
    )


def alarm_news(proof: AlarmProof, mark: str, event: AlarmProofEvent, why: str) -> Message:
    """What came of it, or of its alarm, for who asked: they are mentioned."""
    first, means = (_CLEANING[event], words.WHY) if event in _CLEANING else _stands(proof, why)
    names: dict[str, Field] = {
        "topic": topic_link(proof.topic),
        "name": proof.name,
        "took": took((proof.told_at or proof.begun) - (proof.set_at or proof.begun)),
        "why": clip(why, _MOST_WHY),
    }
    said = [phrase(means, **names)] if means != words.WHY or why else []
    heard = phrase(words.HEARS, who=Who(proof.requester))
    small = phrase(words.SMALL, alarm=alarm_name(proof.budget), id=proof.id[:SHOWN])
    blocks = [rich(phrase(first, **names), *said), context(mrkdwn(heard), mrkdwn(small))]
    return message(mark, spoken(phrase(first, **names)), blocks)


def _stands(proof: AlarmProof, why: str) -> tuple[str, str]:
    """The first line, and what it means."""
    return {
        AlarmOutcome.RUNNING: (words.UNSEEN, words.WHY),
        AlarmOutcome.ACCEPTED: (words.ACCEPTED, words.ACCEPTED_MEANS),
        AlarmOutcome.REJECTED: (words.REJECTED, words.REJECTED_MEANS if why else words.NO_WORDS),
        AlarmOutcome.UNSEEN: (words.UNSEEN, words.UNSEEN_MEANS),
        AlarmOutcome.FAILED: (words.FAILED, words.WHY),
    }[proof.outcome]


def _counted(plan: AlarmProofPlan) -> str:
    """A pager may be among them: so each is listed, and how many they are."""
    every = len(plan.reaches) + len(plan.pending)
    return words.REACHES.format(some=len(plan.reaches), every=every)


def _about(plan: AlarmProofPlan) -> Phrase:
    return phrase(
        words.ABOUT,
        alarm=alarm_name(plan.budget),
        account=plan.account,
        topic=topic_link(plan.topic),
    )
