"""Whether the person of a job may ask, looked up anew for each job."""

from __future__ import annotations

from bot.core.accounts.authorize import Person, Reason, Refusal, may_ask, may_see
from bot.core.accounts.entry import Account
from bot.jobs.context import Context
from bot.settings import Settings
from bot.slack.client import Slack
from bot.slack.reach import looked_up


def asker(slack: Slack, settings: Settings, user: str) -> Person | Refusal:
    """The user where they may ask, else why not; a failed look-up refuses.

    Raises SlackError for a rate limit only: the job waits it out.
    """
    person = person_of(slack, user)
    if person is None:
        return Refusal(Reason.LOOKUP_FAILED)
    named = user in settings.viewers
    groups = [] if named else [v for v in settings.viewers if v.startswith("S")]
    found = {group: members(slack, group) for group in groups}
    return may_ask(person, settings.team_id, settings.viewers, found) or person


def account_refusal(context: Context, account: Account) -> Refusal | None:
    """None where who asks may see the account's budgets, else why not.

    Where nobody asks, it is seen in the channels for alerts alone: ALERTS_CHANNEL, and those that
    ROUTES names.
    Raises SlackError as `refusal` does.
    """
    user, channel = context.job.place.user, context.job.place.channel
    if not user and channel in context.settings.post_channels:
        return None
    named = not account.viewers or user in account.viewers
    groups = [] if named else [one for one in account.viewers if one.startswith("S")]
    known = context.groups
    for group in groups:
        if group not in known:
            known[group] = members(context.slack, group)
    return may_see(user, account, {group: known[group] for group in groups})


def person_of(slack: Slack, user: str) -> Person | None:
    """Who the user is; None where Slack does not say. Raises SlackError for a rate limit only."""
    return looked_up(f"who {user} is", lambda: slack.person(user))


def members(slack: Slack, group: str) -> frozenset[str] | None:
    """A group's members; None where Slack does not say. Raises SlackError for a rate limit only."""
    return looked_up(f"who is in {group}", lambda: slack.members(group))
