"""KMS and SNS show an old text for a while: nothing is planned over it, and no edit is lost unsaid.

AWS is the embedded one behind a proxy that goes on showing what it showed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot.aws.apply import ONCE
from bot.core.aws_events import ResourceChange, ResourceKind
from bot.core.change.change import Change
from bot.core.change.events import EventType
from bot.core.change.state import State
from bot.core.plan import Plan
from bot.jobs.crash_points import CrashPoint
from bot.store.tables import create_missing
from playground.scenarios.load import find
from tests.aws.world import OpenAws
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.features.change.bench import PLACE, SOMEBODY, TABLES, Bench, at, bench, change_of
from tests.features.change.lag_proxy import LagProxy, lag_proxy

NAME, FIX = "customer-key-without-budgets", "allow-on-key"
DENY = {**SOMEBODY, "Sid": "EmergencyDeny", "Effect": "Deny", "Action": "kms:ScheduleKeyDeletion"}


@dataclass
class Lagging:
    """The bench over the proxy."""

    b: Bench
    proxy: LagProxy

    def edit(self, plan: Plan, *statements: Mapping[str, object]) -> ResourceChange:
        """Somebody adds statements to the key policy; CloudTrail's event of it, not told yet."""
        self.b.edit_key(plan, *statements)
        return ResourceChange(
            "e1",
            "PutKeyPolicy",
            "the user alice",
            self.b.clock(),
            ACCOUNT,
            plan.topic.split(":")[3],
            ResourceKind.KEY,
            plan.resource,
            attribute="Policy",
            text=json.dumps(self.b.key_policy(plan)),
        )

    def tell(self, edit: ResourceChange) -> None:
        """CloudTrail tells."""
        self.b.ports.resource_changes.put(edit)

    def lag(self) -> None:
        self.proxy.lags = {"GetKeyPolicy", "GetTopicAttributes"}

    def caught_up(self) -> None:
        self.proxy.lags = set()


@pytest.fixture
def lagging(
    embedded_aws: EmbeddedAws, opener: OpenAws, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Lagging]:
    create_missing(embedded_aws.client("dynamodb"), TABLES)
    with lag_proxy(embedded_aws.url) as (proxy, url):
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        yield Lagging(bench(embedded_aws, opener(), opener(config=ONCE)), proxy)


def sids(b: Bench, plan: Plan) -> set[str]:
    return {str(one.get("Sid")) for one in b.key_policy(plan)["Statement"]}


def applied(lagging: Lagging) -> Change:
    change = lagging.b.approved(NAME, FIX)
    lagging.b.queue.sent.clear()
    return change_of(lagging.b.mender.apply(change.id), EventType.APPLIED)


def test_an_edit_that_aws_does_not_show_yet_is_waited_for(lagging: Lagging) -> None:
    """As it was seen: an administrator's Deny, a submission within the lag, and the Deny gone."""
    b = lagging.b
    change = b.approved(NAME, FIX)
    b.queue.sent.clear()
    lagging.lag()
    lagging.tell(lagging.edit(change.plan, DENY))
    b.aws.control.forget_calls()
    news = b.mender.apply(change.id)
    assert news.what is EventType.BUSY
    assert "the user alice" in news.says and "before" in news.says
    assert b.writes() == [] and b.now(change).state is State.APPROVED
    [(_, delay)] = b.queue.sent
    assert 290 <= delay <= 301
    lagging.caught_up()
    b.clock.pass_(seconds=delay)
    assert b.work_off() == [EventType.STOPPED], "the plan is another one now"
    assert "EmergencyDeny" in sids(b, change.plan) and b.writes() == []


def test_an_edit_is_found_among_many_other_events(lagging: Lagging) -> None:
    """A deployment gives back a grant, or subscribes somebody, a dozen times right after it."""
    b = lagging.b
    change = b.approved(NAME, FIX)
    b.queue.sent.clear()
    lagging.lag()
    edit = lagging.edit(change.plan, DENY)
    lagging.tell(edit)
    for n in range(12):
        other = replace(edit, event=f"r{n}", action="RevokeGrant", attribute="", text="")
        lagging.tell(replace(other, at=edit.at + timedelta(seconds=1)))
    b.aws.control.forget_calls()
    assert b.mender.apply(change.id).what is EventType.BUSY
    assert b.writes() == [] and "EmergencyDeny" in sids(b, change.plan)


def test_an_edit_that_is_told_only_after_the_write_is_never_verified(lagging: Lagging) -> None:
    b = lagging.b
    change = b.approved(NAME, FIX)
    b.queue.sent.clear()
    lagging.lag()
    late = lagging.edit(change.plan, DENY)
    b = b.but(crash_hook=at(CrashPoint.RECORDED, lambda: lagging.tell(late)))
    news = b.mender.apply(change.id)
    assert news.what is EventType.FAILED
    assert "the user alice changed the policy of" in news.says and "may be lost" in news.says
    assert b.now(change).state is State.FAILED
    assert b.later(hours=1) == []


def test_an_edit_that_is_told_before_the_verification_that_waited(lagging: Lagging) -> None:
    b = lagging.b
    change = b.approved(NAME, FIX)
    b.queue.sent.clear()
    lagging.lag()
    late = lagging.edit(change.plan, DENY)
    assert b.mender.apply(change.id).what is EventType.UNVERIFIED, "AWS shows the text from before"
    lagging.tell(late)
    lagging.caught_up()
    assert b.later(minutes=6)[0] is EventType.FAILED
    assert "EmergencyDeny" not in sids(b, change.plan)
    assert "may be lost" in b.now(change).outcome


def test_an_edit_that_the_plan_was_made_over_keeps_nobody_waiting(lagging: Lagging) -> None:
    """Its text is the one that was read."""
    b = lagging.b
    scenario = b.seed(NAME)
    first = b.proposed(b.wish(scenario, FIX))
    lagging.tell(lagging.edit(first.plan, SOMEBODY))
    change = b.proposed(b.wish(scenario, FIX))
    b.submit(change)
    assert b.mender.apply(change.id).what is EventType.APPLIED
    assert {"SomebodyElse", "BudgetCheckAllowBudgets"} <= sids(b, change.plan)


def test_no_preview_over_a_text_that_somebody_has_just_changed(lagging: Lagging) -> None:
    b = lagging.b
    request = b.wish(b.seed(NAME), FIX)
    plan = b.proposed(request).plan
    lagging.lag()
    lagging.tell(lagging.edit(plan, DENY))
    news = b.mender.propose("U1", PLACE, request)
    assert news.what is EventType.CANNOT
    assert news.says.startswith("AWS still shows Policy of")
    assert "the user alice" in news.says and "Try again in a minute" in news.says
    b.clock.pass_(minutes=5)
    assert b.mender.propose("U1", PLACE, request).what is EventType.PROPOSED


def test_a_submission_within_the_lag_keeps_the_proposal(lagging: Lagging) -> None:
    b = lagging.b
    change = b.propose(NAME, FIX)
    lagging.lag()
    lagging.tell(lagging.edit(change.plan, DENY))
    news = b.submit(change)
    assert news.what is EventType.NOT_NOW
    assert "Nothing was written. AWS still shows" in news.says
    assert b.now(change).state is State.PREVIEWED
    lagging.caught_up()
    assert b.submit(change).what is EventType.REPLANNED


def test_undo_at_once_says_that_aws_shows_the_text_from_before(lagging: Lagging) -> None:
    b = lagging.b
    change = b.approved(NAME, FIX)
    b.queue.sent.clear()
    lagging.lag()
    assert b.mender.apply(change.id).what is EventType.UNVERIFIED
    news = b.mender.propose_undo(change.id, "U1", PLACE)
    assert news.what is EventType.CANNOT
    assert "AWS still shows" in news.says and "Try again in a minute" in news.says
    assert "not there any more" not in news.says
    lagging.caught_up()
    assert b.mender.propose_undo(change.id, "U1", PLACE).what is EventType.PROPOSED


def test_the_same_fix_again_is_not_planned_over_what_was_there_before(lagging: Lagging) -> None:
    b = lagging.b
    scenario = b.seed(NAME)
    request = b.wish(scenario, FIX)
    change = b.proposed(request)
    b.submit(change)
    lagging.lag()
    assert b.mender.apply(change.id).what is EventType.UNVERIFIED
    news = b.mender.propose("U2", PLACE, request)
    assert news.what is EventType.CANNOT
    assert "AWS still shows Policy of" in news.says and "budget-check" in news.says


def test_right_after_an_undo_the_check_is_not_taken_for_what_is(lagging: Lagging) -> None:
    """AWS shows our statement still; that nothing would be mended would be wrong."""
    b = lagging.b
    done = applied(lagging)
    undo = change_of(b.mender.propose_undo(done.id, "U1", PLACE), EventType.PROPOSED)
    b.submit(undo)
    lagging.lag()
    b.mender.apply(undo.id)
    news = b.mender.propose("U1", PLACE, b.wish(find(NAME), FIX))
    assert news.what is EventType.CANNOT
    assert "AWS still shows" in news.says and "would be mended" not in news.says


def test_a_second_change_on_the_same_key_within_the_lag(lagging: Lagging) -> None:
    """Its plan was made over what was there before the first one: it is not written."""
    b = lagging.b
    scenario = b.seed(NAME)
    first, second = (b.proposed(b.wish(scenario, FIX), who) for who in ("U1", "U2"))
    b.submit(first)
    b.submit(second, "U2")
    lagging.lag()
    b.mender.apply(first.id)
    b.aws.control.forget_calls()
    assert b.mender.apply(second.id).what is EventType.STOPPED
    assert b.writes() == []
    assert "AWS still shows" in b.now(second).outcome


def test_what_others_added_since_is_no_old_text(lagging: Lagging) -> None:
    b = lagging.b
    done = applied(lagging)
    b.edit_key(done.plan, SOMEBODY)
    assert b.mender.propose_undo(done.id, "U1", PLACE).what is EventType.PROPOSED


def test_after_the_lag_what_is_read_counts(lagging: Lagging) -> None:
    """Somebody took our statement out, and nobody told."""
    b = lagging.b
    change = b.approved(NAME, FIX)
    before = b.key_policy(change.plan)
    done = change_of(b.mender.apply(change.id), EventType.APPLIED)
    b.put_key(done.plan, before)
    request = b.wish(find(NAME), FIX)
    assert b.mender.propose("U1", PLACE, request).what is EventType.CANNOT
    b.clock.ahead += timedelta(minutes=5)
    assert b.mender.propose("U1", PLACE, request).what is EventType.PROPOSED
