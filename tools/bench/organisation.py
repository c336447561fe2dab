"""A sweep of an organisation: its calls, its memory, and who waits behind it.

The laptop's form: `serve` with its own queues sweeps every account at its start, over HTTP, against
the embedded AWS and the local Slack. Meanwhile, at moments that are spread over it, one person asks
about one account's budget and looks for another's by its name alone; then both again, alone.
"""

from __future__ import annotations

import math
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import boto3

from bot.aws.accounts import Accounts
from bot.aws.clients import Aws
from bot.cli.tables import USUAL
from bot.core.model.read import ReadFailed
from bot.store.connect import dynamodb
from bot.store.organizations import Organizations
from bot.store.tables import Tables
from bot.worker.organization_lists import OrganizationLists
from playground.aws.control import Control
from playground.aws.process import running
from playground.demo import bot
from playground.demo.acts import Acts
from playground.slack.local import LocalSlack
from tools.bench import laptop
from tools.bench.figure import Figure
from tools.bench.sweeping import organisation
from tools.bench.sweeping.organisation import FEWEST, Organisation, budget_of

ACCOUNTS = 10_000
_PATIENCE = 2400.0
"""Seconds for a sweep; how far it has come by then stands for the rest, and the rows say so."""
_MOMENTS = 10
_UNDER_WAY = 20
"""So many accounts may be read and not be kept yet."""
_RUNS = 5
_COMMAND, _NAME, _MEMORY, _DIRECTORY, _CALLS = 3.0, 5.0, 400.0, 25, 1.05
_SWEPT = "budgets DescribeBudgetNotificationsForAccount"
"""One for each account that a sweep reads; no check asks for it."""


def measure(accounts: int = ACCOUNTS) -> Iterator[Figure]:
    """Every row of it; the accounts may be fewer, and the rows say so."""
    with running() as server, LocalSlack() as slack:
        made = organisation.make(server.url, accounts)
        process: list[int] = []
        with bot.serving(_environment(server.url, slack), started=process.append) as address:
            slack.app_url = address
            yield from _Bench(slack, server.control, made, process[0]).figures()
        yield _directory(server.url, made)


def _environment(url: str, slack: LocalSlack) -> Mapping[str, str]:
    ours = {"ACCOUNTS_PARAMETER": organisation.PARAMETER, "SENDERS": ""}
    return {**bot.environment(url, slack), **ours}


def _directory(url: str, made: Organisation) -> Figure:
    """What a worker asks for that knows nothing yet; the bot has kept the list by now."""
    laptop.become(url)
    control, session = Control(url), boto3.Session()
    lists = OrganizationLists(Organizations(dynamodb(session), Tables.prefixed(USUAL)))
    control.forget_calls()
    with Aws(session) as hub:
        accounts = Accounts(hub, organisation.PARAMETER, time.monotonic, kept=lists.list_of)
        found = accounts.directory()
    asked = sum(control.counts().values())
    if isinstance(found, ReadFailed) or len(found.others) != len(made.accounts):
        raise RuntimeError(f"the bench's own accounts are not all known: {found}")
    return Figure(
        f"calls for the directory of {len(made.accounts):,} accounts",
        f"{asked}",
        f"at most {_DIRECTORY}",
        asked <= _DIRECTORY,
    )


@dataclass
class _Bench:
    slack: LocalSlack
    control: Control
    made: Organisation
    process: int
    began: float = field(default_factory=time.perf_counter)
    held: list[tuple[int, float]] = field(default_factory=list)
    """After so many accounts the worker held so many megabytes."""
    quiet: Counter[str] = field(default_factory=Counter)
    """The calls of the sweep while nobody asked for anything."""
    took: dict[str, list[float]] = field(default_factory=lambda: {"command": [], "name": []})
    wrong: list[str] = field(default_factory=list)
    """What was answered instead of the verdict."""
    chosen: random.Random = field(default_factory=lambda: random.Random(17))  # noqa: S311

    def figures(self) -> Iterator[Figure]:
        """Sweep, ask meanwhile, then ask alone."""
        self._sweep()
        yield self._calls(time.perf_counter() - self.began)
        yield self._memory()
        busy = {what: max(times) for what, times in self.took.items()}
        alone = {what: statistics.median(self._times(act)) for what, act in self._acts.items()}
        yield self._command(busy["command"], alone["command"])
        yield self._name(busy["name"], alone["name"])

    @property
    def _acts(self) -> Mapping[str, Callable[[str], str]]:
        return {
            "command": lambda account: f"{budget_of(account)} account:{account}",
            "name": budget_of,
        }

    def _sweep(self) -> None:
        """Until every account is swept. What a person asks in the middle of it is timed."""
        every = len(self.made.accounts) + 1  # the hub's own, which is swept before all are known
        self._until(2)
        self.began = time.perf_counter()
        for moment in range(1, _MOMENTS + 1):
            self._until(moment * every // (_MOMENTS + 1))
            for what, words in self._acts.items():
                self.took[what].append(self._ask(words))
        self._until(every)

    def _until(self, swept: int) -> None:
        """So many accounts are swept, or the time is up; what was called meanwhile."""
        before = Counter(self.control.counts())
        now = before
        while now[_SWEPT] < swept and time.perf_counter() - self.began < _PATIENCE:
            time.sleep(0.5)
            now = Counter(self.control.counts())
        self.quiet += now - before
        self.held.append((now[_SWEPT], self._megabytes()))

    def _times(self, words: Callable[[str], str]) -> Iterator[float]:
        return (self._ask(words) for _ in range(_RUNS))

    def _ask(self, words: Callable[[str], str]) -> float:
        """Seconds from the command to its answer, about an account taken by lot of those that are
        swept, in the order of their ids; infinitely many where the answer is not the budget's.
        """
        swept = max(1, self._swept - _UNDER_WAY)
        account = self.chosen.choice(self.made.accounts[:swept])
        acts, name = Acts(self.slack, lambda _line: None), budget_of(account)
        before, started = acts.seen(), time.perf_counter()
        self.slack.person(acts.user).command(f"/budget-check {words(account)}", acts.channel)
        said = acts.wait("answer", lambda: self._answer(acts, before, name))
        if not said.startswith(f"✅ {name}"):
            self.wrong.append(said)
            return math.inf
        return time.perf_counter() - started

    def _answer(self, acts: Acts, before: int, name: str) -> str | None:
        """What is said of this budget, and of no other that was asked for before."""
        fresh = self.slack.messages(acts.channel, seen_by=acts.user)[before:]
        texts = (one.text for one in fresh if name in one.text)
        return next((text for text in texts if not text.startswith("⏳")), None)

    def _megabytes(self) -> float:
        pages = int(Path(f"/proc/{self.process}/statm").read_text().split()[1])
        return pages * 4096 / 2**20

    @property
    def _swept(self) -> int:
        return self.held[-1][0]

    def _calls(self, seconds: float) -> Figure:
        swept = self.quiet[_SWEPT]
        asked = sum(n for what, n in self.quiet.items() if not what.startswith("dynamodb "))
        ratio = asked / swept / FEWEST
        tables = sum(n for what, n in self.quiet.items() if what.startswith("dynamodb "))
        return Figure(
            f"AWS calls of a sweep of {self._what}",
            f"{asked / swept:.2f} an account = {ratio:.3f} x the fewest that can answer, {FEWEST}; "
            f"{tables / swept:.1f} of DynamoDB; {seconds:.0f} s in all",
            f"at most {_CALLS} x",
            ratio <= _CALLS,
        )

    def _memory(self) -> Figure:
        # From the middle on: until then the credentials of the last few hundred roles gather.
        (first, was), (last, now) = self.held[len(self.held) // 2], self.held[-1]
        grown = (now - was) / (last - first)
        most = now + grown * (ACCOUNTS - last) if last < ACCOUNTS else now
        word = "" if last >= ACCOUNTS else f", extrapolated to {ACCOUNTS:,}: {most:.0f} MB"
        return Figure(
            f"memory of the worker after a sweep of {self._what}",
            f"{now:.0f} MB, {grown * 1024:.1f} KB for each account more{word}",
            f"at most {_MEMORY:g} MB",
            most <= _MEMORY,
        )

    def _command(self, busy: float, alone: float) -> Figure:
        return Figure(
            f"a command in the middle of a sweep of {self._what}",
            f"{busy:.2f} s, the slowest of {_MOMENTS}; alone {alone:.2f} s",
            f"at most {_COMMAND:g} s more",
            busy - alone <= _COMMAND,
        )

    def _name(self, busy: float, alone: float) -> Figure:
        return Figure(
            f"a command that finds its budget by name alone, meanwhile, {self._what}",
            f"{busy:.2f} s, the slowest of {_MOMENTS}; alone {alone:.2f} s{self._instead}",
            f"at most {_NAME:g} s",
            max(busy, alone) <= _NAME,
        )

    @property
    def _instead(self) -> str:
        return f"; {len(self.wrong)} found nothing: {self.wrong[0][:200]}" if self.wrong else ""

    @property
    def _what(self) -> str:
        every = len(self.made.accounts)
        if self.held and self._swept <= every:
            return f"{self._swept:,} accounts of {every:,} ({_PATIENCE:g} s are up)"
        return f"{every:,} accounts"
