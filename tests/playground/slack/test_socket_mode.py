"""Socket Mode against Bolt's own handler."""

from collections.abc import Iterator

import pytest
from slack_bolt.adapter.socket_mode import SocketModeHandler

from playground.slack import LocalSlack, Signature, seed
from playground.slack.websocket import TEXT, accept_key, pack
from tests.playground.slack.bolt import build


@pytest.fixture(scope="module")
def connection() -> Iterator[LocalSlack]:
    with LocalSlack() as slack:
        app = build(slack)
        handler = SocketModeHandler(app, slack.app_token)
        handler.connect()  # type: ignore[no-untyped-call]
        slack.transport = slack.socket_mode
        yield slack
        # A goodbye from Slack ends the client's read; its own close would wait 3 s for that.
        handler.client.auto_reconnect_enabled = False
        slack.socket_mode.close()
        slack.until(lambda: getattr(handler.client.current_session, "sock", None) is None)
        handler.close()  # type: ignore[no-untyped-call]
        app.listener_runner.listener_executor.shutdown()


@pytest.fixture
def connected(connection: LocalSlack) -> LocalSlack:
    connection.reset()
    return connection


def test_a_command_is_acknowledged_and_answered(connected: LocalSlack) -> None:
    mender = connected.person(seed.MENDER)
    reply = mender.command("/budget-check cost", seed.FINOPS)
    assert reply.in_time
    answer = connected.wait_for_message(seed.FINOPS, count=2)
    assert {m.text for m in connected.messages()} == {"on it", "answer"}
    message = next(m for m in connected.messages() if m.blocks)
    assert mender.press(message, "check.details").in_time
    assert answer.channel == seed.FINOPS


def test_an_event(connected: LocalSlack) -> None:
    said = connected.person(seed.MENDER).say("<@U0BUDGETBOT>", seed.FINOPS)
    assert all(reply.in_time for reply in said.replies)


def test_there_is_no_signature_to_check(connected: LocalSlack) -> None:
    mender = connected.person(seed.MENDER).signing(Signature.WRONG_SECRET)
    assert mender.command("/budget-check cost", seed.FINOPS).in_time


def test_nobody_connected(slack: LocalSlack) -> None:
    with pytest.raises(TimeoutError, match="no app connected"):
        slack.socket_mode.wait_for_app(0.01)


def test_the_handshake_of_the_rfc() -> None:
    assert accept_key("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="


@pytest.mark.parametrize(("size", "head"), {5: 2, 126: 4, 65_536: 10}.items())
def test_frames_of_every_size(size: int, head: int) -> None:
    assert len(pack(TEXT, b"x" * size)) == size + head
