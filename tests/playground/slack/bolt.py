"""A small Bolt app of our own, reached without a network: what a person does goes to dispatch."""

from collections.abc import Iterator
from contextlib import contextmanager

from slack_bolt import App
from slack_bolt.request import BoltRequest
from slack_sdk import WebClient

from playground.slack import LocalSlack, Reply, Request
from tests.playground.slack.shapes import actions, button, modal, option, plain, question, section


def build(slack: LocalSlack) -> App:
    client = WebClient(slack.token, base_url=slack.api_url)
    app = App(signing_secret=slack.signing_secret, client=client, name="playground-test")

    @app.command("/budget-check")
    def command(ack, command, client, respond):  # type: ignore[no-untyped-def]
        ack("on it")
        where = command["channel_id"]
        menu = {"type": "static_select", "action_id": "pick", "options": [option("one")]}
        blocks = [section(command["text"]), actions(button("check.details", value="7"), menu)]
        client.chat_postMessage(channel=where, text="answer", blocks=blocks)

    @app.action("check.details")
    def details(ack, body, client):  # type: ignore[no-untyped-def]
        ack()
        view = modal(question(), submit=plain("Go"), callback_id="v", notify_on_close=True)
        client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.action("pick")
    def pick(ack, action, respond):  # type: ignore[no-untyped-def]
        ack()
        respond(text=action["selected_option"]["value"], replace_original=True)

    @app.view("v")
    def submitted(ack, view):  # type: ignore[no-untyped-def]
        answer = view["state"]["values"]["question"]["answer"]["value"]
        replies: dict[str, dict[str, object]] = {
            "errors": {"response_action": "errors", "errors": {"question": "too short"}},
            "update": {"response_action": "update", "view": modal(section("working"))},
            "push": {"response_action": "push", "view": modal(section("more"))},
            "clear": {"response_action": "clear"},
            "bad view": {"response_action": "update", "view": modal(section(""))},
            "bad errors": {"response_action": "errors", "errors": {"nothing": "here"}},
        }
        ack(**replies.get(answer, {}))

    @app.view_closed("v")
    def closed(ack):  # type: ignore[no-untyped-def]
        ack()

    @app.event("app_mention")
    def mentioned(event, say):  # type: ignore[no-untyped-def]
        say(text="yes?", thread_ts=event["ts"])

    @app.event("message")
    def message():  # type: ignore[no-untyped-def]
        return None

    @app.event("app_home_opened")
    def home_opened(event, client):  # type: ignore[no-untyped-def]
        view = {"type": "home", "blocks": [section("home")]}
        client.views_publish(user_id=event["user"], view=view)

    @app.shortcut("follow")
    def follow(ack, shortcut, client):  # type: ignore[no-untyped-def]
        ack()
        client.views_open(trigger_id=shortcut["trigger_id"], view=modal(section("following")))

    return app


@contextmanager
def dispatching(slack: LocalSlack) -> Iterator[App]:
    """The app on the other side of `slack.transport`; its threads have ended afterwards."""
    app = build(slack)

    def carry(request: Request) -> Reply:
        answer = app.dispatch(BoltRequest(body=request.body, headers=dict(request.headers)))
        return Reply(answer.status, {}, answer.body, request=request)

    slack.transport = carry
    yield app
    app.listener_runner.listener_executor.shutdown()
