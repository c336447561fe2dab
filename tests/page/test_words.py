"""What the demo prints of a message."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.slack.render.parts import actions, button, context, header, ours, plain
from bot.slack.render.phrase import Link, Who, mrkdwn, numbered_list, phrase, rich
from playground.demo.words import lines_of

_AT = datetime(2026, 11, 28, 15, 32, tzinfo=UTC)


def test_a_rich_text_is_one_line_with_its_time() -> None:
    said = phrase("*{name}* since {at} by {who}", name="costs", at=_AT, who=Who("U1"))
    assert list(lines_of([rich(said)])) == ["costs since 2026-11-28 15:32 UTC by @U1"]
    assert list(lines_of([{"type": "section", "text": mrkdwn(said)}])) == [
        "*costs* since 2026-11-28 15:32 UTC by @U1"
    ]


def test_what_stands_beside_each_other_is_one_line() -> None:
    link = mrkdwn(phrase("{topic}", topic=Link("alerts & more", "https://x/?a=1&b=2")))
    assert list(lines_of([context(plain("account 1"), link)])) == ["account 1 · alerts & more"]
    row = actions(button("Mend", "a", "1"), button("Ticket", "b", "1"))
    assert list(lines_of([header("❌ costs"), row])) == ["❌ costs", "[Mend] · [Ticket]"]


def test_steps_are_numbered_and_a_menu_names_its_choices() -> None:
    steps = numbered_list([phrase("Make a key"), phrase("Use it")])
    menu = {
        "type": "overflow",
        "action_id": "menu",
        "options": [{"text": plain(one), "value": one} for one in ("Details", "Log")],
    }
    assert list(lines_of([steps, actions(menu)])) == [
        "1. Make a key",
        "2. Use it",
        "[⋯ Details · Log]",
    ]


def test_other_peoples_text_is_printed_as_it_is() -> None:
    assert list(lines_of([{"type": "section", "text": plain("<!channel> &amp;")}])) == [
        "<!channel> &amp;"
    ]
    assert list(lines_of([ours("&lt;b&gt;")])) == ["<b>"]
