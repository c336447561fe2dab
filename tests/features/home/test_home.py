"""The App Home with the tables behind it: the causes, the way to a budget, the button Check."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.change.change import ChangePlace
from bot.core.change.events import EventType
from bot.core.change.log_record import LogRecord
from bot.core.change.state import State
from bot.core.findings import Status
from bot.core.root_cause import RootCause
from bot.slack.render.home import PAGE
from bot.slack.values import unpack
from playground.slack import Fault
from playground.slack import seed as people
from tests.features.conftest import GRANT
from tests.features.home.world import (
    ACCOUNT,
    BUDGET,
    KEY,
    SILENT,
    TOPIC,
    block_of,
    buttons,
    choose,
    home,
    ids,
    keep,
    opened,
    press,
    said,
)
from tests.features.world import Mending
from tests.jobs.fakes import NOW
from tests.store.things import PLAN
from tests.store.things import change as new_change

OTHER = RootCause("topic.policy-silent", TOPIC, TOPIC, "allow-on-topic")
MANY_CAUSES = [
    RootCause(f"moon.{n:02}", f"{TOPIC}-{n}", f"{TOPIC}-{n}") for n in range(PAGE * 2 + 5)
]


@pytest.fixture
def many(world: Mending) -> Mending:
    """A cause for each budget, the later ones with more money."""
    for n, cause in enumerate(MANY_CAUSES):
        keep(world, f"budget {n:02}", cause=cause, limit=str(100 + n))
    return world


def test_what_was_never_looked_at_is_said_and_aws_is_not_asked(world: Mending) -> None:
    world.aws.control.forget_calls()
    assert "No budget is known yet." in said(opened(world))
    assert not {call.service for call in world.aws.control.calls()} & {"budgets", "sns", "kms"}
    assert world.messages() == []


def test_it_is_read_from_the_overviews_and_counted_once(world: Mending) -> None:
    for n in range(30):
        keep(world, f"b{n}")
    assert said(opened(world)).startswith("❌ 30 of 30 budgets do not alert")
    world.aws.control.forget_calls()
    assert said(opened(world)).startswith("❌ 30 of 30 budgets do not alert")
    calls = world.aws.control.calls()
    queries = sum(call.operation == "Query" for call in calls if call.service == "dynamodb")
    # The marks and the figures, the marks and the budgets; changes, snoozes and tickets beside it.
    assert queries == 7
    assert not {call.service for call in calls} & {"budgets", "sns", "kms"}


def test_one_row_a_cause_and_the_most_money_first(world: Mending) -> None:
    keep(world, "small", cause=OTHER, limit="500")
    for n in range(4):
        keep(world, f"shared {n}", limit=str(1000 * (n + 1)))
    keep(world, "unclear", Status.UNKNOWN, RootCause("topic.unreadable", TOPIC, TOPIC), "99999")
    keep(world, "fine", Status.OK, None, "99999")
    text = said(opened(world))
    assert text.startswith("❌ 5 of 7 budgets do not alert")
    order = ["❌ 4 budgets do not alert", "❌ small does not alert", "❓ unclear: cannot tell"]
    assert [text.index(one) for one in order] == sorted(text.index(one) for one in order)
    assert "USD 10,000 a month" in text
    assert "shared 3, shared 2, shared 1 and 1 more" in text and "fine" not in text
    assert "Cannot tell for 1." in text


def test_the_key_that_aws_manages_is_one_row_a_region_with_a_change_for_each_topic(
    world: Mending,
) -> None:
    for n, region in enumerate(("eu-west-1", "eu-west-1", "eu-west-1", "us-east-1")):
        topic = f"arn:aws:sns:{region}:{ACCOUNT}:alerts-{n}"
        cause = RootCause("key.aws-managed", topic, topic, "move-to-new-key")
        keep(world, f"managed {n}", cause=cause, limit=str(1000 * (4 - n)))
    view = opened(world)
    text = said(view)
    assert "❌ 3 budgets do not alert" in text and "❌ managed 3 does not alert" in text
    assert text.count("that AWS manages") == 2
    assert "on 3 topics, a change for each" in text and "topic alerts-3" in text
    whole = [unpack(str(b["value"])).get("whole") for id, b in buttons(view) if id == "snooze.new"]
    assert whole == [None, None], "each topic is snoozed by itself"
    press(world, view, "home.budgets")
    listed = str(world.slack.views(people.MENDER)[-1].blocks)
    assert all(f"managed {n}" in listed for n in range(3)) and "managed 3" not in listed


def test_one_change_of_a_key_mends_all_its_topics(world: Mending) -> None:
    for n in range(3):
        cause = RootCause("key.policy-silent", KEY, f"{TOPIC}-{n}", "allow-on-key")
        keep(world, f"shared {n}", cause=cause)
    text = said(opened(world))
    assert "on 3 topics" in text and "a change for each" not in text


def test_what_a_version_before_kept_has_a_row_and_no_mend(world: Mending) -> None:
    world.store.verdicts.put(replace(keep(world, "old"), cause=None, checked_at=NOW))
    view = opened(world)
    assert "❌ old does not alert: the key's policy" in said(view)
    assert not any(one.startswith("fix.") for one in ids(view)) and "home.check" in ids(view)


def test_check_says_so_and_shows_there_what_came_of_it_with_the_mend(world: Mending) -> None:
    keep(world, "another", cause=OTHER, limit="999999")
    keep(world, BUDGET, Status.BROKEN, RootCause("key.disabled", "", ""))
    view = opened(world)
    press(world, view, "home.check", BUDGET)
    before = [" ".join(str(block) for block in body["blocks"]) for body in view.before]
    assert "is being checked." in before[-1]
    text = said(view)
    assert "is being checked." not in text
    card = text.index(f"❌ {BUDGET} does not alert: the key's policy does not let AWS Budgets in")
    assert card > text.index("another does not alert")
    assert "▓" in text or "░" in text
    assert "fix.allow-on-key" in ids(view)
    last = world.store.verdicts.get(ACCOUNT, BUDGET)
    assert last and last.cause and last.cause.fix == "allow-on-key"
    assert world.messages() == []


def test_a_budget_is_found_in_the_menu(world: Mending) -> None:
    keep(world, "fine", Status.OK, None)
    keep(world, "broken")
    view = opened(world)
    text = choose(world, view, "home.find", f"{ACCOUNT} fine")
    assert text.index("✅ fine alerts") < text.index("❌ broken does not alert")
    press(world, view, "home.refresh")
    assert "✅ fine alerts" in said(view)
    choose(world, view, "home.only.verdict", "BROKEN")
    assert "✅ fine alerts" not in said(view)


def test_a_budget_is_found_by_a_part_of_its_name(world: Mending) -> None:
    for n in range(8):
        keep(world, f"tax {n} {'日' * 90}")
    keep(world, "🦊" * 100, Status.OK, None)  # too long for a menu's option
    view = opened(world)
    text = choose(world, view, "home.find", "TAX")
    assert text.count("111111111111, checked") == 5
    assert "3 more budgets have it in their names" in text
    assert 'No budget has "moon" in its name.' in choose(world, view, "home.find", "moon")


def test_my_changes_are_there_and_the_row_offers_no_second_one(world: Mending) -> None:
    keep(world, "tax")
    plan = replace(PLAN, budget="tax", topic=TOPIC)
    change = new_change("c9", plan=plan, place=ChangePlace("C1"), requester=people.MENDER)
    record = LogRecord("a9", NOW, "U1", "proposed", ACCOUNT, "tax", change="c9")
    change = world.store.changes.propose(change, record)
    assert change.state is State.PREVIEWED
    assert "Needs a person" not in said(opened(world))
    record = replace(record, id="a10")
    world.store.changes.advance(change, EventType.ASKED, record, expires=NOW + timedelta(9999))
    view = opened(world)
    assert (
        "Yours: Let AWS Budgets use the key of budget-alerts for tax waits for approval."
        in said(view)
    )
    assert "Let AWS Budgets use the key of budget-alerts: waits for approval." in said(view)
    assert not any(one.startswith("fix.") for one in ids(view))
    approver = opened(world, people.APPROVER)
    assert "asks for an approval: Let AWS Budgets use the key of budget-alerts for tax." in said(
        approver
    )
    assert "change.approve" in ids(approver)
    assert "change.approve" not in ids(opened(world, people.NOBODY))


def test_the_pages_turn(many: Mending) -> None:
    view = opened(many)
    count = len(MANY_CAUSES)
    assert f"1 to {PAGE} of {count} causes" in said(view)
    assert said(view).index("budget 24") < said(view).index("budget 15")
    assert "home.page.next" in ids(view) and "home.page.previous" not in ids(view)
    many.press(view, "home.page.next")
    assert f"{PAGE + 1} to {PAGE * 2} of" in said(view)
    many.press(view, "home.page.next")
    assert "budget 00" in said(view) and "home.page.next" not in ids(view)
    many.press(view, "home.page.previous")
    assert f"{PAGE + 1} to {PAGE * 2} of" in said(view)


def test_filters_narrow_begin_anew_and_are_kept(many: Mending) -> None:
    keep(many, "zz risk", Status.AT_RISK, RootCause("subscription.failing", TOPIC, TOPIC))
    view = opened(many)
    many.press(view, "home.page.next")
    text = choose(many, view, "home.only.verdict", "AT_RISK")
    assert "⚠️ zz risk alerts, but can stop" in text and "budget 24" not in text
    assert text.startswith(f"❌ {len(MANY_CAUSES)} of {len(MANY_CAUSES) + 1} budgets")
    assert "zz risk" in said(opened(many)) and "budget 24" not in said(view)
    assert "Nothing is left by these filters." in choose(many, view, "home.only.verdict", "UNKNOWN")
    choose(many, view, "home.only.verdict", "all")
    assert "budget 03 does not" in choose(many, view, "home.only.cause", "moon.03")
    assert "budget 04 does not" not in said(view)


def test_a_page_that_is_gone_becomes_the_last(many: Mending) -> None:
    view = opened(many)
    many.press(view, "home.page.next")
    many.press(view, "home.page.next")
    for n in range(PAGE + 3, len(MANY_CAUSES)):
        last = keep(many, f"budget {n:02}", cause=MANY_CAUSES[n])
        gone = replace(last, code="budget.not-found", checked_at=NOW + timedelta(days=1))
        many.store.verdicts.put(gone)
    many.press(view, "home.refresh")
    assert f"{PAGE + 1} to {PAGE + 3} of {PAGE + 3}" in said(view)


def test_two_openings_at_once_leave_one_home(many: Mending) -> None:
    keep(many, "the dearest", limit="9999999")
    person = many.slack.person(people.MENDER)
    threads = [threading.Thread(target=person.open_home) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "the dearest" in said(home(many))
    homes = [v for v in many.slack.workspace.views.values() if v.type == "home"]
    assert len(homes) == 1


def test_who_turned_the_page_meanwhile_still_sees_the_result(world: Mending) -> None:
    keep(world, BUDGET, Status.UNKNOWN)
    view = opened(world)
    world.slack.fail("views.publish", "hash_conflict")
    press(world, view, "home.check", BUDGET)
    assert f"❌ {BUDGET} does not alert" in said(view)


def test_a_check_survives_a_rate_limit(world: Mending) -> None:
    keep(world, BUDGET, Status.UNKNOWN)
    view = opened(world)
    world.slack.faults.add(Fault("views.publish", retry_after=1, times=2))
    press(world, view, "home.check", BUDGET)
    assert f"❌ {BUDGET} does not alert" in said(view) and "being checked" not in said(view)


def test_a_budget_that_was_deleted_goes_and_is_said_to(world: Mending) -> None:
    keep(world, "gone")
    view = opened(world)
    press(world, view, "home.check", "gone")
    assert "There is no budget gone any more." in said(view)
    assert "gone does not alert" not in said(view)


def test_changes_that_cannot_be_read_keep_nobody_from_the_causes(world: Mending) -> None:
    keep(world, BUDGET)
    world.aws.client("dynamodb").delete_table(TableName="budget-check-threads")
    view = opened(world)
    assert f"❌ {BUDGET} does not alert" in said(view)
    assert "What waits for a person is not shown:" in said(view)
    assert not any(one.startswith("fix.") for one in ids(view))


def test_tables_out_of_reach_are_said(world: Mending) -> None:
    world.aws.fault("dynamodb", "Query", code="AccessDeniedException", message="no", status=400)
    text = said(opened(world))
    world.aws.control.forget_faults()
    assert "The table budget-check-verdicts is closed" in text


def test_a_guest_cannot_press_in_a_home_that_they_once_had(world: Mending) -> None:
    keep(world, BUDGET)
    view = opened(world)
    view.user = people.GUEST
    world.slack.person(people.GUEST).press(view, "home.check", block_of(view, "home.check"))
    world.settle()
    assert "Guests may not" in said(view)
    last = world.store.verdicts.get(ACCOUNT, BUDGET)
    assert last and last.checked_at == NOW and last.cause == SILENT


def test_the_log_is_shown_to_who_asks(world: Mending) -> None:
    world.check(GRANT)
    before = len(world.slack.messages())
    press(world, opened(world), "home.log")
    assert len(world.slack.messages()) == before + 1
