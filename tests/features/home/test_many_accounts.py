"""The App Home and the lists of an organisation, from the overviews."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.core.accounts.directory import Account, Directory
from bot.core.findings import Status
from bot.core.jobs import Job, Place
from bot.core.jobs.home import Home
from bot.core.listed_budget import ListedBudget
from bot.core.model.budget import Money, Spend
from bot.core.root_cause import RootCause
from bot.core.tally import tally_of
from bot.features.home import board as home_board
from bot.features.home.board import board
from bot.jobs import known_budgets as known_module
from bot.jobs.context import Context
from bot.jobs.known_budgets import known_budgets, tallies, uncounted
from bot.slack.render.home import PAGE, Board
from bot.store.expressions import ALWAYS
from bot.store.overviews import Counted
from playground.slack import seed as people
from tests.features.home.world import ACCOUNT, keep
from tests.features.world import Mending
from tests.jobs.fakes import NOW

FIRST = Home(0, "", "", "")
VERDICTS = "budget-check-verdicts"


def id_of(n: int) -> str:
    return f"{n + 1:012}"


def organisation(count: int) -> Directory:
    others = tuple(Account(id_of(n), f"account-{n}", "role") for n in range(count))
    return Directory(Account(ACCOUNT), others)


def context_of(world: Mending, what: Home = FIRST) -> Context:
    place = Place(world.settings.team_id, people.MENDER, "")
    return world.worker.parts.context(Job("H1", place, what))


def budgets_of(n: int) -> tuple[ListedBudget, ...]:
    """Two: every third account has one that is broken, the later ones with more money."""
    id = id_of(n)
    key, topic = f"arn:aws:kms:eu-west-1:{id}:key/k", f"arn:aws:sns:eu-west-1:{id}:alerts"
    cause = RootCause("key.policy-silent", key, topic, "allow-on-key")
    spend = Spend(Money(str(100 + n), "USD"), Money("1", "USD"), time_unit="MONTHLY")
    fine = ListedBudget(id, f"fine {n}", Status.OK, "", NOW, (topic,), (), spend)
    ill = replace(fine, budget=f"ill {n}", verdict=Status.BROKEN, code=cause.code, cause=cause)
    return (fine, ill) if n % 3 == 0 else (fine,)


def written(world: Mending, accounts: Sequence[str], found: Sequence[Counted]) -> None:
    """The overviews of these accounts, as a count leaves them, in few calls."""
    kept = world.store.overviews
    puts = []
    for account, one in zip(accounts, found, strict=True):
        puts += kept._tallies.puts(account, [one.tally], "c", ALWAYS)
        puts += kept._budgets.puts(account, one.budgets, "c", ALWAYS)
    client = world.aws.client("dynamodb")
    for n in range(0, len(puts), 25):
        items = [{"PutRequest": {"Item": put["Put"]["Item"]}} for put in puts[n : n + 25]]
        table = puts[n]["Put"]["TableName"]
        assert not client.batch_write_item(RequestItems={table: items})["UnprocessedItems"]


def counted(world: Mending, count: int) -> Directory:
    """Accounts that were all counted; and one that left the organisation."""
    accounts = [id_of(n) for n in range(count)]
    found = [Counted(tally_of(id_of(n), budgets_of(n)), budgets_of(n), ()) for n in range(count)]
    written(world, [*accounts, "999999999999"], [*found, found[0]])
    world.store.overviews.count(ACCOUNT)
    return organisation(count)


def drawn(world: Mending, directory: Directory, what: Home = FIRST) -> tuple[Board, Counter[str]]:
    """The board, and the calls to DynamoDB that it took."""
    world.aws.control.forget_calls()
    made = board(context_of(world, what), directory, what, "", checking=False)
    calls = [one for one in world.aws.control.calls() if one.service == "dynamodb"]
    return made, Counter(one.operation for one in calls)


def test_a_thousand_accounts_take_no_more_calls_than_forty(
    world: Mending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home_board, "MOST_IN_MENU", 50)
    what = FIRST._replace(page=2, verdict="BROKEN")
    small = drawn(world, counted(world, 40))
    directory = counted(world, 1000)
    assert drawn(world, directory)[1] == small[1] and small[1].total() <= 20
    made, calls = drawn(world, directory, what)
    assert calls == small[1]
    assert (made.found, len(made.rows)) == (334, PAGE)
    assert made.tally == {Status.OK: 1000, Status.BROKEN: 334}
    first = 999 - 3 * PAGE * what.page
    assert [row.names for row in made.rows] == [[f"ill {first - 3 * n}"] for n in range(PAGE)]
    assert made.rows[0].called == f"account-{first}"
    assert (list(made.budgets), made.oldest) == ([], NOW)


def test_one_account_of_many_is_asked_for_alone(world: Mending) -> None:
    directory = counted(world, 40)
    made, calls = drawn(world, directory, FIRST._replace(account=id_of(6)))
    assert made.tally == {Status.OK: 1, Status.BROKEN: 1}
    assert [row.names for row in made.rows] == [["ill 6"]] and calls.total() <= 10


def test_a_part_of_a_name_is_looked_for_in_all(
    world: Mending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home_board, "MOST_IN_MENU", 5)
    directory = counted(world, 40)
    made, _ = drawn(world, directory, FIRST._replace(find="NE 1"))
    assert [card.name for card in made.cards] == [f"fine {n}" for n in (19, 18, 17, 16, 15)]
    assert any(note.startswith("6 more budgets have it") for note in made.notes)


def test_who_may_not_see_an_account_counts_none_of_it(world: Mending) -> None:
    directory = replace(counted(world, 9), hidden=frozenset({id_of(0), id_of(8)}))
    made, _ = drawn(world, directory)
    assert made.tally == {Status.OK: 7, Status.BROKEN: 2}
    assert [row.names for row in made.rows] == [["ill 6"], ["ill 3"]]
    assert all(name != "ill 0" for _, name in made.budgets)


def test_accounts_of_the_version_before_are_counted_some_at_a_time_and_the_rest_is_said(
    world: Mending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_module, "MOST_COUNTED", 2)
    directory = organisation(4)
    for n in range(4):
        keep(world, f"budget {n}", account=id_of(n))
    mark = {"pk": {"S": "recount"}}
    for n in range(4):  # the version before left no marks
        key = mark | {"sk": {"S": f"budget:{id_of(n)}:budget {n}"}}
        world.aws.client("dynamodb").delete_item(TableName=VERDICTS, Key=key)
    context, counts = context_of(world), []
    for _ in range(3):
        found = tallies(context, directory.all)
        counts.append((len(found.of), len(found.uncounted)))
    assert counts == [(2, 3), (4, 1), (5, 0)]
    assert "until they are counted: 3" in uncounted(organisation(3).others)
    assert uncounted(()) == ""


def test_what_is_marked_is_never_shown_as_it_was(
    world: Mending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_module, "MOST_COUNTED", 1)
    directory = counted(world, 3)
    for n in (1, 2):
        keep(world, f"new {n}", account=id_of(n))
    found = known_budgets(context_of(world), directory.all)
    assert [one.last.budget for one in found.all] == ["fine 0", "ill 0", "new 1"]
    assert [one.id for one in found.uncounted] == [id_of(2)]
    found = known_budgets(context_of(world), directory.all)
    assert [one.last.budget for one in found.all] == ["fine 0", "ill 0", "new 1", "new 2"]
