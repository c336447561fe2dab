"""Six hours of an organisation, through its jobs: each account is swept once, whatever happens.

A thousand accounts get their jobs; of those some are worked on here, by several workers that are
killed, with a queue that hands a job out again, and a table that is too busy at times.
"""

from __future__ import annotations

import gc
import json
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import local
from uuid import uuid4

import pytest
from botocore.credentials import RefreshableCredentials

from bot.aws import opened_roles
from bot.core import policy as evaluator
from bot.core.jobs import NOBODY, Job
from bot.core.jobs.organization import ListsDue
from bot.core.jobs.watch import Sweep, SweepDue
from bot.core.sweep_slots import PERIOD, SLOT
from bot.errors import StoreError
from bot.worker.worker import Worker
from playground.slack import seed as people
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.features.world import Mending, mending
from tools.bench.sweeping import organisation
from tools.bench.sweeping.organisation import FEWEST, HUB, PARAMETER, Organisation, budget_of

ACCOUNTS, WORKED_ON = 1000, 60
WORKERS = 4
TICK = 10 * SLOT
"""Nine ticks of ten never come: the tenth has all their slots."""
KEPT_ROLES = 8


class KilledError(BaseException):
    """The process is gone: nothing of it catches this."""


@dataclass
class AtLeastOnce:
    """A queue that hands out again what was not done, and now and then what was."""

    ready: deque[Job] = field(default_factory=deque)
    sent: list[Job] = field(default_factory=list)

    def send(self, job: Job, delay_seconds: int = 0) -> None:
        self.sent.append(job)
        self.ready.append(job)

    def send_all(self, jobs: Sequence[Job]) -> None:
        for job in jobs:
            self.send(job)


@dataclass
class Hub:
    """What works on an organisation. `dies` are the accounts whose first worker is killed, before
    the so manyth call that its thread makes to the tables.
    """

    world: Mending
    made: Organisation
    queue: AtLeastOnce = field(default_factory=AtLeastOnce)
    dies: dict[str, int] = field(default_factory=dict)
    here: local = field(default_factory=local)

    def __post_init__(self) -> None:
        self.worker = Worker(replace(self.world.worker.parts, queue=self.queue))

    def tick(self) -> list[Job]:
        """The schedule comes round; the jobs for accounts that it leaves."""
        before = len(self.queue.sent)
        self.worker.work(Job(uuid4().hex, NOBODY, SweepDue()))
        return self.queue.sent[before:]

    def period(self) -> list[Job]:
        """All ticks of six hours; the jobs of the first, which has everything, are let go."""
        self.tick()
        self.queue.ready.clear()
        found = []
        for _ in range(PERIOD // TICK):
            self.world.clock.pass_(seconds=TICK.total_seconds())
            found += self.tick()
        self.queue.ready.clear()
        return found

    def work_off(self, jobs: Sequence[Job]) -> None:
        """Until nothing is left, whatever came of it. Every third job is handed out twice."""
        self.queue.ready.extend(jobs)
        self.queue.ready.extend(jobs[::3])
        with ThreadPoolExecutor(WORKERS) as workers:
            while self.queue.ready:
                batch = [self.queue.ready.popleft() for _ in range(len(self.queue.ready))]
                list(workers.map(self._deliver, batch))

    def _deliver(self, job: Job) -> None:
        account = getattr(job.what, "account", "")
        self.here.left = self.dies.pop(account, None)
        try:
            self.worker.work(job)
        except (KilledError, StoreError):
            self.queue.ready.append(job)
        finally:
            self.here.left = None

    def before_call(self, **_: object) -> None:
        """Kills the thread that has no call left."""
        left = getattr(self.here, "left", None)
        if left is not None:
            self.here.left = left - 1
            if not left:
                raise KilledError

    def swept(self) -> Counter[str]:
        """How often AWS was asked for the list of each account's budgets."""
        calls = self.world.aws.control.calls("budgets", "DescribeBudgets")
        return Counter(call.account for call in calls)

    def is_done(self, account: str) -> bool:
        """Whether its sweep of this period came to its end, and saw its budget."""
        record = self.world.store.sweeps.get(account)
        kept = self.world.store.verdicts.get(account, budget_of(account))
        return bool(record and not record.running and record.last and kept)

    def tell(self, accounts: Sequence[str], states: Mapping[str, str]) -> None:
        """The organisation's accounts from now on; they are listed, and the directory is read."""
        organisation.tell(self.world.aws.control, accounts, states)
        self.world.clock.pass_(days=1)
        self.queue.ready.append(Job(uuid4().hex, NOBODY, ListsDue()))
        while self.queue.ready:
            self.worker.work(self.queue.ready.popleft())
        self.world.forget_accounts()


@pytest.fixture
def hub(
    embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Hub]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    monkeypatch.setattr(opened_roles, "MOST_OPEN", KEPT_ROLES)
    made = organisation.make(embedded_aws.url, request.param)
    opened = OpenAws()
    with mending(
        embedded_aws, opened, [], accounts_parameter=PARAMETER, alerts_channel=people.FINOPS
    ) as world:
        found = Hub(world, made)
        events = embedded_aws.client("dynamodb").meta.events
        events.register("before-call.dynamodb", found.before_call)
        yield found
        events.unregister("before-call.dynamodb", found.before_call)
    opened.close()


def account_of(job: Job) -> str:
    assert isinstance(job.what, Sweep)
    return job.what.account


@pytest.mark.parametrize("hub", [ACCOUNTS], indirect=True)
def test_each_account_is_swept_once_in_six_hours(hub: Hub) -> None:
    aws = hub.world.aws
    suspended, *others = hub.made.accounts
    hub.tell(hub.made.accounts, {suspended: "SUSPENDED"})
    period = hub.period()
    jobs = {account_of(job): job for job in period}
    assert len(period) == len(jobs) and set(jobs) == {HUB, *others}, "each once, none forgotten"

    worked_on = others[:WORKED_ON]
    refuses, leaves, *sound = worked_on
    killed = dict(zip(sound[::4], range(100), strict=False))
    hub.dies = {account: n % 6 for account, n in killed.items()}
    deny = {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}]}
    aws.client("iam", account=refuses).update_assume_role_policy(
        RoleName=organisation.ROLE, PolicyDocument=json.dumps(deny)
    )
    hub.tell([one for one in hub.made.accounts if one not in (suspended, leaves)], {})
    aws.control.forget_calls()
    aws.fault("dynamodb", "TransactWriteItems", code="ThrottlingException", times=20)
    hub.work_off([jobs[account] for account in worked_on])

    assert [account for account in sound if not hub.is_done(account)] == []
    swept = hub.swept()
    assert {swept[account] for account in sound if account not in killed} == {1}
    assert {swept[account] for account in killed} <= {1, 2}
    assert 2 in swept.values(), "some were killed after they had read"
    assert not hub.dies and swept[leaves] == swept[suspended] == swept[refuses] == 0
    assert hub.world.store.sweeps.get(leaves) is None
    (said,) = [m.text for m in hub.world.slack.messages(people.FINOPS)]
    assert refuses in said, "one account could not be read: that alone is told, and once"


@pytest.mark.parametrize("hub", [WORKED_ON + 1], indirect=True)
def test_no_account_costs_more_than_it_must_and_none_stays(hub: Hub) -> None:
    hub.tell(hub.made.accounts, {})
    jobs = [job for job in hub.period() if account_of(job) != HUB]
    half = len(jobs) // 2
    hub.work_off(jobs[:half])
    first = ours()
    hub.world.aws.control.forget_calls()
    hub.work_off(jobs[half:])
    counts = hub.world.aws.control.counts()
    asked = sum(n for what, n in counts.items() if not what.startswith("dynamodb "))
    assert asked <= 1.05 * FEWEST * len(jobs[half:]), counts
    found = ours()
    assert found[RefreshableCredentials] <= KEPT_ROLES + 2, "the hub's own two"
    more = found - first
    assert more.total() < half / 2, f"a swept account leaves nothing behind, but {more}"


def ours() -> Counter[type]:
    """What lives of what came after the tests began, by its kind; without what the evaluator keeps
    of the policies that it read last.
    """
    gc.collect()
    kinds = Counter(type(one) for one in gc.get_objects())
    names = {kind: kind.__module__ for kind in kinds}
    keeps = {kind for kind, name in names.items() if name.startswith(("bot.", "botocore."))}
    return Counter({k: kinds[k] for k in keeps if not names[k].startswith(evaluator.__name__)})
