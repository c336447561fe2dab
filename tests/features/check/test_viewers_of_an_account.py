"""An account that only some may see: for everybody else it is nowhere, nothing is done there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.core.jobs import NOBODY, Job, Place
from bot.core.jobs.alert_threads import Alerted
from bot.core.jobs.checks import Details, ListPage, LogPage, Pick
from bot.core.jobs.conversation import AppPost, FailureMail
from bot.core.jobs.home import HomeCheck
from playground.scenarios.load import find
from playground.slack import Message
from playground.slack import seed as people
from tests.aws.world import OpenAws
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.core.alerts.texts import ACCOUNT as SAID_IN
from tests.core.alerts.texts import Said
from tests.deploy.members import HUB, Hub
from tests.features.change.test_accounts import deployed
from tests.features.conftest import GRANT, opener
from tests.features.conversation.conftest import AT, mail, say
from tests.features.home.world import opened
from tests.features.world import Mending, buttons_of, text_of

__all__ = ["opener"]

NAME = find(GRANT).budget
NORA = people.NOBODY
ALERT = f"*AWS Budgets: {NAME} has exceeded your alert threshold*\nActual amount: $90.00"
REFUSED = "Only who is named as a viewer of account"


@pytest.fixture
def world(embedded_aws: EmbeddedAws, opener: OpenAws) -> Iterator[Mending]:
    """The member account `prod` with the budget is for the menders' group alone."""
    hub = Hub(embedded_aws)
    with deployed(hub, opener, viewers=f"{people.MENDERS_GROUP}, U0ELSE") as found:
        yield found


def told(world: Mending, user: str = NORA) -> str:
    return " ".join(world.alone(user))


def checks(world: Mending) -> int:
    """The answers in threads."""
    return sum("does not alert" in one.text for one in world.thread())


def seen(world: Mending) -> str:
    """All that anybody can see, but who may."""
    return " ".join(text_of(one) for one in world.messages(NORA))


def test_who_may_see_it_sees_it(world: Mending) -> None:
    answer = world.check(GRANT)
    assert NAME in answer.text and "fix.allow-on-key" in buttons_of(answer)
    assert NAME in text_of(world.command(""))
    assert NAME in text_of(opened(world))


@pytest.mark.parametrize(
    "typed",
    [f"{NAME} account:prod", f"{NAME} account:{ACCOUNT}", "account:PROD", "log account:prod"],
)
def test_what_names_the_account_is_refused(world: Mending, typed: str) -> None:
    world.command(typed, NORA)
    assert REFUSED in told(world) and "does not alert" not in seen(world)
    assert "key.policy-silent" not in seen(world) and world.answers() == []


@pytest.mark.parametrize("typed", [NAME, "cost", "", "log", "zzz"])
def test_no_search_and_no_list_finds_it(world: Mending, typed: str) -> None:
    world.command(typed, NORA)
    assert f"{ACCOUNT}" not in told(world) and world.answers() == []
    assert not any(NAME in one for one in world.alone(NORA) if "budget.pick" in one)


def test_the_home_does_not_list_it(world: Mending) -> None:
    world.check(GRANT)
    assert NAME not in text_of(opened(world, NORA))
    job = HomeCheck(ACCOUNT, NAME, "")
    world.routes.send(Job("h1", Place("", NORA, ""), job))
    world.settle()
    home = world.slack.home(NORA)
    assert home and "was not checked" in text_of(home) and "key.policy" not in text_of(home)


@pytest.mark.parametrize(
    "what",
    [
        Pick(ACCOUNT, NAME),
        Details(ACCOUNT, NAME),
        ListPage(ACCOUNT, "", 0),
        LogPage(ACCOUNT, "", ""),
    ],
)
def test_the_value_of_a_button_lets_nobody_in(
    world: Mending, what: Pick | Details | ListPage | LogPage
) -> None:
    world.routes.send(Job("j1", Place("", NORA, world.channel), what))
    world.settle()
    assert REFUSED in told(world) and "does not alert" not in seen(world)


@pytest.mark.parametrize("action", ["check.again", "check.details", "ticket.open"])
def test_the_buttons_of_an_answer_are_for_viewers(world: Mending, action: str) -> None:
    answer = world.check(GRANT)
    before = answer.text, len(answer.before)
    world.press(answer, action, NORA)
    views = " ".join(text_of(view) for view in world.slack.views(NORA))
    assert REFUSED in f"{told(world)} {views}"
    assert "Fingerprint" not in views and "BudgetCheckAllowBudgets" not in views
    assert (answer.text, len(answer.before)) == before
    assert "refused" in world.records() or action != "ticket.open"


def test_no_message_of_a_person_leads_there(world: Mending) -> None:
    for text in (f"{AT} {NAME} account:prod", f"{AT} {NAME}", mail(), f"{AT} {mail()}"):
        say(world, text, NORA)
    assert checks(world) == 0
    root: Message = say(world, mail(), people.MENDER)
    assert checks(world) == 1
    say(world, AT, NORA, thread_ts=root.ts)
    assert REFUSED in told(world) and checks(world) == 1


@pytest.mark.parametrize("what", [AppPost("1.0", ALERT), FailureMail("1.0", mail())])
def test_what_an_app_posts_leads_there_in_the_channel_for_alerts_alone(
    world: Mending, what: AppPost | FailureMail
) -> None:
    said = say(world, "look", people.OTHER_APP)
    job = Job("j1", Place("", "", world.channel, thread=said.ts), what._replace(ts=said.ts))
    world.check(GRANT)
    world.routes.send(job)
    world.settle()
    assert checks(world) == 0
    settings = replace(world.settings, alerts_channel=world.channel)
    world.worker.parts = replace(world.worker.parts, settings=settings)
    world.routes.send(replace(job, id="j2"))
    world.settle()
    assert checks(world) == 1


def test_a_group_that_slack_does_not_tell_lets_nobody_in(world: Mending) -> None:
    world.slack.fail("usergroups.users.list", "missing_scope", times=None)
    world.command(f"{NAME} account:prod")
    assert REFUSED in told(world, people.MENDER)


def test_the_hubs_own_account_can_be_narrowed_too(
    embedded_aws: EmbeddedAws, opener: OpenAws
) -> None:
    hub = Hub(embedded_aws)
    with deployed(hub, opener) as world:
        embedded_aws.client("ssm", account=HUB).put_parameter(
            Name="/budget-check/prod/accounts/hub",
            Value=f'{{"account": "{HUB}", "viewers": "U0ELSE"}}',
            Type="SecureString",
        )
        world.forget_accounts()
        world.command("account:hub")
        assert REFUSED in told(world, people.MENDER)
        assert NAME in text_of(world.command(""))


@pytest.mark.parametrize(
    ("what", "says"),
    [
        (LogPage(ACCOUNT, "", ""), "Could not read which account this is"),
        (LogPage(HUB, "", ""), "so nobody may"),
        (ListPage(HUB, "", 0), "so nobody may"),
    ],
)
def test_entries_that_cannot_be_read_let_nobody_in(
    world: Mending, embedded_aws: EmbeddedAws, what: ListPage | LogPage, says: str
) -> None:
    """Who may see it stands in them, for the hub's own account as well."""
    world.check(GRANT)
    embedded_aws.fault("ssm", "GetParametersByPath", code="ThrottlingException", status=400)
    world.forget_accounts()
    before = len(world.messages(NORA))
    world.routes.send(Job("j1", Place("", NORA, world.channel), what))
    world.settle()
    shown = " ".join(text_of(one) for one in world.messages(NORA)[before:])
    assert says in shown
    assert NAME not in shown and "allow-on-key" not in shown


@pytest.mark.parametrize("action", ["alert.acknowledge", "alert.again"])
def test_the_buttons_of_an_alert_are_for_viewers(world: Mending, action: str) -> None:
    """Whoever acknowledges it keeps the others from being reminded."""
    settings = replace(world.settings, alerts_channel=world.channel)
    world.worker.parts = replace(world.worker.parts, settings=settings)
    topic = find(GRANT).topics[0].arn
    body = Said(name=NAME).body.replace(SAID_IN, ACCOUNT)
    at = "2026-11-24T12:00:00.000Z"
    world.routes.send(Job("m1", NOBODY, Alerted("m1", topic, "", body, at)))
    world.settle()
    (post,) = [one for one in world.messages() if action in buttons_of(one)]
    drawn = len(post.before)
    world.press(post, action, NORA)
    assert REFUSED in told(world) and len(post.before) == drawn
    thread = world.store.threads.get("m1")
    assert thread and not thread.acknowledged_by
    world.press(post, action, people.MENDER)
    assert len(post.before) > drawn
