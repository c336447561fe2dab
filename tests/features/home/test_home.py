"""The App Home with the tables behind it: the list, its pages and filters, the button Check."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.change.change import Change, ChangePlace
from bot.core.change.log_record import LogRecord
from bot.core.change.state import State
from bot.core.findings import Status
from bot.core.thread import Thread, ThreadOrigin
from bot.slack.render.home import PAGE
from bot.store.verdicts import LastVerdict
from playground.scenarios.load import find
from playground.slack import Fault, View
from playground.slack import seed as people
from tests.features.conftest import GRANT
from tests.features.world import Mending, buttons_of, text_of
from tests.jobs.fakes import NOW
from tests.store.things import PLAN
from tests.store.things import change as new_change

ACCOUNT = "111111111111"
BUDGET = find(GRANT).budget
NAMES = [f"budget {n:03}" for n in range(PAGE * 2 + 5)]


def opened(world: Mending, user: str = people.MENDER) -> View:
    reply = world.slack.person(user).open_home()
    assert reply.in_time and not reply.trouble, reply
    return home(world, user)


def home(world: Mending, user: str = people.MENDER) -> View:
    world.settle()
    found = world.slack.home(user)
    assert found is not None
    return found


def keep(world: Mending, name: str, verdict: Status = Status.OK, code: str = "") -> LastVerdict:
    last = LastVerdict(ACCOUNT, name, verdict, code, NOW)
    assert world.store.verdicts.put(last)
    return last


def choose(world: Mending, view: View, menu: str, value: str) -> str:
    reply = world.slack.person(people.MENDER).choose(view, menu, value)
    assert reply.in_time and not reply.trouble, reply
    return text_of(home(world))


def check(world: Mending, view: View, name: str = BUDGET) -> None:
    row = next(b for b in view.blocks if "accessory" in b and name in b["text"]["text"])
    reply = world.slack.person(people.MENDER).press(view, "home.check", row["block_id"])
    assert reply.in_time and not reply.trouble, reply
    world.settle()


@pytest.fixture
def many(world: Mending) -> Mending:
    """Many budgets that are well, one of each other verdict."""
    for name in NAMES:
        keep(world, name)
    keep(world, "zz broken", Status.BROKEN, "key.policy-silent")
    keep(world, "zz unknown", Status.UNKNOWN, "topic.unreadable")
    keep(world, "zz risk", Status.AT_RISK, "budget.email-only")
    keep(world, "zz gone", Status.BROKEN, "budget.not-found")
    return world


def test_an_account_that_was_never_looked_at_is_listed_by_aws(world: Mending) -> None:
    said = text_of(opened(world))
    assert "1 budget: 1 not checked yet" in said and BUDGET in said
    assert world.messages() == []


def test_what_was_checked_is_read_from_the_tables_alone(world: Mending) -> None:
    world.check(GRANT)
    world.aws.control.forget_calls()
    said = text_of(opened(world))
    assert "❌ BROKEN: the key's policy does not let AWS Budgets in (key.policy-silent)" in said
    services = {call.service for call in world.aws.control.calls()}
    assert not services & {"budgets", "sns", "kms"}
    spent = find(GRANT)
    assert "▓" in said or "░" in said, said
    assert f"spent {float(spent.spent):,.2f} USD" in said


def test_check_checks_says_so_meanwhile_and_shows_what_came_of_it(world: Mending) -> None:
    view = opened(world)
    check(world, view)
    before = [" ".join(str(block) for block in body["blocks"]) for body in view.before]
    assert "checking…" in before[-1]
    said = text_of(view)
    assert f'"{BUDGET}" was checked just now: ❌ BROKEN' in said and "checking…" not in said
    assert "1 budget: 1 ❌ BROKEN" in said
    last = world.store.verdicts.get(ACCOUNT, BUDGET)
    assert last and last.verdict is Status.BROKEN and last.spend
    assert world.messages() == []


def test_the_last_alert_and_the_open_changes_stand_in_the_row(world: Mending) -> None:
    keep(world, BUDGET, Status.BROKEN, "key.policy-silent")
    thread = Thread("m1", ACCOUNT, BUDGET, "", ThreadOrigin.ALERT, "C1", "1.1", NOW)
    world.store.threads.begin(thread)
    world.store.threads.begin(replace(thread, id="m0", opened=NOW - timedelta(days=9)))
    watch = replace(thread, id="m2", origin=ThreadOrigin.WATCH, opened=NOW + timedelta(days=1))
    world.store.threads.begin(watch)
    going_on(world, BUDGET)
    said = text_of(opened(world))
    assert f"last alert {NOW:%Y-%m-%d %H:%M} UTC" in said
    assert "open changes: allow-on-key (previewed)" in said


def going_on(world: Mending, budget: str) -> Change:
    change = new_change("c9", plan=replace(PLAN, budget=budget), place=ChangePlace("C1"))
    record = LogRecord(
        "a9", NOW, "U1", "proposed", ACCOUNT, budget, change="c9", fix="allow-on-key"
    )
    assert change.state is State.PREVIEWED
    return world.store.changes.propose(change, record)


def test_the_worst_come_first_and_pages_turn(many: Mending) -> None:
    view = opened(many)
    said = text_of(view)
    order = [said.index(f"zz {kind}") for kind in ("broken", "unknown", "risk")]
    assert order == sorted(order) and order[-1] < said.index(NAMES[0])
    assert "zz gone" not in said
    assert f"1 to {PAGE} of {len(NAMES) + 3}" in said
    assert "home.page.next" in buttons_of(view) and "home.page.previous" not in buttons_of(view)
    many.press(view, "home.page.next")
    assert f"{PAGE + 1} to {PAGE * 2} of" in text_of(view)
    many.press(view, "home.page.next")
    assert NAMES[-1] in text_of(view) and "home.page.next" not in buttons_of(view)
    many.press(view, "home.page.previous")
    assert f"{PAGE + 1} to {PAGE * 2} of" in text_of(view)


def test_filters_narrow_begin_anew_and_are_kept(many: Mending) -> None:
    view = opened(many)
    many.press(view, "home.page.next")
    said = choose(many, view, "home.only.verdict", "AT_RISK")
    assert "zz risk" in said and "zz broken" not in said and NAMES[0] not in said
    assert "1 to 1 of 1" in said and "48 budgets" in said
    assert "zz risk" in text_of(opened(many)) and "zz broken" not in text_of(view)
    assert "No budget is left" in choose(many, view, "home.only.verdict", "unchecked")
    assert "zz broken" in choose(many, view, "home.only.verdict", "all")


def test_a_page_that_is_gone_becomes_the_last(many: Mending) -> None:
    view = opened(many)
    many.press(view, "home.page.next")
    many.press(view, "home.page.next")
    for name in NAMES[PAGE:]:
        many.store.verdicts.put(
            LastVerdict(ACCOUNT, name, Status.BROKEN, "budget.not-found", NOW + timedelta(days=1))
        )
    many.press(view, "home.refresh")
    assert f"{PAGE + 1} to {PAGE + 3} of {PAGE + 3}" in text_of(view)


def test_two_openings_at_once_leave_one_home(many: Mending) -> None:
    keep(many, "the newest", Status.BROKEN, "key.disabled")
    person = many.slack.person(people.MENDER)
    threads = [threading.Thread(target=person.open_home) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "the newest" in text_of(home(many))
    homes = [v for v in many.slack.workspace.views.values() if v.type == "home"]
    assert len(homes) == 1


def test_two_checks_at_once_both_show(world: Mending) -> None:
    keep(world, "one that is gone")
    view = opened(world)
    keep(world, BUDGET)
    world.press(view, "home.refresh")
    rows = [b["block_id"] for b in view.blocks if "accessory" in b]
    person = world.slack.person(people.MENDER)
    presses = [
        threading.Thread(target=person.press, args=(view, "home.check", row)) for row in rows
    ]
    for press in presses:
        press.start()
    for press in presses:
        press.join()
    said = text_of(home(world))
    assert "1 budget: 1 ❌ BROKEN" in said and "checking…" not in said


def test_who_turned_the_page_meanwhile_still_sees_the_result(world: Mending) -> None:
    view = opened(world)
    world.slack.fail("views.publish", "hash_conflict")
    check(world, view)
    assert "was checked just now" in text_of(view)


def test_a_check_survives_a_rate_limit(world: Mending) -> None:
    view = opened(world)
    world.slack.faults.add(Fault("views.publish", retry_after=1, times=2))
    check(world, view)
    assert "was checked just now" in text_of(view) and "checking…" not in text_of(view)


def test_a_budget_that_was_deleted_goes_and_is_said_to(world: Mending) -> None:
    keep(world, "gone")
    keep(world, BUDGET)
    view = opened(world)
    check(world, view, "gone")
    said = text_of(view)
    assert '"gone" was checked just now' in said and "in 111111111111" in said
    assert "gone, in" not in said


def test_alerts_that_cannot_be_read_keep_nobody_from_the_list(world: Mending) -> None:
    keep(world, BUDGET)
    world.aws.client("dynamodb").delete_table(TableName="budget-check-threads")
    said = text_of(opened(world))
    assert BUDGET in said and "The last alerts and open changes are not shown." in said


def test_tables_out_of_reach_are_said(world: Mending) -> None:
    world.aws.fault("dynamodb", "Query", code="AccessDeniedException", message="no", status=400)
    said = text_of(opened(world))
    world.aws.control.forget_faults()
    assert "The table budget-check-verdicts is closed" in said


def test_budgets_that_may_not_be_listed_are_said(world: Mending) -> None:
    world.aws.fault("budgets", code="AccessDeniedException", message="no", status=400)
    said = text_of(opened(world))
    world.aws.control.forget_faults()
    assert "could not be looked at" in said and "budgets:ViewBudget" in said


def test_a_guest_cannot_press_in_a_home_that_they_once_had(world: Mending) -> None:
    view = opened(world)
    view.user = people.GUEST
    row = next(b["block_id"] for b in view.blocks if "accessory" in b)
    world.slack.person(people.GUEST).press(view, "home.check", row)
    world.settle()
    assert "Refused (guest)" in text_of(view)
    assert world.store.verdicts.get(ACCOUNT, BUDGET) is None
