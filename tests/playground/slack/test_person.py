"""People who use a Bolt app: what they do arrives, and Slack follows what the app replies."""

from collections.abc import Iterator

import pytest
from slack_bolt import App

from playground.slack import LocalSlack, Message, NothingThereError, Person, Signature, View, seed
from tests.playground.slack.bolt import dispatching


@pytest.fixture
def app(slack: LocalSlack) -> Iterator[App]:
    with dispatching(slack) as running:
        yield running


@pytest.fixture
def mender(slack: LocalSlack, app: App) -> Person:
    return slack.person(seed.MENDER)


def answered(slack: LocalSlack, mender: Person) -> Message:
    mender.command("/budget-check cost", seed.FINOPS)
    return slack.until(lambda: next((m for m in slack.messages() if m.blocks), None))


def detailed(slack: LocalSlack, mender: Person) -> View:
    mender.press(answered(slack, mender), "check.details")
    return slack.until(lambda: next(iter(slack.views(seed.MENDER)), None))


def test_a_command(slack: LocalSlack, mender: Person) -> None:
    reply = mender.command('/budget-check a <b> & "c"', "#finops")
    assert reply.in_time
    message = slack.until(lambda: next((m for m in slack.messages() if m.blocks), None))
    assert message.blocks[0]["text"]["text"] == 'a &lt;b&gt; &amp; "c"'
    assert ("on it", seed.MENDER) in [(m.text, m.visible_to) for m in slack.messages()]
    assert reply.request is not None
    assert reply.request.payload["channel_name"] == "finops"


@pytest.mark.parametrize(
    ("typed", "sent"),
    {
        "@mina #finops": "<@U0MENDER|mina> <#C0FINOPS|finops>",
        "#404 a@mina @nobody-here": "#404 a@mina @nobody-here",
        "<!channel>": "&lt;!channel&gt;",
        "R&D  two spaces": "R&amp;D  two spaces",
    }.items(),
)
def test_what_slack_makes_of_a_commands_text(mender: Person, typed: str, sent: str) -> None:
    reply = mender.command(f"/budget-check {typed}", seed.FINOPS)
    assert reply.request is not None
    assert reply.request.payload["text"] == sent


def test_the_same_click_again(slack: LocalSlack, mender: Person) -> None:
    message = answered(slack, mender)
    reply = mender.choose(message, "pick", "one")
    again = mender.again(reply)
    assert again.request is not None
    assert again.request.headers["X-Slack-Retry-Num"] == "1"
    assert slack.until(lambda: len(slack.calls("response_url")) == 2)


def test_a_command_where_the_app_does_not_escape(slack: LocalSlack, mender: Person) -> None:
    slack.escapes_commands = False
    reply = mender.command("/budget-check <b>", seed.FINOPS)
    assert reply.request is not None
    assert reply.request.payload["text"] == "<b>"


@pytest.mark.parametrize("how", sorted(set(Signature) - {Signature.RIGHT, Signature.NOT_A_NUMBER}))
def test_a_forged_request_does_nothing(slack: LocalSlack, mender: Person, how: Signature) -> None:
    reply = mender.signing(how).command("/budget-check cost", seed.FINOPS)
    assert (reply.status, reply.trouble) == (401, "dispatch_failed")
    assert slack.messages() == []


def test_a_stranger_brings_another_team(slack: LocalSlack, app: App) -> None:
    message = answered(slack, slack.person(seed.MENDER))
    reply = slack.person(seed.STRANGER).press(message, "check.details")
    assert reply.request is not None
    assert reply.request.payload["user"]["team_id"] == "T0FOREIGN"
    assert reply.request.payload["team"]["id"] == "T0BUDGETS"


def test_a_button_on_a_message(slack: LocalSlack, mender: Person) -> None:
    message = answered(slack, mender)
    reply = mender.press(message, "check.details")
    assert reply.request is not None
    payload = reply.request.payload
    assert payload["container"]["message_ts"] == payload["message"]["ts"] == message.ts
    assert payload["actions"][0]["value"] == "7"
    assert payload["actions"][0]["block_id"] == message.blocks[1]["block_id"]
    assert payload["response_url"].startswith(slack.url)


def test_a_menu_and_the_response_url(slack: LocalSlack, mender: Person) -> None:
    message = answered(slack, mender)
    mender.choose(message, "pick", "one")
    assert slack.until(lambda: message.text == "one")


def test_an_ephemeral_message_is_not_repeated(slack: LocalSlack, mender: Person) -> None:
    url = slack.workspace.new_response_url(seed.MENDER, seed.FINOPS)
    message = answered(slack, mender)
    message.visible_to = url.user
    reply = mender.press(message, "check.details")
    assert reply.request is not None
    assert reply.request.payload["container"]["is_ephemeral"]
    assert "message" not in reply.request.payload
    with pytest.raises(NothingThereError, match="no such message"):
        slack.person(seed.APPROVER).press(message, "check.details")


def test_what_is_not_on_the_screen(slack: LocalSlack, mender: Person) -> None:
    message = answered(slack, mender)
    with pytest.raises(NothingThereError, match="no 'fix' to press here"):
        mender.press(message, "fix")
    with pytest.raises(NothingThereError, match="no option"):
        mender.choose(message, "pick", "two")
    with pytest.raises(NothingThereError, match="sees no channel"):
        slack.person(seed.NOBODY).command("/budget-check", seed.PRIVATE)
    message.deleted = True
    with pytest.raises(NothingThereError, match="no such message"):
        mender.press(message, "check.details")


def test_a_submission_closes(slack: LocalSlack, mender: Person) -> None:
    view = detailed(slack, mender)
    reply = mender.submit(view, {"question": {"answer": "because"}})
    assert reply.request is not None
    sent = reply.request.payload["view"]
    assert sent["hash"] == view.hash
    assert sent["state"]["values"]["question"]["answer"]["value"] == "because"
    assert not view.open


def test_a_submission_with_errors(slack: LocalSlack, mender: Person) -> None:
    view = detailed(slack, mender)
    mender.submit(view, {"question": {"answer": "errors"}})
    assert view.errors == {"question": "too short"}
    assert view.open


def test_a_submission_that_updates(slack: LocalSlack, mender: Person) -> None:
    view = detailed(slack, mender)
    before = view.hash
    mender.submit(view, {"question": {"answer": "update"}})
    assert view.blocks[0]["text"]["text"] == "working"
    assert view.hash != before


def test_a_submission_that_pushes_and_one_that_clears(slack: LocalSlack, mender: Person) -> None:
    view = detailed(slack, mender)
    mender.submit(view, {"question": {"answer": "push"}})
    assert [v.root for v in slack.views()] == [view.id, view.id]
    mender.submit(view, {"question": {"answer": "clear"}})
    assert slack.views() == []


@pytest.mark.parametrize("answer", ["bad view", "bad errors"])
def test_a_reply_that_slack_cannot_show(slack: LocalSlack, mender: Person, answer: str) -> None:
    view = detailed(slack, mender)
    reply = mender.submit(view, {"question": {"answer": answer}})
    assert "invalid_arguments" in reply.trouble
    assert view.open


def test_what_a_form_does_not_let_through(slack: LocalSlack, mender: Person) -> None:
    view = detailed(slack, mender)
    with pytest.raises(NothingThereError, match="must be filled in"):
        mender.submit(view)
    with pytest.raises(NothingThereError, match="no input"):
        mender.submit(view, {"question": {"answer": "a", "other": "b"}})
    with pytest.raises(NothingThereError, match="no such view"):
        slack.person(seed.APPROVER).submit(view, {"question": {"answer": "a"}})


def test_closing(slack: LocalSlack, mender: Person) -> None:
    view = detailed(slack, mender)
    reply = mender.close(view)
    assert reply is not None
    assert reply.status == 200
    assert reply.request is not None
    assert reply.request.payload["type"] == "view_closed"
    assert "trigger_id" not in reply.request.payload
    assert slack.views() == []


def test_closing_what_the_app_closed_a_moment_before(slack: LocalSlack, mender: Person) -> None:
    view = detailed(slack, mender)
    mender.close(view)
    assert mender.close(view) is None
    with pytest.raises(NothingThereError, match="no such view"):
        slack.person(seed.APPROVER).close(view)


def test_a_mention(slack: LocalSlack, mender: Person) -> None:
    said = mender.say("<@U0BUDGETBOT> hello", seed.FINOPS)
    assert [reply.status for reply in said.replies] == [200, 200]
    answer = slack.until(lambda: next(iter(slack.messages(thread_ts=said.message.ts)), None))
    assert answer.text == "yes?"


def test_the_home(slack: LocalSlack, mender: Person) -> None:
    assert mender.open_home().status == 200
    assert slack.until(lambda: slack.home(seed.MENDER)).blocks[0]["text"]["text"] == "home"


def test_the_home_opened_again_shows_the_app_what_was_there(
    slack: LocalSlack, mender: Person
) -> None:
    """https://docs.slack.dev/reference/events/app_home_opened"""
    first = mender.open_home()
    assert first.request is not None and "view" not in first.request.payload["event"]
    home = slack.until(lambda: slack.home(seed.MENDER))
    again = mender.open_home()
    assert again.request is not None
    view = again.request.payload["event"]["view"]
    assert (view["id"], view["type"], view["private_metadata"]) == (home.id, "home", "")
    assert view["blocks"][0]["text"]["text"] == "home" and view["hash"]


def test_a_message_shortcut(slack: LocalSlack, mender: Person) -> None:
    said = mender.say("AWS Budgets mail", seed.FINOPS)
    reply = mender.message_shortcut(said.message, "follow")
    assert reply.request is not None
    assert reply.request.payload["message"]["text"] == "AWS Budgets mail"
    assert slack.until(lambda: slack.views(seed.MENDER))


def test_a_shortcut(slack: LocalSlack, mender: Person) -> None:
    assert mender.shortcut("follow").status == 200
    assert slack.until(lambda: slack.views(seed.MENDER))


def test_the_challenge(slack: LocalSlack, app: App) -> None:
    assert slack.verify_url("abc").json == {"challenge": "abc"}
    assert slack.verify_url("abc", Signature.WRONG_SECRET).status == 401


def test_an_app_that_does_not_listen(slack: LocalSlack) -> None:
    with LocalSlack() as gone:
        slack.app_url = gone.url
    reply = slack.person(seed.MENDER).command("/budget-check", seed.FINOPS)
    assert reply.status == 0
    assert not reply.in_time
    assert reply.trouble == "dispatch_failed"
