"""What people see of an organisation's accounts; the way from single entries loses nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.core.jobs import NOBODY, Job
from bot.core.jobs.alert_threads import Alerted
from bot.core.jobs.organization import ListsDue
from bot.core.jobs.watch import Sweep, SweepAll
from bot.jobs.again import PATIENCE
from playground.scenarios.load import find
from playground.slack import seed as people
from tests.aws.members import PATH
from tests.aws.world import OpenAws
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.core.alerts.texts import ACCOUNT as SAID_IN
from tests.core.alerts.texts import Said
from tests.deploy.members import EXTERNAL_ID, HUB, Hub
from tests.features.change.test_accounts import deployed
from tests.features.conftest import GRANT, opener
from tests.features.world import Mending, buttons_of, text_of

__all__ = ["opener"]

ID, UNIT = "o-exampleorg1", "ou-abcd-11111111"
NAME = find(GRANT).budget
OTHER = "5" * 12
HOSTILE = "<!channel> *Prod* `x`"


@pytest.fixture
def world(embedded_aws: EmbeddedAws, opener: OpenAws) -> Iterator[Mending]:
    """A hub with the single entry `prod`, by which everything stands that is to be kept."""
    hub = Hub(embedded_aws)
    with deployed(hub, opener) as found:
        settings = replace(found.settings, alerts_channel=people.FINOPS)
        found.worker.parts = replace(found.worker.parts, settings=settings)
        yield found


def told(aws: EmbeddedAws, *accounts: dict[str, str], unit: str = "Team A") -> None:
    units = [{"id": UNIT, "name": unit}]
    own = {"id": HUB, "name": "Hub"}
    aws.control.put_whole_organization(ID, HUB, [own, *accounts], units)


def upgraded(world: Mending, name: str = "Prod", *others: dict[str, str], unit: str = "A") -> None:
    """The single entry is deleted, and one for the organisation is there instead."""
    member = {"id": ACCOUNT, "name": name, "unit": UNIT}
    told(world.aws, member, *others, unit=unit)
    ssm = world.aws.client("ssm", account=HUB)
    ssm.delete_parameter(Name=f"{PATH}/prod")
    said = {
        "organization": ID,
        "read_role": "budget-check-prod-read",
        "mend_role": "budget-check-prod-mend",
        "external_id": EXTERNAL_ID,
    }
    ssm.put_parameter(Name=f"{PATH}/all", Value=json.dumps(said), Type="SecureString")
    listed(world)


def listed(world: Mending, id: str = "t1") -> None:
    world.forget_accounts()
    world.routes.send(Job(id, NOBODY, ListsDue()))
    world.settle()
    world.forget_accounts()


def alerted(world: Mending) -> None:
    topic = find(GRANT).topics[0].arn
    body = Said(name=NAME).body.replace(SAID_IN, ACCOUNT)
    at = "2026-11-24T12:00:00.000Z"
    world.routes.send(Job("m1", NOBODY, Alerted("m1", topic, "", body, at)))
    world.settle()


def test_the_way_from_single_entries_keeps_verdicts_threads_and_changes(world: Mending) -> None:
    alerted(world)
    answer = world.check(GRANT)
    assert "Done" in world.submit(world.preview(answer, "fix.allow-on-key"))
    store = world.store
    before = store.verdicts.get(ACCOUNT, NAME), store.threads.get("m1"), world.records()
    assert all(before) and world.arrives(GRANT)
    upgraded(world)
    assert (store.verdicts.get(ACCOUNT, NAME), store.threads.get("m1"), world.records()) == before
    (done,) = [one for one in world.thread() if "change.undo" in buttons_of(one)]
    world.submit(world.preview(done, "change.undo"))
    assert not world.arrives(GRANT), "the change goes on through the role that the entry names"
    thread = store.threads.get("m1")
    (post,) = [one for one in world.messages() if one.ts == thread.ts] if thread else []
    world.press(post, "alert.acknowledge")
    thread = store.threads.get("m1")
    assert thread and thread.acknowledged_by == people.MENDER
    again = world.command(f"{NAME} account:prod")
    assert "does not alert" in again.text
    verdict = store.verdicts.get(ACCOUNT, NAME)
    assert verdict and verdict.account == ACCOUNT


def test_an_answer_says_where_the_account_stands(world: Mending) -> None:
    assert "unit" not in text_of(world.check(GRANT)), "without an organisation nothing is said"
    upgraded(world, unit="Team *A* <!here>")
    answer = world.check(GRANT)
    assert "account Prod, in unit Team *A* <!here>" in text_of(answer)
    world.press(answer, "check.details")
    (view,) = world.slack.views(people.MENDER)
    assert "account Prod, in unit" in text_of(view)


def test_a_name_is_other_peoples_text(world: Mending) -> None:
    upgraded(world, HOSTILE, {"id": OTHER, "name": HOSTILE})
    seen = [world.check(GRANT), world.command("account:nowhere")]
    seen += [world.command(f'{NAME} account:"{HOSTILE}"'), world.command("")]
    world.routes.send(Job("s1", NOBODY, SweepAll()))
    world.settle()
    assert any(OTHER in one.text for one in world.slack.messages(people.FINOPS))
    for one in (*seen, *world.slack.messages(people.FINOPS)):
        assert not one.mentions, one.text


def test_a_name_of_two_finds_neither_and_says_both(world: Mending) -> None:
    upgraded(world, "Shop", {"id": OTHER, "name": "shop"})
    world.command(f"{NAME} account:shop")
    said = world.alone()[-1]
    assert '2 accounts are called "shop"' in said and ACCOUNT in said and OTHER in said
    assert world.answers() == []
    assert "does not alert" in world.command(f"{NAME} account:{ACCOUNT}").text


@pytest.mark.parametrize("state", ["SUSPENDED", "CLOSED", ""])
def test_an_account_that_leaves_or_is_suspended_is_quietly_left(world: Mending, state: str) -> None:
    upgraded(world)
    world.check(GRANT)
    kept = world.store.verdicts.get(ACCOUNT, NAME)
    gone = [{"id": ACCOUNT, "name": "Prod", "state": state}] if state else []
    told(world.aws, *gone)
    world.clock.pass_(days=2)
    listed(world, "t2")
    before = len(world.slack.messages(people.FINOPS))
    world.routes.send(Job("s2", NOBODY, SweepAll()))
    world.settle()
    assert len(world.slack.messages(people.FINOPS)) == before, "nothing is told of it"
    assert world.store.verdicts.get(ACCOUNT, NAME) == kept and kept
    world.command(f"{NAME} account:{ACCOUNT}")
    assert "is known here" in world.alone()[-1]


def test_one_that_leaves_in_the_middle_of_a_sweep_ends_it_and_no_other(world: Mending) -> None:
    upgraded(world)
    sweeps = world.store.sweeps
    assert sweeps.begin(ACCOUNT, "s1", world.clock())
    told(world.aws)
    world.clock.pass_(days=1)
    listed(world, "t2")
    world.routes.send(Job("s1.next", NOBODY, Sweep(ACCOUNT, "s1", "token")))
    world.routes.send(Job("s2", NOBODY, SweepAll()))
    world.settle()
    assert world.slack.messages(people.FINOPS) == []
    own = sweeps.get(HUB)
    assert own and not own.running and own.last
    world.clock.pass_(hours=6)
    told(world.aws, {"id": ACCOUNT, "name": "Prod"})
    world.clock.pass_(days=1)
    listed(world, "t3")
    world.routes.send(Job("s3", NOBODY, SweepAll()))
    world.settle()
    back = sweeps.get(ACCOUNT)
    assert back and back.id == "s3" and not back.running and back.last


def test_one_that_refuses_its_role_is_told_once(world: Mending) -> None:
    upgraded(world, "Prod", {"id": OTHER, "name": "Elsewhere"})
    for n in range(2):
        world.clock.pass_(hours=6)
        world.routes.send(Job(f"s{n}", NOBODY, SweepAll()))
        last = Job(f"s{n}.last", NOBODY, Sweep(OTHER, f"s{n}", ""), attempt=PATIENCE)
        world.settle()
        world.routes.send(last)
        world.settle()
    told_of = [one for one in world.slack.messages(people.FINOPS) if OTHER in one.text]
    assert [one.text.partition(".")[0] for one in told_of] == [
        f"❓ Could not read the budgets of account Elsewhere ({OTHER})"
    ]
    kept = world.store.sweeps.get(ACCOUNT)
    assert kept and kept.last, "the others are swept"
