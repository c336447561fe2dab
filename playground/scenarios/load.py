"""`seed(url, names)`: puts scenarios into the embedded AWS at `url`.

The server calls it in its own environment, where boto3 does not exist: standard library, botocore
and `playground` only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from playground.aws.control import Control
from playground.scenarios import catalog
from playground.scenarios.catalog import find
from playground.scenarios.model import Fault, Scenario
from playground.scenarios.resources import beyond, budgets, endpoints, senders, topics
from playground.scenarios.resources.clients import Clients

__all__ = ["NAMES", "clients_of", "find", "put", "seed", "shared_clients"]

NAMES = catalog.names()
THREADS = 6
_SHARED: dict[str, Clients] = {}
"""The clients that outlive a seeding, by the address of their AWS."""


def seed(url: str, names: Sequence[str] | None = None) -> None:
    """Make these scenarios, all of them for None; the record of AWS calls starts anew after it.

    Raises ValueError for an unknown name.
    """
    put(url, catalog.scenarios() if names is None else tuple(map(find, names)))


@contextmanager
def shared_clients(url: str) -> Iterator[None]:
    """For whoever seeds the AWS at `url` over and over: every seeding uses the same clients."""
    _SHARED[url] = Clients(url)
    try:
        yield
    finally:
        _SHARED.pop(url).close()


@contextmanager
def clients_of(url: str) -> Iterator[Clients]:
    """The shared clients of the AWS at `url`; where there are none, some that are closed after."""
    if url in _SHARED:
        yield _SHARED[url]
        return
    clients = Clients(url)
    try:
        yield clients
    finally:
        clients.close()


def put(url: str, chosen: Sequence[Scenario]) -> None:
    """The same for scenarios that are not in the catalog."""
    control = Control(url)
    with clients_of(url) as clients, ThreadPoolExecutor(THREADS) as pool:
        made = list(pool.map(lambda scenario: _make(control, clients, scenario), chosen))
    # Faults last: they would hit the seeding itself.
    for scenario, keys in zip(chosen, made, strict=True):
        for fault in scenario.faults:
            _fault(control, scenario, fault, keys)
    control.forget_calls()


def _make(control: Control, clients: Clients, scenario: Scenario) -> tuple[str, ...]:
    """One scenario, in the order in which its parts need each other; its keys' ARNs."""
    first = scenario.topics[0].arn if scenario.topics else ""
    for queue in scenario.queues:
        endpoints.make_queue(clients, queue, first)
    for function in scenario.functions:
        endpoints.make_function(clients, function, first)
    keys = tuple(topics.make(clients, topic) for topic in scenario.topics)
    beyond.prepare(control, scenario)
    budgets.make(clients, scenario)
    senders.make(clients, control, scenario)
    beyond.complete(control, scenario, keys)
    return keys


def _fault(control: Control, scenario: Scenario, fault: Fault, keys: tuple[str, ...]) -> None:
    texts = {
        "topic": scenario.topics[0].name if scenario.topics else "",
        "key": keys[0].rpartition("/")[2] if keys else "",
        "budget": scenario.budget,
        "function": scenario.functions[0].name if scenario.functions else "",
        "queue": scenario.queues[0].name if scenario.queues else "",
    }
    control.fault(
        fault.service,
        fault.operation,
        text=texts[fault.of],
        code=fault.code,
        message=fault.message,
        status=fault.status,
    )
