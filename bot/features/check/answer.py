"""Where an answer goes, once: into the channel or the thread, over the message that said that the
budget is looked at, or to one person alone.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.accounts.directory import Directory
from bot.core.jobs import Job
from bot.core.jobs.answers import PostAnswer
from bot.core.model.read import ReadFailed
from bot.core.reference import called
from bot.core.texts.check import NO_SUCH_BUDGET, SEVERAL_BUDGETS
from bot.core.texts.needs import ELSEWHERE, INVITE, NOT_WHOLE
from bot.core.thread import Thread
from bot.core.topic_report import AnyReport
from bot.errors import StoreError
from bot.features.check.buttons import MessageRef, buttons_of, record_of
from bot.features.check.checked import checked
from bot.features.check.last_verdict import keep_verdict
from bot.features.check.placeholder import Placeholder
from bot.features.check.search import search
from bot.jobs.account import directory_of, known_account, placed_account
from bot.jobs.context import Context
from bot.jobs.outbox import held, say
from bot.jobs.outsiders import outsiders
from bot.jobs.registry import handles
from bot.jobs.reply import alone
from bot.jobs.thread_post import take_place
from bot.slack.reach import Refused, is_taken, or_refused
from bot.slack.render.any_answer import any_answer, any_push_text
from bot.slack.render.fix_buttons import FixButtons
from bot.slack.render.message import Message, sentence
from bot.slack.render.phrase import phrase, spoken
from bot.store.answers import Answer, Begun

_ABSENT = {"not_in_channel", "channel_not_found"}
_CLOCKS = timedelta(minutes=5)
"""Slack's may be behind ours by less."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Rendered:
    """An answer and the record that its buttons point to. `account` is what people call its
    account, `note` says something beside it, `asker` is the name of who asked.
    """

    report: AnyReport
    record: Answer
    account: str
    note: str
    buttons: FixButtons | None = None
    asker: str = ""

    def message(self) -> Message:
        """For everybody."""
        id, named = self.record.id, self.account
        return any_answer(
            self.report,
            id,
            note=self.note,
            buttons=self.buttons,
            account=named,
            asker=self.asker,
        )

    def for_one(self, why: str) -> Message:
        """For the person alone who asked: nothing can be mended from there."""
        return any_answer(self.report, self.record.id, note=why, account=self.account)

    @property
    def text(self) -> str:
        """The verdict in a line."""
        return any_push_text(self.report)


def post_found(context: Context, report: AnyReport, placeholder: Placeholder) -> None:
    """Post what a check found that somebody may be waiting for: over the message that says so,
    where there is one.

    Raises SlackError as `post_answer` does.
    """
    begun, id = placeholder.begun, context.job.id
    if begun is None:
        post_answer(context, report)
        return
    rendered = _with_buttons(context, _bare(context, report, id))
    rendered.message()  # what cannot be rendered is this job's fault
    say(context, begun, lambda here: _finish(here, rendered, placeholder.ts))


def post_instead(context: Context, placeholder: Placeholder, template: str) -> None:
    """There is no answer: say so where it was said that a budget is looked at, if it was."""
    if placeholder.begun:
        says = sentence(
            f"{context.job.id}.none", spoken(phrase(template, name=called(placeholder.name)))
        )
        say(
            context,
            placeholder.begun,
            lambda here: _replace(here, placeholder.ts, placeholder.since, says),
        )


def _replace(context: Context, ts: str, since: datetime, says: Message) -> None:
    ts = ts or _found_or_none(context, since)
    if ts:
        channel = context.job.place.channel
        doing = f"that there is no answer, at {ts} in {channel}"
        is_taken(doing, lambda: context.slack.update(channel, ts, says))


def _found_or_none(context: Context, since: datetime) -> str:
    found = _found(context, context.job.id, since)
    return found if isinstance(found, str) else ""


def _finish(context: Context, rendered: _Rendered, ts: str) -> None:
    """Make the message at `ts` the answer; without one the message is looked for."""
    record = replace(rendered.record, ts=ts)
    context.store.answers.put(record)
    _keep(context, record, _post(context, rendered, over=True, ts=ts))


def post_answer(
    context: Context, report: AnyReport, id: str = "", note: str = "", thread: Thread | None = None
) -> Begun:
    """Post in the channel or the thread, once; where the bot cannot, tell the person who asked.

    `id` is for the second and further answers of one job, `thread` the one that begins by it: where
    that has begun, nothing is posted. Without tables it raises SlackError where the job has to be
    tried again; with them the outbox tries.
    """
    id = id or context.job.id
    rendered = _bare(context, report, id, note)
    if context.tables is None:
        _post(context, rendered)
        return Begun.NOW
    over = context.over(id)
    try:
        rendered = _with_buttons(context, rendered)
        rendered.message()  # what cannot be rendered is this job's fault, before anything is kept
        what = PostAnswer(report.account, report.reference, note, over=over)
        message = held(context, id, Job(id, context.job.place, what, unsure=context.job.unsure))
        begun = context.store.answers.begin(rendered.record, message, thread)
    except StoreError as error:
        _log.error("Job %s: an answer without buttons: %s", context.job.id, error)
        _post(context, replace(rendered, buttons=None), mark=over)
        return Begun.NOW
    if begun is Begun.NOW:
        say(context, message, lambda here: _said(here, rendered, over))
    return begun


def _said(context: Context, rendered: _Rendered, mark: str) -> None:
    """Say it, in the place of the message of that mark if there is one."""
    _keep(context, rendered.record, _post(context, rendered, mark=mark))


@handles(PostAnswer)
def post_later(context: Context, what: PostAnswer) -> None:
    """Post what could not be posted at once, as it is now. Raises SlackError and StoreError."""
    id, known = context.job.id, context.store.answers.get(context.job.id)
    found = _found(context, id, known.at if known else context.clock())
    if isinstance(found, str) and not what.looking:
        if known:
            _keep(context, known, found)
        return
    where = _where(context, what)
    if where is None:
        return
    if isinstance(where, str):
        says = sentence(f"{id}.none", spoken(phrase(where, name=called(what.budget))))
        _replace(context, found if isinstance(found, str) else "", context.clock(), says)
        return
    report = checked(context, *where)
    rendered = _bare(context, report, id, what.note)
    context.store.answers.put(rendered.record)
    context = replace(context, job=replace(context.job, unsure=found is not None))
    rendered = _with_buttons(context, rendered)
    ts = found if isinstance(found, str) else ""
    posted = _post(context, rendered, over=bool(what.looking), ts=ts, mark=what.over)
    _keep(context, rendered.record, posted)
    keep_verdict(context, report)


def _where(context: Context, what: PostAnswer) -> tuple[str | ReadFailed, str] | str | None:
    """Account and name of what it is about, looked for where no account was known yet; the template
    that says why there is no one budget; None where the person was told.
    """
    directory = directory_of(context)
    looks = what.looking and not what.account
    if looks and isinstance(directory, Directory) and not directory.alone:
        having = search(context, directory, what.budget).having
        if len(having) == 1:
            return having[0].account, having[0].name
        return SEVERAL_BUDGETS if having else NO_SUCH_BUDGET
    account = known_account(context, what.account or None)
    return None if account is None else (account, what.budget)


def _post(
    context: Context, rendered: _Rendered, *, over: bool = False, ts: str = "", mark: str = ""
) -> str:
    """Post it, once: its ts, "" where the person alone was told.

    `over`: an earlier message of this id, that at `ts`, says only that it is looked at; `mark` is
    that of another one which says so, "" for none.
    """
    id, place = rendered.record.id, context.job.place
    alone_for = outsiders(context)
    if alone_for:
        _alone(context, rendered, alone_for)
        return ""
    posted = ts or (_found(context, id, rendered.record.at) if context.job.unsure else None)
    if over and isinstance(posted, str):
        posted = _over(context, rendered, posted)
    if posted is None:
        posted = take_place(context, rendered.message(), id, mark)
    if posted is None:
        posted = or_refused(
            f"the answer {id} in {place.channel}",
            lambda: context.slack.post(place.channel, rendered.message(), id, place.thread),
        )
    if isinstance(posted, str):
        return posted
    _alone(context, rendered, why_here(posted))
    return ""


def _over(context: Context, rendered: _Rendered, ts: str) -> str | Refused:
    """Put it in the place of the message at `ts`."""
    channel = context.job.place.channel
    doing = f"the answer {rendered.record.id} over the message at {ts} in {channel}"
    taken = or_refused(doing, lambda: context.slack.update(channel, ts, rendered.message()))
    return taken if isinstance(taken, Refused) else ts


def _found(context: Context, id: str, at: datetime) -> str | Refused | None:
    """The ts of an earlier attempt's message, which came after `at`; None without one."""
    place = context.job.place
    return or_refused(
        f"looking for the answer {id} in {place.channel}",
        lambda: context.slack.find_post(place.channel, id, place.thread, at - _CLOCKS),
    )


def _keep(context: Context, record: Answer, ts: str) -> None:
    """Where the answer stands, so that it can be kept current."""
    if ts:
        context.store.answers.put(replace(record, ts=ts))


def _alone(context: Context, rendered: _Rendered, why: str) -> None:
    """To the person who asked; where nobody did, nobody hears of it but the log."""
    id = rendered.record.id
    if not context.job.place.user:
        budget = rendered.report.reference
        _log.warning("Answer %s: the check of %r is told to nobody. %s", id, budget, why)
        return
    message = rendered.for_one(why)
    if not is_taken(f"the answer {id} to who asked", lambda: alone(context, message)):
        alone(context, sentence(id, NOT_WHOLE.format(rendered.text, id)))


def _bare(context: Context, report: AnyReport, id: str, note: str = "") -> _Rendered:
    """The answer of this id without its buttons."""
    place = context.job.place
    record = record_of(context, report, id, MessageRef(place.channel, place.user))
    return _Rendered(
        report, record, placed_account(context, report.account), note, asker=place.name
    )


def _with_buttons(context: Context, rendered: _Rendered) -> _Rendered:
    """Those as they are right now. Raises StoreError."""
    return replace(rendered, buttons=buttons_of(context, rendered.record, rendered.report))


def why_here(refused: Refused) -> str:
    """Why only one person sees what the channel does not take."""
    return INVITE if refused.code in _ABSENT else ELSEWHERE.format(refused.code)
