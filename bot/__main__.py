"""The command line: `budget-check`, and `python -m bot` in a checkout (docs/architecture.md,
"Command line").
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.cli._commands import COMMANDS, parser_of
from bot.errors import BudgetCheckError
from bot.settings import Settings

IN_A_CHECKOUT = "python -m bot"


def main(argv: Sequence[str], environment: dict[str, str], program: str = IN_A_CHECKOUT) -> int:
    """Run one subcommand and return its exit status; 2 with one sentence for wrong usage.

    `program` is how it was called.
    """
    named = [word for word in argv[:1] if word in COMMANDS]
    try:
        parser = parser_of(named or COMMANDS, program)
        # Only `doctor` looks at the environment itself: a wrong setting must not stop it.
        arguments = parser.parse_args(argv, argparse.Namespace(environment=environment))
        run: Callable[[argparse.Namespace, Settings], int] = arguments.run
        names: frozenset[str] | None = arguments.settings
        seen = {n: v for n, v in environment.items() if names is None or n in names}
        return run(arguments, Settings.from_environment(seen))
    except BudgetCheckError as error:
        sys.stderr.write(f"budget-check: {error}\n")
        return 2
    except KeyboardInterrupt:
        return 130


def command() -> int:
    """What is installed as `budget-check` (pyproject.toml); its exit status."""
    name = Path(sys.argv[0]).stem
    program = "budget-check" if name == "budget-check" else IN_A_CHECKOUT
    return main(sys.argv[1:], dict(os.environ), program)


if __name__ == "__main__":
    sys.exit(command())
