"""Many at once: one write, and everybody else is told."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from bot.core.change import State
from bot.work.mend.news import News, What
from bot.work.mend.records import Did
from tests.work.mend.bench import Bench

NAME, FIX = "customer-key-without-budgets", "allow-on-key"


def test_fifty_submissions_of_one_plan(b: Bench) -> None:
    change = b.propose(NAME, FIX)

    def submit(_: int) -> News:
        return b.submit(change)

    with ThreadPoolExecutor(10) as threads:
        came = Counter(news.what for news in threads.map(submit, range(50)))
    assert came == {What.APPROVED: 1, What.LATE: 49}
    with ThreadPoolExecutor(10) as threads:
        jobs = [job for job, _ in b.queue.sent] * 5
        list(threads.map(b.work, jobs))
    assert b.writes() == ["PutKeyPolicy"]
    did = Counter(b.did(change))
    assert (did[Did.APPLIED], did[Did.REFUSED]) == (1, 49)
    assert {a.why for a in b.story(change) if a.what == Did.REFUSED} <= {
        "Nothing was done: it was submitted before and is about to be applied."
    }


def test_one_job_delivered_five_times_at_once(b: Bench) -> None:
    change = b.approved(NAME, FIX)
    with ThreadPoolExecutor(5) as threads:
        came = [news.what for news in threads.map(b.mender.apply, [change.id] * 5)]
    assert came.count(What.APPLIED) == 1
    assert set(came) <= {What.APPLIED, What.STANDS, What.BUSY}
    b.work_off()
    assert b.writes() == ["PutKeyPolicy"]
    assert b.did(change).count(Did.APPLIED) == 1


def test_two_people_with_the_same_plan_for_one_key(b: Bench) -> None:
    scenario = b.seed(NAME)
    wish = b.wish(scenario, FIX)
    changes = [b.proposed(wish, "U1"), b.proposed(wish, "U2")]
    for change in changes:
        assert b.submit(change, change.requester).what is What.APPROVED
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda change: b.mender.apply(change.id), changes))
    b.work_off()
    states = sorted(b.now(change).state for change in changes)
    assert states == [State.APPLIED, State.REFUSED]
    assert b.writes() == ["PutKeyPolicy"]
    assert What.STOPPED in b.tell.what


def test_two_fixes_on_one_key(b: Bench) -> None:
    """The second waits for the first, finds another document, and is told; nothing is lost."""
    scenario = b.seed("key-disabled")
    b.aws.client("kms", scenario.topics[0].region)
    enable = b.proposed(b.wish(scenario, "enable-key"), "U1")
    b.put_key(enable.plan, {"Version": "2012-10-17", "Statement": [_root(b, enable.plan.resource)]})
    allow = b.proposed(b.wish(scenario, FIX), "U2")
    for change in (enable, allow):
        assert b.submit(change, change.requester).what is What.APPROVED
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda change: b.mender.apply(change.id), (enable, allow)))
    b.work_off()
    assert {b.now(c).state for c in (enable, allow)} == {State.APPLIED}
    assert sorted(b.writes()) == ["EnableKey", "PutKeyPolicy", "PutKeyPolicy"]
    sids = [one.get("Sid") for one in b.key_policy(allow.plan)["Statement"]]
    assert sids == ["Root", "BudgetCheckAllowBudgets"]


def test_a_change_waits_while_another_holds_the_resource(b: Bench) -> None:
    change = b.approved(NAME, FIX)
    b.queue.sent.clear()
    b.means.leases.take([change.plan.resource], "another", b.clock(), 600)
    assert b.mender.apply(change.id).what is What.BUSY
    assert [delay for _, delay in b.queue.sent] == [15]
    assert b.now(change).state is State.APPROVED
    assert b.writes() == []


def _root(b: Bench, key: str) -> dict[str, object]:
    account = key.split(":")[4]
    return {
        "Sid": "Root",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
        "Action": "kms:*",
        "Resource": "*",
    }
