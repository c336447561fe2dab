"""The log: one line for each thing that was done, newest first; its steps in a view.

Only one person sees them: nobody is notified by being named here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.change.change import Change
from bot.core.change.events import UNDOABLE
from bot.core.change.log_record import LogRecord
from bot.core.log_entry import LogEntry
from bot.core.log_filter import LogFilter
from bot.core.plan import NEW_KEY, parts_of
from bot.core.reference import called, reference_of
from bot.core.texts import log as words
from bot.core.texts.change import fix_words
from bot.core.texts.words import small
from bot.slack.render.links import resource_link
from bot.slack.render.loading_views import LOG, LOG_TITLE
from bot.slack.render.message import Message, fit, message
from bot.slack.render.parts import Json, actions, button, clip, overflow, plain, section
from bot.slack.render.phrase import Field, Link, Phrase, Who, bullets, mrkdwn, phrase, spoken, timed
from bot.slack.render.views import fitting, modal, note_view
from bot.slack.values import pack

PAGE = 10
_WHY = 200
_MOST_STEPS = 60
_STEPS = 20
_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line, and the address of the thread that has its story, "" where none is known."""

    entry: LogEntry
    thread: str = ""


@dataclass(frozen=True, slots=True)
class LogView:
    """What a page is about: as it was typed, and as it was understood."""

    account: str
    about: str
    filter: LogFilter


def log_page(
    id: str, view: LogView, lines: Sequence[LogLine], *, older: str = "", first: bool = True
) -> Message:
    """One page. `older` asks for the next, "" for the last; `first`: nothing is newer."""
    title = _title(view, lines, more=bool(older) or not first)
    groups = [[_shown(line, named=not view.filter.budget)] for line in lines]
    turning = list(_turning(view, older, first=first))
    head = [section(mrkdwn(title))]
    return message(id, spoken(title), fit(head, groups, turning, words.MORE))


def steps_view(id: str, records: Sequence[LogRecord]) -> Json:
    """Every record of one change, oldest first."""
    if not records:
        return text_view(words.STEPS_GONE, id)
    lines = [_step(record) for record in records[:_MOST_STEPS]]
    blocks = [bullets(lines[n : n + _STEPS]) for n in range(0, len(lines), _STEPS)]
    left = len(records) - len(lines)
    rest = [section(plain(words.MORE_STEPS.format(count=left)))] if left else []
    return modal(LOG, LOG_TITLE, fitting([*blocks, *rest]), id)


def text_view(text: str, id: str) -> Json:
    """Why no steps are shown."""
    return note_view(LOG, LOG_TITLE, text, id)


def line(entry: LogEntry, *, named: bool, thread: str = "") -> Phrase:
    """What was done, by whom, and what became of it. `named`: with its budget."""
    if entry.proof:
        did, fields, tail = _proof(entry)
    elif entry.refused or not entry.newest.change:
        did, fields, tail = _act(entry)
    else:
        did, fields, tail = _change(entry)
    budget = called(entry.newest.budget)
    head = words.LINE + did + (words.OF if named and budget else "")
    parts = [head, *tail, *(["{thread}"] if thread else [])]
    link = Link(words.THREAD, thread)
    shown: dict[str, Field] = {
        "at": entry.at,
        "budget": budget,
        "thread": link,
        "who": _who(entry.who),
    }
    return phrase(" · ".join(parts), **{**shown, **fields})


_Said = tuple[str, dict[str, Field], list[str]]
"""What was done, the fields of it, and what stands behind it."""


def _change(entry: LogEntry) -> _Said:
    event, record, change = entry.event(), entry.newest, entry.change
    outcome = words.OUTCOMES.get(event, words.UNDER_WAY) if event else words.UNDER_WAY
    tail = [_writes(entry.writes)] if entry.writes else []
    yes = {f"yes{n}": _who(one) for n, one in enumerate(entry.approvers)}
    if yes:
        names = ", ".join(f"{{{name}}}" for name in yes)
        tail.append(words.APPROVED_BY.format(names=names))
    fields: dict[str, Field] = {
        **yes,
        "why": clip(record.why, _WHY),
        "by": _who(record.who),
        "topic": _resource(change.plan.topic if change else record.resource),
        "sender": change.plan.sender if change else words.THE_SENDER,
    }
    did = _did(record, change) if outcome.did else _asked(record, change)
    return f"{outcome.mark} {{who}} {did}", fields, [*tail, _without_why(outcome.says, record)]


def _did(record: LogRecord, change: Change | None) -> str:
    if record.undoes:
        return words.UNDID.format(act=_to(record, change))
    did = [words.DID.get(fix, words.CHANGED) for fix in parts_of(record.fix)]
    return ", and ".join(did) if change else words.CHANGED


def _asked(record: LogRecord, change: Change | None) -> str:
    said = words.ASKED_TO_UNDO if record.undoes else words.ASKED_TO
    return said.format(act=_to(record, change))


def _to(record: LogRecord, change: Change | None) -> str:
    """The act as "move {topic} to a new key"."""
    known = fix_words(record.fix) if change else None
    return small(known.heading) if known else words.CHANGE


def _proof(entry: LogEntry) -> _Said:
    ended = entry.proof_ended()
    record = ended or entry.newest
    outcome = words.PROOFS[ended.what] if ended else words.AWAITED
    did = words.PROVED if outcome.did else words.TRIED_TO_PROVE
    still = words.STILL_THERE.get(entry.newest.what, "")
    fields: dict[str, Field] = {
        "topic": _resource(record.resource.rpartition(", on ")[2]),
        "why": clip(record.why, _WHY),
    }
    tail = [_without_why(outcome.says, record), *([still] if still else [])]
    return f"{outcome.mark} {{who}} {did}", fields, tail


def _act(entry: LogEntry) -> _Said:
    record = entry.newest
    said = words.ACTS.get(record.what, words.ACT)
    change = entry.change
    if entry.refused:
        known = fix_words(record.fix)
        said = words.REFUSED_TO if known else words.REFUSED
        said = said.replace("{act}", small(known.heading)) if known else said
    why = timed(clip(record.why, _WHY))
    fields: dict[str, Field] = {
        **dict(why.fields),
        "what": record.what,
        "ticket": record.ticket,
        "topic": _resource(change.plan.topic) if change else words.THE_TOPIC,
        "sender": change.plan.sender if change else words.THE_SENDER,
    }
    return _without_why(said, record).replace("{why}", why.template), fields, []


def _without_why(says: str, record: LogRecord) -> str:
    return says if record.why else says.removesuffix(": {why}")


def _writes(count: int) -> str:
    return words.ONE_WRITE if count == 1 else words.WRITES.format(count=count)


def _shown(one: LogLine, *, named: bool) -> Json:
    entry = one.entry
    text = mrkdwn(line(entry, named=named, thread=one.thread))
    return section(text, _accessory(entry))


def _accessory(entry: LogEntry) -> Json | None:
    record, change = entry.newest, entry.change
    if not record.change:
        return None
    value = pack(account=record.account, change=record.change)
    steps = button(words.STEPS, "log.steps", value)
    if not change or entry.refused or not _undoable(change):
        return steps
    return overflow(steps, button(words.UNDO, "change.undo", change.id))


def _undoable(change: Change) -> bool:
    return change.state in UNDOABLE and change.plan.undoable and not change.undoes


def _step(record: LogRecord) -> Phrase:
    on = words.STEP_CALL if record.call else words.STEP_ON
    template = words.STEP.replace("{by}", words.STEP_BY if record.who else "")
    template += on if record.resource else ""
    template += words.STEP_WHY if record.why and record.why != record.resource else ""
    return phrase(
        template,
        at=record.at,
        what=record.what,
        who=_who(record.who),
        call=record.call,
        resource=_resource(record.resource),
        why=clip(record.why, _WHY),
    )


def _who(who: str) -> Field:
    return Who(who) if _PERSON.fullmatch(who) else who or "somebody"


def _resource(arn: str) -> Field:
    """By its name, with a link to the console; words that are no ARN as they are."""
    return resource_link(arn) if arn.startswith("arn:") or NEW_KEY in arn else arn


def _title(view: LogView, lines: Sequence[LogLine], *, more: bool) -> Phrase:
    wanted = view.filter
    of = words.OF_SUBJECT if reference_of(wanted.budget) else words.OF_BUDGET
    said = [of] if wanted.budget else []
    said += [words.BY_PERSON] if wanted.person else []
    said += [words.SINCE] if wanted.since else []
    title = words.TITLE if lines else words.OLDER_ONLY if more else words.NOTHING
    parts = ", ".join([*said, words.IN_ACCOUNT])
    return phrase(
        f"{title}: {parts}.",
        account=view.account,
        budget=called(wanted.budget),
        person=_who(wanted.person),
        since=wanted.since or "",
    )


def _turning(view: LogView, older: str, *, first: bool) -> Iterator[Json]:
    buttons = []
    if not first:
        newest = pack(account=view.account, about=view.about, cursor="")
        buttons.append(button("Newest", "log.page.first", newest))
    if older:
        value = pack(account=view.account, about=view.about, cursor=older)
        buttons.append(button("Older", "log.page", value))
    if buttons:
        yield actions(*buttons)
