"""A message that is drawn once and posted in a thread, once: a question, a line of news."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from functools import partial

from bot.core.jobs import Job, Place
from bot.core.jobs.outbox import PostInThread
from bot.core.outgoing import Outgoing
from bot.errors import StoreError
from bot.jobs.context import Context
from bot.jobs.outbox import held, kept, say
from bot.jobs.outsiders import outsiders
from bot.jobs.registry import handles
from bot.jobs.reply import alone
from bot.jobs.threads import post_once
from bot.slack.reach import is_taken, unless_refused
from bot.slack.render.message import Message

_log = logging.getLogger(__name__)


def reply_in_thread(context: Context, said: Message, mark: str) -> None:
    """Post it in the thread of the job, once; where Slack does not take it, to who asked.

    By the outbox; where there is none it raises SlackError where the job has to be tried again.
    """
    place = context.job.place
    over = context.over(mark)
    job = _job(place, said, mark, unsure=context.job.unsure, over=over)
    message = held(context, mark, job)
    try:
        if context.tables and not context.store.outbox.put_held(message):
            _log.info("Message %s is kept already", mark)
            return
    except StoreError as error:
        _log.error("Message %s is not kept: %s", mark, error)
        post_unkept(context, place, said, mark)
        return
    if context.tables:
        say(context, message, lambda here: _post(here, said, over))
    else:
        post_unkept(context, place, said, mark)


def post_unkept(context: Context, place: Place, said: Message, mark: str) -> None:
    """The same without the outbox, which is not there, or does not answer. Raises SlackError."""
    job = _job(place, said, mark, unsure=context.job.unsure)
    _post(replace(context, job=job), said)


def thread_post(context: Context, place: Place, said: Message, mark: str) -> Outgoing:
    """The same at another place, as a record to be written with the state that makes it true."""
    return kept(context, mark, _job(place, said, mark))


@handles(PostInThread)
def post_later(context: Context, what: PostInThread) -> None:
    """Post what could not be posted at once. Raises SlackError."""
    plain = json.loads(what.plain) if what.plain else ()
    _post(context, Message(what.text, tuple(json.loads(what.blocks)), tuple(plain)), what.over)


def take_place(context: Context, said: Message, id: str, mark: str) -> str | None:
    """Say it where the message of that mark stands in the job's place, which is found by `id` from
    then on: its ts. None where no such message stands there, or Slack will not have it changed.

    Raises SlackError where the job has to be tried again.
    """
    place = context.job.place
    doing = f"{id} in the place of {mark} in {place.channel}"
    find = partial(context.slack.find_post, place.channel, mark, place.thread)
    there = unless_refused(doing, find) if mark else None
    if not there:
        return None
    taken = is_taken(doing, lambda: context.slack.update(place.channel, there, said, id))
    return there if taken else None


def _job(place: Place, said: Message, mark: str, *, unsure: bool = False, over: str = "") -> Job:
    blocks, plain = (
        json.dumps(form, ensure_ascii=False) if form else "" for form in (said.blocks, said.plain)
    )
    return Job(mark, place, PostInThread(said.text, blocks or "[]", plain, over), unsure=unsure)


def _post(context: Context, said: Message, over: str = "") -> None:
    """`over` is the mark of a message that it takes the place of, "" for none."""
    job, place = context.job, context.job.place
    why = outsiders(context)
    if why:
        _log.warning("Message %s is not posted in %s. %s", job.id, place.channel, why)
    thread, unsure = place.thread, job.unsure
    posted = not why and (
        take_place(context, said, job.id, over)
        or post_once(context.slack, place.channel, said, job.id, thread, unsure=unsure)
    )
    if not posted and place.user:
        alone(context, said)
