"""The verdict on a template or plan in the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from bot.cli.output import printable
from bot.cli.picture import draw
from bot.core.iac.judged import Judged, Verdict


def draw_all(verdict: Verdict, file: str, console: Console) -> None:
    """Each sender's answer with where it stands, then what is taken for granted."""
    if verdict.opaque:
        words = f"{verdict.opaque.expression} may still change any of it, so nothing is certain."
        console.print(Text(f"UNKNOWN  {printable(words)}\n", style="magenta"))
    elif not verdict.judged:
        console.print(
            Text(f"Nothing in this {verdict.source} publishes to a topic: nothing to check.")
        )
    for one in verdict.judged:
        console.print(Text(printable(f"{_place(one, file)}"), style="dim"))
        draw(one.report, console)
        _places(one, file, console)
    taken = list(dict.fromkeys(words for one in verdict.judged for words in one.assumes))
    if taken:
        console.print(Text("Taken for granted, for it cannot be seen from here", style="bold"))
        for words in taken:
            console.print(Text(f"- {printable(words)}"))


def _place(one: Judged, file: str) -> str:
    return f"{one.place.address} ({_line(file, one.place.line)})"


def _line(file: str, line: int | None) -> str:
    return f"{file}:{line}" if line else file


def _places(one: Judged, file: str, console: Console) -> None:
    """The lines of a template that the findings are about."""
    wrong = [f for f in one.report.findings if f.status.rank]
    found = {place.address: place.line for place in map(one.place_of, wrong) if place.line}
    for address, line in found.items():
        console.print(Text(printable(f"{address}: {_line(file, line)}"), style="cyan"))
    if found:
        console.print()
