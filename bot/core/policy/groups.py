"""Principal, Action and Resource of one statement."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.policy.decision import Match
from bot.core.policy.kleene import UNKNOWN, any_of, is_so, negate
from bot.core.policy.patterns import Doubt, Matcher, Pattern
from bot.core.policy.world import World


@dataclass(frozen=True, slots=True)
class PrincipalElement:
    """Whom a statement names, as far as services are concerned (docs/facts.md 4.2, rules 4 and 5).

    `everyone` is true for "*" and {"AWS": "*"}, which take in services. Account ids, users, roles
    and a service's name under "AWS" never are a service. Names compare whole and exactly. `aws`
    is what stands under "AWS", for people to see. `near` tests names that AWS gives no meaning (a
    wildcard in a service's name) or may compare more kindly (in another case), in a statement that
    may keep somebody out.
    """

    services: frozenset[str]
    everyone: bool
    negated: bool
    aws: tuple[str, ...] = ()
    near: tuple[Matcher, ...] = ()

    def names(self, service: str) -> bool:
        """Whether the service is among those listed."""
        return self.everyone or service in self.services

    def match(self, service: str) -> Match:
        """Whether the statement speaks of the service; NotPrincipal of all but those listed."""
        named = self.names(service)
        if not named and self.near and any(near(service.lower()) for near in self.near):
            return UNKNOWN
        return is_so(named is not self.negated)


@dataclass(frozen=True, slots=True)
class ActionElement:
    """Actions in lower case, those without wildcards apart (docs/facts.md 4.2, rule 6).

    NotAction is the complement. `texts` are the actions as written, for people to see.
    """

    names: frozenset[str]
    wild: tuple[Matcher, ...]
    negated: bool
    texts: tuple[str, ...] = ()

    def match(self, action: str) -> Match:
        """Whether the statement covers this one, concrete action."""
        lower = action.lower()
        found = lower in self.names or any(matches(lower) for matches in self.wild)
        return is_so(found is not self.negated)


@dataclass(frozen=True, slots=True)
class ResourceElement:
    """Patterns of ARNs; NotResource is the complement (docs/facts.md 4.2, rule 7).

    `keys` are the keys of the variables in them; `texts` are the ARNs as written. `unsure` says
    what a pattern counts for that AWS gives no meaning.
    """

    patterns: tuple[Pattern, ...]
    negated: bool
    keys: tuple[str, ...]
    texts: tuple[str, ...]
    unsure: Doubt

    def match(self, resource: str, world: World) -> Match:
        """Whether the statement covers this resource, in every world that is possible."""
        return world.settle(self.keys, lambda one: self._match(resource, one))

    def _match(self, resource: str, world: World) -> Match:
        found = any_of([pattern.test(resource, world, self.unsure) for pattern in self.patterns])
        return negate(found) if self.negated else found
