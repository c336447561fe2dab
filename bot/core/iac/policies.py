"""Which policy a topic, queue or key ends up with: its own, or one that is declared beside it.

Whoever writes last wins, and no template or plan tells the order. So of several nothing is known,
and neither where one is taken away while another is written, or where one may be for anything.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from bot.core.iac.declared import Declared, DeclaredPolicy, DeclaredRemoval
from bot.core.iac.value import Unknown


class Policies:
    """The policies for the resources of one service, by what `named` makes of their targets."""

    def __init__(
        self,
        declared: Iterable[Declared],
        service: str,
        named: Callable[[str], str] = str,
    ) -> None:
        """Index them."""
        self._beside: dict[str, list[object]] = defaultdict(list)
        self._removed: set[str] = set()
        self._unplaced: list[Unknown] = []
        self._named = named
        for one in declared:
            if isinstance(one, DeclaredPolicy | DeclaredRemoval) and one.service == service:
                self._enter(one)

    def _enter(self, one: DeclaredPolicy | DeclaredRemoval) -> None:
        for target in one.targets:
            if isinstance(target, Unknown):
                self._unplaced.append(target)
            elif isinstance(one, DeclaredRemoval):
                self._removed.add(self._named(target))
            else:
                self._beside[self._named(target)].append(one.document)

    def of(self, names: Iterable[str], own: object, standing: object = None) -> object:
        """The document, None for AWS's default.

        `own` is what the resource itself is given, `standing` what it has now and nobody writes.
        """
        mine = [*map(self._named, names)]
        written = [*_apart((*(d for n in mine for d in self._beside[n]), own))]
        removed = any(name in self._removed for name in mine)
        if len(written) > 1:
            return Unknown(f"which of {len(written)} policies of it is written last")
        if written and removed:
            return Unknown("which is last: its policy is written, or an older one is taken away")
        if self._unplaced:
            return self._unplaced[0]
        if written:
            return written[0]
        return None if removed else standing


def _apart(documents: Iterable[object]) -> Iterator[object]:
    """Those that differ."""
    seen: list[object] = []
    for one in documents:
        read = _read(one)
        if one is not None and read not in seen:
            seen.append(read)
            yield one


def _read(document: object) -> object:
    if not isinstance(document, str):
        return document
    try:
        return json.loads(document)
    except (ValueError, RecursionError):
        return document
