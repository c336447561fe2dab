"""Every limit of a modal or App Home (docs/facts.md 7): one over it is refused, with the place."""

from typing import Any

import pytest

from playground.slack.blocks import check_view
from tests.playground.slack.shapes import home, modal, mrkdwn, plain, question, section

ROW = [{"type": "raw_text", "text": "cell"}]

VIEWS: dict[str, tuple[Any, str]] = {
    "not an object": ("modal", "must provide an object [json-pointer:/view]"),
    "no such type": (
        {**modal(section()), "type": "window"},
        "must be a valid enum value [json-pointer:/view/type]",
    ),
    "no title": (
        {"type": "modal", "blocks": [section()]},
        "missing required field: title [json-pointer:/view]",
    ),
    "title of 25": (
        modal(section(), title=plain("x" * 25)),
        "must be less than 25 characters [json-pointer:/view/title/text]",
    ),
    "title in mrkdwn": (
        modal(section(), title=mrkdwn()),
        "unsupported type: mrkdwn [json-pointer:/view/title/type]",
    ),
    "submit of 25": (
        modal(section(), submit=plain("x" * 25)),
        "must be less than 25 characters [json-pointer:/view/submit/text]",
    ),
    "close of 25": (
        modal(section(), close=plain("x" * 25)),
        "must be less than 25 characters [json-pointer:/view/close/text]",
    ),
    "private_metadata of 3001": (
        modal(section(), private_metadata="x" * 3001),
        "must be less than 3001 characters [json-pointer:/view/private_metadata]",
    ),
    "callback_id of 256": (
        modal(section(), callback_id="x" * 256),
        "must be less than 256 characters [json-pointer:/view/callback_id]",
    ),
    "101 blocks": (
        modal(*[section()] * 101),
        "no more than 100 items allowed [json-pointer:/view/blocks]",
    ),
    "an input without submit": (
        modal(question()),
        "missing required field: submit [json-pointer:/view]",
    ),
    "unknown property": (
        modal(section(), submit_disabled=True),
        "invalid additional property: submit_disabled [json-pointer:/view]",
    ),
    "what Slack itself added": (
        modal(section(), id="V1"),
        "invalid additional property: id [json-pointer:/view]",
    ),
    "a table in a modal": (
        modal({"type": "table", "rows": [ROW]}),
        "unsupported type: table [json-pointer:/view/blocks/0/type]",
    ),
    "an alert of 201": (
        modal({"type": "alert", "text": plain("x" * 201)}),
        "must be less than 201 characters [json-pointer:/view/blocks/0/text/text]",
    ),
    "two that want the focus": (
        modal(
            *(
                question({"type": "plain_text_input", "focus_on_load": True}, block_id=name)
                for name in "ab"
            ),
            submit=plain(),
        ),
        "only one element may have focus_on_load [json-pointer:/view]",
    ),
    "an alert at home": (
        home({"type": "alert", "text": plain()}),
        "unsupported type: alert [json-pointer:/view/blocks/0/type]",
    ),
    "submit at home": (
        {**home(section()), "submit": plain()},
        "invalid additional property: submit [json-pointer:/view]",
    ),
    "no blocks": (modal(), "views must contain between 1 and 100 blocks [json-pointer:/view]"),
}


@pytest.mark.parametrize(("view", "says"), VIEWS.values(), ids=VIEWS)
def test_a_view_that_slack_refuses(view: Any, says: str) -> None:
    assert says in check_view(view)
