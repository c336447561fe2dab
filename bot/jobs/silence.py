"""Whether a budget's fault is snoozed, and what is said where it has another one by now."""

from __future__ import annotations

from bot.core.jobs import NOBODY, Job
from bot.core.jobs.snooze_ends import TellAgain
from bot.core.outage import REACHES
from bot.core.outgoing import Outgoing
from bot.core.root_cause import RootCause
from bot.core.snooze import Snooze, causes_of
from bot.core.texts.snooze import NEW_CAUSE
from bot.jobs.context import Context
from bot.jobs.outbox import kept
from bot.store.verdicts import Beside, LastVerdict


def silenced(context: Context, account: str, budget: str, cause: RootCause | None) -> Snooze | None:
    """The snooze that keeps this cause of this budget silent; None where it may be told.

    Raises StoreError.
    """
    if cause is None:
        return None
    return context.store.snoozes.silencing(causes_of(account, budget, cause), context.clock())


def new_cause(context: Context) -> Beside:
    """What is to be said where a snoozed fault has given way to another one, of which no turn of
    the verdict tells.
    """

    def says(was: LastVerdict | None, now: LastVerdict) -> tuple[Outgoing, ...]:
        if was is None or now.verdict in REACHES or _same(was.cause, now.cause):
            return ()
        snooze = silenced(context, was.account, was.budget, was.cause)
        if snooze is None or silenced(context, now.account, now.budget, now.cause):
            return ()
        return (tell_again(context, now.account, now.budget, NEW_CAUSE, snooze),)

    return says


def tell_again(context: Context, account: str, budget: str, note: str, snooze: Snooze) -> Outgoing:
    """The message that posts the budget's check once more, to whoever snoozed it as well."""
    what = TellAgain(account, budget, note, snooze.by)
    return kept(context, f"snooze:{account}:{budget}", Job(context.new_id(), NOBODY, what))


def _same(was: RootCause | None, now: RootCause | None) -> bool:
    """A fault whose cause was not kept, by the version before, is no other one."""
    if was is None or now is None:
        return True
    return (was.code, was.resource) == (now.code, now.resource)
