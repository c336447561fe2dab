"""Other people's text in Markdown: shown as it is, whatever it is."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.core.tickets.section import Section, escaped, fenced, one_line

MARKDOWN = MarkdownIt("commonmark").enable(["strikethrough", "table"])
NASTY = st.text(st.sampled_from("`*_[]()<>!&~#+-=|\\ \n\t1.ax:@/é\x00\u202e\ud800😀"), max_size=60)
TEXT = NASTY | st.text(max_size=60)


def shown(markdown: str) -> str:
    """What a reader sees of one paragraph; fails where there is more than text."""
    tokens = MARKDOWN.parse(markdown)
    assert [t.type for t in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])
    children: list[Token] = (tokens[1].children or []) if tokens else []
    assert {t.type for t in children} <= {"text", "text_special"}
    return "".join(t.content for t in children)


@given(TEXT)
def test_text_is_shown_as_it_is(text: str) -> None:
    assert shown(escaped(text)) == one_line(text)


@given(TEXT)
def test_text_as_a_point_is_shown_as_it_is(text: str) -> None:
    tokens = MARKDOWN.parse(f"- {escaped(text)}")
    kinds = [t.type for t in tokens if t.type.endswith("_open")]
    paragraph = ["paragraph_open"] if one_line(text) else []
    assert kinds == ["bullet_list_open", "list_item_open", *paragraph]


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("dev_cost_alert_topic", "dev_cost_alert_topic"),
        ('statement 1 ("__default_statement_ID")', r'statement 1 ("\_\_default_statement_ID")'),
        ("kms:GenerateDataKey* and kms:*", r"kms:GenerateDataKey\* and kms:\*"),
        ("[free](https://example.com)", r"\[free\](https://example.com)"),
        ("1. first", r"1\. first"),
        ("a\n\n# b", "a # b"),
        ("&amp; & <b>", r"\&amp; & \<b>"),
    ],
)
def test_no_more_is_escaped_than_must_be(text: str, markdown: str) -> None:
    assert escaped(text) == markdown


@example("```\nno code")
@example("````\n```")
@given(NASTY)
def test_code_stays_in_its_fence(code: str) -> None:
    (token,) = MARKDOWN.parse(fenced(code, "json"))
    assert token.type == "fence"
    assert token.info == "json"


def test_half_a_character_is_written_as_json_writes_it() -> None:
    section = Section("code", "Code", code='{"a": "\ud800"}', language="json")
    assert section.plain() == r'{"a": "\ud800"}'
    section.markdown().encode()


def test_plain_text_has_no_escapes_and_no_heading() -> None:
    section = Section("id", "A *title*", "says *this*", ("one", "two"), "code", "hcl")
    assert section.plain() == "says *this*\n\n- one\n- two\n\ncode"
    assert section.markdown().startswith("## A \\*title\\*\n\nsays \\*this\\*\n\n- one\n")
    assert Section("id", "Title").markdown() == "## Title"
