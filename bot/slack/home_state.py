"""What an App Home shows stands in its private_metadata, so it comes back with every press."""

from __future__ import annotations

from bot.core.jobs.home import Home
from bot.slack.values import pack, unpack


def metadata_of(seen: Home) -> str:
    """As it stands in the view: without the hash, which is Slack's."""
    given = seen._asdict()
    del given["hash"]
    return pack(**given)


def state_of(metadata: str, hash: str = "") -> Home:
    """The job that draws the same once more; the first page of everything where that is "".

    Raises ValueError for what is not ours.
    """
    seen = unpack(metadata) if metadata else {}

    def word(name: str) -> str:
        return str(seen.get(name, ""))

    page, at = (_number(seen.get(name), none) for name, none in (("page", 0), ("at", -1)))
    return Home(
        page,
        word("verdict"),
        word("account"),
        hash,
        word("cause"),
        word("shown"),
        at,
        word("find"),
    )


def _number(value: object, none: int) -> int:
    return value if type(value) is int else none
