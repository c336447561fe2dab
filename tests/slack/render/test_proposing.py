"""Pull requests: within Slack's limits, and mentioning nobody."""

from __future__ import annotations

from tests.slack.render.limits import check_message, check_view, walk
from tests.slack.render.proposing import messages, views


def test_everything_is_within_the_limits() -> None:
    for view in views():
        check_view(view)
    for message in messages():
        check_message(message)


def test_nobody_is_ever_mentioned() -> None:
    for text in walk([*views(), *(message.blocks for message in messages())]):
        if text.get("type") == "mrkdwn":
            assert text["verbatim"] is True
            assert "<!channel>" not in str(text["text"]) and "<http://a" not in str(text["text"])
    assert all("<" not in message.text for message in messages())


def test_only_what_can_help_can_be_submitted() -> None:
    submits = {str(view.get("submit", {})) for view in views()}
    assert len(submits) == 3, "to open, to try again, and nothing"
