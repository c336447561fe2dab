"""Answers and details for reports of every shape: within the limits, and saying what they must."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.findings import Status
from bot.slack.render.answer import answer
from bot.slack.render.details import details_message, details_view, failed_view
from bot.slack.render.loading_views import details_loading
from bot.slack.render.message import Message
from tests.jobs.fakes import TOPIC
from tests.slack.render.limits import check_message, check_view, walk
from tests.slack.render.shapes import NASTY, REPORTS, finding, path, report


def says(value: object) -> str:
    """All text of some blocks."""
    return "\n".join(str(o["text"]) for o in walk(value) if isinstance(o.get("text"), str))


@pytest.mark.parametrize("shape", REPORTS)
def test_an_answer_is_within_the_limits(shape: str) -> None:
    check_message(answer(REPORTS[shape], "j1", "U1"))
    check_message(answer(REPORTS[shape], "j1", "U1", "A note of ours."))


@pytest.mark.parametrize("shape", REPORTS)
def test_details_are_within_the_limits(shape: str) -> None:
    check_view(details_view(REPORTS[shape], "j1"))
    check_message(details_message(REPORTS[shape], "j1"))


def test_the_views_around_it_are_within_the_limits() -> None:
    check_view(details_loading("j1"))
    check_view(failed_view(NASTY * 100, "j1"))


@pytest.mark.parametrize("shape", REPORTS)
def test_nothing_of_other_people_is_ever_mrkdwn(shape: str) -> None:
    drawn = [
        answer(REPORTS[shape], "j1", "U1").blocks,
        details_view(REPORTS[shape], "j1"),
        details_message(REPORTS[shape], "j1").blocks,
    ]
    for text in walk(drawn):
        if text.get("type") == "mrkdwn":
            assert text["verbatim"] is True
            assert "channel" not in str(text["text"]) and "x" not in str(text["text"])


def test_the_fallback_text_mentions_nobody() -> None:
    text = answer(report(NASTY), "j1", "U1").text
    assert "<" not in text and "&lt;!channel&gt;" in text


def test_the_answer_says_what_a_person_needs() -> None:
    text = says(answer(REPORTS["one"], "j1", "U1").blocks)
    assert "❌ BROKEN: cost" in text
    assert "*The alert does not arrive.*" in text
    assert 'Statement 1 ("root") names only the account.' in text
    assert "✅ OK  budget: " in text and "❌ BROKEN  key: " in text
    assert "What would mend it, the best first:\n1. Do what number 0 says" in text
    assert "account 111111111111, checked 2026-11-23 12:00:00 UTC" in text
    assert "asked by <@U1>" in text


def test_every_mark_comes_with_its_word() -> None:
    for status in Status:
        drawn = answer(report(verdict=status, paths=(path(0, status),)), "j1", "U1")
        assert f" {status.value}" in says(drawn.blocks)


def test_notifications_on_one_topic_are_one_path() -> None:
    text = says(answer(REPORTS["10 notifications on one topic"], "j1", "U1").blocks)
    assert text.count("BROKEN  key: ") == 1
    assert "actual > 10 %, actual > 20 %" in text and f"actual > 100 % → {TOPIC}" in text


def test_the_reason_is_said_once() -> None:
    text = says(answer(REPORTS["one"], "j1", "U1").blocks)
    hops = text.partition("actual > 10 %")[2]
    assert "BROKEN  key: The key" not in hops and "❌ BROKEN  key: arn:" in hops


def test_what_is_left_out_is_counted() -> None:
    text = says(answer(REPORTS["60 topics, every hop says a lot"], "j1", "U1").blocks)
    shown = text.count("BROKEN  key: ")
    assert 0 < shown < 60 and f"… {60 - shown} more paths" in text


def test_what_the_details_leave_out_is_counted() -> None:
    text = says(details_view(REPORTS["200 findings"], "j1"))
    shown = text.count("key.policy-silent")
    assert 0 < shown < 200 and f"… {200 - shown} findings more" in text


def test_60_findings_all_fit_into_the_details() -> None:
    text = says(details_view(REPORTS["60 findings"], "j1"))
    assert text.count("key.policy-silent") == 60


def test_long_evidence_is_split_and_whole() -> None:
    text = says(details_view(REPORTS["32 KB of evidence"], "j1"))
    assert text.count("x") >= 32_768


def test_the_buttons_are_those_of_the_contract() -> None:
    drawn = answer(REPORTS["one"], "j1", "U1")
    buttons = [o["action_id"] for o in walk(drawn.blocks) if o.get("type") == "button"]
    assert buttons == ["check.details", "check.again"]


def test_block_ids_are_new_for_every_state() -> None:
    first, second = (ids(answer(REPORTS["one"], id, "U1")) for id in ("j1", "j2"))
    assert first.isdisjoint(second)


def ids(message: Message) -> set[object]:
    return {block["block_id"] for block in message.blocks}


names = st.text(min_size=1, max_size=100)


@settings(deadline=None, derandomize=True)
@given(names, names, st.lists(st.text(max_size=4000), max_size=4))
def test_any_text_stays_within_the_limits(name: str, words: str, evidence: list[str]) -> None:
    drawn = report(
        name,
        paths=(path(0, says=words),),
        findings=(finding(says=words, evidence=tuple(evidence)),),
    )
    check_message(answer(drawn, "j1", "U1"))
    check_view(details_view(drawn, "j1"))
