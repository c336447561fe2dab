"""The JSON of README.md, "Check a budget of yours": its keys, the order of findings, no more."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.cli.as_json import as_json
from tests.cli.reports import ACTUAL, BROKEN, KEY, PATH, TOPIC


def test_prints_the_contract() -> None:
    assert json.loads(as_json(BROKEN)) == {
        "budget": "cost-all-services-manage",
        "account": "111111111111",
        "checked_at": "2026-11-23T09:30:00Z",
        "verdict": "BROKEN",
        "notifications": [
            {
                "type": "ACTUAL",
                "operator": "GREATER_THAN",
                "threshold": 80.0,
                "threshold_type": "PERCENTAGE",
                "state": "OK",
                "topic": TOPIC,
                "verdict": "BROKEN",
            },
            {
                "type": "FORECASTED",
                "operator": "GREATER_THAN",
                "threshold": 100.0,
                "threshold_type": "PERCENTAGE",
                "state": "OK",
                "topic": TOPIC,
                "verdict": "BROKEN",
            },
        ],
        "findings": [
            {
                "hop": "key",
                "code": "key.aws-managed",
                "status": "BROKEN",
                "resource": KEY,
                "says": BROKEN.findings[0].says,
                "evidence": ["Its policy cannot be edited."],
                "fixes": ["move-to-new-key"],
            },
            {
                "hop": "topic",
                "code": "topic.policy-allows",
                "status": "OK",
                "resource": TOPIC,
                "says": BROKEN.findings[1].says,
                "evidence": [],
                "fixes": [],
            },
        ],
        "fixes": [
            {"id": "move-to-new-key", "title": "Move the topic to a new customer managed key"}
        ],
    }


def test_a_budget_action_has_the_keys_of_a_notification_and_no_more() -> None:
    action = replace(PATH, notification=replace(ACTUAL, action="a-1", state=None))
    [shown] = json.loads(as_json(replace(BROKEN, paths=(action,))))["notifications"]
    assert list(shown) == [
        *("type", "operator", "threshold", "threshold_type", "state", "topic", "verdict"),
    ]
    assert shown["state"] is None


def test_a_path_without_notification_is_none() -> None:
    bare = replace(PATH, notification=None, topic=None)
    assert json.loads(as_json(replace(BROKEN, paths=(bare,))))["notifications"] == []


def test_odd_names_survive() -> None:
    name = '予算 "a/b" % <!channel>\u2028'
    assert json.loads(as_json(replace(BROKEN, budget=name)))["budget"] == name
