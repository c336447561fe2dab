"""Those that lost their path and came later than the post: it shows them by an edit alone, and of
an edit Slack tells nobody. So they are named in a reply, which the channel shows too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from bot.core.verdict_change import LOST, AffectedBudget
from bot.features.watch.notice_post import step, tag, tags
from bot.jobs.context import Context
from bot.jobs.threads import post_once
from bot.slack.render.watch_lines import turned_lines
from bot.store.batched_notices import BatchedNotice


def tell_late(
    context: Context, batch: BatchedNotice, members: Sequence[AffectedBudget]
) -> BatchedNotice:
    """The notice once each of them is named.

    Those whom an attempt before has begun to name are a line of their own: it may be there. Raises
    LaterError, SlackError to be tried again, StoreError.
    """
    late = [one for one in members if one.turned in LOST and tag(one) not in batch.told]
    begun = [one for one in late if tag(one) in batch.begun]
    rest = [one for one in late if tag(one) not in batch.begun]
    several = len({one.account for one in members}) > 1
    for named in (begun, rest):
        if named:
            batch = _named(context, batch, named, several=several)
    return batch


def _named(
    context: Context, batch: BatchedNotice, late: Sequence[AffectedBudget], *, several: bool
) -> BatchedNotice:
    """Written down before it is said. A post that is a reply itself is followed in its thread."""
    unsure, begun = bool(batch.begun), step(context, batch, replace(batch, begun=tags(late)))
    mark = f"{batch.id}.{hashlib.sha256(''.join(begun.begun).encode()).hexdigest()[:32]}"
    line = turned_lines(mark, late, None, several=several)
    root, loud = batch.thread or batch.ts, not batch.thread
    slack, channel = context.slack, batch.channel
    if not post_once(slack, channel, line, mark, root, unsure=unsure, broadcast=loud):
        post_once(slack, channel, line, mark, "", unsure=unsure)
    return step(context, begun, replace(begun, told=(*begun.told, *begun.begun), begun=()))
