"""One condition: an operator, a key and its values, against what the request holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bot.core.policy.decision import ConditionResult, Match
from bot.core.policy.kleene import NO, UNKNOWN, YES, agreed, all_of, any_of, is_so, negate
from bot.core.policy.operators.table import Operator, Quantifier, operator_named
from bot.core.policy.operators.values import Value
from bot.core.policy.patterns import Doubt, doubt
from bot.core.policy.world import World

_NULL = {"true": YES, "false": NO}


@dataclass(frozen=True, slots=True)
class FixedOutcome:
    """A condition whose outcome is the same for every request, because nobody can read it."""

    label: str
    key: str
    texts: tuple[str, ...]
    settled: Match
    keys: tuple[str, ...] = ()

    def outcome(self, world: World) -> Match:
        """The same in every world."""
        return self.settled

    def result(self, world: World) -> ConditionResult:
        """The outcome, with the request's value for people to see."""
        actual = world.held.get(self.key.lower()) or None
        return ConditionResult(self.label, self.key, self.texts, actual, self.settled)


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition, compiled.

    `label` and `key` are spelt as in the policy, `name` is the key in lower case. `keys` are it
    and the keys of the variables in the values: all that the outcome can turn on.
    """

    label: str
    key: str
    name: str
    texts: tuple[str, ...]
    operator: Operator
    values: tuple[Value, ...]
    keys: tuple[str, ...]
    unsure: Doubt

    def outcome(self, world: World) -> Match:
        """Whether it holds, in every world that is possible."""
        return world.settle(self.keys, self._match)

    def result(self, world: World) -> ConditionResult:
        """The outcome, with the request's value for people to see."""
        actual = world.held.get(self.name) or None
        return ConditionResult(self.label, self.key, self.texts, actual, self.outcome(world))

    def _match(self, world: World) -> Match:
        if world.is_open(self.name):
            return agreed((self._absent(), self._anything(world)))
        actual = world.held.get(self.name)
        return self._present(actual, world) if actual else self._absent()

    def _absent(self) -> Match:
        """Without the key (docs/facts.md 4.2, rule 10): a negated operator then holds."""
        if self.operator.make is None:
            return any_of(_NULL.get(text.lower(), UNKNOWN) for text in self.texts)
        if self.operator.if_exists or self.operator.quantifier is Quantifier.ALL:
            return YES
        return is_so(self.operator.negated and self.operator.quantifier is None)

    def _present(self, actual: tuple[str, ...], world: World) -> Match:
        """With these values (docs/facts.md 4.2, rule 11).

        AWS documents several values only under ForAllValues or ForAnyValue: without either, the
        answer is known where both would say the same.
        """
        if self.operator.make is None:
            return any_of(negate(_NULL.get(text.lower(), UNKNOWN)) for text in self.texts)
        if self.name in world.more:
            return self._set([*(self._one(value, world) for value in actual), self._any_value()])
        if len(actual) == 1:
            return self._one(actual[0], world)
        return self._set([self._one(value, world) for value in actual])

    def _set(self, each: list[Match]) -> Match:
        """The outcomes for each value that the key holds, by the quantifier."""
        if self.operator.quantifier is Quantifier.ANY:
            return any_of(each)
        if self.operator.quantifier is Quantifier.ALL:
            return all_of(each)
        return agreed((any_of(each), all_of(each)))

    def _one(self, actual: str, world: World) -> Match:
        """One request value against all policy values: some must match, or none where negated."""
        found = any_of([value.match(actual, world, self.unsure) for value in self.values])
        return negate(found) if self.operator.negated else found

    def _anything(self, world: World) -> Match:
        """Present, with a value that nobody knows, or that is known to be AWS's own."""
        if self.operator.make is None:
            return any_of(negate(_NULL.get(text.lower(), UNKNOWN)) for text in self.texts)
        if self.name not in world.aws_own:
            return self._any_value()
        found = any_of(value.match_aws(self.name, world) for value in self.values)
        return negate(found) if self.operator.negated else found

    def _any_value(self) -> Match:
        """One value that nobody knows: told only where every value fits, or none can."""
        if not self.values or any(value.universal for value in self.values):
            return is_so(bool(self.values) is not self.operator.negated)
        return UNKNOWN


@lru_cache(maxsize=4096)
def condition(
    label: str, key: str, texts: tuple[str, ...], *, expand: bool, wary: bool
) -> Condition | FixedOutcome:
    """The condition, compiled; `expand` where the policy's Version has variables.

    An operator that is not known never settles a statement: its outcome is UNKNOWN. `wary` where
    the statement may be a Deny: a value without a documented meaning may then keep somebody out.
    """
    operator = operator_named(label)
    if operator is None:
        return FixedOutcome(label, key, texts, UNKNOWN)
    make = operator.make
    values = () if make is None else tuple(make(text, expand) for text in texts)
    name = key.lower()
    variables = (variable for value in values for variable in value.variables)
    keys = tuple(dict.fromkeys((name, *variables)))
    unsure = doubt(negated=operator.negated, wary=wary)
    return Condition(label, key, name, texts, operator, values, keys, unsure)
