"""A name in hundreds of accounts: the index says where, and AWS is asked there alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.core.accounts.directory import Directory
from bot.core.accounts.organization_entry import OrganizationEntry
from bot.core.findings import Status
from bot.core.jobs import Job, Place
from bot.core.jobs.checks import Command
from bot.core.model.read import Cause, ReadFailed
from bot.errors import StoreError
from bot.features.check.found_budgets import MOST_NAMES
from bot.jobs.account import hidden_account
from bot.jobs.budget_index import ASKED_IN_ALL, MOST_ASKED
from bot.store.budget_names import BudgetNames
from bot.store.verdicts import LastVerdict
from playground.slack import Message
from playground.slack import seed as people
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.features.check.many import OWN, ManyAccounts, account_of, many
from tests.features.world import Mending, buttons_of, mending, text_of
from tests.jobs.fakes import NOW

SOME = ASKED_IN_ALL + 15


@pytest.fixture
def world(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mending]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    opened = OpenAws()
    with mending(embedded_aws, opened, []) as found:
        yield found
    opened.close()


def asked_for(world: Mending, text: str) -> str:
    return text_of(world.command(text))


def options(message: Message) -> list[str]:
    """What its menu holds."""
    menus = [e for b in message.blocks for e in b.get("elements", ()) if "option_groups" in e]
    return [
        one["text"]["text"] for menu in menus for g in menu["option_groups"] for one in g["options"]
    ]


def narrow(reader: ManyAccounts, number: int) -> None:
    """One person alone may see this account."""
    assert reader.listed is not None and not isinstance(reader.listed, ReadFailed)
    narrowed = [
        replace(one, viewers=(people.APPROVER,)) if one.id == account_of(number).id else one
        for one in reader.listed.others
    ]
    reader.listed = replace(reader.listed, others=tuple(narrowed))


def test_aws_is_asked_where_the_index_says_and_nowhere_else(world: Mending) -> None:
    reader = many(world, {7: ["tax"], 8: ["ec2"]}, SOME)
    answer = world.command("tax")
    assert answer.text.startswith("❌ tax does not alert") and not answer.ephemeral
    assert set(reader.asked) == {account_of(7).id}


def test_a_few_accounts_are_asked_as_ever(world: Mending) -> None:
    reader = many(world, {7: ["tax"]}, ASKED_IN_ALL)
    assert world.command("tax").text.startswith("❌ tax does not alert")
    assert len(set(reader.asked)) == ASKED_IN_ALL


def test_a_name_in_nine_hundred_accounts_is_a_list_that_asks_aws_nothing(world: Mending) -> None:
    reader = many(world, {n: ["monthly"] for n in range(900)}, 900)
    asked = world.command("monthly")
    says = text_of(asked)
    assert '900 budgets in 900 accounts are called "monthly"' in says
    assert "1 to 15 of 900" in says and "To go straight to one, put account:" in says
    assert len(options(asked)) > 100
    assert reader.asked == []
    world.press(asked, "list.page")
    assert "16 to 30 of 900" in text_of(world.messages()[-1]) and reader.asked == []
    second = world.messages()[-1]
    row = next(b["block_id"] for b in second.blocks if "accessory" in b)
    world.slack.person(people.MENDER).press(second, "budget.pick", row)
    world.settle()
    assert set(reader.asked) == {account_of(15).id}, "the first row of the second page"


def test_names_that_read_alike_are_found_and_the_exact_one_wins(world: Mending) -> None:
    many(world, {3: ["cost\u00a0all"], 4: ["cost all "], 5: ["Cost All"]}, SOME)
    assert 'names of 2 budgets read as "cost all"' in asked_for(world, '"cost all"')
    many(world, {6: ["cost all"]}, SOME)
    assert world.command("cost all").text.startswith("❌ cost all does not alert")


def test_no_account_has_it_is_said_with_the_age_of_what_is_known(world: Mending) -> None:
    reader = many(world, {3: ["cost-prod"], 4: ["cost-prod-eu"]}, SOME)
    message = world.command("cst-prod")
    assert message.text.startswith('No account had a budget "cst-prod" at its last sweep.')
    assert "The oldest of these sweeps began" in message.text
    assert "cost-prod\nin team-0003" in text_of(message)
    assert "No name comes near it." in asked_for(world, "zzzzzz")
    assert reader.asked == []


def test_a_part_of_a_name_lists_those_that_contain_it(world: Mending) -> None:
    reader = many(world, {3: ["cost-prod"], 4: ["cost-dev", "tax"]}, SOME)
    says = asked_for(world, "COST")
    assert 'with "COST" in their name in 40 accounts: 1 to 2 of 2' in says and "tax" not in says
    assert reader.asked == []


def test_of_many_names_with_a_part_the_first_are_looked_up_and_it_is_said(world: Mending) -> None:
    many(world, {3: [f"cost-{n:03}" for n in range(MOST_NAMES + 1)]}, SOME)
    says = asked_for(world, "cost")
    assert f"1 to 15 of {MOST_NAMES}" in says
    assert f"More than {MOST_NAMES} names contain it" in says


def test_what_is_gone_since_is_said_and_looked_for_no_further(world: Mending) -> None:
    reader = many(world, {7: ["tax"]}, SOME)
    reader.budgets_of.clear()
    says = asked_for(world, "tax")
    assert '"tax" was in account team-0007' in says and "is not there any more" in says
    assert "No account had a budget" in says


def test_an_account_that_no_sweep_has_seen_is_asked_at_aws(world: Mending) -> None:
    reader = many(world, {39: ["tax", "new"]}, SOME, swept=38)
    assert world.command("new").text.startswith("❌ new does not alert")
    assert set(reader.asked) == {account_of(38).id, account_of(39).id}


def test_the_rest_of_those_is_counted(world: Mending) -> None:
    count = MOST_ASKED + 30
    reader = many(world, {}, count, swept=10)
    slow = ReadFailed("", "", Cause.TIMED_OUT)
    reader.refused = {account_of(11).id: slow, OWN: ReadFailed("x", "y", Cause.REFUSED)}
    says = asked_for(world, "tax")
    assert "Not looked at, because no sweep has ended there yet: team-0011" in says
    assert "and 16 more" in says and len(reader.asked) == MOST_ASKED


def test_an_account_that_left_is_skipped(world: Mending) -> None:
    reader = many(world, {SOME - 1: ["tax"]}, SOME)
    assert reader.listed is not None and not isinstance(reader.listed, ReadFailed)
    reader.listed = replace(reader.listed, others=reader.listed.others[:-1])
    assert world.command("tax").text.startswith('No account had a budget "tax"')
    assert reader.asked == []


def test_a_hidden_account_is_in_nothing_that_is_found(world: Mending) -> None:
    reader = many(world, {5: ["secret-plan"], 6: ["tax"]}, SOME)
    narrow(reader, 5)
    for typed in ("secret-plan", "secret", "secret-pla"):
        says = asked_for(world, typed)
        assert "team-0005" not in says and "Did you mean" not in says
    assert reader.asked == []
    told = world.command("secret-plan", people.APPROVER)
    assert told.text.startswith("❌ secret-plan does not alert")


def test_the_names_of_a_hidden_account_are_not_counted_and_crowd_no_other_out(
    world: Mending,
) -> None:
    hidden = {5: [f"cost-{n:02}" for n in range(MOST_NAMES + 2)]}
    reader = many(world, {**hidden, 6: ["cost-zz"]}, SOME)
    world.store.verdicts.put(LastVerdict(account_of(6).id, "cost-zz", Status.OK, "", NOW))
    narrow(reader, 5)
    says = asked_for(world, "cost")
    assert "cost-zz\nin team-0006" in says and "1 to 1 of 1" in says and "More than" not in says
    near = text_of(world.command("cost-2"))
    assert "Did you mean" in near and "cost-zz\nin team-0006" in near and "cost-02" not in near


def test_an_account_that_left_an_organisation_opens_to_nobody_who_could_not_see_it(
    world: Mending,
) -> None:
    reader = many(world, {}, 3)
    assert isinstance(reader.listed, Directory)
    ours = OrganizationEntry("o-a1b2c3d4e5", "/accounts/all", "read", "x-7")
    closed = replace(ours, viewers=(people.APPROVER,))

    def refused(user: str, *entries: OrganizationEntry, id: str = "9" * 12) -> str:
        reader.listed = Directory(account_of(0), (account_of(1),), organizations=entries)
        place = Place("", user, world.channel)
        found = hidden_account(world.worker.parts.context(Job("j", place, Command("x"))), id)
        return found.text if found else ""

    assert "named as a viewer of account 999999999999" in refused(people.MENDER, ours, closed)
    assert not refused(people.APPROVER, ours, closed) and not refused(people.MENDER, ours)
    assert not refused(people.MENDER, closed, id=account_of(1).id)
    assert not refused(people.MENDER, closed, id="")


def test_the_name_of_an_account_mentions_nobody_and_is_no_template(world: Mending) -> None:
    reader = many(world, {5: ["tax"], 6: ["tax", "gone"], 7: ["ec2"]}, SOME, swept=SOME - 1)
    assert isinstance(reader.listed, Directory)
    name = "<!channel> {0} {name} <@U0MENDER>"
    called = tuple(replace(one, alias=name, listed=True) for one in reader.listed.others)
    reader.listed = replace(reader.listed, others=called)
    reader.budgets_of[account_of(6).id] = ("tax",)
    for typed in ("tax", "ta", "gone", "", "log", "tax account:nobody", "ec2"):
        world.command(typed)
    messages = world.messages()
    drawn = json.dumps([[one.text, one.blocks] for one in messages])
    assert name in " ".join(map(text_of, messages))
    assert "mrkdwn" in drawn, "what is looked at has texts that could mention somebody"
    for said in (*(one.text for one in messages), *of_kind("mrkdwn", [m.blocks for m in messages])):
        assert "<!channel>" not in said and "<@U0MENDER> " not in said


def of_kind(kind: str, blocks: object) -> Iterator[str]:
    """Every text of that kind."""
    if isinstance(blocks, dict):
        if blocks.get("type") == kind:
            yield str(blocks["text"])
        blocks = list(blocks.values())
    for one in blocks if isinstance(blocks, list | tuple) else ():
        yield from of_kind(kind, one)


def test_words_of_ours_ask_nobody(world: Mending) -> None:
    reader = many(world, {}, SOME, swept=3)
    assert "alert still arrives" in asked_for(world, "help")
    assert "Which account's log" in asked_for(world, "log")
    assert reader.asked == []


def test_a_table_that_does_not_answer_is_said_and_aws_is_asked(
    world: Mending, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = many(world, {7: ["tax"]}, SOME)

    def busy(_names: BudgetNames, _name: str) -> None:
        raise StoreError("verdicts", "is busy: try again in a minute.")

    monkeypatch.setattr(BudgetNames, "of", busy)
    world.command("tax")
    assert "could not be read, so AWS was asked" in " ".join(world.alone())
    assert len(set(reader.asked)) == SOME
    assert any(one.text.startswith("❌ tax does not alert") for one in world.answers())


def test_the_calls_do_not_grow_with_the_accounts(world: Mending) -> None:
    many(world, {7: ["tax"]}, 900)
    world.aws.control.forget_calls()
    place = Place("", people.MENDER, world.channel)
    world.worker.work(Job("j1", place, Command("no such name")))
    assert world.aws.control.counts() == {"dynamodb Query": 3, "dynamodb GetItem": 1}
    assert buttons_of(world.messages()[-1]) == ["lookup.begin", "list.page"]
