"""`python -m playground.scenarios.table`: the table of docs/scenarios.md.

`--write FILE` puts it between the markers in that file instead of printing it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from playground.scenarios.catalog import scenarios
from playground.scenarios.model import Scenario

BEGIN, END = "<!-- table -->", "<!-- /table -->"
_HEADS = (
    *("scenario", "budget", "what is wrong, or right", "what else publishes"),
    *("verdict", "leading finding", "exit"),
)


def table() -> str:
    """The table, without a line end after its last line."""
    return "\n".join(_lines())


def between(text: str) -> str:
    """What stands between the markers of `text`. ValueError: it has no such pair."""
    _, begin, rest = text.partition(BEGIN)
    inner, end, _ = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"There is no {BEGIN} followed by {END}.")
    return inner.strip("\n")


def written(text: str) -> str:
    """`text` with today's table between its markers. ValueError: it has no such pair."""
    between(text)
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def _lines() -> Iterator[str]:
    yield _row(*_HEADS)
    yield _row(*("---" for _ in _HEADS))
    for scenario in scenarios():
        yield _row(*_cells(scenario))


def _cells(scenario: Scenario) -> tuple[str, ...]:
    expected = scenario.expected
    return (
        _name(scenario),
        _code(scenario.budget),
        scenario.title,
        ", ".join(f"{one.sender}: {one.status}" for one in scenario.senders),
        expected.verdict,
        _code(expected.leads) if expected.leads else "",
        str(expected.exit_status),
    )


def _name(scenario: Scenario) -> str:
    is_address = scenario.source.startswith("https://")
    return f"[{scenario.name}]({scenario.source})" if is_address else scenario.name


def _code(text: str) -> str:
    # Two backticks, with spaces inside, hold a text that has one itself.
    quotes = ("`` ", " ``") if "`" in text else ("`", "`")
    return text.replace("|", "\\|").join(quotes)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def main(arguments: Sequence[str]) -> None:
    """Print the table, or write it into a file."""
    parser = argparse.ArgumentParser(prog="python -m playground.scenarios.table")
    parser.add_argument("--write", metavar="FILE", type=Path, help="put it between the markers")
    file = parser.parse_args(arguments).write
    if file is None:
        sys.stdout.write(table() + "\n")
    else:
        file.write_text(written(file.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
