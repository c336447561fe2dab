"""Sentences of ours with other people's words in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.render.phrase import (
    Code,
    Link,
    Who,
    bullets,
    mrkdwn,
    numbered_list,
    phrase,
    rich,
    spoken,
)
from tests.slack.render.limits import walk

_AT = datetime(2026, 11, 28, 15, 32, tzinfo=UTC)
_MENDED = phrase(
    "*{budget}* alerts again: mended by {who} at {when}", budget="a<b>", who=Who("U1"), when=_AT
)


def _texts(value: object) -> Iterator[Mapping[str, object]]:
    kinds = {"text", "link", "user", "usergroup", "date"}
    return (one for one in walk(value) if one.get("type") in kinds)


def test_a_block_shows_a_field_as_it_is() -> None:
    assert list(_texts(rich(_MENDED))) == [
        {"type": "text", "text": "a<b>", "style": {"bold": True}},
        {"type": "text", "text": " alerts again: mended by "},
        {"type": "user", "user_id": "U1"},
        {"type": "text", "text": " at "},
        {
            "type": "date",
            "timestamp": 1795879920,
            "format": "{date_short_pretty} at {time}",
            "fallback": "2026-11-28 15:32 UTC",
        },
    ]


def test_mrkdwn_escapes_a_field_and_keeps_people_and_times() -> None:
    assert mrkdwn(_MENDED) == {
        "type": "mrkdwn",
        "text": "*a&lt;b&gt;* alerts again: mended by <@U1> at "
        "<!date^1795879920^{date_short_pretty} at {time}|2026-11-28 15:32 UTC>",
        "verbatim": True,
    }


def test_a_push_text_has_bare_words() -> None:
    said = spoken(
        phrase("*{name}* since {at}: {link}", name="x", at=_AT, link=Link("the key", "https://k"))
    )
    assert said == "x since 2026-11-28 15:32 UTC: the key"


def test_links_and_code() -> None:
    one = phrase("{link} and {code}", link=Link("a|b", "https://x/?a=1&b=2"), code=Code("`*`"))
    assert mrkdwn(one)["text"] == "<https://x/?a=1&amp;b=2|a¦b> and `ˋ*ˋ`"
    link, _, code = _texts(rich(one))
    assert link == {"type": "link", "url": "https://x/?a=1&b=2", "text": "a|b"}
    assert code == {"type": "text", "text": "`*`", "style": {"code": True}}


def test_a_list_has_a_section_for_each() -> None:
    steps = [phrase("Make a key"), phrase("Point {topic} at it", topic="t")]
    for made, style in ((numbered_list(steps), "ordered"), (bullets(steps), "bullet")):
        assert f"'style': '{style}'" in str(made)
        assert [e["text"] for e in _texts(made)] == ["Make a key", "Point ", "t", " at it"]


def test_a_field_that_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError):
        rich(phrase("{who}"))


@given(st.text(max_size=80))
def test_nobodys_text_mentions_or_links(text: str) -> None:
    one = phrase("*{text}* {code}", text=text, code=Code(text))
    assert not any(sign in str(mrkdwn(one)["text"]) for sign in "<>")
    assert all(e["type"] == "text" and e["text"] for e in _texts(rich(one)))
