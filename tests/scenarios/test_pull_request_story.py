"""An alert that does not arrive, mended where Terraform keeps the policy: pull request, merge,
deployment, and the alert arrives again; told in one thread, from Slack's requests alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import pytest

from bot.core.jobs import NOBODY, Job
from bot.core.jobs.pull_requests import LookAtPullRequests, OpenPullRequest
from bot.features.pull_request.open import open_alone
from bot.features.pull_request.prepare import Prepared, prepared
from playground.scenarios.load import find
from playground.tickets.github.seed import REPOSITORY
from playground.tickets.local import LocalTickets
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.features.conftest import GRANT
from tests.features.pull_request.github import FOLDER, deploy, files, with_github
from tests.features.world import Mending, buttons_of, text_of

BUDGET = find(GRANT).budget
OPEN = "pull_request.open"
FILE = f"{FOLDER}/keys.tf"


@pytest.fixture
def opener(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAws]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    opened = OpenAws()
    yield opened
    opened.close()


@pytest.fixture
def world(embedded_aws: EmbeddedAws, opener: OpenAws, tickets: LocalTickets) -> Iterator[Mending]:
    with with_github(embedded_aws, opener, tickets, deployed_within=24) as found:
        yield found


def later(world: Mending, **time: float) -> None:
    """Time passes, and the schedule comes round."""
    world.clock.pass_(**time)
    world.routes.send(Job(f"tick-{world.clock():%d%H%M%S%f}", NOBODY, LookAtPullRequests()))
    world.settle()


def opened(world: Mending) -> None:
    """A pull request from the answer, as people open one."""
    answer = world.check(GRANT)
    assert buttons_of(answer)[0] == OPEN, "it comes before the write that Terraform would undo"
    view = world.preview(answer, OPEN)
    said = " ".join(text_of(view).split())
    assert FILE in said and "Terraform keeps the policy" in said and "BudgetCheckAllow" in said
    assert "is open, as a draft" in " ".join(world.submit(view).split())


def lines(world: Mending) -> list[str]:
    return [m.text for m in world.thread() if f"{REPOSITORY}#" in m.text]


def test_from_the_broken_alert_to_the_pull_request_the_merge_and_the_alert_that_arrives(
    world: Mending, tickets: LocalTickets
) -> None:
    assert not world.arrives(GRANT)
    before = files(tickets)[FILE]
    opened(world)
    (issue,) = (one for one in tickets.github.issues() if one.pull)
    assert issue.pull and issue.pull.draft and "key.policy-silent" in (issue.body or "")
    written = files(tickets, issue.pull.head)[FILE]
    assert [one for one in before.splitlines() if one not in written.splitlines()] == []
    assert files(tickets)[FILE] == before and not world.arrives(GRANT), "nothing is merged"

    tickets.github.merge(REPOSITORY, issue.number)
    later(world, minutes=11)
    assert not world.arrives(GRANT), "nothing is deployed"
    deploy(world, tickets)
    later(world, minutes=11)
    assert world.arrives(GRANT)
    id = f"{REPOSITORY}#{issue.number}"
    assert lines(world) == [
        f"🔀 mina opened the pull request {id} for {BUDGET}: "
        "the key's policy does not let AWS Budgets in",
        f"🔀 dana merged {id}: {BUDGET} waits for the deployment",
        f"✅ {id} is deployed: {BUDGET} alerts again",
    ]
    world.clock.pass_(seconds=5)
    world.tick()
    assert "✅" in world.answers()[0].text


def test_what_is_merged_and_never_deployed_is_told_once(
    world: Mending, tickets: LocalTickets
) -> None:
    opened(world)
    (issue,) = (one for one in tickets.github.issues() if one.pull)
    tickets.github.merge(REPOSITORY, issue.number)
    later(world, minutes=11)
    later(world, hours=25)
    later(world, hours=25)
    id = f"{REPOSITORY}#{issue.number}"
    assert lines(world)[2:] == [f"⏳ {id} is merged, not deployed: {BUDGET} does not alert yet"]
    deploy(world, tickets)
    later(world, minutes=11)
    assert lines(world)[3:] == [f"✅ {id} is deployed: {BUDGET} alerts again"]


def test_a_deployment_of_what_stood_there_before_undoes_the_live_write(
    world: Mending, tickets: LocalTickets
) -> None:
    """Why the pull request comes first."""
    world.mend(GRANT, "allow-on-key")
    assert world.arrives(GRANT)
    deploy(world, tickets)
    assert not world.arrives(GRANT)


def test_a_thousand_presses_at_once_open_one(world: Mending, tickets: LocalTickets) -> None:
    view = world.preview(world.check(GRANT), OPEN)
    for queue in world.soon:
        queue.holds = (OpenPullRequest,)
    world.slack.person("U0MENDER").submit(view)
    world.settle()
    (held,) = (queue for queue in world.soon if queue.held)
    pressed = held.held.pop()
    for queue in world.soon:
        queue.holds = ()
    what, context = pressed.what, world.worker.parts.context(pressed)
    assert isinstance(what, OpenPullRequest)
    answer = world.store.answers.get(what.answer)
    assert answer
    made = prepared(context, answer, 0)
    assert isinstance(made, Prepared)
    with ThreadPoolExecutor(32) as pool:
        jobs = [replace(pressed, id=f"press-{n}") for n in range(1000)]
        ended = list(pool.map(partial(_pressed, world, what, made), jobs))
    assert len(ended) == 1000
    world.settle()
    assert len([one for one in tickets.github.issues() if one.pull]) == 1
    assert len([one for one in lines(world) if "opened the pull request" in one]) == 1


def _pressed(world: Mending, what: OpenPullRequest, made: Prepared, job: Job) -> None:
    """One press, worked out already: what comes of it under the lease."""
    open_alone(world.worker.parts.context(job), what, made)
