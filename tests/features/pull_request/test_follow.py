"""A pull request is followed: merged, deployed or not, and whether the alert arrives again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.core.jobs import NOBODY, Job
from bot.core.jobs.pull_requests import LookAtPullRequests
from bot.core.pull_requests.run import Stage
from bot.core.thread import Thread, ThreadOrigin
from bot.events import jobs_of
from playground.scenarios.load import find
from playground.slack import seed
from tests.conftest import ACCOUNT
from tests.core.aws_events.events import cloudtrail
from tests.features.conftest import GRANT
from tests.features.pull_request.conftest import PATH
from tests.features.pull_request.repository import Repository
from tests.features.pull_request.test_open import OPEN, text_of
from tests.features.world import Mending, buttons_of

BUDGET = find(GRANT).budget
STATEMENT = {
    "Sid": "BudgetCheckAllowBudgets",
    "Effect": "Allow",
    "Principal": {"Service": "budgets.amazonaws.com"},
    "Action": ["kms:GenerateDataKey*", "kms:Decrypt"],
    "Resource": "*",
    "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
}


@pytest.fixture
def different() -> dict[str, Any]:
    return {"deployed_within": 2}


@pytest.fixture
def opened(mapped: Mending) -> Mending:
    """The world with an open pull request in it."""
    mapped.submit(mapped.preview(mapped.check(GRANT), OPEN))
    return mapped


def later(world: Mending, **time: float) -> None:
    """Time passes, and the schedule comes round."""
    world.clock.pass_(**time)
    world.routes.send(Job(f"tick-{world.clock():%H%M%S%f}", NOBODY, LookAtPullRequests()))
    world.settle()


def deploy(world: Mending, *more: dict[str, Any], without: bool = False) -> None:
    """Somebody deploys the key's policy, with our statement unless `without`."""
    policy = world.key_policy(GRANT)
    policy["Statement"] += [*([] if without else [STATEMENT]), *more]
    key(world).put_key_policy(KeyId=arn(world), PolicyName="default", Policy=json.dumps(policy))


def key(world: Mending) -> Any:
    return world.aws.client("kms", find(GRANT).topics[0].region)


def arn(world: Mending) -> str:
    """The key's."""
    found = key(world).describe_key(KeyId=world.topic(GRANT)["KmsMasterKeyId"])
    return str(found["KeyMetadata"]["Arn"])


def lines(world: Mending) -> list[str]:
    """What the thread says of it, after that it was opened."""
    said = [m.text for m in world.thread() if "acme/infra#" in m.text]
    return said[1:]


def run(world: Mending) -> Any:
    """The record, over or not."""
    keys = world.aws.client("dynamodb").scan(TableName="budget-check-threads")["Items"]
    (id,) = (one["id"]["S"] for one in keys if one["pk"]["S"].startswith("pull-request:"))
    return world.store.pull_requests.get(id)


def test_while_it_is_open_nothing_is_said(opened: Mending) -> None:
    for _ in range(3):
        later(opened, minutes=11)
    assert lines(opened) == [] and run(opened).stage is Stage.OPEN


def test_the_story_to_the_deployment_each_line_once(
    opened: Mending, repository: Repository
) -> None:
    repository.merge("kim", opened.clock())
    later(opened, minutes=11)
    later(opened, minutes=11)
    assert lines(opened) == [f"🔀 kim merged acme/infra#1: {BUDGET} waits for the deployment"]
    assert "is merged, and waits for the deployment" in text_of(opened.check(GRANT))
    deploy(opened)
    later(opened, minutes=11)
    later(opened, minutes=11)
    assert lines(opened)[1:] == [f"✅ acme/infra#1 is deployed: {BUDGET} alerts again"]
    assert run(opened).stage is Stage.ARRIVES and opened.store.pull_requests.open() == ()
    assert opened.arrives(GRANT)
    assert opened.records()[-2:] == [
        "a pull request was merged",
        "a pull request is deployed, and the alert arrives",
    ]
    assert "acme/infra" not in text_of(opened.check(GRANT))


def test_the_watch_hears_of_the_deployment_at_once(opened: Mending, repository: Repository) -> None:
    repository.merge("kim", opened.clock())
    deploy(opened)
    region = find(GRANT).topics[0].region
    heard = cloudtrail("kms", "PutKeyPolicy", {"keyId": arn(opened)}, region)
    for job in jobs_of(heard, "heard") or ():
        opened.routes.send(job)
    opened.settle()
    assert lines(opened)[-1] == f"✅ acme/infra#1 is deployed: {BUDGET} alerts again"


def test_what_is_merged_and_not_deployed_is_said_once_and_looked_at_on(
    opened: Mending, repository: Repository
) -> None:
    repository.merge("kim", opened.clock())
    later(opened, minutes=11)
    later(opened, hours=2)
    later(opened, hours=2)
    late = f"⏳ acme/infra#1 is merged, not deployed: {BUDGET} does not alert yet"
    assert lines(opened)[1:] == [late] and run(opened).stage is Stage.LATE
    deploy(opened)
    later(opened, days=2)
    assert lines(opened)[2:] == [f"✅ acme/infra#1 is deployed: {BUDGET} alerts again"]


def test_two_weeks_after_the_merge_nobody_looks_any_more(
    opened: Mending, repository: Repository
) -> None:
    repository.merge("kim", opened.clock())
    later(opened, minutes=11)
    later(opened, days=15)
    assert lines(opened)[-1] == (
        "⏳ acme/infra#1 was merged 14 days ago, and no check since has found that "
        f"{BUDGET} alerts: budget-check looks at it no more"
    )
    assert opened.store.pull_requests.open() == ()


def test_what_is_deployed_and_does_not_help_says_why(
    opened: Mending, repository: Repository
) -> None:
    service = {"Service": "budgets.amazonaws.com"}
    deny = {**STATEMENT, "Sid": "No", "Effect": "Deny", "Principal": service}
    repository.merge("kim", opened.clock())
    deploy(opened, deny)
    later(opened, minutes=11)
    assert lines(opened)[1:] == [
        f"⚠️ acme/infra#1 is deployed, and {BUDGET} still does not alert: "
        "the key's policy denies AWS Budgets"
    ]
    assert "is deployed, and did not help" not in text_of(opened.check(GRANT)), "another fault"


def test_one_that_is_closed_without_a_merge_is_offered_again(
    opened: Mending, repository: Repository
) -> None:
    repository.close("kim", opened.clock())
    later(opened, minutes=11)
    assert lines(opened) == [
        f"🔀 kim closed acme/infra#1 without merging it: {BUDGET} is not mended by it"
    ]
    answer = opened.check(GRANT)
    assert OPEN in buttons_of(answer)
    opened.submit(opened.preview(answer, OPEN))
    assert run(opened).pull_request == "acme/infra#2" and run(opened).stage is Stage.OPEN


def test_what_was_mended_meanwhile_is_never_thanked_to_the_deployment(
    opened: Mending, repository: Repository
) -> None:
    opened.mend(GRANT, "allow-on-key")
    opened.clock.pass_(minutes=5)
    opened.check(GRANT)
    opened.clock.pass_(minutes=5)
    repository.merge("kim", opened.clock())
    later(opened, minutes=11)
    assert lines(opened) == [
        f"🔀 kim merged acme/infra#1: {BUDGET} alerts already, and the next deployment keeps it so"
    ]


def test_what_is_mended_here_while_the_deployment_is_awaited_is_not_thanked_to_it_either(
    opened: Mending, repository: Repository
) -> None:
    repository.merge("kim", opened.clock())
    later(opened, minutes=11)
    opened.mend(GRANT, "allow-on-key")
    later(opened, minutes=11)
    assert lines(opened)[1:] == [
        f"🔀 kim merged acme/infra#1: {BUDGET} alerts already, and the next deployment keeps it so"
    ]


def test_a_host_that_is_silent_is_asked_again(opened: Mending, repository: Repository) -> None:
    repository.down = True
    repository.merge("kim", opened.clock())
    later(opened, minutes=11)
    assert lines(opened) == []
    repository.down = False
    later(opened, minutes=11)
    assert len(lines(opened)) == 1


def test_a_path_that_cannot_be_read_is_no_alert_that_arrives(
    opened: Mending, repository: Repository
) -> None:
    repository.merge("kim", opened.clock())
    deploy(opened)
    opened.aws.fault("kms", "GetKeyPolicy", code="AccessDeniedException", status=400)
    later(opened, minutes=11)
    later(opened, hours=3)
    assert len(lines(opened)) == 1 and run(opened).stage is Stage.MERGED
    opened.aws.control.forget_faults()
    later(opened, minutes=11)
    assert lines(opened)[-1].startswith("✅")


def test_one_that_is_open_for_three_months_is_let_be(opened: Mending) -> None:
    later(opened, days=91)
    assert lines(opened)[-1].startswith(f"🔀 acme/infra#1 for {BUDGET} was opened 90 days ago")
    assert opened.store.pull_requests.open() == ()


def test_one_whose_host_is_silent_for_three_months_is_let_be_too(
    opened: Mending, repository: Repository
) -> None:
    repository.down = True
    later(opened, days=91)
    assert opened.store.pull_requests.open() == ()


def test_it_is_said_in_the_budgets_open_threads_too(
    opened: Mending, repository: Repository
) -> None:
    root = opened.slack.person(seed.MENDER).say("An alert", seed.FINOPS).message
    thread = Thread(
        *("m1", ACCOUNT, BUDGET, find(GRANT).topics[0].arn),
        *(ThreadOrigin.POST, seed.FINOPS, root.ts, opened.clock()),
    )
    assert opened.store.threads.begin(thread)
    repository.merge("kim", opened.clock())
    later(opened, minutes=11)
    said = [m for m in opened.thread() if "kim merged" in m.text]
    assert {m.thread_ts for m in said} == {opened.answers()[0].ts, root.ts}


def test_the_file_that_was_merged_has_the_statement(
    opened: Mending, repository: Repository
) -> None:
    repository.merge("kim", opened.clock())
    assert "BudgetCheckAllowBudgets" in repository.base[PATH]


def test_what_somebody_else_mended_in_another_way_is_not_thanked_to_the_deployment(
    opened: Mending, repository: Repository
) -> None:
    repository.merge("kim", opened.clock())
    later(opened, minutes=11)
    topic = find(GRANT).topics[0]
    opened.aws.client("sns", topic.region).set_topic_attributes(
        TopicArn=topic.arn, AttributeName="KmsMasterKeyId", AttributeValue=""
    )
    later(opened, minutes=11)
    assert lines(opened)[1:] == [f"✅ acme/infra#1 is merged, and {BUDGET} alerts again"]


def test_of_a_budget_that_is_gone_nothing_is_said_that_is_not_known(
    opened: Mending, repository: Repository
) -> None:
    opened.aws.client("budgets").delete_budget(AccountId=ACCOUNT, BudgetName=BUDGET)
    repository.merge("kim", opened.clock())
    later(opened, minutes=11)
    later(opened, hours=3)
    later(opened, days=15)
    said = lines(opened)
    assert said[0] == f"🔀 kim merged acme/infra#1: {BUDGET} waits for the deployment"
    assert len(said) == 2 and "no check since has found" in said[1]


def test_of_a_topic_that_is_deleted_no_deployment_is_said(
    opened: Mending, repository: Repository
) -> None:
    topic = find(GRANT).topics[0]
    repository.merge("kim", opened.clock())
    opened.aws.client("sns", topic.region).delete_topic(TopicArn=topic.arn)
    later(opened, minutes=11)
    later(opened, hours=3)
    assert not any("is deployed" in line or "✅" in line for line in lines(opened))
    assert run(opened).stage is Stage.LATE


def test_a_repository_that_is_deleted_is_looked_at_until_its_time_is_over(
    opened: Mending, repository: Repository
) -> None:
    repository.down = True
    later(opened, days=91)
    assert lines(opened) == [
        f"🔀 acme/infra#1 for {BUDGET} was opened 90 days ago: budget-check looks at it no more"
    ]
