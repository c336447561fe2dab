"""Those who may approve a change are asked in a direct message each; what is decided, wherever that
was, shows there too.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import partial

from bot.core.change.change import Change
from bot.core.change.state import State
from bot.core.jobs.change_steps import AskApprovers
from bot.features.change.headlines import approvers_mark
from bot.features.change.post import standing_of
from bot.features.change.rights import holders
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.rights import members
from bot.slack.reach import unless_refused
from bot.slack.render.change_thread import reply

MOST = 20
"""So many are told in person; more hear of it in the thread alone."""
_log = logging.getLogger(__name__)


@handles(AskApprovers)
def ask_approvers(context: Context, what: AskApprovers) -> None:
    """To each a message, or the one that they have drawn anew. Raises SlackError to be tried again,
    and StoreError.
    """
    change = context.store.changes.get(what.change)
    if change is None:
        _log.error("Change %s: nobody is asked to approve it", what.change)
        return
    people = list(dict.fromkeys(_people(context, change)))
    if len(people) > MOST:
        _log.warning("Change %s: %d may approve it; the thread asks them", change.id, len(people))
        return
    for user in people:
        doing = f"asking {user} to approve change {change.id}"
        unless_refused(doing, partial(_ask, context, change, user))


def _people(context: Context, change: Change) -> Iterator[str]:
    """Everybody whom the settings name, but who asked."""
    for one in holders(context.settings, change.plan.fix):
        found = members(context.slack, one) or () if one.startswith("S") else (one,)
        yield from (user for user in sorted(found) if user != change.requester)


def _ask(context: Context, change: Change, user: str) -> None:
    mark = f"{approvers_mark(change.id)}.{user}"
    channel = context.slack.direct(user)
    ts = context.slack.find_post(channel, mark)
    if ts is None and change.state is not State.WAITING:
        return
    drawn = reply(mark, change, standing_of(context, change, edit=bool(ts)))
    if ts:
        context.slack.update(channel, ts, drawn)
    else:
        context.slack.post(channel, drawn, mark)
