"""An organisation's list, kept current by the jobs: whole, after events, and where it fails."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from bot.aws.accounts import Accounts
from bot.core.accounts.directory import Directory
from bot.core.accounts.list_state import AT_LEAST, EVERY, LOST_AFTER
from bot.core.accounts.organization_list import Member, Unit
from bot.core.jobs import NOBODY, Job
from bot.core.jobs.organization import ListMembers, ListsDue, NameUnits, OrganizationChanged
from bot.core.model.read import ReadFailed
from bot.features.watch.organization import PATIENCE
from bot.store.organizations import ListedPage
from bot.worker.aws_reader import AwsReader
from bot.worker.organization_lists import OrganizationLists
from bot.worker.worker import Worker
from playground.slack import seed as people
from tests.aws.members import EXTERNAL_ID, PATH
from tests.aws.world import OpenAws
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.features.world import Mending, mending
from tests.jobs.fakes import KeptQueue

ID = "o-exampleorg1"
SANDBOX, TEAM = "ou-abcd-11111111", "ou-abcd-22222222"
UNITS = [
    {"id": SANDBOX, "name": "Sandbox"},
    {"id": TEAM, "name": "Team A", "parent": SANDBOX},
]
SHOP, TOOLS = "2" * 12, "3" * 12


@dataclass
class Listed:
    """A worker of a hub whose one entry is an organisation."""

    world: Mending
    queue: KeptQueue = field(default_factory=KeptQueue)
    seconds: float = 0.0

    def __post_init__(self) -> None:
        aws = self.world.aws
        self.parts = replace(self.world.worker.parts, queue=self.queue)
        self.opener = OpenAws()
        lists = OrganizationLists(self.world.store.organizations)
        self.accounts = Accounts(self.opener(), PATH, lambda: self.seconds, None, lists.list_of)
        reader = AwsReader(self.opener(), self.parts.clock, self.accounts)
        self.parts = replace(self.parts, reader=reader)
        said = {"organization": ID, "read_role": "reads", "external_id": EXTERNAL_ID}
        aws.client("ssm").put_parameter(
            Name=f"{PATH}/all", Value=json.dumps(said), Type="SecureString"
        )

    def told(self, accounts: Sequence[Mapping[str, str]], **different: Any) -> None:
        hub = {"id": ACCOUNT, "name": "Hub"}
        given = {"management": "9" * 12, "units": UNITS, "delegated": [ACCOUNT], **different}
        self.world.aws.control.put_whole_organization(ID, accounts=[hub, *accounts], **given)

    def tick(self, id: str) -> None:
        """What the schedule asks for, with every job that comes of it."""
        self.work(Job(id, NOBODY, ListsDue()))

    def work(self, job: Job) -> None:
        self.queue.sent.append((job, 0))
        while self.queue.sent:
            Worker(self.parts).work(self.queue.sent.pop(0)[0])

    def directory(self) -> Directory:
        self.seconds += 1000
        found = self.accounts.directory()
        assert isinstance(found, Directory)
        return found

    @property
    def ids(self) -> list[str]:
        return [one.id for one in self.directory().others]

    def says(self) -> list[str]:
        return [one.text for one in self.world.slack.messages(people.FINOPS)]

    def later(self, by: timedelta) -> None:
        self.world.clock.ahead += by


@pytest.fixture
def hub(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[Listed]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    opened = OpenAws()
    settings: dict[str, Any] = {"accounts_parameter": PATH, "alerts_channel": people.FINOPS}
    with mending(embedded_aws, opened, [], **settings) as found:
        made = Listed(found)
        yield made
        made.opener.close()
    opened.close()


def test_a_tick_lists_it_once_a_day(hub: Listed) -> None:
    hub.told([{"id": SHOP, "name": "Shop", "unit": TEAM}])
    unlisted = hub.directory().unlisted
    assert unlisted and "not been listed yet" in unlisted.detail
    hub.tick("t1")
    (shop,) = hub.directory().others
    assert shop.place and (shop.place.unit, shop.place.organization) == ("Team A", ID)
    own = hub.directory().own.place
    assert own and own.is_administrator and not own.is_management
    asked = len(hub.world.aws.control.calls("organizations"))
    hub.told([{"id": TOOLS, "name": "Tools"}])
    hub.tick("t2")
    assert len(hub.world.aws.control.calls("organizations")) == asked and hub.ids == [SHOP]
    hub.later(EVERY)
    hub.tick("t3")
    assert hub.ids == [TOOLS] and hub.says() == []


def test_the_same_list_is_not_read_and_put_together_again(hub: Listed) -> None:
    hub.told([{"id": SHOP, "name": "Shop"}])
    hub.tick("t1")
    first = hub.directory()
    queries = len(hub.world.aws.control.calls("dynamodb", "Query"))
    assert hub.directory() is first
    assert len(hub.world.aws.control.calls("dynamodb", "Query")) == queries


def test_a_change_that_aws_tells_of_is_seen_soon_and_several_at_once(hub: Listed) -> None:
    hub.told([{"id": SHOP, "name": "Shop"}])
    hub.tick("t1")
    hub.told([{"id": SHOP, "name": "Shop"}, {"id": TOOLS, "name": "Tools"}])
    hub.later(timedelta(minutes=1))
    for n in range(3):
        changed = OrganizationChanged(hub.world.clock().isoformat())
        hub.work(Job(f"e{n}", NOBODY, changed))
    hub.tick("t2")
    assert hub.ids == [SHOP], "not twice within some minutes"
    hub.later(AT_LEAST)
    hub.tick("t3")
    asked = len(hub.world.aws.control.calls("organizations", "ListAccounts"))
    hub.later(AT_LEAST)
    hub.tick("t4")
    assert hub.ids == [SHOP, TOOLS]
    assert len(hub.world.aws.control.calls("organizations", "ListAccounts")) == asked == 2


def test_each_job_keeps_some_pages_and_the_next_goes_on(
    hub: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.features.watch.organization.AT_ONCE", timedelta(seconds=-1))
    several = ((n, (SANDBOX, TEAM)[n % 2]) for n in range(2, 43))
    many = [{"id": f"{n:012}", "name": f"a{n}", "unit": unit} for n, unit in several]
    hub.told(many, empty=1)
    kinds: list[str] = []
    sent = hub.queue.send

    def send(job: Job, delay_seconds: int = 0) -> None:
        kinds.append(job.kind)
        sent(job, delay_seconds)

    monkeypatch.setattr(hub.queue, "send", send)
    hub.tick("t1")
    assert kinds == ["organization.list"] * 4 + ["organization.units"] * 2
    found = hub.directory()
    assert len(found.others) == 41
    assert {one.place.unit for one in found.others if one.place} == {"Sandbox", "Team A"}


def test_a_job_that_comes_twice_changes_nothing(hub: Listed) -> None:
    hub.told([{"id": SHOP, "name": "Shop", "unit": TEAM}])
    first = Job("t1", NOBODY, ListsDue())
    worker = Worker(hub.parts)
    worker.work(first)
    worker.work(first)
    jobs = [job for job, _ in hub.queue.sent]
    assert [job.what for job in jobs] == [ListMembers(ID, "t1")] * 2, "it may have broken off"
    hub.queue.sent.clear()
    for job in jobs:
        worker.work(job)
    units = [job for job, _ in hub.queue.sent]
    assert [job.what for job in units] == [NameUnits(ID, "t1", 1)] * 2
    hub.queue.sent.clear()
    for job in units:
        worker.work(job)
    assert hub.ids == [SHOP] and not hub.queue.sent


def test_half_a_list_takes_no_account_away(hub: Listed) -> None:
    many = [{"id": f"{n:012}", "name": f"a{n}"} for n in range(2, 43)]
    hub.told(many)
    hub.tick("t1")
    hub.later(EVERY)
    hub.told(many[:1])
    worker = Worker(hub.parts)
    worker.work(Job("t2", NOBODY, ListsDue()))
    worker.work(hub.queue.sent.pop()[0])
    assert len(hub.ids) == 41, "its job was lost"
    hub.queue.sent.clear()
    hub.later(LOST_AFTER)
    hub.tick("t3")
    assert hub.ids == [f"{2:012}"]


def test_one_that_cannot_be_listed_is_told_once_and_once_that_it_can(hub: Listed) -> None:
    hub.told([{"id": SHOP, "name": "Shop"}])
    hub.tick("t1")
    hub.told([], delegated=[])
    for n in range(3):
        hub.later(EVERY)
        hub.tick(f"r{n}")
    (told,) = hub.says()
    assert told.startswith(f"❓ Could not read the accounts of organisation {ID}. AWS refused it")
    assert "organizations:ListAccounts" in told and "goes on with the accounts" in told
    assert hub.ids == [SHOP] and hub.directory().incomplete is None
    hub.told([{"id": TOOLS, "name": "Tools"}])
    for n in range(2):
        hub.later(EVERY)
        hub.tick(f"g{n}")
    listed = f"✅ The accounts of organisation {ID} can be listed again: 2 are in use."
    assert hub.says()[1:] == [listed] and hub.ids == [TOOLS]


def test_one_that_was_never_listed_says_why(hub: Listed) -> None:
    hub.told([], delegated=[])
    hub.tick("t1")
    unlisted = hub.directory().unlisted
    assert unlisted and "AWS refused it" in unlisted.detail
    assert len(hub.says()) == 1


def test_a_busy_aws_is_asked_again_from_where_it_stood(hub: Listed) -> None:
    hub.told([{"id": f"{n:012}", "name": f"a{n}"} for n in range(2, 43)])
    hub.world.aws.control.fault(
        service="organizations",
        operation="ListAccounts",
        text="from-20",
        code="TooManyRequestsException",
        status=400,
    )
    worker = Worker(hub.parts)
    worker.work(Job("t1", NOBODY, ListsDue()))
    waits = list[int]()
    for _ in range(PATIENCE):
        worker.work(hub.queue.sent.pop()[0])
        job, wait = hub.queue.sent[-1]
        waits.append(wait)
        assert job.what == ListMembers(ID, "t1", "from-20", 1)
    assert waits == [30, 60, 120, 240] and hub.says() == []
    hub.world.aws.control.forget_faults()
    hub.work(hub.queue.sent.pop()[0])
    assert len(hub.ids) == 41


def test_names_that_are_not_told_keep_no_account_back(hub: Listed) -> None:
    hub.told([{"id": SHOP, "name": "Shop", "unit": TEAM}])
    hub.world.aws.control.fault(
        service="organizations",
        operation="DescribeOrganizationalUnit",
        code="AccessDeniedException",
        status=400,
    )
    hub.tick("t1")
    (shop,) = hub.directory().others
    assert shop.place and shop.place.unit == "" and hub.says() == []


def test_entries_that_cannot_be_read_now_lose_no_list(hub: Listed) -> None:
    hub.world.aws.control.fault(
        service="ssm", operation="GetParametersByPath", code="AccessDeniedException", status=400
    )
    hub.tick("t1")
    assert hub.queue.sent == [], "each tick asks again by itself"
    page = ListMembers(ID, "t0", "from-20", 1)
    Worker(hub.parts).work(Job("t0.1", NOBODY, page))
    assert [job.what for job, _ in hub.queue.sent] == [page]


def test_a_table_that_does_not_answer_leaves_what_was_known(hub: Listed) -> None:
    hub.told([{"id": SHOP, "name": "Shop"}])
    hub.tick("t1")
    assert hub.ids == [SHOP]
    hub.world.aws.control.fault(service="dynamodb", code="AccessDeniedException", status=400)
    assert hub.ids == [SHOP]
    fresh = OrganizationLists(hub.world.store.organizations)
    (entry,) = hub.directory().organizations
    assert isinstance(fresh.list_of(entry), ReadFailed)
    hub.world.aws.control.forget_faults()


def test_ten_thousand_accounts_are_read_in_some_calls(hub: Listed) -> None:
    kept = hub.world.store.organizations
    state = kept.begin(None, ID, "r1", hub.world.clock())
    assert state
    for page in range(50):
        ids = range(1 + 200 * page, 201 + 200 * page)
        members = tuple(Member(f"{n:012}", f"Account {n}", "ACTIVE", TEAM) for n in ids)
        kept.put_page(ID, "r1", page, ListedPage(members, (Unit(SANDBOX), Unit(TEAM, "", SANDBOX))))
    assert kept.end(state, replace(state, pages=50), hub.world.clock())
    hub.world.aws.control.forget_calls()
    assert len(hub.directory().all) == 10_001
    assert len(hub.world.aws.control.asked()) <= 25
