"""Scenarios of somebody's own, as `--seeds` takes them: one topic for each."""

from collections.abc import Sequence

from playground.scenarios.resources.clients import Clients

NAMES = ("first-topic", "second-topic")


def seed(url: str, names: Sequence[str]) -> None:
    """Make these topics."""
    clients = Clients(url)
    for name in names:
        clients.of("sns", "111111111111", "us-east-1").create_topic(Name=name)
    clients.close()
