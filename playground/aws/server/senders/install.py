"""Serves what the senders need, and their routes of the control plane."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from playground.aws.server.plane import Given, Plane, text
from playground.aws.server.senders import (
    alarms,
    anomalies,
    attempts,
    config,
    elasticache,
    rds,
    rules,
    trails,
)
from playground.aws.server.senders.path import Source


@dataclass(frozen=True)
class _Kind:
    """`links` are all its sources with the topic of each; `speak` makes one publish."""

    links: Callable[[], Iterable[tuple[Source, str]]]
    speak: Callable[[Source], None]


_KINDS: Mapping[str, _Kind] = {
    "alarms": _Kind(alarms.links, alarms.speak),
    "rules": _Kind(rules.links, rules.speak),
    "trails": _Kind(trails.links, trails.speak),
    "anomalies": _Kind(anomalies.links, anomalies.speak),
    "config": _Kind(config.links, config.speak),
    "rds": _Kind(rds.links, rds.speak),
    "elasticache": _Kind(elasticache.links, elasticache.speak),
}


def _links(kind: str = "") -> Iterator[tuple[Source, str]]:
    for name, one in _KINDS.items():
        if kind in ("", name):
            yield from one.links()


def of_topic(given: Given) -> list[dict[str, Any]]:
    """Control: `topic`; a `Publish` for each source that has it, as it would end now."""
    topic = text(given, "topic")
    return [
        attempts.described(source, arn, attempts.foresee(source, arn))
        for source, arn in _links()
        if arn == topic
    ]


def speak(given: Given) -> list[dict[str, Any]]:
    """Control: `sender`, `account`, `name`; what it then tried."""
    kind, account, name = (text(given, word) for word in ("sender", "account", "name"))
    if kind not in _KINDS:
        raise ValueError(f"sender must be one of {', '.join(_KINDS)}")
    fitting = [s for s, _ in _links(kind) if (s.account, s.name) == (account, name)]
    if not fitting:
        raise ValueError(f"account {account} has nothing called {name} that publishes")
    before = len(attempts.records())
    _KINDS[kind].speak(fitting[0])
    return attempts.records()[before:]


def link(given: Given) -> None:
    """Control: `sender` (trails or rds), `account`, `name`, `topic`: unchecked."""
    kind, account, name = (text(given, word) for word in ("sender", "account", "name"))
    linkers = {"trails": trails.link, "rds": rds.link}
    if kind not in linkers:
        raise ValueError(f"sender must be one of {', '.join(linkers)}")
    linkers[kind](account, name, text(given, "topic"))


def _of_account(given: Given) -> list[dict[str, Any]]:
    account = text(given, "account")
    return [one for one in attempts.records() if one["account"] == account]


def install(plane: Plane) -> None:
    """Put every sender in its place."""
    alarms.install()
    rules.install()
    for served in (trails, anomalies, config, rds, elasticache):
        served.install(plane)
    plane.add("GET", "/senders", of_topic)
    plane.add("POST", "/senders/speak", speak)
    plane.add("POST", "/senders/link", link)
    plane.add("GET", "/senders/publishes", _of_account)
    plane.on_reset(attempts.reset)
