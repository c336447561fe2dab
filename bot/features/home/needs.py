"""What waits for one person: approvals, their changes, pull requests, open tickets, snoozes."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.accounts.authorize import Asked
from bot.core.accounts.directory import Directory
from bot.core.change.change import Change
from bot.core.change.state import State
from bot.core.pull_requests.run import PullRequestRun, Stage
from bot.core.senders import BUDGETS
from bot.core.snooze import Snooze
from bot.core.texts.summary import summary
from bot.features.change.rights import SlackRights
from bot.features.check.buttons import going_on
from bot.jobs.context import Context
from bot.slack.render.home_cause import Snoozed
from bot.slack.render.home_needs import Needs, OpenTicket, SnoozedBudget, WaitingPullRequest
from bot.store.opened import Opened


def needs_of(
    context: Context,
    directory: Directory,
    open: Sequence[Change],
    running: Sequence[Snooze],
    tickets: Sequence[Opened],
) -> Needs:
    """Of the accounts that they may see. Raises SlackError where Slack asks to wait."""
    user = context.job.place.user
    seen = [one for one in going_on(tuple(open)) if directory.find(one.plan.account)]
    return Needs(
        approvals=[one for one in seen if _waits_for(context, one, user)],
        mine=[one for one in seen if one.requester == user],
        tickets=[_ticket(one) for one in reversed(tickets) if directory.find(one.account)],
        snoozes=[_snoozed(one) for one in running if directory.find(one.of.account)],
    )


def _ticket(one: Opened) -> OpenTicket:
    return OpenTicket(one.ticket, one.budget, one.at)


def waiting(runs: Sequence[PullRequestRun], directory: Directory) -> list[WaitingPullRequest]:
    """The pull requests of the accounts that they may see."""
    return [_pull_request(one) for one in runs if directory.find(one.account)]


def _pull_request(one: PullRequestRun) -> WaitingPullRequest:
    merged = one.stage is not Stage.OPEN
    return WaitingPullRequest(one.pull_request, one.url, one.budget, merged)


def snoozed(one: Snooze) -> Snoozed:
    """As it is shown."""
    return Snoozed(one.of.id, one.until, one.by, one.reason)


def _snoozed(one: Snooze) -> SnoozedBudget:
    why = summary(one.of.code, BUDGETS)
    about = f"{one.first}: {why}" if one.of.budget else why
    return SnoozedBudget(about, snoozed(one))


def _waits_for(context: Context, change: Change, user: str) -> bool:
    """Whether they may approve it. Raises SlackError as above."""
    if change.state is not State.WAITING or change.requester == user:
        return False
    rights, asked = (
        SlackRights(context.slack, context.settings),
        Asked(change.requester, change.approved_by()),
    )
    return rights.approve(user, change.plan.fix, asked) is None
