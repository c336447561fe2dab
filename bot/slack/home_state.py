"""What an App Home shows stands in its private_metadata, so it comes back with every press."""

from __future__ import annotations

from bot.core.jobs.checks import Home
from bot.slack.values import unpack


def state_of(metadata: str, hash: str = "") -> Home:
    """The job that draws the same once more; the first page of everything where that is "".

    Raises ValueError for what is not ours.
    """
    seen = unpack(metadata) if metadata else {}
    page = seen.get("page")
    verdict, account = (str(seen.get(name, "")) for name in ("verdict", "account"))
    return Home(page if type(page) is int else 0, verdict, account, hash)
