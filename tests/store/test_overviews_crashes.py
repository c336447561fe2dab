"""What is shown is what stands in the store, whatever was kept and whoever died in a count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.findings import Status
from bot.core.model.budget import Money, Spend
from bot.core.root_cause import RootCause
from bot.core.tally import AccountTally, in_order, tally_of, unit_of, verdicts_of
from bot.store.overviews import Overviews
from bot.store.verdicts import LastVerdict
from tests.store.conftest import TABLES, Store
from tests.store.test_overviews import budgets_of
from tests.store.things import ACCOUNT, KEY, NOW, TOPIC

OTHER = "222222222222"
SILENT = RootCause("key.policy-silent", KEY, TOPIC, "allow-on-key")


class DiedError(Exception):
    """The process dies here."""


class Mortal:
    """A client of DynamoDB whose process dies after so many writes."""

    def __init__(self, client: Any, writes: int) -> None:
        self._client = client
        self._left = writes

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def transact_write_items(self, **wanted: Any) -> Any:
        if not self._left:
            raise DiedError
        self._left -= 1
        return self._client.transact_write_items(**wanted)


ACCOUNTS = (ACCOUNT, OTHER)
NAMES = ("alpha", "beta", "gamma")
KINDS_OF_CAUSE = (
    SILENT,
    RootCause("key.policy-silent", KEY, f"{TOPIC}-2", "allow-on-key"),
    RootCause("key.aws-managed", TOPIC, TOPIC),
    RootCause("key.aws-managed", f"{TOPIC}-2", f"{TOPIC}-2"),
    RootCause("budget.unhealthy"),
)
UNITS = ("USD", "EUR", "HOURS")

kept = st.builds(
    lambda account, name, verdict, cause, limit, unit: LastVerdict(
        account,
        name,
        verdict,
        cause.code if verdict is not Status.OK else "",
        NOW,
        cause=cause if verdict is not Status.OK else None,
        spend=Spend(Money(str(limit), unit), Money("9", unit), time_unit="MONTHLY"),
    ),
    st.sampled_from(ACCOUNTS),
    st.sampled_from(NAMES),
    st.sampled_from(Status),
    st.sampled_from(KINDS_OF_CAUSE),
    st.sampled_from((0, 5, 10, 20)),
    st.sampled_from(UNITS),
)
steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(("put", "watch", "note")), kept),
        st.tuples(st.just("forget"), kept),
        st.tuples(st.just("count"), st.sampled_from(ACCOUNTS), st.integers(0, 2)),
    ),
    max_size=12,
)


def take(store: Store, step: Sequence[Any], at: datetime) -> None:
    what, about, *rest = step
    if what == "count":
        mortal = Overviews(Mortal(store.client, rest[0]), TABLES, store.pauses.append)  # type: ignore[arg-type]
        try:
            mortal.count(about)
        except DiedError:
            return
    elif what == "forget":
        last = store.verdicts.get(about.account, about.budget)
        assert last is None or store.verdicts.forget(last)
    elif what == "watch":
        store.verdicts.watch(replace(about, checked_at=at), "teller", lambda _: ())
    else:
        getattr(store.verdicts, what)(replace(about, checked_at=at))


def shown(overviews: Overviews) -> Iterator[AccountTally]:
    """As a view does: what is marked or missing is counted first."""
    marked, tallies = overviews.marked(), overviews.tallies()
    for account in ACCOUNTS:
        known = tallies.get(account)
        yield overviews.count(account).tally if known is None or account in marked else known


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25
)
@given(
    steps,
    st.sets(st.sampled_from([(a, c.code, c.resource) for a in ACCOUNTS for c in KINDS_OF_CAUSE])),
)
def test_what_is_shown_is_what_stands_in_the_store(
    store: Store, taken: list[Any], snoozed: set[tuple[str, str, str]]
) -> None:
    for account in ACCOUNTS:
        for one in store.verdicts.of_account(account).items:
            store.verdicts.forget(one)
    for n, step in enumerate(taken):
        take(store, step, NOW + timedelta(seconds=n))
    overviews = Overviews(store.client, TABLES, store.pauses.append)
    tallies = list(shown(overviews))
    truth = [tally_of(one, budgets_of(store.verdicts, one)) for one in ACCOUNTS]
    assert verdicts_of(tallies) == verdicts_of(truth)
    assert unit_of(tallies) == unit_of(truth)
    found, wanted = (
        in_order((c for one in some for c in one.causes), unit_of(truth), snoozed)
        for some in (tallies, truth)
    )
    # What was spent, and so how many are nearly spent, is as old as the last count.
    assert [(c.key, c.budgets, c.stake.sums) for c in found] == [
        (c.key, c.budgets, c.stake.sums) for c in wanted
    ]
