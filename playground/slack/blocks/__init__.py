"""Block Kit as Slack checks it: `check_blocks` for messages, `check_view` for modals and Home."""

from playground.slack.blocks.check import check_blocks, check_view

__all__ = ["check_blocks", "check_view"]
