"""What is said of a message that a route sends somewhere, and of one that was not taken there."""

from __future__ import annotations

FOR = "For {who}."
ELSEWHERE = "This belongs in {channel}, but {why}."
_WHY = {
    "not_in_channel": "budget-check is not a member of that channel: invite it there",
    "channel_not_found": "there is no such channel, or budget-check is not a member of it",
    "is_archived": "that channel is archived",
}
_OTHER = "Slack takes no message there ({code})"


def why_not(code: str) -> str:
    """Why a channel takes no message, by Slack's code."""
    return _WHY.get(code) or _OTHER.format(code=code)
