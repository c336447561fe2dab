"""Pull requests: within Slack's limits, and mentioning nobody."""

from __future__ import annotations

from bot.core.findings import FixOffer
from bot.core.pull_requests.run import Stage
from bot.slack.render.fix_buttons import FixButtons, Offers, row_of
from bot.slack.render.open_pull_request import OpenPullRequest
from bot.slack.render.open_ticket import OpenTicket
from tests.slack.render.limits import check_message, check_view, walk
from tests.slack.render.proposing import messages, views
from tests.slack.render.snoozing import NOW


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


def test_an_open_ticket_and_an_open_pull_request_share_a_row() -> None:
    """Slack refuses a row in which two buttons have one id, and the whole message with it."""
    url = "https://github.example/acme/infra/pull/12"
    buttons = FixButtons(
        answer="a",
        topics=("t",),
        fixes=True,
        tickets=True,
        opened={"t": OpenTicket("OPS-1", "https://jira.example/OPS-1", NOW, "Mina")},
        proposed={"t": OpenPullRequest("acme/infra#12", url, Stage.OPEN, NOW, "Mina")},
    )
    offers = Offers([FixOffer("allow-on-key", "Let it in", "Let it in")])
    (row,) = [one for one in row_of(buttons, offers, "t") if one["type"] == "actions"]
    elements = row["elements"]
    assert isinstance(elements, list)
    ids = [one["action_id"] for one in elements]
    assert {"link.ticket", "link.pull_request", "fix.allow-on-key"} <= set(ids)
    assert len(ids) == len(set(ids))
