"""Somebody else's command and an alert, alone and while hundreds of commands of one person wait.

The laptop's form: `serve`'s own queues, over HTTP, with the embedded AWS and the local Slack.
"""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import boto3

from playground.aws.control import Control
from playground.demo import bot, story
from playground.demo.acts import Acts
from playground.scenarios.catalog import find, scenarios
from playground.slack import seed
from playground.slack.local import LocalSlack
from tools.bench.answer import is_told
from tools.bench.figure import Figure

_MANY = 400
_GOAL = 5.0
_RUNS = 5
_AT_ONCE = 16
_WAYS = ("{}", '"{}"', f"account:{bot.ACCOUNT} {{}}", "  {}", '"{}" ')
"""The same name in other words: what is asked again in the same words is answered once."""
_TOPIC = find("no-encryption").topics[0]
_BUDGET = find("no-encryption").budget
_OVERSPENT = 850.0


def measure(url: str) -> list[Figure]:
    """The difference that the other's commands make, for a command and for an alert."""
    clients = boto3.Session(bot.ACCOUNT, "bench", region_name=_TOPIC.region)
    sns = clients.client("sns", endpoint_url=url)
    with LocalSlack() as slack:
        environment = bot.hearing(bot.environment(url, slack))
        with bot.serving(environment, events=True) as address:
            slack.app_url = address
            sns.subscribe(TopicArn=_TOPIC.arn, Protocol="lambda", Endpoint=bot.FUNCTION)
            return list(_figures(_Workspace(slack, Control(url))))


@dataclass(frozen=True, slots=True)
class _Workspace:
    slack: LocalSlack
    control: Control

    def command(self) -> float:
        """Seconds from another person's command to its posted answer."""
        acts = Acts(self.slack, lambda _line: None, user=seed.APPROVER, channel=seed.PRIVATE)
        started = time.perf_counter()
        message = acts.ask(story.BROKEN)
        if not is_told(message.text):
            raise RuntimeError(f"the answer is not the one expected: {message.text}")
        return time.perf_counter() - started

    def alert(self) -> float:
        """Seconds from the spend that crosses a threshold to the alert in Slack."""
        acts = Acts(self.slack, lambda _line: None, channel=seed.ALERTS)
        before = acts.seen()
        self.control.begin_period(_TOPIC.account, _BUDGET)
        started = time.perf_counter()
        self.control.set_spend(_TOPIC.account, _BUDGET, _OVERSPENT)
        acts.wait("alert", lambda: acts.answer_after(before))
        return time.perf_counter() - started

    def flood(self) -> None:
        """Four hundred commands of one person, each acknowledged."""
        person = self.slack.person(seed.MENDER)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            lines = (f"/budget-check {words}" for words in _questions())
            for reply in pool.map(lambda line: person.command(line, seed.FINOPS), lines):
                if reply.status != 200:
                    raise RuntimeError(f"a command was not taken: {reply}")

    def unanswered(self) -> int:
        """How many of them wait still."""
        acts = Acts(self.slack, lambda _line: None)
        return _MANY - len([m for m in self.slack.messages(acts.channel) if m.blocks])


def _questions() -> Iterator[str]:
    names = dict.fromkeys(one.budget for one in scenarios() if not one.faults)
    every = (way.format(name) for way in _WAYS for name in names)
    return itertools.islice(every, _MANY)


def _figures(here: _Workspace) -> Iterator[Figure]:
    acts = {"another's command": here.command, "an alert": here.alert}
    alone = {what: _median(act) for what, act in acts.items()}
    here.flood()
    for what, act in acts.items():
        took = max(act() for _ in range(_RUNS))
        waiting = here.unanswered()
        yield Figure(
            f"{what} while over {waiting} of {_MANY} commands of one person wait, on a laptop",
            f"{took:.2f} s, the slowest of {_RUNS}; alone {alone[what]:.2f} s",
            f"at most {_GOAL:g} s more",
            took - alone[what] <= _GOAL and waiting > _MANY / 2,
        )


def _median(act: Callable[[], float]) -> float:
    act()  # the first one opens connections
    return statistics.median(act() for _ in range(_RUNS))
