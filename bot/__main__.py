"""The command line: `python -m bot check NAME`, `serve`, `doctor`, `redrive` and `manifest`
(docs/architecture.md, "Command line").
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from bot.errors import BudgetCheckError
from bot.settings import Settings

_COMMANDS = ("check", "serve", "doctor", "redrive", "manifest")
"""Each is the module of that name in `bot.cli`, imported where it is asked for: a check needs no
Slack, which takes longer to import than all the rest.
"""


def main(argv: Sequence[str], environment: dict[str, str]) -> int:
    """Run one subcommand and return its exit status; 2 with one sentence for wrong usage."""
    named = [word for word in argv[:1] if word in _COMMANDS]
    parser = _parser(named or _COMMANDS)
    # Only `doctor` looks at the environment itself: a wrong setting must not stop it.
    arguments = parser.parse_args(argv, argparse.Namespace(environment=environment))
    run: Callable[[argparse.Namespace, Settings], int] = arguments.run
    names: frozenset[str] | None = arguments.settings
    seen = {n: v for n, v in environment.items() if names is None or n in names}
    try:
        return run(arguments, Settings.from_environment(seen))
    except BudgetCheckError as error:
        sys.stderr.write(f"budget-check: {error}\n")
        return 2
    except KeyboardInterrupt:
        return 130


def _parser(names: Sequence[str]) -> argparse.ArgumentParser:
    """Of these commands; its usage lists all."""
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="Check that an AWS Budgets alert still arrives."
    )
    commands = parser.add_subparsers(required=True, metavar=f"{{{','.join(_COMMANDS)}}}")
    for name in names:
        module = import_module(f"bot.cli.{name}")
        title = (module.__doc__ or "").strip().splitlines()[0]
        epilog: str = getattr(module, "EPILOG", "")
        command = commands.add_parser(name, help=title, description=title, epilog=epilog)
        module.add_arguments(command)
        command.set_defaults(run=module.run, settings=getattr(module, "SETTINGS", None))
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], dict(os.environ)))
