"""Answer an agent: an MCP server over standard input and output, which only reads.

Its tools are `check_budget`, `check_topic` and `explain_policy`, with your AWS credentials.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import ParamSpec, Protocol

from bot import __version__
from bot.cli._commands import missing
from bot.cli.mcp_tools import Tools
from bot.core.texts.mcp import CHECK_BUDGET, CHECK_TOPIC, EXPLAIN_POLICY, SERVER
from bot.errors import BudgetCheckError, UsageError
from bot.settings import Settings

EXAMPLES = ("mcp", "mcp --profile finops")
EPILOG = "It needs the extra “mcp”. Exit status: 0 once its client has gone."
SETTINGS = frozenset({"ACCOUNTS_PARAMETER", "ALLOW_UNENCRYPTED", "AWS_ENDPOINT_URL", "SENDERS"})

P = ParamSpec("P")
Answer = dict[str, object]


class _Server(Protocol):
    """What is used of the package's `MCPServer`: it is an extra, so its types may not be there."""

    def add_tool(  # noqa: PLR0913 (as the package has it)
        self,
        fn: Callable[..., Answer],
        *,
        name: str,
        title: str,
        description: str,
        annotations: object,
        structured_output: bool,
    ) -> object:
        """Offer one more tool."""

    def run(self, transport: str) -> None:
        """Serve until the client has gone."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `mcp`."""
    parser.add_argument("--profile", metavar="P", help="a profile of your AWS configuration")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Serve one client. Raises UsageError where the extra is not installed."""
    _server(Tools(arguments.profile, settings)).run("stdio")
    return 0


def _server(tools: Tools) -> _Server:
    try:
        package, types = import_module("mcp.server.mcpserver"), import_module("mcp.types")
        failed: Callable[[str], Exception] = import_module(
            "mcp.server.mcpserver.exceptions"
        ).ToolError
    except ModuleNotFoundError as error:
        if error.name != "mcp":
            raise
        raise UsageError(missing("mcp", "mcp")) from None
    made: _Server = package.MCPServer(
        "budget-check", version=__version__, instructions=SERVER, log_level="WARNING"
    )
    for tool, title, description, beyond in (
        (tools.check_budget, "Check a budget", CHECK_BUDGET, True),
        (tools.check_topic, "Check a topic", CHECK_TOPIC, True),
        (tools.explain_policy, "Explain a policy", EXPLAIN_POLICY, False),
    ):
        made.add_tool(
            _said(tool, failed),
            name=tool.__name__,
            title=title,
            description=description,
            annotations=types.ToolAnnotations(
                read_only_hint=True, idempotent_hint=True, open_world_hint=beyond
            ),
            structured_output=True,
        )
    return made


def _said(tool: Callable[P, Answer], failed: Callable[[str], Exception]) -> Callable[P, Answer]:
    """The tool, whose errors that a person can act on reach the client in their own words."""

    @wraps(tool)
    def called(*args: P.args, **kwargs: P.kwargs) -> Answer:
        try:
            return tool(*args, **kwargs)
        except BudgetCheckError as error:
            raise failed(str(error)) from error

    return called
