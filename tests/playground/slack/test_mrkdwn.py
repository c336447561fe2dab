"""Whom a text notifies: the sequences, not the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.slack.mrkdwn import escape, mentions, mentions_in
from tests.playground.slack.shapes import actions, button, mrkdwn, plain, section

TEXTS = {
    "<!channel>": ["channel"],
    "<!here|here> now": ["here"],
    "<!everyone>": ["everyone"],
    "<@U0MENDER> and <@W1|name>": ["U0MENDER", "W1"],
    "<!subteam^S0MENDERS|@menders>": ["S0MENDERS"],
    "`<!channel>`": ["channel"],
    "&lt;!channel&gt;": [],
    "<https://example.com|@channel>": [],
    "<#C0FINOPS>": [],
    "@channel": [],
    "<! channel>": [],
}


@pytest.mark.parametrize(("text", "found"), TEXTS.items())
def test_written_mentions(text: str, found: list[str]) -> None:
    assert [m.target for m in mentions(text, "", verbatim=True)] == found


@pytest.mark.parametrize(("text", "found"), {"@here": ["here"], "me@here.com": []}.items())
def test_words_count_unless_verbatim(text: str, found: list[str]) -> None:
    assert [m.target for m in mentions(text, "", verbatim=False)] == found


@given(st.text(alphabet="<!@channelhereU0|>&;^S"))
def test_what_is_escaped_mentions_nobody(text: str) -> None:
    assert not list(mentions(escape(text), "", verbatim=True))


def test_where_in_the_blocks() -> None:
    blocks = [
        section("<!channel>"),
        actions(button(text=plain("<!channel>"))),
        {"type": "section", "fields": [{**mrkdwn("<!here>"), "verbatim": True}]},
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": "<!channel>"},
                        {"type": "broadcast", "range": "everyone"},
                        {"type": "user", "user_id": "U1"},
                        {"type": "usergroup", "usergroup_id": "S1"},
                    ],
                }
            ],
        },
        {"type": "table", "rows": [[{"type": "raw_text", "text": "<!channel>"}]]},
    ]
    assert [(m.kind, m.target, m.where) for m in mentions_in(blocks, "/blocks")] == [
        ("special", "channel", "/blocks/0/text/text"),
        ("special", "here", "/blocks/2/fields/0/text"),
        ("special", "everyone", "/blocks/3/elements/0/elements/1"),
        ("user", "U1", "/blocks/3/elements/0/elements/2"),
        ("subteam", "S1", "/blocks/3/elements/0/elements/3"),
    ]
