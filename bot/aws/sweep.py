"""Reads every budget of one account, page by page, with as few calls as can answer.

    DescribeBudgets ───────────────────────┬─ DescribeSubscribersForNotification ─┬─ topics, keys,
    DescribeBudgetNotificationsForAccount ─┤                                      │  metrics
    DescribeBudgetActionsForAccount ───────┴──────────────────────────────────────┘
    the chat configurations
    the alarms, rules and so on of these topics, as far as SENDERS says ─ what else they publish to

One call lists the budgets, one their notifications, one their actions; subscribers have no such
call. Each topic, key, subscription and endpoint is read once a page, however many budgets share it.
The readers are those of a single check, and so are the facts.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime

from bot.aws.budgets import budget, budget_arn
from bot.aws.call_count import tally
from bot.aws.chats import chats
from bot.aws.clients import Aws
from bot.aws.credentials_first import without_credentials
from bot.aws.errors import found
from bot.aws.gather import with_topics
from bot.aws.metrics import since
from bot.aws.organization import AccountOrganization
from bot.aws.reader import CheckReads
from bot.aws.reads import DESCRIBE_BUDGET, DESCRIBE_BUDGETS
from bot.aws.sweep_pages.bulk import Bulk, bulk
from bot.aws.sweep_pages.listing import Listing, listing
from bot.aws.sweep_pages.paced import Limits, PacedReader
from bot.aws.sweep_pages.page import SweepPage, Swept
from bot.aws.sweep_pages.subjects import SubjectReads, SweptSubjects
from bot.aws.topics import Topics
from bot.core.model.budget import Budget
from bot.core.model.path import Facts
from bot.core.model.read import Cause, NotFound, ReadFailed
from bot.core.senders import BUDGETS

_log = logging.getLogger(__name__)
_Described = dict[str, Budget | NotFound | ReadFailed]
_Work = Callable[[Facts], Coroutine[None, None, Facts]]


def sweep(  # noqa: PLR0913, PLR0917 (of whom, when, from where, how much)
    aws: Aws,
    account: str,
    now: datetime,
    token: str = "",
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    senders: Collection[str] = (),
) -> SweepPage:
    """One page of budgets from `token` on; the first page without one. And what else publishes to
    their topics, of the senders that these words of SENDERS name.

    Never raises for what AWS, the network or the credentials do, as `gather.read`; what goes wrong
    with one budget leaves the others. `now` must know its time zone. Not for a thread with a
    running event loop.
    """
    pages: list[SweepPage] = []

    async def run() -> None:
        # Not as the result: asyncio.run writes the repr of its task's, a quarter of a second here.
        pages.append(await _sweep(PacedReader(aws, account, limits), now, token, limits, senders))

    with tally() as counted:
        asyncio.run(run())
    return replace(pages[0], calls=counted.calls)


async def _sweep(
    reader: PacedReader, now: datetime, token: str, limits: Limits, senders: Collection[str]
) -> SweepPage:
    try:
        return await _turn(reader, now, token, limits.most, senders)
    finally:
        reader.close()


async def _turn(
    reader: CheckReads, now: datetime, token: str, most: int, senders: Collection[str]
) -> SweepPage:
    every = budget_arn(reader.aws, reader.account, "*")
    unready = await without_credentials(reader, DESCRIBE_BUDGETS, every)
    if unready:
        return SweepPage(token=token, unread=unready)
    listed, lists = await asyncio.gather(listing(reader, token, most), bulk(reader))
    if isinstance(listed, NotFound):
        return SweepPage(unread=found(DESCRIBE_BUDGETS, every, listed))
    if isinstance(listed, ReadFailed):
        return SweepPage(token=token, unread=listed)
    facts, others = await _read(reader, now, await _described(reader, listed), lists, senders)
    budgets = tuple(Swept(one.name, one) for one in facts)
    return SweepPage(budgets, listed.token, subjects=others.found, unseen=others.unread)


async def _read(
    reader: CheckReads,
    now: datetime,
    described: _Described,
    lists: Bulk,
    senders: Collection[str],
) -> tuple[list[Facts], SweptSubjects]:
    every_chat = asyncio.ensure_future(chats(reader))

    async def start_of_metrics() -> datetime:
        return min(since(one, now) for one in described.values())

    topics = Topics(reader, now, start_of_metrics)
    organization = AccountOrganization(reader, BUDGETS)

    async def with_notifications(facts: Facts) -> Facts:
        acted = await lists.acted(reader, facts.name, topics.seen)
        told = await lists.told(reader, facts.name, topics.seen)
        return replace(facts, notifications=told, actions=acted)

    async def whole(facts: Facts) -> Facts:
        read = replace(await with_topics(facts, topics), chats=await every_chat)
        return await organization.settle(read)

    begun = [
        Facts(reader.account, name, now, one, sender=BUDGETS) for name, one in described.items()
    ]
    begun = await _each(with_notifications, begun)
    topics.complete()
    others = SubjectReads(reader, topics, every_chat, organization, now)
    facts, found = await asyncio.gather(_each(whole, begun), others.on(_addresses(begun), senders))
    return facts, found


def _addresses(budgets: Sequence[Facts]) -> tuple[str, ...]:
    """The topics that they publish to."""
    listed = (part for one in budgets for part in (one.notifications, one.actions))
    each = (n for part in listed if not isinstance(part, ReadFailed) for n in part)
    return tuple(dict.fromkeys(one.topic for one in each if one.topic))


async def _described(reader: CheckReads, listed: Listing) -> _Described:
    """The budgets as listed; one of an odd shape is asked for by itself, and fails by itself."""
    odd = [name for name, one in listed.budgets.items() if one is None]
    asked = dict(zip(odd, await asyncio.gather(*(budget(reader, n) for n in odd)), strict=True))
    return {name: one or asked[name] for name, one in listed.budgets.items()}


async def _each(work: _Work, every: Sequence[Facts]) -> list[Facts]:
    """Work on all side by side. What goes wrong with one is UNKNOWN, and said in the log."""
    done = await asyncio.gather(*(work(facts) for facts in every), return_exceptions=True)
    return [_settled(was, now_is) for was, now_is in zip(every, done, strict=True)]


def _settled(was: Facts, result: Facts | BaseException) -> Facts:
    if isinstance(result, Facts):
        return result
    if not isinstance(result, Exception):
        raise result
    _log.error("The sweep failed at budget %r.", was.name, exc_info=result)
    detail = f"budget-check itself failed at this budget: {type(result).__name__}. See its log."
    unread = ReadFailed(DESCRIBE_BUDGET.action, was.name, Cause.FAILED, detail)
    return Facts(was.account, was.name, was.now, budget=unread)
