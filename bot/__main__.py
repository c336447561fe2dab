"""The command line: `python -m bot check NAME`, `serve`, `doctor`, `redrive` and `manifest`
(docs/architecture.md, "Command line").
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from types import ModuleType

from bot.cli import check, doctor, manifest, redrive, serve
from bot.errors import BudgetCheckError
from bot.settings import Settings

_COMMANDS: dict[str, ModuleType] = {
    "check": check,
    "serve": serve,
    "doctor": doctor,
    "redrive": redrive,
    "manifest": manifest,
}


def main(argv: Sequence[str], environment: dict[str, str]) -> int:
    """Run one subcommand and return its exit status; 2 with one sentence for wrong usage."""
    parser = _parser()
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="Check that an AWS Budgets alert still arrives."
    )
    commands = parser.add_subparsers(required=True, metavar=f"{{{','.join(_COMMANDS)}}}")
    for name, module in _COMMANDS.items():
        title = (module.__doc__ or "").strip().splitlines()[0]
        epilog: str = getattr(module, "EPILOG", "")
        command = commands.add_parser(name, help=title, description=title, epilog=epilog)
        module.add_arguments(command)
        command.set_defaults(run=module.run, settings=getattr(module, "SETTINGS", None))
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], dict(os.environ)))
