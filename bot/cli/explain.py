"""Say what a finding's code means, and what to do. It asks nobody."""

from __future__ import annotations

import argparse
from difflib import get_close_matches

from bot.cli.meanings import link, meanings
from bot.cli.output import printed
from bot.core.texts.words import listed
from bot.errors import UsageError
from bot.settings import Settings

EXAMPLES = ("explain key.aws-managed", "explain topic.policy-silent")
EPILOG = "Exit status: 0, or 2 for a code that there is not."
SETTINGS: frozenset[str] = frozenset()
_PRINTED, _LOST = 0, 4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `explain`."""
    parser.add_argument("code", metavar="CODE", help="as an answer names it, hop and finding")


def run(arguments: argparse.Namespace, _settings: Settings) -> int:
    """Print it and return the exit status. Raises UsageError for a code that there is not."""
    known = meanings()
    found = known.get(arguments.code.strip())
    if found is None:
        raise UsageError(_no_such(arguments.code, list(known)))
    where = link(found.code)
    text = f"{found.code}: {found.status}\n{found.says}\n" + (f"{where}\n" if where else "")
    return _PRINTED if printed(text) else _LOST


def _no_such(code: str, known: list[str]) -> str:
    near = get_close_matches(code, known, n=3)
    hint = f"The nearest are {listed(near)}." if near else "An answer names it, as key.aws-managed."
    return f"There is no code {code!r}. {hint}"
