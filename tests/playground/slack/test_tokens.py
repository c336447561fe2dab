"""Who may call what: tokens, scopes, unknown methods, and the shapes of a call."""

import http.client
import json
from typing import Any

import pytest
from slack_sdk import WebClient

from playground.slack import LocalSlack, seed
from playground.slack.methods import find
from tests.playground.slack.shapes import refused
from tests.waiting import UNHURRIED

TOKENS = {
    "": "not_authed",
    "xoxb-unknown": "invalid_auth",
    seed.REVOKED_TOKEN: "token_revoked",
    seed.INACTIVE_TOKEN: "account_inactive",
    seed.APP_TOKEN: "not_allowed_token_type",
}


def call(slack: LocalSlack, path: str, body: str, headers: dict[str, str]) -> Any:
    host = slack.url.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=UNHURRIED)
    try:
        connection.request("POST", path, body, headers)
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()


@pytest.mark.parametrize(("token", "error"), TOKENS.items())
def test_tokens(slack: LocalSlack, token: str, error: str) -> None:
    client = WebClient(token, base_url=slack.api_url)
    assert refused(client.auth_test)["error"] == error


def test_auth_test_names_the_bot(client: WebClient) -> None:
    answer = client.auth_test()
    assert (answer["team_id"], answer["bot_id"]) == ("T0BUDGETS", "B0BUDGETCHECK")
    assert answer["user_id"] == "U0BUDGETBOT"


def test_the_scopes_are_in_the_headers(slack: LocalSlack, client: WebClient) -> None:
    headers = client.usergroups_list().headers
    assert set(headers["X-OAuth-Scopes"].split(",")) == slack.workspace.tokens[slack.token].scopes
    assert headers["X-Accepted-OAuth-Scopes"] == "usergroups:read"


def test_a_missing_scope_is_named(slack: LocalSlack, client: WebClient) -> None:
    slack.workspace.tokens[slack.token].scopes = {"commands", "chat:write"}
    answer = refused(client.usergroups_users_list, usergroup=seed.MENDERS_GROUP)
    assert answer == {
        "ok": False,
        "error": "missing_scope",
        "needed": "usergroups:read",
        "provided": "chat:write,commands",
    }


def test_a_private_channel_needs_its_own_scope(slack: LocalSlack, client: WebClient) -> None:
    slack.workspace.tokens[slack.token].scopes -= {"groups:read"}
    assert client.conversations_info(channel=seed.FINOPS)["channel"]["name"] == "finops"
    assert refused(client.conversations_info, channel=seed.PRIVATE)["needed"] == "groups:read"


def test_a_method_that_is_not_there(client: WebClient) -> None:
    assert refused(client.api_call, api_method="chat.shout")["error"] == "unknown_method"
    assert find("__init__") is None


BODIES: dict[str, tuple[str, dict[str, str], str]] = {
    "form, token in the form": (
        f"token={seed.BOT_TOKEN}&channel={seed.FINOPS}&text=a+%26+b",
        {"Content-Type": "application/x-www-form-urlencoded"},
        "",
    ),
    "JSON, token in the header": (
        json.dumps({"channel": seed.FINOPS, "text": "a & b"}),
        {
            "Content-Type": "application/json;charset=utf-8",
            "Authorization": f"Bearer {seed.BOT_TOKEN}",
        },
        "",
    ),
    "JSON without a charset": (
        json.dumps({"channel": seed.FINOPS, "text": "a & b"}),
        {"Content-Type": "application/json", "Authorization": f"Bearer {seed.BOT_TOKEN}"},
        "missing_charset",
    ),
    "multipart": (
        "--x\r\n"
        f'Content-Disposition: form-data; name="channel"\r\n\r\n{seed.FINOPS}\r\n'
        '--x\r\nContent-Disposition: form-data; name="text"\r\n\r\na & b\r\n--x--\r\n',
        {
            "Content-Type": "multipart/form-data; boundary=x",
            "Authorization": f"Bearer {seed.BOT_TOKEN}",
        },
        "",
    ),
}


@pytest.mark.parametrize(("body", "headers", "warning"), BODIES.values(), ids=BODIES)
def test_every_way_to_send(
    slack: LocalSlack, body: str, headers: dict[str, str], warning: str
) -> None:
    answer = call(slack, "/api/chat.postMessage", body, headers)
    assert answer["ok"], answer
    assert answer["message"]["text"] == "a & b"
    assert answer.get("warning", "") == warning


@pytest.mark.parametrize(("body", "error"), {"{": "invalid_json", "[]": "json_not_object"}.items())
def test_json_that_is_none(slack: LocalSlack, body: str, error: str) -> None:
    headers = {"Content-Type": "application/json"}
    assert call(slack, "/api/chat.postMessage", body, headers)["error"] == error


def test_api_test_echoes(client: WebClient) -> None:
    assert client.api_test()["ok"]
    assert refused(client.api_test, error="my_error")["error"] == "my_error"
