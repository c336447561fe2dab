"""Slack's mrkdwn back to the text that somebody pasted or an app posted."""

from __future__ import annotations

import re

from bot.core.ask import unescape

# A budget's name holds no colon (docs/facts.md 1.4), so what begins with a scheme is Slack's own
# link, while `<my budget>` and `<arn:aws:...>` in a mail that was not escaped stay as they are.
_LINK = re.compile(r"<(?:https?://|mailto:|tel:)[^<>|\n]{0,3000}\|([^<>|\n]{0,3000})>")
_BARE = re.compile(r"<((?:https?://)[^<>|\n]{0,3000})>")
_QUOTE = re.compile(r"^(?:[ \t]?>)+[ \t]?", re.MULTILINE)
_BULLET = re.compile(r"^[ \t]{0,20}[•◦▪‣][ \t]?", re.MULTILINE)


def plain(text: str) -> str:
    """Links by their label, escaping undone, without quote marks and bullets at a line's start."""
    unlinked = _BARE.sub(r"\1", _LINK.sub(r"\1", _one_newline(text)))
    return _BULLET.sub("", _QUOTE.sub("", unescape(unlinked)))


def _one_newline(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
