"""The commands: each is the module of that name in `bot.cli`, imported where it is asked for. A
check needs no Slack, which takes longer to import than all the rest, and may not be installed.
"""

from __future__ import annotations

import argparse
import ast
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from bot import __version__
from bot.errors import UsageError

COMMANDS = (
    "check",
    "list",
    "fix",
    "plan",
    "explain",
    "mcp",
    "serve",
    "doctor",
    "redrive",
    "manifest",
    "completion",
)
_EXTRAS = {"slack_bolt": "slack", "slack_sdk": "slack"}
"""What is installed by which extra (pyproject.toml)."""


def parser_of(names: Sequence[str], program: str) -> argparse.ArgumentParser:
    """The parser of these commands; its usage lists all. `program` is how it was called.

    Raises UsageError where what a single command needs is not installed; where several are asked
    for, that one has no arguments.
    """
    parser = argparse.ArgumentParser(
        prog=program, description="Check that an AWS Budgets alert still arrives."
    )
    parser.add_argument("--version", action="version", version=f"budget-check {__version__}")
    commands = parser.add_subparsers(required=True, metavar=f"{{{','.join(COMMANDS)}}}")
    for name in names:
        _add(commands, name, program, alone=len(names) == 1)
    return parser


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    program: str,
    *,
    alone: bool,
) -> None:
    title, rest = _described(name)
    try:
        module = import_module(f"bot.cli.{name}")
    except ModuleNotFoundError as error:
        if error.name not in _EXTRAS:
            raise
        if alone:
            raise UsageError(missing(name, _EXTRAS[error.name])) from None
        commands.add_parser(name, help=title)
        return
    command = commands.add_parser(
        name,
        help=title,
        description=f"{title}\n\n{rest}" if rest else title,
        epilog=_epilog(module, program),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.add_arguments(command)
    settings = getattr(module, "SETTINGS", None)
    command.set_defaults(run=module.run, settings=settings, program=program)


def missing(name: str, extra: str) -> str:
    """What to do where a command's extra is not installed. By its address: a package index may have
    a stranger's program of this name.
    """
    return (
        f"{name} needs what the extra “{extra}” installs: "
        f"pipx install --force 'budget-check[{extra}] @ git+ADDRESS' (ADDRESS is that of this "
        f"program's repository), or pip install '.[{extra}]' in a checkout."
    )


def _described(name: str) -> tuple[str, str]:
    """The docstring's first line and the rest, without an import of what may not be there."""
    found = find_spec(f"bot.cli.{name}")
    source = found.loader.get_source(found.name) if found and found.loader else None  # type: ignore[attr-defined]
    lines = (ast.get_docstring(ast.parse(source or "")) or "").splitlines()
    return lines[0], "\n".join(lines[1:]).strip()


def _epilog(module: ModuleType, program: str) -> str:
    examples = "".join(f"  {program} {one}\n" for one in module.EXAMPLES)
    status = getattr(module, "EPILOG", "")
    return f"Examples:\n{examples}" + (f"\n{status}" if status else "")
