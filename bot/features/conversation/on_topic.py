"""A mail that names a topic and no budget: which budgets use the topic, and what is broken there.

Cost Anomaly Detection's mail speaks of the topic alone, and an excerpt of a Budgets mail can. Where
SENDERS has its alert subscriptions read, the one on the topic is checked. Else one of the topic's
budgets is, for it goes the same way; the answer says that it stands for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.affected import Dependent
from bot.core.alerts.failure import Failure
from bot.core.alerts.sender_access import sender_access
from bot.core.model.path import Facts
from bot.core.model.read import NotFound
from bot.core.model.subject import Subject
from bot.core.model.topic import Topic
from bot.core.reference import of_subject
from bot.core.senders import COST_ANOMALY
from bot.core.texts import conversation as texts
from bot.core.texts.words import sentences, some
from bot.errors import StoreError
from bot.features.check.answer import post_answer
from bot.features.conversation.answer import Root, answer_in_thread, mark, reply_sentence
from bot.jobs.account import hidden_account
from bot.jobs.context import Context
from bot.slack.render.parts import clip

NAMES = 20
"""Budgets that are named; the others are a number."""
_MOST = 2900
_TRIED = 3


def answer_on_topic(context: Context, failure: Failure, root: Root) -> None:
    """Say whose topic it is, with the check of one of the budgets that use it.

    Raises SlackError where the job has to be tried again.
    """
    anomaly = failure.sender == COST_ANOMALY.id
    dependents = _dependents(context, failure.topic)
    own = _own(context, failure) if anomaly and failure.topic else None
    if own:
        _answer_own(context, failure, own, dependents, root)
    elif dependents:
        facts = _first(context, dependents)
        note = clip(_note(failure, dependents, facts, anomaly=anomaly), _MOST)
        answer_in_thread(context, context.judged(facts), root, note)
    elif anomaly and failure.topic:
        reply_sentence(context, texts.NO_BUDGET_THERE.format(topic=failure.topic), root.number)
    else:
        reply_sentence(
            context, texts.ANOMALY_ALONE if anomaly else texts.NO_BUDGET_NAMED, root.number
        )


def _own(context: Context, failure: Failure) -> Subject | None:
    """The alert subscription that publishes to the topic; None where SENDERS has nobody look."""
    if COST_ANOMALY.setting not in context.settings.senders:
        return None
    found = context.senders(failure.account, failure.topic).subjects
    return next((one for one in found if one.sender == COST_ANOMALY), None)


def _answer_own(
    context: Context,
    failure: Failure,
    own: Subject,
    dependents: Sequence[Dependent],
    root: Root,
) -> None:
    """Its own check, with what mends it. No thread of ours begins: no alert of it is waited for."""
    facts = context.reader.facts(failure.account, of_subject(own))
    names = some([one.budget for one in dependents], NAMES)
    also = texts.BUDGETS_TOO.format(names=names) if dependents else ""
    note = sentences(texts.ANOMALY_CHECKED.format(topic=failure.topic), also)
    post_answer(context, context.judged(facts), mark(context, root.number), clip(note, _MOST))


def _note(failure: Failure, dependents: Sequence[Dependent], facts: Facts, *, anomaly: bool) -> str:
    opening = (texts.ANOMALY if anomaly else texts.EXCERPT).format(topic=failure.topic)
    topic = facts.topics.get(failure.topic)
    parts = [opening]
    if anomaly and isinstance(topic, Topic):
        parts.append(sender_access(COST_ANOMALY, topic, facts.keys.get(failure.topic), facts.now))
    return " ".join([*parts, _whose(dependents, facts.name)])


def _first(context: Context, dependents: Sequence[Dependent]) -> Facts:
    """One of them, read now; the last that was tried where these were all deleted since."""
    found = [context.reader.facts(dependents[0].account, dependents[0].budget)]
    for one in dependents[1:_TRIED]:
        if not isinstance(found[-1].budget, NotFound):
            break
        found.append(context.reader.facts(one.account, one.budget))
    return found[-1]


def _whose(dependents: Sequence[Dependent], shown: str) -> str:
    if len(dependents) == 1:
        return texts.ONE_BUDGET_THERE.format(shown=shown)
    names = some([one.budget for one in dependents], NAMES)
    return texts.BUDGETS_THERE.format(count=len(dependents), names=names, shown=shown)


def _dependents(context: Context, topic: str) -> tuple[Dependent, ...]:
    if context.tables is None or not topic:
        return ()
    try:
        found = context.store.verdicts.on_topic(topic)
    except StoreError:
        return ()
    return tuple(one for one in found if not hidden_account(context, one.account))
