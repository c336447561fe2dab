"""Which handler does the work of a kind of job: each stands in its feature, and says so there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from bot.core.jobs.kinds import What
from bot.jobs.context import Context

_What = TypeVar("_What", bound=What)
Handler = Callable[[Context, What], None]
HANDLERS: dict[type, tuple[Handler, ...]] = {}
"""By the class of a kind; full once `bot.worker` has loaded every feature."""


def handles(
    kind: type[_What],
) -> Callable[[Callable[[Context, _What], None]], Callable[[Context, _What], None]]:
    """Enter a function as the handler of a kind. Where two features have a part in one kind, each
    enters its own.
    """

    def enter(handler: Callable[[Context, _What], None]) -> Callable[[Context, _What], None]:
        # `run` looks it up by the very type of what it hands over.
        HANDLERS[kind] = (*HANDLERS.get(kind, ()), cast("Handler", handler))
        return handler

    return enter


def run(context: Context) -> None:
    """Do the job of this context. Raises what its handler raises."""
    what = context.job.what
    for handler in HANDLERS[type(what)]:
        handler(context, what)
