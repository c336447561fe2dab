"""What goes on around the budgets that the App Home shows."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from bot.core.change.change import Change
from bot.core.pull_requests.run import PullRequestRun
from bot.core.snooze import Snooze, causes_of
from bot.errors import StoreError
from bot.features.home.needs import snoozed
from bot.jobs.context import Context
from bot.jobs.known_budgets import KnownBudget
from bot.slack.render.home_cause import Snoozed
from bot.store.opened import Opened

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OpenWork:
    """What goes on: changes, snoozes, tickets and pull requests; `trouble` says that they could not
    be read.
    """

    changes: tuple[Change, ...] = ()
    snoozes: tuple[Snooze, ...] = ()
    tickets: tuple[Opened, ...] = ()
    pull_requests: tuple[PullRequestRun, ...] = ()
    trouble: str = ""

    def silencing(self, known: KnownBudget) -> Snoozed | None:
        """The snooze that keeps this budget silent."""
        wanted = causes_of(known.account.id, known.last.budget, known.last.why)
        found = (one for one in self.snoozes if one.of in wanted)
        return next(map(snoozed, found), None)


def read_open_work(context: Context) -> OpenWork:
    """Read now, or why it could not be."""
    try:
        store = context.store
        return OpenWork(
            context.open_changes(),
            store.snoozes.running(),
            store.opened.open(),
            context.open_pull_requests(),
        )
    except StoreError as error:
        _log.error("A home without changes and snoozes: %s", error)
        return OpenWork(trouble=str(error))
