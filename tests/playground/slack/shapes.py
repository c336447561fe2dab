"""Short spellings of Block Kit for the tests, and what a refused call says."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError


def plain(text: str = "Text") -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "Text") -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "Text", **more: object) -> dict[str, Any]:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(action_id: str = "press", **more: object) -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "text": plain("Press"), **more}


def actions(*elements: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements), **more}


def option(value: str = "v", text: str = "Text", **more: object) -> dict[str, Any]:
    return {"text": plain(text), "value": value, **more}


def question(element: dict[str, Any] | None = None, **more: object) -> dict[str, Any]:
    asked = element or {"type": "plain_text_input", "action_id": "answer"}
    return {
        "type": "input",
        "block_id": "question",
        "label": plain("Why"),
        "element": asked,
        **more,
    }


def modal(*blocks: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"type": "modal", "title": plain("Title"), "blocks": list(blocks), **more}


def home(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {"type": "home", "blocks": list(blocks)}


SERIES = {"name": "Spent", "data": [{"label": "a", "value": 1.5}]}


def chart(**more: object) -> dict[str, Any]:
    drawn = {"type": "bar", "series": [SERIES], "axis_config": {"categories": ["a"]}}
    return {"type": "data_visualization", "title": "Spend", "chart": {**drawn, **more}}


def refused(call: Callable[..., object], **args: Any) -> Any:
    """The answer's data of a call that Slack refuses."""
    with pytest.raises(SlackApiError) as error:
        call(**args)
    return error.value.response.data
