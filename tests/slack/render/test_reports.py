"""Answers and details for reports of every shape: within the limits, and saying what they must."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.aws_events import ResourceChange, ResourceKind
from bot.core.findings import PolicyStatement, Status
from bot.core.outage import Outage
from bot.slack.render.answer import answer
from bot.slack.render.details import History, details_message, details_view, failed_view
from bot.slack.render.loading_views import details_loading
from bot.slack.render.message import Message
from tests.jobs.fakes import ACCOUNT, NOW, TOPIC
from tests.slack.render.limits import check_message, check_view, texts, walk
from tests.slack.render.shapes import KEY, NASTY, REPORTS, finding, notification, path, report

REASON = (
    "The topic alert-general is encrypted, and no statement of its key's policy lets AWS Budgets "
    "use the key."
)


def words(value: object) -> str:
    """All text of a block, as it is read."""
    return "".join(texts(value))


def says(value: object) -> str:
    """All text of some blocks."""
    return "\n".join(texts(value))


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
        answer(REPORTS[shape], "j1", "U1", account=NASTY).blocks,
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
    drawn = answer(REPORTS["one"], "j1", account="prod")
    text = says(drawn.blocks)
    assert "❌ cost does not alert" in text
    assert words(drawn.blocks[1]).startswith(f"Why: {REASON}\n")
    assert words(drawn.blocks[1]).endswith("budget ✅ → topic ✅ → key ❌ broken → subscription ✅")
    assert "What would mend it, the best first:\n1. Do what number 0 says" in text
    assert "account prod" in text and "checked <!date^" in text
    assert "asked by" not in text
    assert drawn.text == f"❌ cost does not alert. {REASON}"


STATEMENT = PolicyStatement(
    "statement 2 of the key policy",
    '{"Statement": [{}, {"Sid": "<!channel>", "Effect": "Deny", "Action": "kms:*"}]}',
    1,
)
DETAILED = replace(
    REPORTS["one"],
    findings=tuple(replace(f, statements=(STATEMENT,)) for f in REPORTS["one"].findings),
)


def test_the_details_show_the_deciding_statement_as_it_is_written() -> None:
    view = details_view(DETAILED, "j1", "prod")
    text = words(view["blocks"])
    assert "Statement 2 of the key policy:" in text and "account prod" in text
    assert '"Sid": "<!channel>",\n  "Effect": "Deny"' in text
    code = [e for e in walk(view["blocks"]) if e.get("type") == "rich_text_preformatted"]
    assert len(code) == 1, "in a block in which nobody is mentioned"
    check_view(view)
    check_message(details_message(DETAILED, "j1"))


def test_the_details_tell_when_it_stopped_and_who_changed_what() -> None:
    began = NOW - timedelta(hours=3)
    key = "arn:aws:kms:us-east-1:111111111111:key/01234567-89ab-cdef-0123-456789abcdef"
    change = ResourceChange(
        *("e1", "PutKeyPolicy", "dana <!here>", began, ACCOUNT, "us-east-1"),
        *(ResourceKind.KEY, key),
    )
    view = details_view(REPORTS["one"], "j1", "", History(Outage(began), (change,)))
    text = words(view["blocks"])
    assert (
        "Its alerts have not arrived since" in text
        and "dana <!here>, PutKeyPolicy on 01234567" in text
    )
    assert "#/kms/keys/01234567-89ab" in str(view) and "#/events/e1" in str(view)
    check_view(view)
    over = History(Outage(began, NOW))
    assert "Its alerts did not arrive from" in words(
        details_view(REPORTS["one"], "j1", "", over)["blocks"]
    )
    nothing = details_view(REPORTS["one"], "j1", "", History())
    assert "Nothing is known of earlier checks" in words(nothing["blocks"])
    assert "History" not in words(details_view(REPORTS["one"], "j1")["blocks"])


def test_who_asked_is_named_where_it_notifies_nobody() -> None:
    assert "asked by <@U1>" in says(answer(REPORTS["one"], "j1", "U1").blocks)
    drawn = answer(REPORTS["one"], "j1", asker="Mina <!channel> <@U1>")
    assert "asked by Mina &lt;!channel&gt; &lt;@U1&gt;" in says(drawn.blocks)


@pytest.mark.parametrize(
    ("status", "title"),
    [
        (Status.OK, "✅ cost alerts"),
        (Status.AT_RISK, "⚠️ cost alerts, but can stop"),
        (Status.UNKNOWN, "❓ cost: cannot tell whether it alerts"),
        (Status.BROKEN, "❌ cost does not alert"),
    ],
)
def test_the_verdict_is_in_words(status: Status, title: str) -> None:
    drawn = answer(report(verdict=status, paths=(path(0, status),)), "j1")
    assert words(drawn.blocks[0]) == title and drawn.text == title
    assert status.value not in says(drawn.blocks)


def test_a_long_name_leaves_room_for_the_verdict() -> None:
    drawn = answer(REPORTS["a name of 100 foxes"], "j1")
    assert words(drawn.blocks[0]).endswith("…\N{SPACE}does not alert")


def test_there_is_no_such_budget() -> None:
    none = report("tux", paths=(path(0),), findings=(finding("budget.not-found"),))
    assert words(answer(none, "j1").blocks[0]) == "❌ There is no budget tux"


def test_no_code_of_a_finding_is_in_an_answer() -> None:
    for shape in REPORTS.values():
        drawn = answer(shape, "j1")
        for found in shape.findings:
            assert found.code not in says(drawn.blocks) and found.code not in drawn.text


def test_notifications_on_one_topic_are_one_path() -> None:
    text = says(answer(REPORTS["10 notifications on one topic"], "j1").blocks)
    assert text.count("❌ broken") == 1 and "actual >" not in text


def test_each_broken_topic_names_its_notifications() -> None:
    drawn = answer(REPORTS["11 topics"], "j1")
    assert says(drawn.blocks).count("❌ broken") == 11
    assert "\nactual > 10 %: budget" in words(drawn.blocks[1])


def test_sound_topics_are_one_line() -> None:
    paths = (path(0), *(path(n, Status.OK, topic=f"{TOPIC}-{n}") for n in (1, 2)))
    drawn = answer(report(paths=paths, findings=(finding(),)), "j1")
    assert words(drawn.blocks[2]) == "✅ Its 2 other topics work."
    assert says(drawn.blocks).count("→") == 3
    one = answer(report(paths=paths[:2], findings=(finding(),)), "j1")
    assert words(one.blocks[2]) == "✅ Its other topic works."


def test_what_is_wrong_in_two_places_is_said_of_both() -> None:
    topic = finding("topic.policy-silent")
    one = replace(path(0), findings=(topic, finding()))
    drawn = answer(report(paths=(one,), findings=(topic, finding())), "j1")
    assert "Why: No statement in the policy of the topic alert-general" in words(drawn.blocks[1])
    assert "And: The topic alert-general is encrypted" in words(drawn.blocks[1])


def test_a_lost_alert_is_a_line_and_no_verdict() -> None:
    lost = finding("topic.alert-lost", Status.OK, "The alert of actual > 10 % is lost.", ())
    one = replace(path(0, Status.OK), findings=(lost,))
    drawn = answer(report(verdict=Status.OK, paths=(one,), findings=(lost,)), "j1")
    assert words(drawn.blocks[0]) == "✅ cost alerts"
    assert words(drawn.blocks[2]) == (
        "⚠️ One alert was already lost: actual > 10 %. AWS Budgets does not send it again."
    )
    two = (one, replace(one, notification=notification(1)))
    drawn = answer(report(verdict=Status.OK, paths=two, findings=(lost,)), "j1")
    assert words(drawn.blocks[2]) == (
        "⚠️ 2 alerts were already lost: actual > 10 % and actual > 20 %. "
        "AWS Budgets does not send them again."
    )


def test_an_alert_that_was_probably_lost_is_said_unless_it_is_the_reason() -> None:
    silent = finding("topic.alarm-without-publish", Status.AT_RISK, "Probably lost.", ())
    one = replace(path(0), findings=(finding(), silent))
    drawn = answer(report(paths=(one,), findings=(finding(), silent)), "j1")
    assert "One alert was probably lost: actual > 10 %." in "\n".join(map(words, drawn.blocks))
    only = replace(path(0, Status.AT_RISK), findings=(silent,))
    of = report(verdict=Status.AT_RISK, paths=(only,), findings=(silent,))
    assert "One alert" not in says(answer(of, "j1").blocks)


def test_the_path_leads_to_the_console() -> None:
    drawn = answer(REPORTS["one"], "j1")
    links = {str(e["text"]): str(e["url"]) for e in walk(drawn.blocks) if e.get("type") == "link"}
    assert links.keys() == {"budget", "topic", "key", "subscription"}
    assert links["topic"].endswith(TOPIC) and "/costmanagement/" in links["budget"]


def test_what_is_left_out_is_counted() -> None:
    drawn = answer(REPORTS["60 topics, every hop says a lot"], "j1")
    shown = says(drawn.blocks).count("❌ broken")
    assert 0 < shown < 60 and f"… {60 - shown} more paths" in says(drawn.blocks)


def test_what_the_details_leave_out_is_counted() -> None:
    text = says(details_view(REPORTS["200 findings"], "j1"))
    shown = text.count("key.policy-silent")
    assert 0 < shown < 200 and f"… {200 - shown} findings more" in text


def test_60_findings_all_fit_into_the_details() -> None:
    text = says(details_view(REPORTS["60 findings"], "j1"))
    assert text.count("key.policy-silent") == 60


def test_the_details_begin_in_words_and_end_each_finding_with_its_code() -> None:
    blocks = details_view(REPORTS["one"], "j1")["blocks"]
    assert isinstance(blocks, list)
    assert words(blocks[0]) == "❌ cost does not alert"
    assert "account 111111111111" in words(blocks[1]) and "<!date^" in words(blocks[1])
    assert words(blocks[2]).startswith("budget ✅ → topic ✅ → key ❌ broken")
    assert words(blocks[3]).startswith(f"❌ {KEY}\n- Statement 1")
    assert words(blocks[3]).endswith(f"\nkey: {TOPIC} (key.policy-silent)")


def test_advice_in_the_details_has_no_mark_of_a_verdict() -> None:
    advice = finding("topic.no-delivery-log", Status.OK, "A lost alert leaves no trace.", ())
    one = report(verdict=Status.OK, paths=(path(0, Status.OK),), findings=(advice,))
    text = says(details_view(one, "j1"))
    assert "💡 A lost alert leaves no trace." in text and "✅ A lost alert" not in text


def test_long_evidence_is_split_and_whole() -> None:
    text = says(details_view(REPORTS["32 KB of evidence"], "j1"))
    assert text.count("x") >= 32_768


def test_the_buttons_are_those_of_the_contract() -> None:
    drawn = answer(REPORTS["one"], "j1", "U1")
    (row,) = [block for block in drawn.blocks if block["type"] == "actions"]
    assert ids_of(row) == ["check.details", "check.again", "check.senders"]


def test_block_ids_are_new_for_every_state() -> None:
    first, second = (ids(answer(REPORTS["one"], id, "U1")) for id in ("j1", "j2"))
    assert first.isdisjoint(second)


def ids_of(row: Mapping[str, object]) -> list[str]:
    """The acts of a row, those in its menu too."""
    found = list(walk(row))
    menus = [option for o in found for option in walk(o.get("options"))]
    options = [str(o["value"]).partition(" ")[0] for o in menus if "value" in o]
    return [*(str(o["action_id"]) for o in found if o.get("type") == "button"), *options]


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
