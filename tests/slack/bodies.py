"""What Slack sends to each of the app's addresses, as a seeded generator would have it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from bot.slack.values import pack
from tests.slack.requests import COMMAND

TEAM = {"id": "T0BUDGETS"}
USER = {"id": "U0MENDER"}
MAIL = "we are unable to successfully publish to this SNS topic"
ACTIONS = (
    *("check.again", "check.details", "check.senders", "budget.pick", "list.page"),
    *("list.page.previous", "log.page"),
    *("log.open", "log.steps"),
    *("fix.allow-on-key", "ticket.open", "change.approve", "change.reject", "change.undo"),
    *(
        "alert.again",
        "alert.acknowledge",
        "proof.preview",
        "proof.answer",
        "proof.end",
        "home.page.next",
    ),
    *("watch.budgets", "watch.budgets.page", "watch.budgets.page.previous"),
    *("home.only.verdict", "home.refresh", "home.check"),
)
VIEWS = ("change.preview", "change.reject", "ticket.new", "proof.new", "check.details")


def command(_: random.Random) -> dict[str, Any]:
    return dict(COMMAND)


def press(chance: random.Random) -> dict[str, Any]:
    value = pack(
        account="111111111111", budget="tax", page=1, part="", cursor="", thread="m1", notice="n"
    )
    return {
        "type": "block_actions",
        "team": TEAM,
        "user": USER,
        "trigger_id": "1.2.x",
        "channel": {"id": "C0FINOPS"},
        "response_url": "http://127.0.0.1:9/response/R1",
        "container": {"type": "message", "message_ts": "1.0", "channel_id": "C0FINOPS"},
        "message": {"ts": "1.0"},
        "view": {"id": "V1", "hash": "h", "private_metadata": "{}", "state": {"values": {}}},
        "actions": [
            {
                "type": "button",
                "action_id": chance.choice(ACTIONS),
                "block_id": "b.1",
                "value": chance.choice([value, "a1.0"]),
                "selected_option": {"value": "all"},
            }
        ],
    }


def submission(chance: random.Random) -> dict[str, Any]:
    ids = {"answer": "a1", "row": 0, "channel": "C0FINOPS", "ts": "1.0", "change": "c1"}
    more = {"fingerprint": "f", "proof": "p1", "account": "1", "budget": "tax", "topic": "arn"}
    return {
        "type": chance.choice(["view_submission", "view_closed"]),
        "team": TEAM,
        "user": USER,
        "trigger_id": "1.2.x",
        "view": {
            "id": "V1",
            "type": "modal",
            "callback_id": chance.choice(VIEWS),
            "external_id": "e1",
            "private_metadata": json.dumps({**ids, **more}),
            "state": {"values": {"b": {"note": {"type": "plain_text_input", "value": "x"}}}},
        },
    }


def shortcut(_: random.Random) -> dict[str, Any]:
    return {
        "type": "message_action",
        "callback_id": "check.message",
        "team": TEAM,
        "user": USER,
        "trigger_id": "1.2.x",
        "message_ts": "1.0",
        "channel": {"id": "C0FINOPS"},
        "message": {"ts": "1.0", "text": MAIL, "blocks": [{"type": "actions", "elements": []}]},
    }


def event(chance: random.Random) -> dict[str, Any]:
    kind = chance.choice(["message", "app_mention", "app_home_opened", "reaction_added"])
    said = {"text": MAIL, "files": [{"id": "F1", "file_access": "check_file_info"}]}
    return {
        "type": chance.choice(["event_callback", "url_verification"]),
        "challenge": "c",
        "team_id": "T0BUDGETS",
        "api_app_id": "A1",
        "event_id": "Ev1",
        "authorizations": [{"is_bot": True, "user_id": "U0BOT"}],
        "event": {
            **{"type": kind, "user": "U0MENDER", "channel": "C1", "ts": "1.0", "tab": "home"},
            **{"bot_profile": {"app_id": "A2"}, "blocks": [], "view": {"hash": "h"}, **said},
        },
    }


KINDS: tuple[tuple[Callable[[random.Random], dict[str, Any]], str], ...] = (
    *((command, "form"), (press, "payload"), (submission, "payload")),
    *((shortcut, "payload"), (event, "json")),
)
