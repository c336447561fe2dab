"""What a method of the Web API is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playground.slack.call import Call
from playground.slack.shapes import JsonObject

Run = Callable[[Call], JsonObject]
BOT, APP = "xoxb", "xapp"
"""How the bot's tokens and app-level tokens begin."""


@dataclass(frozen=True, slots=True)
class Method:
    """A method: the token needs one of `scopes` (none: any token will do) and begins with `token`.

    `run` returns what the answer holds beside `"ok": true`, or raises SlackError.
    """

    name: str
    scopes: tuple[str, ...]
    run: Run
    token: str = BOT


def method(name: str, *scopes: str, token: str = BOT) -> Callable[[Run], Method]:
    """Makes a function the method of that name."""

    def made(run: Run) -> Method:
        return Method(name, scopes, run, token)

    return made
