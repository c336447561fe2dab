"""A time that stands in a kept text is drawn in the reader's zone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.core.texts.words import moment
from bot.slack.render.parts import named
from bot.slack.render.phrase import rich, timed

AT = datetime(2026, 3, 1, 9, 30, 5, tzinfo=UTC)


def test_a_moment_becomes_a_date_of_slacks() -> None:
    said = named(f"Dana changed it ({moment(AT)}).", ())["text"]
    assert said == (
        "Dana changed it (<!date^1772357405^{date_short_pretty} at {time}|2026-03-01 09:30 UTC>)."
    )
    drawn: Any = rich(timed(f"Until {moment(AT)}."))
    assert [one["type"] for one in drawn["elements"][0]["elements"]] == ["text", "date", "text"]


def test_what_is_no_time_stays_as_it_is() -> None:
    assert named("2026-13-41 09:30 UTC <b>", ())["text"] == "2026-13-41 09:30 UTC &lt;b&gt;"
