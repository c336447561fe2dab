"""The snooze: its button, its modal, and the line in the threads of its budget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core.snooze import SPANS
from bot.core.texts import snooze as texts
from bot.slack.render.loading_views import REASON, SNOOZE, SNOOZE_TITLE, SPAN, UNTIL, WHAT
from bot.slack.render.message import Message, message
from bot.slack.render.parts import Json, button, context, ours, plain, section
from bot.slack.render.phrase import mrkdwn, phrase, spoken
from bot.slack.render.views import modal, note_view
from bot.slack.values import pack

LONGEST_REASON = 300
THIS, ALL = "this", "all"
"""What is snoozed, as the option's value."""
_USUAL = "day"


@dataclass(frozen=True, slots=True)
class SnoozeForm:
    """What is asked about: a budget, and `why` it does not alert, in words.

    `shared` says that other budgets may have the same cause, `whole` that all are meant unless the
    person says otherwise. `wrong`: the end that they chose was none.
    """

    budget: str
    why: str
    shared: bool
    whole: bool
    wrong: bool = False


def snooze_button(account: str, budget: str, *, whole: bool = False) -> Json:
    """The button that opens the modal; with `whole` it stands for every budget of the cause that
    this one has.
    """
    value = pack(account=account, budget=budget, **({"whole": 1} if whole else {}))
    return button("Snooze…", "snooze.new", value)


def snooze_view(form: SnoozeForm, id: str, metadata: str) -> Json:
    """The modal to submit. `metadata` comes back with it."""
    return modal(
        SNOOZE,
        SNOOZE_TITLE,
        list(_blocks(form)),
        id,
        submit=texts.SUBMIT,
        metadata=metadata,
    )


def done_view(until: datetime, id: str) -> Json:
    """It is snoozed."""
    said = section(mrkdwn(phrase(texts.DONE, until=until)))
    return modal(SNOOZE, SNOOZE_TITLE, [said], id)


def text_view(text: str, id: str) -> Json:
    """Why there is none."""
    return note_view(SNOOZE, SNOOZE_TITLE, text, id)


def snoozed_line(mark: str, budget: str, until: datetime, reason: str) -> Message:
    """The line in a thread. It does not name who did it, for that would notify them."""
    said = phrase(texts.LINE, budget=budget, until=until, reason=reason)
    return message(mark, spoken(said), [section(mrkdwn(said))])


def _blocks(form: SnoozeForm) -> Iterator[Json]:
    if form.wrong:
        yield section(mrkdwn(phrase(texts.NO_END)))
    yield section(mrkdwn(phrase(texts.SUBJECT, budget=form.budget, why=form.why)))
    if form.shared:
        what = {THIS: texts.THIS, ALL: texts.ALL}
        yield _input(texts.WHAT, _radio(WHAT, what, ALL if form.whole else THIS))
    spans = {one: texts.SPANS[one] for one in SPANS}
    yield _input(texts.HOW_LONG, _radio(SPAN, spans, _USUAL))
    moment: Json = {"type": "datetimepicker", "action_id": UNTIL}
    yield {**_input(texts.UNTIL, moment, texts.UNTIL_HINT), "optional": True}
    typed: Json = {
        "type": "plain_text_input",
        "action_id": REASON,
        "max_length": LONGEST_REASON,
    }
    yield _input(texts.WHY, typed, texts.WHY_HINT)
    yield context(ours(texts.RULE))


def _input(label: str, element: Json, hint: str = "") -> Json:
    made: Json = {"type": "input", "label": plain(label), "element": element}
    return {**made, "hint": plain(hint)} if hint else made


def _radio(action: str, options: Mapping[str, str], chosen: str) -> Json:
    made = {value: {"text": plain(words), "value": value} for value, words in options.items()}
    return {
        "type": "radio_buttons",
        "action_id": action,
        "options": list(made.values()),
        "initial_option": made[chosen],
    }
