"""The Web API's methods, one file each, found by name: chat.postMessage is chat_post_message.py.

A method's file says `SCOPES`, of which the token needs one (empty: any token will do), and `run`,
which takes a Call and returns what the answer holds beside `"ok": true`, or raises SlackError.
`TOKEN = "xapp"` marks a method of app-level tokens.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass

from playground.slack.call import Call
from playground.slack.shapes import JsonObject


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the Web API."""

    name: str
    scopes: tuple[str, ...]
    run: Callable[[Call], JsonObject]
    token: str = "xoxb"


@functools.cache
def find(name: str) -> Method | None:
    """The method of that name, None where this Slack has none such."""
    file = re.sub(r"(?<=[a-z])([A-Z])", r"_\1", name).replace(".", "_").lower()
    if file not in {module.name for module in pkgutil.iter_modules(__path__)}:
        return None
    module = importlib.import_module(f"{__name__}.{file}")
    return Method(name, module.SCOPES, module.run, getattr(module, "TOKEN", "xoxb"))
