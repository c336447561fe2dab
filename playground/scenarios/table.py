"""`python -m playground.scenarios.table`: the scenarios as a Markdown table, for the README."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from playground.scenarios.catalog import scenarios
from playground.scenarios.model import Scenario

BEGIN = "<!-- scenarios: python -m playground.scenarios.table -->"
END = "<!-- /scenarios -->"
_HEADS = ("scenario", "budget", "what is wrong, or right", "verdict", "leading finding", "exit")


def table() -> str:
    """The table between its markers, without a line end after the last one."""
    return "\n".join((BEGIN, *_lines(), END))


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


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
