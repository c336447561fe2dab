"""Looking again at a change that was written and could not be verified."""

from __future__ import annotations

from bot.core.change import State
from bot.work.mend import says
from bot.work.mend.finishing import applied, fail
from bot.work.mend.means import Means
from bot.work.mend.news import News, What
from bot.work.mend.verifying import read_back, verified


def recheck(means: Means, change_id: str) -> News:
    """See `Mender.recheck`. It writes nothing, so it needs no lease."""
    change = means.changes.get(change_id)
    if change is None or change.state is not State.UNVERIFIED:
        return News(What.STANDS, says.late(change), change_id, change)
    back = read_back(means, change.plan)
    if back.differs:
        return fail(means, change, back.why)
    found = verified(means, change, change.plan, back)
    if not found.why:
        return applied(means, change, change.plan, still=found.still)
    if change.expires <= means.clock():
        return fail(means, change, says.never_verified(found.why))
    return News(What.UNVERIFIED, says.not_verified(found.why), change_id, change)
