"""What one person sees of Slack, and does there, through the page's server."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from playground.page import watch
from playground.page.slack_side import ROLES
from playground.slack import seed
from playground.slack.workspace import Workspace
from tests.page.conftest import PATIENCE, Page
from tests.playground.slack.shapes import home, modal, plain, question, section
from tests.waiting import UNHURRIED

"""On a machine that is busy with something else; far below what the poll waits for here."""


def web(page: Page) -> WebClient:
    return WebClient(page.slack.token, base_url=page.slack.api_url, timeout=int(UNHURRIED))


def act(page: Page, what: str, user: str = seed.MENDER, **body: object) -> dict[str, object]:
    answer = page.post(f"/api/slack/{what}", user=user, **body)
    assert answer.status == 200, answer.body
    return dict(answer.json)


def details(page: Page) -> Any:
    """The open modal of a command's answer."""
    act(page, "command", line="/budget-check cost", channel=seed.FINOPS)
    page.slack.until(lambda: len(page.slack.messages()) == 2)
    ts = next(m["ts"] for m in page.seen()["messages"] if m["blocks"])
    act(page, "press", ts=ts, action_id="check.details")
    (view,) = page.slack.until(lambda: page.seen()["views"])
    return view


def test_who_one_can_be_and_what_is_there(page: Page) -> None:
    seen = page.seen()
    assert {one["id"]: one["role"] for one in seen["people"]} == ROLES
    assert seen["me"] == seed.MENDER
    assert seen["bot"] == {"id": "U0BUDGETBOT", "name": "budget-check"}
    assert (seen["messages"], seen["views"], seen["home"], seen["refusals"]) == ([], [], None, [])


@pytest.mark.parametrize(
    ("user", "channels"),
    [
        (
            seed.MENDER,
            "finops aws-alerts general finops-private board-only old-finops budget-check",
        ),
        (seed.NOBODY, "finops aws-alerts general old-finops"),
        (seed.GUEST, "finops"),
        (seed.SINGLE_CHANNEL_GUEST, "aws-alerts"),
        (seed.STRANGER, "finops"),
    ],
)
def test_everybody_sees_their_own_channels(page: Page, user: str, channels: str) -> None:
    assert [one["name"] for one in page.seen(user)["channels"]] == channels.split()


def test_a_message_and_its_thread(page: Page) -> None:
    assert act(page, "say", channel=seed.FINOPS, text="hello")["ok"]
    (said,) = page.seen(seed.GUEST)["messages"]
    assert (said["text"], said["name"], said["is_bot"]) == ("hello", "Mina Mender", False)
    assert said["posted_at"] == pytest.approx(time.time(), abs=3600)
    act(page, "say", channel=seed.FINOPS, text="and", thread_ts=said["ts"])
    assert page.seen()["messages"][-1]["thread_ts"] == said["ts"]
    assert page.seen(seed.SINGLE_CHANNEL_GUEST)["messages"] == []


def test_what_is_typed_is_kept_as_slack_keeps_it(page: Page) -> None:
    typed = "@budget-check <b> & me@mina.example, see #finops and @nobody-here"
    assert act(page, "say", channel=seed.FINOPS, text=typed)["ok"]
    answered = page.slack.until(
        lambda: next((m for m in page.seen()["messages"] if m["text"] == "yes?"), None)
    )
    said = page.seen()["messages"][0]
    assert answered["thread_ts"] == said["ts"], "it mentions the bot"
    assert said["text"] == (
        "<@U0BUDGETBOT> &lt;b&gt; &amp; me@mina.example, see <#C0FINOPS|finops> and @nobody-here"
    )


def test_what_only_one_sees_what_is_edited_and_what_is_gone(page: Page) -> None:
    client = web(page)
    client.chat_postEphemeral(channel=seed.FINOPS, user=seed.MENDER, text="psst")
    posted = client.chat_postMessage(channel=seed.FINOPS, text="one", blocks=[section("one")])
    client.chat_update(channel=seed.FINOPS, ts=posted["ts"], text="two", blocks=[section("two")])
    gone = client.chat_postMessage(channel=seed.FINOPS, text="gone")
    client.chat_delete(channel=seed.FINOPS, ts=gone["ts"])
    mine, theirs = page.seen()["messages"], page.seen(seed.APPROVER)["messages"]
    assert [(m["text"], m["only_you"], m["edited"]) for m in mine] == [
        ("psst", True, False),
        ("two", False, True),
    ]
    assert [m["text"] for m in theirs] == ["two"]
    (block,) = theirs[0]["blocks"]
    assert block["text"]["text"] == "two" and block["block_id"]


def test_a_command_a_button_a_modal_and_its_errors(page: Page) -> None:
    done = act(page, "command", line="/budget-check cost", channel=seed.FINOPS)
    assert done["ok"] and done["status"] == 200 and "body" not in done
    page.slack.until(lambda: len(page.slack.messages()) == 2)
    answer = next(m for m in page.seen()["messages"] if m["blocks"])
    assert act(page, "press", ts=answer["ts"], action_id="check.details")["ok"]
    (view,) = page.slack.until(lambda: page.seen()["views"])
    assert (view["title"], view["submit"], view["close"], view["callback_id"]) == (
        "Title",
        "Go",
        "",
        "v",
    )
    entered = {"question": {"answer": "errors"}}
    assert act(page, "submit", view_id=view["id"], entered=entered)["ok"]
    assert page.seen()["views"][0]["errors"] == {"question": "too short"}
    assert page.seen(seed.APPROVER)["views"] == []
    assert act(page, "close", view_id=view["id"])["ok"]
    assert page.seen()["views"] == []


def test_a_shortcut_and_the_home(page: Page) -> None:
    act(page, "say", channel=seed.FINOPS, text="look at this")
    ts = page.seen()["messages"][0]["ts"]
    assert act(page, "shortcut", ts=ts, callback_id="follow")["ok"]
    assert act(page, "home")["ok"]
    shown = page.slack.until(lambda: page.seen()["home"])
    assert shown["blocks"][0]["text"]["text"] == "home"
    assert page.seen(seed.APPROVER)["home"] is None


@pytest.mark.parametrize(
    ("what", "body", "says"),
    [
        ("dance", {}, "Nobody can 'dance' here, only command, press, shortcut"),
        ("command", {"user": "U404"}, "There is nobody 'U404' to be here."),
        ("command", {"user": "USLACKBOT"}, "There is nobody 'USLACKBOT' to be here."),
        ("command", {"user": 7}, "user must be given as a text."),
        ("command", {"line": "/budget-check x"}, "missing or unknown: 'channel'"),
        ("command", {"line": 7, "channel": seed.FINOPS}, "line must be a text"),
        ("command", {"line": "/x", "channel": "C404"}, "mina sees no channel 'C404'"),
        ("press", {"ts": "1.1", "action_id": "a"}, "no message with the ts '1.1'"),
        ("press", {"view_id": "V404", "action_id": "a"}, "missing or unknown: 'V404'"),
        ("shortcut", {"ts": "1.1", "callback_id": "a"}, "no message with the ts '1.1'"),
        ("submit", {"view_id": ["V1"]}, "view_id must be a text"),
        ("say", {"channel": seed.FINOPS, "text": {}}, "text must be given as a text."),
    ],
)
def test_what_nobody_can_do(page: Page, what: str, body: dict[str, object], says: str) -> None:
    status, error = page.post(f"/api/slack/{what}", **{"user": seed.MENDER, **body}).refusal
    assert status == 400 and error.startswith(says)


def test_inputs_of_another_shape(page: Page) -> None:
    view = details(page)
    for entered in ("text", ["a"], {"question": "errors"}):
        answer = page.post(
            "/api/slack/submit", user=seed.MENDER, view_id=view["id"], entered=entered
        )
        assert answer.refusal == (400, "entered must be {block_id: {action_id: value}}")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "The address lacks the parameter as."),
        ("?as=U404", "There is nobody 'U404' to be here."),
        ("?as=U0MENDER&after=-1", "The parameter after must be a whole number."),
        ("?as=U0MENDER&after=soon", "The parameter after must be a whole number."),
    ],
)
def test_a_wrong_address(page: Page, query: str, says: str) -> None:
    assert page.send("GET", f"/api/slack{query}").refusal == (400, says)


def test_without_a_change_the_poll_waits_and_says_the_same_version(page: Page) -> None:
    before = page.seen()["version"]
    started = time.monotonic()
    assert page.seen(after=before)["version"] == before
    assert time.monotonic() - started >= PATIENCE


def test_a_version_of_another_life_is_answered_at_once(page: Page) -> None:
    page.session.patience = threading.TIMEOUT_MAX
    assert page.seen(after=12345)["version"] != 12345


def test_each_visible_change_wakes_the_poll(page: Page) -> None:
    client = web(page)
    page.slack.workspace.tokens[page.slack.token].scopes |= {"channels:join", "reactions:write"}
    posted = client.chat_postMessage(channel=seed.FINOPS, text="one")
    ts = posted["ts"]
    trigger = page.slack.workspace.new_trigger(seed.MENDER).id
    bad = [{"type": "section"}]

    def refused() -> None:
        with pytest.raises(SlackApiError):
            client.chat_postMessage(channel=seed.FINOPS, text="x", blocks=bad)

    changes: dict[str, Callable[[], object]] = {
        "a message": lambda: client.chat_postMessage(channel=seed.FINOPS, text="two"),
        "an edit": lambda: client.chat_update(channel=seed.FINOPS, ts=ts, text="three"),
        "a reaction": lambda: client.reactions_add(channel=seed.FINOPS, timestamp=ts, name="eyes"),
        "a view": lambda: client.views_open(trigger_id=trigger, view=modal(section())),
        "a home": lambda: client.views_publish(user_id=seed.MENDER, view=home(section())),
        "a refusal": refused,
        "a channel": lambda: client.conversations_join(channel=seed.PUBLIC_WITHOUT_BOT),
        "a deletion": lambda: client.chat_delete(channel=seed.FINOPS, ts=ts),
        "a reset": page.slack.reset,
    }
    woken = {name: page.is_woken_by(page.seen, change) for name, change in changes.items()}
    assert woken == dict.fromkeys(changes, True)


def test_looking_wakes_nobody(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pages that wait must not keep each other awake."""
    before = page.seen()["version"]
    page.session.patience = 1
    looks: list[object] = []
    digest = watch._digest

    def looking(workspace: Workspace) -> object:
        looks.append(workspace)
        return digest(workspace)

    monkeypatch.setattr(watch, "_digest", looking)
    others = [threading.Thread(target=page.seen, args=(seed.GUEST, before)) for _ in range(4)]
    for other in others:
        other.start()
    for _ in range(20):
        page.slack.messages()
    for other in others:
        other.join()
    assert page.seen()["version"] == before
    # Each at its beginning and end, after each of the twenty, and as each of the others leaves.
    assert len(looks) <= 4 * (2 + 20 + 3) + 1


def test_a_refused_message_shows_slacks_reason(page: Page) -> None:
    with pytest.raises(SlackApiError):
        web(page).chat_postMessage(channel=seed.FINOPS, text="x" * 400, blocks=[section("")])
    (refused,) = page.seen()["refusals"]
    assert (refused["method"], refused["error"]) == ("chat.postMessage", "invalid_blocks")
    (reason,) = refused["reasons"]
    assert reason == "must be more than 0 characters [json-pointer:/blocks/0/text/text]"
    assert refused["at"] == pytest.approx(time.time(), abs=3600)
    assert seed.FINOPS in refused["args_text"] and len(refused["args_text"]) == 300
    assert seed.BOT_TOKEN not in refused["args_text"]


def test_a_refused_view_shows_slacks_reason(page: Page) -> None:
    trigger = page.slack.workspace.new_trigger(seed.MENDER).id
    view = modal(question(), title=plain("x" * 25), submit=plain("Go"))
    with pytest.raises(SlackApiError):
        web(page).views_open(trigger_id=trigger, view=view)
    (refused,) = page.seen()["refusals"]
    assert refused["method"] == "views.open"
    assert refused["reasons"] == ["must be less than 25 characters [json-pointer:/view/title/text]"]


def test_a_refused_use_of_a_response_url_shows_slacks_reason(page: Page) -> None:
    url = page.slack.workspace.new_response_url(seed.MENDER, seed.FINOPS)
    path = f"/response/{url.id}"
    host = page.slack.url.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=int(UNHURRIED))
    connection.request("POST", path, b'{"blocks": [{"type": "section"}]}')
    assert connection.getresponse().status == 400
    connection.close()
    (refused,) = page.seen()["refusals"]
    assert (refused["method"], refused["error"]) == ("response_url", "invalid_blocks")
    assert refused["reasons"] and "[json-pointer:/blocks/0" in refused["reasons"][0]


def test_a_refused_reply_to_a_submission_shows_slacks_reason(page: Page) -> None:
    view = details(page)
    entered = {"question": {"answer": "bad view"}}
    done = act(page, "submit", view_id=view["id"], entered=entered)
    assert not done["ok"] and "invalid_arguments" in str(done["trouble"])
    (refused,) = page.seen()["refusals"]
    assert refused["method"] == "reply to view_submission"
    assert refused["reasons"] == [
        "must be more than 0 characters [json-pointer:/view/blocks/0/text/text]"
    ]


def test_a_dialog_that_was_closed_is_no_refusal(page: Page) -> None:
    with pytest.raises(SlackApiError, match="not_found"):
        web(page).views_update(view_id="V0GONE", view=closed_view())
    assert all(one["method"] != "views.update" for one in page.seen()["refusals"])


def closed_view() -> dict[str, object]:
    text = {"type": "plain_text", "text": "Done"}
    return {"type": "modal", "title": text, "blocks": [section("Done")]}
