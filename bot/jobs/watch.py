"""The watch's own jobs: nobody asked for them, and each budget's has an id of its own."""

from __future__ import annotations

import hashlib
from datetime import datetime

from bot.core.affected import Dependent
from bot.core.jobs import NOBODY, Job
from bot.core.jobs.watch import Sweep, Watch


def watch_job(cause: str, one: Dependent, since: datetime, *, group: str = "") -> Job:
    """Check this budget again. The same cause, twice, leaves the same job.

    `group` is the cause where it may have turned others too.
    """
    tag = hashlib.sha256(f"{one.account}:{one.budget}".encode()).hexdigest()[:12]
    what = Watch(one.account, one.budget, since.isoformat(), group)
    return Job(f"{cause}.{tag}", NOBODY, what)


def sweep_job(account: str, sweep: str, token: str = "") -> Job:
    """A page of a sweep."""
    tag = hashlib.sha256(token.encode()).hexdigest()[:12] if token else "first"
    return Job(f"{sweep}.{account}.{tag}", NOBODY, Sweep(account, sweep, token))
