"""blocks.validate: what would be wrong with these blocks; needs no scope (docs/facts.md 10.2)."""

from __future__ import annotations

from playground.slack.blocks import check_blocks
from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.shapes import JsonObject

SCOPES = ()


def run(call: Call) -> JsonObject:
    """Nothing more for blocks that Slack takes; invalid_blocks with the reasons else."""
    problems = check_blocks(call.json("blocks"))
    if problems:
        raise SlackError("invalid_blocks", messages=problems, extra={"errors": problems})
    return {}
