"""The list of an organisation's accounts, kept current: page by page, each job some of them.

The list before counts until the new one is whole (`bot.store.organizations`). That an organisation
cannot be listed is said once, and once that it can be again, with the very write that ends the
attempt.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot.aws.list_organization import OrganizationReader
from bot.core.accounts.list_state import ListState, is_due
from bot.core.accounts.organization_entry import OrganizationEntry
from bot.core.accounts.organization_list import ACTIVE, OrganizationList, Unit
from bot.core.jobs import NOBODY, Job
from bot.core.jobs.organization import ListMembers, ListsDue, NameUnits, OrganizationChanged
from bot.core.model.read import Cause, ReadFailed
from bot.core.texts import organization as texts
from bot.core.texts import unread as reads
from bot.errors import LaterError
from bot.features.watch.announce import announcement
from bot.jobs.context import Context
from bot.jobs.outbox import send
from bot.jobs.registry import handles
from bot.slack.render.texts import unread
from bot.store.organizations import ListedPage

PATIENCE = 4
"""So often in a row something that AWS did not give is asked for again."""
AT_ONCE = timedelta(seconds=20)
"""A job ends long before Lambda's 150 seconds."""
_AGAIN_AFTER = 30
_PASSING = {Cause.THROTTLED, Cause.TIMED_OUT, Cause.UNREACHABLE, Cause.FAILED}
_Told = TypeVar("_Told")
_log = logging.getLogger(__name__)


@handles(ListsDue)
def lists_due(context: Context, _what: ListsDue) -> None:
    """Begin a list of each organisation that needs one. Raises StoreError and QueueError."""
    try:
        entries = _organizations(context)
    except LaterError as error:  # the next tick asks again: this one must not come beside it
        _log.error("Job %s: %s", context.job.id, error)
        return
    for entry in entries:
        kept = context.store.organizations
        was, run = kept.state(entry.id), context.job.id
        new = was if was and was.run == run else None  # this very job came not to its end before
        if new is None and is_due(was, kept.changed(entry.id), context.clock()):
            new = kept.begin(was, entry.id, run, context.clock())
        if new:
            _leave(context, ListMembers(entry.id, run))


@handles(OrganizationChanged)
def organization_changed(context: Context, what: OrganizationChanged) -> None:
    """Note it for each organisation: which one it was is not told. Raises StoreError."""
    at = datetime.fromisoformat(what.at)
    for entry in _organizations(context):
        context.store.organizations.note_change(entry.id, at)


@handles(ListMembers)
def list_members(context: Context, what: ListMembers) -> None:
    """Keep some pages, and leave a job for what follows. Raises StoreError and QueueError."""
    making = _making(context, what)
    if making is None:
        return
    entry, state = making
    reader = context.reader.organization(entry)
    until, at = context.clock() + AT_ONCE, what
    while at.token or at == what:
        page = reader if isinstance(reader, ReadFailed) else reader.page(at.token)
        if isinstance(page, ReadFailed):
            _again_or_told(context, state, at, page)
            return
        kept = ListedPage(page.members, tuple(page.units.values()))
        context.store.organizations.put_page(entry.id, what.run, at.number, kept)
        at = at._replace(token=page.token, number=at.number + 1)
        if at.token and context.clock() >= until:
            _leave(context, at)
            return
    _leave(context, NameUnits(entry.id, what.run, at.number))


@handles(NameUnits)
def name_units(context: Context, what: NameUnits) -> None:
    """Keep the names of some units; after the last one the list counts. A name that AWS does not
    tell keeps no account back. Raises StoreError and QueueError.
    """
    making = _making(context, what)
    if making is None:
        return
    entry, state = making
    made = context.store.organizations.made(entry.id, what.run, what.pages)
    reader = context.reader.organization(entry)
    if isinstance(reader, ReadFailed):
        _again_or_told(context, state, what, reader)
        return
    units = sorted({one.unit for one in made.members if one.unit})
    named, failed = _named(context, reader, [made.units[id] for id in units[what.done :]])
    if named:
        context.store.organizations.put_names(entry.id, what.run, what.done, named)
    at = what._replace(done=what.done + len(named))
    if failed and _again(context, at, failed):
        return
    if failed is None and at.done < len(units):
        _leave(context, at)
        return
    _end(context, reader, replace(state, pages=what.pages), made)


def _organizations(context: Context) -> tuple[OrganizationEntry, ...]:
    """Raises LaterError where the entries cannot be read."""
    directory = context.reader.directory()
    if isinstance(directory, ReadFailed):
        raise LaterError(unread(reads.ACCOUNTS, directory), _AGAIN_AFTER)
    if directory.unread:
        raise LaterError(unread(reads.ENTRIES, directory.unread), _AGAIN_AFTER)
    return directory.organizations


def _making(
    context: Context, what: ListMembers | NameUnits
) -> tuple[OrganizationEntry, ListState] | None:
    """The entry, and the list that is being made; None where that is another one by now."""
    entries = {one.id: one for one in _organizations(context)}
    state = context.store.organizations.state(what.organization)
    if what.organization in entries and state and state.run == what.run:
        return entries[what.organization], state
    _log.info("Job %s: this list of %s is not made any more", context.job.id, what.organization)
    return None


def _named(
    context: Context, reader: OrganizationReader, units: Sequence[Unit]
) -> tuple[list[Unit], ReadFailed | None]:
    """The first of these with their names, as many as the time allows, and why not all."""
    until, named = context.clock() + AT_ONCE, list[Unit]()
    for unit in units:
        name = reader.unit_name(unit.id)
        if isinstance(name, ReadFailed):
            _log.error("Job %s: %s", context.job.id, unread(unit.id, name))
            return named, name
        named.append(replace(unit, name=name if isinstance(name, str) else ""))
        if context.clock() >= until:
            break
    return named, None


def _end(
    context: Context, reader: OrganizationReader, state: ListState, made: OrganizationList
) -> None:
    """The list counts from now on, which is said where it was told that there was none."""
    now = context.clock()
    new = replace(
        state,
        management=_told(reader.management(), state.management),
        administrators=_told(reader.administrators(), state.administrators),
    )
    count = sum(one.state == ACTIVE for one in made.members)
    told = texts.LISTED.format(organization=state.organization, count=count)
    mark = f"{state.run}.{state.organization}.listed"
    messages = announcement(context, mark, told, now, "") if state.unlisted else ()
    if context.store.organizations.end(state, new, now, messages):
        send(context, messages)


def _told(answer: _Told | ReadFailed, before: _Told) -> _Told:
    return before if isinstance(answer, ReadFailed) else answer


def _again(context: Context, at: ListMembers | NameUnits, why: ReadFailed) -> bool:
    """Ask again later, from where it stands; False for what does not pass, and after the last
    attempt.
    """
    attempt = context.job.attempt + 1 if at == context.job.what else 0
    if why.cause not in _PASSING or attempt > PATIENCE:
        return False
    later = replace(context.job, what=at, attempt=attempt)
    context.queue.send(later, _AGAIN_AFTER * 2**attempt)
    return True


def _again_or_told(
    context: Context, state: ListState, at: ListMembers | NameUnits, why: ReadFailed
) -> None:
    says = unread(texts.LIST.format(organization=state.organization), why)
    _log.error("Job %s: %s", context.job.id, says)
    if _again(context, at, why):
        return
    told = texts.GO_ON.format(why=says)
    mark = f"{state.run}.{state.organization}.unlisted"
    began = state.began or context.clock()
    messages = () if state.unlisted else announcement(context, mark, told, began, "")
    if context.store.organizations.fail(state, says, messages):
        send(context, messages)


def _leave(context: Context, what: ListMembers | NameUnits) -> None:
    at = what.number if isinstance(what, ListMembers) else f"units.{what.done}"
    context.queue.send(Job(f"{what.run}.{what.organization}.{at}", NOBODY, what))
