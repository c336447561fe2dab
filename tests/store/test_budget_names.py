"""The index of names: it follows what is kept of each budget, whatever comes after what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.findings import Status
from bot.core.model.budget import Money, Spend
from bot.core.reference import of_topic
from bot.store.budget_names import NamedBudget
from bot.store.verdicts import LastVerdict
from tests.store.conftest import TABLES, Store
from tests.store.things import ACCOUNT, NOW, TOPIC

OTHER = "222222222222"
LATER = timedelta(days=2)


def kept(name: str, account: str = ACCOUNT, **different: object) -> LastVerdict:
    plain = LastVerdict(account, name, Status.OK, "", NOW, spend=Spend(Money("1", "USD")))
    return replace(plain, **different)  # type: ignore[arg-type]


def named(name: str, account: str = ACCOUNT, verdict: Status = Status.OK) -> NamedBudget:
    return NamedBudget(account, name, verdict)


def as_the_version_before(store: Store, record: LastVerdict) -> None:
    """What stands there once the version before has kept it: the record without its mark."""
    key = {"pk": f"account:{record.account}", "sk": f"budget:{record.budget}"}
    store.client.update_item(
        TableName=TABLES.verdicts,
        Key={name: {"S": value} for name, value in key.items()},
        UpdateExpression="REMOVE indexed_as",
    )


def test_a_name_is_found_in_every_account_and_as_it_reads(store: Store) -> None:
    for account, name in ((ACCOUNT, "cost all"), (OTHER, "cost all"), (OTHER, "Cost\u00a0All ")):
        store.verdicts.put(kept(name, account))
    store.verdicts.put(kept("cost allowance"))
    found = (named("cost all"), named("Cost\u00a0All ", OTHER), named("cost all", OTHER))
    assert sorted(store.budget_names.of(" COST  all"), key=str) == sorted(found, key=str)
    assert set(store.budget_names.all()) == {"cost all", "Cost\u00a0All ", "cost allowance"}
    assert store.budget_names.of("cost") == ()


def test_it_says_the_last_verdict(store: Store) -> None:
    store.verdicts.put(kept("tax"))
    broken = kept("tax", verdict=Status.BROKEN, code="key.missing")
    store.verdicts.put(replace(broken, checked_at=NOW + timedelta(hours=1)))
    assert store.budget_names.of("tax") == (named("tax", verdict=Status.BROKEN),)


def test_what_is_no_budget_is_not_in_it(store: Store) -> None:
    for one in (
        kept(of_topic(TOPIC)),
        kept("budget-check-proof-12345678"),
        kept("typed", verdict=Status.BROKEN, code="budget.not-found", spend=None),
        kept("closed", verdict=Status.UNKNOWN, code="budget.unreadable", spend=None),
    ):
        store.verdicts.put(one)
        assert store.budget_names.of(one.budget) == ()
    assert store.budget_names.all() == ()


def test_a_budget_that_is_not_read_stays_and_one_that_is_not_there_goes(store: Store) -> None:
    store.verdicts.put(kept("tax"))
    unread = kept("tax", verdict=Status.UNKNOWN, code="budget.unreadable", spend=None)
    store.verdicts.put(unread)
    assert store.budget_names.of("tax") == (named("tax", verdict=Status.UNKNOWN),)
    store.verdicts.put(kept("tax", verdict=Status.BROKEN, code="budget.not-found", spend=None))
    assert store.budget_names.of("tax") == ()


def test_what_the_version_before_kept_is_found_once_it_is_checked_again(store: Store) -> None:
    store.verdicts.put(kept("tax"))
    store.client.delete_item(
        TableName=TABLES.verdicts,
        Key={"pk": {"S": "name:tax"}, "sk": {"S": f"budget:{ACCOUNT}:tax"}},
    )
    as_the_version_before(store, kept("tax"))
    store.verdicts.put(kept("tax", checked_at=NOW + timedelta(hours=6)))
    assert store.budget_names.of("tax") == (named("tax"),)


def test_a_name_that_no_budget_has_goes_a_day_after_it_came(store: Store) -> None:
    store.verdicts.put(kept("tax"))
    names, now = store.budget_names, NOW + LATER
    assert not names.drop("tax", now), "a budget has it"
    assert store.verdicts.forget(kept("tax", indexed_as="name:tax"))
    assert not names.drop("tax", NOW + timedelta(hours=23)), "another may be about to"
    assert names.all() == ("tax",)
    assert names.drop("tax", now)
    assert names.all() == ()
    assert not names.drop("tax", now)


def test_a_name_of_another_spelling_does_not_keep_it(store: Store) -> None:
    store.verdicts.put(kept("Tax"))
    store.verdicts.put(kept("tax"))
    store.verdicts.forget(kept("tax", indexed_as="name:tax"))
    assert store.budget_names.drop("tax", NOW + LATER)
    assert store.budget_names.all() == ("Tax",)


def test_an_account_is_known_once_a_sweep_of_it_saw_every_budget(store: Store) -> None:
    sweeps = store.sweeps
    for account, whole in ((ACCOUNT, True), (OTHER, False)):
        begun = sweeps.begin(account, "s1", NOW)
        assert begun and sweeps.end(begun, NOW + timedelta(minutes=1), named=whole)
    assert sweeps.named() == {ACCOUNT: NOW}
    again = sweeps.begin(ACCOUNT, "s2", NOW + timedelta(hours=6))
    assert again and sweeps.named() == {ACCOUNT: NOW}
    assert sweeps.unreadable(again, "refused")
    assert sweeps.named() == {ACCOUNT: NOW}, "it is as old as what it knows"


NAMES = ("tax", "Tax", "tax ", "ec2")


@dataclass
class Model:
    """What has to be in the index, and what is done to both."""

    store: Store
    at: int = 0
    records: dict[tuple[str, str], Status] = field(default_factory=dict)

    def do(self, kind: str, account: str, name: str) -> None:
        self.at += 1
        steps: dict[str, Callable[[str, str], None]] = {
            "sound": self._sound,
            "broken": self._broken,
            "gone": self._gone,
            "forgotten": self._forgotten,
            "before": self._before,
            "dropped": self._dropped,
        }
        steps[kind](account, name)

    def _put(self, account: str, name: str, **different: object) -> None:
        at = NOW + timedelta(minutes=self.at)
        assert self.store.verdicts.put(kept(name, account, checked_at=at, **different))

    def _sound(self, account: str, name: str) -> None:
        self._put(account, name)
        self.records[account, name] = Status.OK

    def _broken(self, account: str, name: str) -> None:
        self._put(account, name, verdict=Status.BROKEN, code="key.missing")
        self.records[account, name] = Status.BROKEN

    def _gone(self, account: str, name: str) -> None:
        self._put(account, name, verdict=Status.BROKEN, code="budget.not-found", spend=None)
        self.records.pop((account, name), None)

    def _forgotten(self, account: str, name: str) -> None:
        was = self.store.verdicts.get(account, name)
        if was:
            assert self.store.verdicts.forget(was)
        self.records.pop((account, name), None)

    def _before(self, account: str, name: str) -> None:
        """The version before keeps it, as is, and then this version does."""
        was = self.store.verdicts.get(account, name)
        if was and (account, name) in self.records:
            as_the_version_before(self.store, was)
            self._put(account, name, verdict=was.verdict, code=was.code)

    def _dropped(self, account: str, name: str) -> None:
        self.store.budget_names.drop(name, NOW + LATER)


STEP = st.tuples(
    st.sampled_from(("sound", "broken", "gone", "forgotten", "before", "dropped")),
    st.sampled_from((ACCOUNT, OTHER)),
    st.sampled_from(NAMES),
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEP, min_size=3, max_size=12))
def test_it_is_what_is_kept_whatever_happens(
    store: Store, steps: list[tuple[str, str, str]]
) -> None:
    model = Model(store)
    for account in (ACCOUNT, OTHER):
        for name in NAMES:
            model.do("forgotten", account, name)  # what the example before has left
    for step in steps:
        model.do(*step)
    expected = {NamedBudget(a, n, verdict) for (a, n), verdict in model.records.items()}
    found = [one for name in ("tax", "ec2") for one in store.budget_names.of(name)]
    assert sorted(found, key=str) == sorted(expected, key=str)
    assert {name for _, name in model.records} <= set(store.budget_names.all())
