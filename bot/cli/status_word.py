"""A status and a finding's code as words of a terminal."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text

from bot.cli.meanings import link
from bot.core.findings import Status

STYLE = {
    Status.OK: "green",
    Status.AT_RISK: "yellow",
    Status.UNKNOWN: "magenta",
    Status.BROKEN: "bold red",
}
_MARK = {Status.OK: "✔", Status.AT_RISK: "!", Status.UNKNOWN: "?", Status.BROKEN: "✘"}


def status_word(status: Status) -> Text:
    """What is said in colour is said in words."""
    return Text(f"{_MARK[status]} {status.value}", style=STYLE[status])


def code_word(code: str) -> Text:
    """The code, in a terminal that can with a link to what it means, where that has an address."""
    return Text(code, style=Style(bold=True, link=link(code) or None))
