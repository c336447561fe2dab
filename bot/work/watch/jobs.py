"""The watch's own jobs: nobody asked for them, and each budget's has an id of its own."""

from __future__ import annotations

import hashlib
from datetime import datetime

from bot.core.jobs import Job, Place
from bot.core.watch_jobs import Sweep, Watch
from bot.store.verdicts import Hanging

NOBODY = Place("", "", "")


def watch_job(cause: str, one: Hanging, since: datetime) -> Job:
    """Check this budget again. The same cause, twice, leaves the same job."""
    tag = hashlib.sha256(f"{one.account}:{one.budget}".encode()).hexdigest()[:12]
    return Job(f"{cause}.{tag}", NOBODY, Watch(one.account, one.budget, since.isoformat()))


def sweep_job(account: str, sweep: str, token: str = "") -> Job:
    """A page of a sweep."""
    tag = hashlib.sha256(token.encode()).hexdigest()[:12] if token else "first"
    return Job(f"{sweep}.{account}.{tag}", NOBODY, Sweep(account, sweep, token))
