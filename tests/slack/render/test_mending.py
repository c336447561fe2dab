"""Previews, stories, tickets and the log: within the limits, and saying what they must."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.change.state import State
from bot.core.findings import Finding, FixOffer, Hop, Report, Status
from bot.core.fixes import all_fixes
from bot.core.plan import NEW_KEY
from bot.core.senders import BUDGETS
from bot.slack.render.answer import answer
from bot.slack.render.change_thread import line, request
from bot.slack.render.fix_buttons import FixButtons, topics_of
from bot.slack.render.parts import length, named
from bot.slack.render.preview import SubmitTerms, act, preview_view
from tests.jobs.fakes import TOPIC
from tests.slack.render.limits import check_message, check_view, walk
from tests.slack.render.mending import PLANS, change, messages, plan, views
from tests.slack.render.shapes import NASTY, path, report
from tests.slack.render.test_reports import says


def test_everything_is_within_the_limits() -> None:
    for view in views():
        check_view(view)
    for message in messages():
        check_message(message)


def test_nobody_else_is_ever_mentioned() -> None:
    """What is mrkdwn names people of ours by id, and never what others wrote."""
    for text in walk([*views(), *(message.blocks for message in messages())]):
        if text.get("type") == "mrkdwn":
            assert text["verbatim"] is True
            assert "<!channel>" not in str(text["text"]) and "<http://a" not in str(text["text"])
    assert all("<" not in message.text for message in messages())


@pytest.mark.parametrize("shape", PLANS)
def test_a_preview_shows_the_statement_whole(shape: str) -> None:
    view = preview_view(PLANS[shape], "c1", "{}", SubmitTerms())
    if shape == "everything is new":
        assert "more lines; the whole difference is in the change ticket" in says(view)
    if PLANS[shape].statement and shape != "a long statement":
        assert "BudgetCheckAllowBudgets" in says(view)
    assert NEW_KEY not in says(view)


def test_a_preview_says_what_a_person_needs() -> None:
    text = says(preview_view(plan(), "c1", "{}", SubmitTerms()))
    assert "kms:PutKeyPolicy on arn:aws:kms" in text
    assert '+      "Sid": "BudgetCheckAllowBudgets"' in text
    for heading in ("What else it touches", "Cost", "Compliance", "How it is undone"):
        assert f"*{heading}*" in text


def test_a_reason_is_asked_for_where_one_is_due() -> None:
    kinds = [block["type"] for block in blocks_of(PLANS["a reason is due"])]
    assert kinds.count("input") == 1
    assert "input" not in [block["type"] for block in blocks_of(plan())]


def blocks_of(of: object) -> list[dict[str, object]]:
    view = preview_view(of, "c1", "{}", SubmitTerms())  # type: ignore[arg-type]  # a plan
    found = view["blocks"]
    assert isinstance(found, list)
    return found


def test_every_fix_has_an_act_that_fits_the_button() -> None:
    for fix in all_fixes():
        said = act(plan(fix=fix.id, title=fix.titled(BUDGETS)))
        assert 0 < len(said) <= 24
    assert act(plan()) == "Add the statement"
    assert act(plan(), undoing=True) == "Undo the change"
    assert act(PLANS["words"]) == "Enable the key"


def test_a_request_shows_what_would_be_written() -> None:
    text = says(request("m", "Waits", change(plan()), "Until then", ("S0MENDERS",)).blocks)
    assert "BudgetCheckAllowBudgets" in text and "<!subteam^S0MENDERS>" in text


def test_only_people_of_the_change_are_named_in_what_is_said() -> None:
    drawn = line("m", "Rejected", change(plan()), "By <@U0APPROVER> for <@U0OTHER>", "U0APPROVER")
    assert "By <@U0APPROVER> for &lt;@U0OTHER&gt;" in says(drawn.blocks)


def many(fixes: int) -> Report:
    offers = tuple(FixOffer(f"fix-{n}", f"Do {n}", f"Do {n}") for n in range(fixes))
    ids = tuple(offer.id for offer in offers)
    found = Finding(Hop.KEY, "key.x", Status.BROKEN, TOPIC, "Broken.", fixes=ids)
    one = path(0)
    with_fixes = type(one)(one.notification, one.topic, one.verdict, one.hops, (found,))
    return report(paths=(with_fixes, with_fixes), findings=(found,), fixes=fixes)


def row(of: Report, buttons: FixButtons) -> list[str]:
    drawn = answer(of, "j", "U1", buttons=buttons)
    rows = [block for block in drawn.blocks if block["type"] == "actions"]
    return [str(e["action_id"]) for e in walk(rows[0]) if "action_id" in e]


EXTRA = (
    FixOffer("subscribe-bot", "Subscribe budget-check to the topic", "Subscribe budget-check"),
)


def with_extras(of: Report, *extras: tuple[FixOffer, ...], **different: object) -> Report:
    paths = (
        replace(one, extras=mine, **different)  # type: ignore[arg-type]  # a test's own words
        for one, mine in zip(of.paths, extras, strict=True)
    )
    return replace(of, paths=tuple(paths))


def test_what_repairs_nothing_stands_last_and_does_not_stand_out() -> None:
    of = with_extras(many(2), EXTRA, EXTRA)
    wanted = ["fix.fix-0", "fix.fix-1", "ticket.open", "fix.subscribe-bot"]
    assert row(of, FixButtons("a", topics_of(of), tickets=True)) == wanted
    drawn = answer(of, "j", "U1", buttons=FixButtons("a", topics_of(of)))
    (button,) = [e for e in walk(drawn.blocks) if e.get("action_id") == "fix.subscribe-bot"]
    assert "style" not in button


def test_under_a_healthy_path_it_stands_alone() -> None:
    of = with_extras(many(2), EXTRA, EXTRA, verdict=Status.OK)
    assert row(of, FixButtons("a", topics_of(of), tickets=True)) == ["fix.subscribe-bot"]
    for buttons in (
        FixButtons("a", topics_of(of), fixes=False, tickets=True),
        FixButtons("a", topics_of(of), under_way={TOPIC: change(plan())}),
        FixButtons("a", ()),
    ):
        assert "fix.subscribe-bot" not in row(of, buttons)


def test_it_is_offered_only_where_every_path_to_the_topic_allows_it() -> None:
    of = with_extras(many(2), EXTRA, (), verdict=Status.OK)
    assert "fix.subscribe-bot" not in row(of, FixButtons("a", topics_of(of)))


def test_the_row_has_the_best_fixes_first_and_each_topic_one() -> None:
    of = many(7)
    assert row(of, FixButtons("a", topics_of(of), tickets=True)) == [
        *(f"fix.fix-{n}" for n in range(5)),
        "ticket.open",
    ]
    drawn = answer(of, "j", "U1", buttons=FixButtons("a", topics_of(of), tickets=True))
    assert sum(block["type"] == "actions" for block in drawn.blocks) == 2
    assert "What would mend it" not in says(drawn.blocks)


def test_while_a_change_is_under_way_there_is_no_fix_button() -> None:
    of = many(2)
    going = {TOPIC: change(plan(), state=State.APPLYING)}
    assert row(of, FixButtons("a", topics_of(of), going, tickets=True)) == ["ticket.open"]
    text = says(answer(of, "j", "U1", buttons=FixButtons("a", topics_of(of), going)).blocks)
    assert "is being applied" in text and "<@U0MENDER>" in text


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=9000))
def test_any_text_fits_where_people_are_named(text: str) -> None:
    drawn = named(text + NASTY, ("U0MENDER",))
    assert 0 < length(str(drawn["text"])) <= 3000
