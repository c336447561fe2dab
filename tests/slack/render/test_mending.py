"""Previews, stories, tickets and the log: within the limits, and saying what they must."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.affected import Dependent, affected
from bot.core.change.change import Approval
from bot.core.change.state import State
from bot.core.findings import Finding, FixOffer, Hop, Report, Status
from bot.core.fixes import all_fixes
from bot.core.plan import NEW_KEY, Plan, Reach
from bot.core.senders import BUDGETS
from bot.core.texts import change as words
from bot.slack.render.answer import answer
from bot.slack.render.change_parts import Standing
from bot.slack.render.change_thread import line, reply
from bot.slack.render.difference import EXACT, difference_view
from bot.slack.render.fix_buttons import FixButtons, topics_of
from bot.slack.render.outcome import outcome_view
from bot.slack.render.parts import length, named
from bot.slack.render.preview import SubmitTerms, act, preview_view
from tests.jobs.fakes import NOW, TOPIC
from tests.slack.render.limits import check_message, check_view, walk
from tests.slack.render.mending import PLANS, SPEND, THEN, change, messages, plan, views
from tests.slack.render.shapes import NASTY, path, report
from tests.slack.render.test_reports import ids_of, says


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
def test_the_exact_difference_shows_the_statement_whole(shape: str) -> None:
    view = difference_view(PLANS[shape], EXACT, "j1")
    if shape == "everything is new":
        assert "more lines; the whole difference is in the change ticket" in says(view)
    if PLANS[shape].statement and shape != "a long statement":
        assert "BudgetCheckAllowBudgets" in says(view)
    assert NEW_KEY not in says(view)


def in_one(shown: object) -> str:
    """What it says, with the pieces of each line together."""
    return says(shown).replace("\n", "")


def test_the_exact_difference_is_one() -> None:
    text = in_one(difference_view(plan(), EXACT, "j1"))
    assert "kms:PutKeyPolicy on arn:aws:kms" in text
    assert '+      "Sid": "BudgetCheckAllowBudgets"' in text
    assert "Nobody else is touched." in text
    assert "aws_iam_policy_document" in says(difference_view(plan(), "terraform", "j1"))
    none = difference_view(plan(writes=()), "terraform", "j")
    assert "keeps nothing of this change" in says(none)


@pytest.mark.parametrize("shape", PLANS)
def test_a_preview_has_no_json_and_no_diff_in_it(shape: str) -> None:
    for terms in (SubmitTerms(), SubmitTerms(approvals=1), SubmitTerms(undoing=True)):
        view = preview_view(PLANS[shape], "c1", "{}", terms)
        kinds = [e["type"] for e in walk(view) if "type" in e]
        assert "rich_text_preformatted" not in kinds
        assert '"Effect"' not in says(view) and "@@" not in says(view)


def test_a_preview_says_what_a_person_needs() -> None:
    text = in_one(preview_view(plan(), "c1", "{}", SubmitTerms()))
    first, _, rest = text.partition("What happens, in order")
    assert "Let AWS Budgets use the key of " in first
    assert "Alerts of cost will arrive again. It costs nothing. You can undo it." in first
    assert "Add one statement to the policy of key 1234abcd" in rest
    assert "AWS Budgets may use it. The rest stays." in rest
    for heading in ("Who notices", "What could go wrong", "More about it", "change c1"):
        assert heading in rest
    more = in_one(difference_view(plan(), "more", "c1"))
    for heading in ("Who notices", "What could go wrong", "Cost:", "How it is undone:"):
        assert heading in more
    assert "Takes effect: At once" in more


def test_what_could_hurt_another_publisher_stands_in_the_first_view() -> None:
    touched = in_one(preview_view(plan(touched=("Amazon S3", "b")), "c1", "{}", SubmitTerms()))
    said = touched.partition("What could go wrong")[2]
    assert said.strip().startswith("Other publishers may stop getting through: Amazon S3, b")
    assert "whoever the topic's policy names still gets through" in in_one(
        preview_view(plan(), "c1", "{}", SubmitTerms())
    )


def test_whoever_is_silent_already_is_not_said_to_stop() -> None:
    shown = in_one(preview_view(plan(kept_out=("AWS Config", "b")), "c1", "{}", SubmitTerms()))
    said = shown.partition("What could go wrong")[2]
    assert "Nothing known: whoever gets through today still does." in said
    assert "Not through today, and this does not change it: AWS Config, b" in said
    assert "the topic's policy names" not in said and "may stop" not in said


def test_the_first_line_says_what_becomes_of_the_alerts() -> None:
    def first(of: Plan, terms: SubmitTerms | None = None) -> str:
        return in_one(preview_view(of, "c1", "{}", terms or SubmitTerms())).partition(
            "What happens"
        )[0]

    assert "do not arrive before all are mended" in first(PLANS["one of two"])
    assert "this can no longer stop them" in first(PLANS["it can stop"])
    assert "It costs about USD 1 a month." in first(plan(price="about USD 1 a month"))
    assert "It cannot be undone here." in first(plan(undoable=False))
    assert "Everything goes back" in first(plan(), SubmitTerms(undoing=True))
    others = (Dependent("1", name) for name in ("b", "c", *(f"n{n}" for n in range(38))))
    many = affected([(Dependent("1", "a"), SPEND), *((one, None) for one in others)])
    said = first(plan(), SubmitTerms(budgets=many))
    assert "One change mends 41 budgets, USD 82,000 a month, 1 above 80 %: a and 40 more." in said
    assert "will arrive again" not in said, "that is what it means to mend them"
    beside = affected([(Dependent("1", "a"), SPEND)])
    assert "will arrive again" in first(plan(), SubmitTerms(budgets=beside))


def test_every_write_of_every_fix_has_its_words() -> None:
    """Whatever a fix writes can be said as a step; the scenarios' plans say the rest."""
    assert set(words.FIXES) == {fix.id for fix in all_fixes()}
    for known in words.FIXES.values():
        assert len(known.submit) <= 24
    actions = {action for fix in all_fixes() for action in fix.actions} - {"kms:TagResource"}
    told = {action for action, _ in words.STEPS} | {
        "kms:PutKeyPolicy",
        "sns:SetTopicAttributes",
        "sns:SetSubscriptionAttributes",
        "sns:Subscribe",
    }
    assert actions == told


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


WAITS = change(plan(), state=State.WAITING, reason="It is due.")


def test_a_request_says_in_plain_words_what_it_does() -> None:
    drawn = reply("m", WAITS, Standing(("S0MENDERS",), 1, "Mina"))
    text = in_one(drawn.blocks)
    assert drawn.text == (
        "Mina asks you to approve: let AWS Budgets use the key of alert-general, for cost"
    )
    assert "Alerts of cost will arrive again." in text and "Add one statement" in text
    assert "Reason: It is due." in text and "<!subteam^S0MENDERS>" in text
    assert "It waits for one other mender" in text and "Effect" not in text
    (approve, *_) = [e for e in walk(drawn.blocks) if e.get("action_id") == "change.approve"]
    assert "1. Add one statement to the policy of" in in_one(approve["confirm"])


@pytest.mark.parametrize("state", [s for s in State if s is not State.PREVIEWED])
def test_a_first_form_names_nobody_who_acted_and_an_edit_does(state: State) -> None:
    one = change(plan(), state=state, reason="")
    first = reply("m", one, Standing(("U0OTHER",), 1, "Mina"))
    assert "U0MENDER" not in str([first.text, first.blocks])
    assert "cost" in first.text
    assert "Mina" in says(first.blocks)
    edit = reply("m", one, Standing(("U0OTHER",), 1, "Mina", edit=True))
    assert "Asked for by <@U0MENDER>" in says(edit.blocks)


def test_what_was_decided_says_who_and_when_and_has_no_buttons() -> None:
    yes = (Approval("U0ARI", plan().fingerprint, NOW),)
    approved = reply("m", change(plan(), state=State.APPROVED, approvals=yes), Standing(edit=True))
    assert approved.text.startswith("👍 Approved, under way: let AWS Budgets")
    assert "Approved by <@U0ARI>, <!date^" in says(approved.blocks)
    no = change(plan(), state=State.REFUSED, decided_by="U0ARI", since=NOW)
    rejected = reply("m", no, Standing(edit=True))
    assert rejected.text.startswith("✖️ Rejected, nothing was written")
    assert "Rejected by <@U0ARI>, <!date^" in says(rejected.blocks)
    for one in (approved, rejected):
        assert not [e for e in walk(one.blocks) if e.get("type") == "button"]
        assert "Add one statement" not in says(one.blocks)


def test_the_reply_of_a_mend_says_that_the_budget_alerts_again() -> None:
    done = change(plan(), state=State.APPLIED)
    drawn = reply("m", done, Standing(provable=True))
    assert drawn.text == "✅ cost alerts again: the key of alert-general lets AWS Budgets in."
    assert [e["action_id"] for e in walk(drawn.blocks) if "action_id" in e] == [
        "proof.preview",
        "change.undo",
    ]
    left = change(plan(leaves=Status.BROKEN), state=State.APPLIED)
    assert reply("m", left, Standing()).text.startswith("⚠️ cost does not alert yet: ")


@pytest.mark.parametrize(
    ("well", "says"),
    [(3, "⚠️ 3 of 4 senders get through to "), (1, "⚠️ 1 of 4 senders gets through to ")],
)
def test_the_reply_of_a_topic_says_how_many_get_through_and_who_does_not(
    well: int, says: str
) -> None:
    made = plan(
        budget="topic:arn:aws:sns:eu-west-1:1:ledger", leaves=Status.BROKEN, reach=Reach(well, 4)
    )
    drawn = reply(
        "m", change(made, state=State.APPLIED, outcome="AWS Config does not."), Standing()
    )
    assert drawn.text.startswith(f"{says}topic ledger: ")
    assert "AWS Config does not." in in_one(drawn.blocks)


def test_an_outcome_says_what_came_of_it_once_and_has_the_next_step() -> None:
    done = change(plan(), state=State.APPLIED)
    view = outcome_view(done, "Done. Alerts of cost arrive again.", then=THEN)
    assert says(view).count("arrive again") == 1 and "✅ Done." in says(view)
    assert [e["action_id"] for e in walk(view) if "action_id" in e] == [
        "fix.allow-on-topic",
        "change.undo",
    ]
    assert "key.policy" not in says(view)


def test_only_people_of_the_change_are_named_in_what_is_said() -> None:
    drawn = line("m", "Lost", WAITS, "By <@U0MENDER> for <@U0OTHER>")
    assert "By <@U0MENDER> for &lt;@U0OTHER&gt;" in says(drawn.blocks)


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
    return [one for one in ids_of(rows[0]) if not one.startswith(("check.", "log.", "snooze."))]


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
    (menu,) = [e for e in walk(drawn.blocks) if e.get("type") == "overflow"]
    assert "fix.subscribe-bot a.0" in str(menu)


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
    assert sum(block["type"] == "actions" for block in drawn.blocks) == 1
    assert "What would mend it" not in says(drawn.blocks)


def test_while_a_change_is_under_way_there_is_no_fix_button() -> None:
    of = many(2)
    going = {TOPIC: change(plan(), state=State.APPLYING)}
    assert row(of, FixButtons("a", topics_of(of), going, tickets=True)) == ["ticket.open"]
    text = says(answer(of, "j", "U1", buttons=FixButtons("a", topics_of(of), going)).blocks)
    assert "is being applied. The thread says more." in text.replace("\n", "")
    assert "<@U0MENDER>" not in text


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=9000))
def test_any_text_fits_where_people_are_named(text: str) -> None:
    drawn = named(text + NASTY, ("U0MENDER",))
    assert 0 < length(str(drawn["text"])) <= 3000
