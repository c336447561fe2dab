"""Where policies are written, by a map that somebody keeps, and the hosts that it names."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.core.model.read import ReadFailed
from bot.core.sources import NoPlace, Place, WrongMap, place_of, sources_of
from bot.pull_requests._host import CodeHost


class MappedSources:
    """The map that `read` gives, and the hosts by their names. No method raises."""

    def __init__(self, read: Callable[[], str | ReadFailed], hosts: Mapping[str, CodeHost]) -> None:
        self._read = read
        self._hosts = hosts

    def place(
        self, arn: str, names: tuple[str, ...], tags: Mapping[str, str]
    ) -> Place | NoPlace | ReadFailed:
        """Where the policy of this key or topic is written, by the map and its tags; `names` are
        those that people know it by. A map that is wrong names no place.
        """
        text = self._read()
        if isinstance(text, ReadFailed):
            return text
        found = sources_of(text)
        return (
            NoPlace(found.why) if isinstance(found, WrongMap) else place_of(found, arn, names, tags)
        )

    def host(self, name: str) -> CodeHost | None:
        """The host of that name; None where there is no such."""
        return self._hosts.get(name)
