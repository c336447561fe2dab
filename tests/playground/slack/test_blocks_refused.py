"""Every limit of docs/facts.md 7: one over it is refused, with the reason and the place."""

from typing import Any

import pytest

from playground.slack.blocks import check_blocks
from playground.slack.blocks.kinds import NEWER
from tests.playground.slack.shapes import (
    SERIES,
    actions,
    button,
    chart,
    mrkdwn,
    option,
    plain,
    section,
)

CONFIRM = {"title": plain(), "text": plain(), "confirm": plain(), "deny": plain()}
IMAGE = {"type": "image", "alt_text": "a", "image_url": "https://example.com/a.png"}
SELECT = {"type": "static_select", "action_id": "s", "options": [option()]}
RICH = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "a"}]}],
}
ROW = [{"type": "raw_text", "text": "cell"}]

MESSAGES: dict[str, tuple[list[Any], str]] = {
    "51 blocks": ([section()] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    "no type": ([{}], "missing required field: type [json-pointer:/blocks/0]"),
    "unknown type": ([{"type": "box"}], "unsupported type: box [json-pointer:/blocks/0/type]"),
    "type is a list": ([{"type": []}], "unsupported type: [] [json-pointer:/blocks/0/type]"),
    "not an object": (["section"], "must provide an object [json-pointer:/blocks/0]"),
    "unknown property": (
        [section(colour="red")],
        "invalid additional property: colour [json-pointer:/blocks/0]",
    ),
    "empty section": (
        [{"type": "section"}],
        "must define either `text` or `fields` [json-pointer:/blocks/0]",
    ),
    "section of 3001": (
        [section("x" * 3001)],
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    "section of 0": (
        [section("")],
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
    ),
    "null is not absence": (
        [section(accessory=None)],
        "must provide an object [json-pointer:/blocks/0/accessory]",
    ),
    "11 fields": (
        [{"type": "section", "fields": [mrkdwn()] * 11}],
        "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    ),
    "field of 2001": (
        [{"type": "section", "fields": [mrkdwn("x" * 2001)]}],
        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    "header of 151": (
        [{"type": "header", "text": plain("x" * 151)}],
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    "header in mrkdwn": (
        [{"type": "header", "text": mrkdwn()}],
        "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
    ),
    "emoji in mrkdwn": (
        [{"type": "section", "text": {**mrkdwn(), "emoji": True}}],
        "invalid additional property: emoji [json-pointer:/blocks/0/text]",
    ),
    "11 in context": (
        [{"type": "context", "elements": [mrkdwn()] * 11}],
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    "button in context": (
        [{"type": "context", "elements": [button()]}],
        "unsupported type: button [json-pointer:/blocks/0/elements/0/type]",
    ),
    "26 actions": (
        [actions(*(button(f"a{n}") for n in range(26)))],
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    "no actions": (
        [actions()],
        "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]",
    ),
    "button of 76": (
        [actions(button(text=plain("x" * 76)))],
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    "button in mrkdwn": (
        [actions(button(text=mrkdwn()))],
        "unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/text/type]",
    ),
    "value of 2001": (
        [actions(button(value="x" * 2001))],
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    "url of 3001": (
        [actions(button(url="https://e.com/" + "x" * 3001))],
        "must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]",
    ),
    "url that is none": (
        [actions(button(url="no url"))],
        "invalid url [json-pointer:/blocks/0/elements/0/url]",
    ),
    "style": (
        [actions(button(style="warning"))],
        "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]",
    ),
    "action_id of 256": (
        [actions(button("x" * 256))],
        "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]",
    ),
    "block_id of 256": (
        [section(block_id="x" * 256)],
        "must be less than 256 characters [json-pointer:/blocks/0/block_id]",
    ),
    "block_id twice": (
        [section(block_id="a"), section(block_id="a")],
        '`block_id` "a" already exists [json-pointer:/blocks/1/block_id]',
    ),
    "action_id twice in a block": (
        [actions(button("a"), button("a"))],
        '`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]',
    ),
    "overflow of 6": (
        [actions({"type": "overflow", "action_id": "o", "options": [option()] * 6})],
        "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    "overflow of 0": (
        [actions({"type": "overflow", "action_id": "o", "options": []})],
        "no fewer than 1 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    "option text of 76": (
        [actions({**SELECT, "options": [option(text="x" * 76)]})],
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]",
    ),
    "option value of 151": (
        [actions({**SELECT, "options": [option("x" * 151)]})],
        "must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]",
    ),
    "select of 101": (
        [actions({**SELECT, "options": [option(str(n)) for n in range(101)]})],
        "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    "select of nothing": (
        [actions({"type": "static_select", "action_id": "s"})],
        "must define either `options` or `option_groups` [json-pointer:/blocks/0/elements/0]",
    ),
    "initial option that is not offered": (
        [actions({**SELECT, "initial_option": option("other")})],
        "initial option must be one of the options [json-pointer:/blocks/0/elements/0]",
    ),
    "card of 4 buttons": (
        [{"type": "card", "title": mrkdwn(), "actions": [button(f"a{n}") for n in range(4)]}],
        "no more than 3 items allowed [json-pointer:/blocks/0/actions]",
    ),
    "data table without a row": (
        [{"type": "data_table", "caption": "c", "rows": [ROW]}],
        "no fewer than 2 items allowed [json-pointer:/blocks/0/rows]",
    ),
    "data table with uneven rows": (
        [{"type": "data_table", "caption": "c", "rows": [ROW, ROW * 2]}],
        "all rows must have the same number of cells [json-pointer:/blocks/0]",
    ),
    "data table with a rich header": (
        [{"type": "data_table", "caption": "c", "rows": [[RICH], ROW]}],
        "rich_text cannot be used in the header row [json-pointer:/blocks/0]",
    ),
    "confirm title of 101": (
        [actions(button(confirm={**CONFIRM, "title": plain("x" * 101)}))],
        "must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]",
    ),
    "confirm text of 301": (
        [actions(button(confirm={**CONFIRM, "text": plain("x" * 301)}))],
        "must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]",
    ),
    "confirm button of 31": (
        [actions(button(confirm={**CONFIRM, "confirm": plain("x" * 31)}))],
        "must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/confirm/text]",
    ),
    "image without address": (
        [{"type": "image", "alt_text": "a"}],
        "must define either `image_url` or `slack_file` [json-pointer:/blocks/0]",
    ),
    "alert in a message": (
        [{"type": "alert", "text": plain()}],
        "unsupported type: alert [json-pointer:/blocks/0/type]",
    ),
    "two tables": (
        [{"type": "table", "rows": [ROW]}, {"type": "table", "rows": [ROW]}],
        "only_one_table_allowed [json-pointer:/blocks/1]",
    ),
    "table of 101 rows": (
        [{"type": "table", "rows": [ROW] * 101}],
        "no more than 100 items allowed [json-pointer:/blocks/0/rows]",
    ),
    "table of 21 columns": (
        [{"type": "table", "rows": [ROW * 21]}],
        "no more than 20 items allowed [json-pointer:/blocks/0/rows/0]",
    ),
    "markdown of 12001": (
        [{"type": "markdown", "text": "x" * 12_001}],
        "must be less than 12001 characters [json-pointer:/blocks/0/text]",
    ),
    "container without title": (
        [{"type": "container", "child_blocks": [section()]}],
        "must define either `title` or `rich_text_title` [json-pointer:/blocks/0]",
    ),
    "container of 11": (
        [{"type": "container", "title": plain(), "child_blocks": [section()] * 11}],
        "no more than 10 items allowed [json-pointer:/blocks/0/child_blocks]",
    ),
    "same block_id inside a container": (
        [
            section(block_id="a"),
            {"type": "container", "title": plain(), "child_blocks": [section(block_id="a")]},
        ],
        '`block_id` "a" already exists [json-pointer:/blocks/1/child_blocks/0/block_id]',
    ),
    "a chart without its axis": (
        [chart(axis_config=None)],
        "must provide an object [json-pointer:/blocks/0/chart/axis_config]",
    ),
    "a chart whose data is not its axis's": (
        [chart(axis_config={"categories": ["b"]})],
        "data labels must match axis_config.categories [json-pointer:/blocks/0/chart]",
    ),
    "two series of one name": (
        [chart(series=[SERIES, SERIES])],
        "series names must be unique [json-pointer:/blocks/0/chart]",
    ),
    "a third chart": (
        [chart(), chart(), chart()],
        "no more than 2 data_visualization blocks allowed [json-pointer:/blocks/2]",
    ),
}


@pytest.mark.parametrize(("blocks", "says"), MESSAGES.values(), ids=MESSAGES)
def test_a_message_that_slack_refuses(blocks: list[Any], says: str) -> None:
    assert says in check_blocks(blocks)


@pytest.mark.parametrize("kind", sorted(NEWER))
def test_an_old_workspace_does_not_know_the_blocks_of_2026(kind: str) -> None:
    says = f"unsupported type: {kind} [json-pointer:/blocks/0/type]"
    assert check_blocks([{"type": kind}], old=True) == [says]
    assert check_blocks([{"type": kind}], "modal", old=True) == [says]


def test_what_is_no_list_of_blocks() -> None:
    assert check_blocks({"type": "section"}) == ["must provide an array [json-pointer:/blocks]"]
