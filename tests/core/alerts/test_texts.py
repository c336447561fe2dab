"""Whatever a Slack message says, wherever it says it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.alerts.failure import failure_of
from bot.core.alerts.texts import LONGEST, MOST, texts_of
from tests.core.alerts.texts import TOPIC, failure


def mrkdwn(text: str) -> dict[str, object]:
    return {"type": "mrkdwn", "text": text}


def rich(*elements: dict[str, object]) -> dict[str, object]:
    section = {"type": "rich_text_section", "elements": list(elements)}
    return {"type": "rich_text", "elements": [section]}


MESSAGES: dict[str, tuple[dict[str, object], tuple[str, ...]]] = {
    "text": ({"text": "a"}, ("a",)),
    "nothing": ({}, ()),
    "blank": ({"text": "  ", "blocks": []}, ()),
    "section": (
        {
            "blocks": [
                {"type": "section", "text": mrkdwn("a"), "fields": [mrkdwn("b"), mrkdwn("c")]}
            ]
        },
        ("a", "b", "c"),
    ),
    "accessory and context": (
        {
            "blocks": [
                {"type": "section", "text": mrkdwn("a"), "accessory": {"alt_text": "b"}},
                {"type": "context", "elements": [mrkdwn("c"), {"type": "image", "alt_text": "d"}]},
            ]
        },
        ("a", "b", "c", "d"),
    ),
    "table": (
        {"blocks": [{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}], [rich()]]}]},
        ("a",),
    ),
    "a block that is not known": (
        {"blocks": [{"type": "hologram", "faces": [{"title": "a", "deep": [{"text": "b"}]}]}]},
        ("a", "b"),
    ),
    "ids and values are no texts": (
        {
            "blocks": [
                {"type": "actions", "block_id": "x", "elements": [{"value": "y", "url": "z"}]},
            ]
        },
        (),
    ),
    "rich text is one line": (
        {
            "blocks": [
                rich(
                    {"type": "text", "text": "arn"},
                    {"type": "emoji", "name": "aws"},
                    {"type": "text", "text": "sns "},
                    {"type": "link", "url": "https://a", "text": "b"},
                    {"type": "link", "url": "https://c"},
                    {"type": "user", "user_id": "U1"},
                )
            ]
        },
        ("arn:aws:sns bhttps://c",),
    ),
    "attachment": (
        {
            "attachments": [
                {
                    "fields": [{"title": "d", "value": "e", "short": True}, "odd"],
                    "fallback": "a",
                    "title": "b",
                    "text": "c",
                    "footer": "g",
                    "blocks": [{"type": "section", "text": mrkdwn("f")}],
                    "color": "danger",
                },
                None,
            ]
        },
        ("a", "b", "c", "d", "e", "f", "g"),
    ),
    "mail": (
        {
            "text": "",
            "files": [
                {
                    "filetype": "email",
                    "subject": "a",
                    "plain_text": "b",
                    "preview_plain_text": "b...",
                },
                {"filetype": "pdf", "subject": "x"},
                {"filetype": "email", "subject": "second"},
            ],
        },
        ("a", "b", "second"),
    ),
    "shared mail": (
        {"attachments": [{"files": [{"filetype": "email", "plain_text": "a"}], "text": "b"}]},
        ("b", "a"),
    ),
    "shared message": (
        {"attachments": [{"message_blocks": [{"message": {"blocks": [{"text": {"text": "a"}}]}}]}]},
        ("a",),
    ),
    "mail with a preview alone": (
        {"files": [{"filetype": "email", "subject": "a", "preview_plain_text": "b"}]},
        ("a", "b"),
    ),
    "mail not shared with the app": ({"files": [{"file_access": "check_file_info"}]}, ()),
    "another file": ({"files": [{"filetype": "pdf", "subject": "a", "plain_text": "b"}]}, ()),
    "odd types": ({"text": 3, "blocks": "x", "attachments": {}, "files": None}, ()),
}


@pytest.mark.parametrize("message", MESSAGES)
def test_texts(message: str) -> None:
    payload, expected = MESSAGES[message]
    assert texts_of(payload) == expected


def test_a_forwarded_failure_mail() -> None:
    mail = {"filetype": "email", "subject": "AWS Budgets", "plain_text": failure()}
    found = failure_of("\n".join(texts_of({"text": "", "files": [mail]})))
    assert found and (found.budget, found.topic) == ("harbour-lights", TOPIC)


def test_a_pasted_failure_mail_as_rich_text() -> None:
    before, after = failure().split(":aws:", 1)
    block = rich(
        {"type": "text", "text": before},
        {"type": "emoji", "name": "aws"},
        {"type": "text", "text": after, "style": {"bold": True}},
    )
    found = failure_of("\n".join(texts_of({"blocks": [block]})))
    assert found and (found.budget, found.topic) == ("harbour-lights", TOPIC)


def test_is_bounded() -> None:
    deep: dict[str, object] = {"text": "bottom"}
    for _ in range(5_000):
        deep = {"elements": [deep]}
    assert texts_of({"text": "top", "blocks": [deep]}) == ("top",)
    assert len(texts_of({"blocks": [{"text": "a"}] * 5_000})) == MOST
    assert sum(map(len, texts_of({"text": "a" * LONGEST, "blocks": [{"text": "b"}]}))) == LONGEST


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "text", "title", "fields", "elements", "blocks", "name"])
            | st.text(max_size=3),
            inner | st.sampled_from(["rich_text_section", "emoji"]),
            max_size=5,
        )
    ),
)


@given(
    st.dictionaries(st.sampled_from(["text", "blocks", "attachments", "files", "x"]), JSON),
)
def test_never_raises_and_gives_no_blank_text(message: dict[str, object]) -> None:
    assert all(text.strip() for text in texts_of(message))
