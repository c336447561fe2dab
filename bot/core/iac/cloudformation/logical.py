"""One resource of a template, and what a type of resources tells of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.core.iac.declared import Declared, Place
from bot.core.iac.identity import Identities
from bot.core.iac.value import Unknown, known, text


@dataclass(frozen=True, slots=True)
class Logical:
    """A resource by its logical id. `unsure` is what its existence hangs on."""

    place: Place
    raw: Mapping[str, object]
    resolve: Callable[[object], object]
    identities: Identities
    unsure: Unknown | None = None

    def get(self, name: str) -> object:
        """A property, resolved. A macro among the properties may bring any of them."""
        macro = next((one for one in self.raw if one.startswith("Fn::")), None)
        return Unknown(macro) if macro else self.resolve(self.raw.get(name))

    def text(self, name: str) -> str | Unknown | None:
        """A property that is a text; None without it."""
        return text(self.get(name))

    def known(self, name: str, fallback: str = "") -> str:
        """A property that is a known text."""
        return known(self.get(name), fallback)

    def name(self, name: str) -> str:
        """The name that a property gives it, or a made-up one."""
        return self.known(name) or self.identities.name(self.place.address)

    def given(self, name: str) -> object:
        """A document, which may be there or not where the resource may."""
        return self.unsure or self.get(name)


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of resources: what it declares, and what `Ref` ("") and `Fn::GetAtt` give of it."""

    read: Callable[[Logical], Iterator[Declared]]
    names: Callable[[Logical], Mapping[str, str]] = lambda _: {}
