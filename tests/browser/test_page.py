"""What holds for the page, whatever the story."""

from __future__ import annotations

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from playground.scenarios.catalog import scenarios
from playground.slack import seed
from playground.tickets.github import seed as github_seed
from tests.browser.conftest import Browser
from tests.browser.everything import EVERYTHING, MODAL
from tests.playground.tickets.ask import github

REPOSITORY = f"/repos/{github_seed.REPOSITORY}"

WRONG = [{"type": "header", "text": {"type": "mrkdwn", "text": "A heading is plain_text."}}]


def test_nothing_that_the_bot_says_is_dropped(browser: Browser) -> None:
    try:
        seen = browser("drawn")
    finally:
        browser.session.restart()  # the script emptied Slack alone, under the bot
    assert seen["answers"] == seen["details"] == len(scenarios())
    assert seen["previews"] > 20
    assert seen["blocks"] > 1000


def test_the_picture_is_right_in_every_scenario(browser: Browser) -> None:
    seen = browser("aws")
    assert seen["pictures"] == len(scenarios())
    assert seen["stops"] > 40
    assert seen["senders"] == sum(len(one.senders) for one in scenarios())
    assert seen["shut"] == sum(
        one.judge != "delivers" for scenario in scenarios() for one in scenario.senders
    )


def test_a_refused_message_is_seen_with_slacks_reason(browser: Browser) -> None:
    slack = browser.session.slack
    app = WebClient(slack.token, base_url=slack.api_url)
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        app.chat_postMessage(channel=seed.FINOPS, text="No", blocks=WRONG)
    reasons = next(call for call in reversed(slack.calls()) if call.error).reasons
    assert reasons
    browser("refused", method="chat.postMessage", error="invalid_blocks", reasons=reasons)


def test_light_dark_and_narrow(browser: Browser) -> None:
    browser("looks")


def test_what_a_phone_shows_of_a_message(browser: Browser) -> None:
    browser("lock")


def test_a_policy_that_aws_refuses(browser: Browser) -> None:
    browser("policy")


def test_tickets_and_pull_requests(browser: Browser) -> None:
    tickets = browser.session.tickets
    tickets.reset()
    client = github(tickets)
    client.post(f"{REPOSITORY}/issues", {"title": "Alerts are lost", "body": "Why @here"})
    known = tickets.github.repositories[github_seed.REPOSITORY]
    known.branches["mend"] = known.branches["main"]
    tickets.github.push(github_seed.REPOSITORY, "mend", {"new.tf": b"# <b>new</b>\n"})
    body = {"title": "Mend", "head": "mend", "base": "main", "draft": True}
    client.post(f"{REPOSITORY}/pulls", body)
    at = f"{tickets.github_url}/{github_seed.REPOSITORY}/issues/1"
    browser("tickets", issue=at)


def test_every_kind_of_block_and_control(browser: Browser) -> None:
    slack = browser.session.slack
    app = WebClient(slack.token, base_url=slack.api_url)
    posted = app.chat_postMessage(channel=seed.FINOPS, text="Everything", blocks=EVERYTHING)
    browser("kinds", ts=posted["ts"], undrawn=["video"])


def test_a_modal_keeps_what_was_typed(browser: Browser) -> None:
    slack = browser.session.slack
    app = WebClient(slack.token, base_url=slack.api_url)
    trigger = slack.workspace.new_trigger(seed.MENDER).id
    opened = app.views_open(trigger_id=trigger, view=MODAL)
    browser("modal", id=opened["view"]["id"], view=MODAL, token=slack.token)


def test_another_person(browser: Browser) -> None:
    browser("people")


def test_a_bot_that_does_not_answer(browser: Browser) -> None:
    browser.session.stop_bot()
    try:
        browser("silent")
    finally:
        browser.session.restart()  # the bot gets its access key in an empty AWS


def test_it_starts_again(browser: Browser) -> None:
    browser("again")
