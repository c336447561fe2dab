"""What the key's policies and grants say to the two calls that a publish needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.core.checks._role import uses_keys
from bot.core.checks._world import (
    from_elsewhere,
    key_requests,
    source_arn,
    source_of_another,
    with_source,
)
from bot.core.checks.key._grants import fitting
from bot.core.checks.key._key import own_key
from bot.core.model.key import Grant, Key
from bot.core.model.path import Path
from bot.core.model.read import ReadFailed
from bot.core.model.topic import Topic
from bot.core.policy.access import Ruling, only_by_everyone, rule, rule_surely
from bot.core.policy.decision import Effect, Request
from bot.core.policy.expiry import Expiry, earliest, expiry
from bot.core.senders import SOURCE_ARN, THROUGH_SNS


@dataclass(frozen=True, slots=True)
class KeyAccess:
    """A customer managed key of the topic's own account, with a policy that could be read."""

    path: Path
    topic: Topic
    key: Key
    documents: tuple[str, ...]
    requests: tuple[Request, ...]
    rulings: tuple[Ruling, ...]

    @property
    def effect(self) -> Effect:
        """A refusal of either call refuses; both must be allowed."""
        effects = {ruling.effect for ruling in self.rulings}
        order = (Effect.DENY, Effect.IMPLICIT_DENY, Effect.UNKNOWN)
        return next((e for e in order if e in effects), Effect.ALLOW if effects else Effect.UNKNOWN)

    def having(self, effect: Effect) -> tuple[Ruling, ...]:
        """The rulings of one effect."""
        return tuple(ruling for ruling in self.rulings if ruling.effect is effect)

    def still_allowed(self, changed: Callable[[Request], Request]) -> bool:
        """True if both calls would be allowed with another request."""
        return self._allowed(tuple(map(changed, self.requests)))

    @property
    def hangs_on_source_arn(self) -> bool:
        """True if it is allowed only as long as aws:SourceArn is what we take it to be."""
        if SOURCE_ARN in self.path.sender.key_sources:
            return False
        without = tuple(with_source(r, self.path.account, None) for r in self.requests)
        return not all(map(self._allowed, (without, self.of_another_subject)))

    @property
    def of_another_subject(self) -> tuple[Request, ...]:
        """Both calls on behalf of the same account, with another aws:SourceArn."""
        other = source_of_another(self.path, self.topic) or None
        return tuple(with_source(r, self.path.account, other) for r in self.requests)

    def _allowed(self, requests: tuple[Request, ...]) -> bool:
        return all(rule(self.documents, one).effect is Effect.ALLOW for one in requests)

    @property
    def hangs_on_everyone(self) -> bool:
        """True if only statements for everybody let the sender in."""
        return any(only_by_everyone(self.documents, request) for request in self.requests)

    @property
    def expiry(self) -> Expiry | None:
        """When it ends that both calls are allowed; None where it does not."""
        return earliest(expiry(self.documents, request) for request in self.requests)

    @property
    def through_sns(self) -> KeyAccess | None:
        """The access if the calls carry what SNS may add, where Allows hang on that and no more.

        Those keys are absent or hold a value that is known (docs/facts.md 4.1). None where anything
        else is undecided, a Deny on the same keys included.
        """
        undecided = self.having(Effect.UNKNOWN)
        turning = {key.lower() for ruling in undecided for key in ruling.unknown_keys}
        denies = any(s.result.effect != "Allow" for r in undecided for s in r.undecided)
        if not turning or denies or not turning <= _THROUGH_SNS:
            return None
        made = _access(self.path, self.topic, self.key, tuple(map(_carried, self.requests)))
        return made if made and made.effect is Effect.ALLOW else None

    @property
    def open_to_any_account(self) -> bool:
        """True if the sender would get in on behalf of any account."""
        return self.still_allowed(self._from_elsewhere)

    def _from_elsewhere(self, request: Request) -> Request:
        return from_elsewhere(request, self.topic, self.path.sender)

    def grants(self) -> tuple[Grant, ...] | ReadFailed:
        """The grants that together cover what the policies do not allow; empty if they do not."""
        if isinstance(self.key.grants, ReadFailed):
            return self.key.grants
        sender, source = self.path.sender, source_arn(self.path, self.topic)
        lacking = {r.request.action for r in self.having(Effect.IMPLICIT_DENY)}
        service, actions = sender.principal(self.topic.partition), sender.sources_of_actions(source)
        return fitting(self.key.grants, service, (source, actions), lacking)


_THROUGH_SNS = frozenset(key.lower() for key in THROUGH_SNS)


def _carried(request: Request) -> Request:
    """The same request, if it carries what SNS may add to it."""
    unknown = tuple(key for key in request.unknown if key.lower() not in _THROUGH_SNS)
    return replace(request, unknown=unknown)


def key_access(path: Path) -> KeyAccess | None:
    """The key's access; None where there is no such key or no policy of it to judge."""
    key, topic = own_key(path), path.topic
    if key is None or not isinstance(topic, Topic) or not uses_keys(path):
        return None
    return _access(path, topic, key, key_requests(path, topic, key))


def _access(path: Path, topic: Topic, key: Key, requests: tuple[Request, ...]) -> KeyAccess | None:
    if isinstance(key.policies, ReadFailed) or not key.policies or not requests:
        return None
    rulings = tuple(rule_surely(key.policies, request) for request in requests)
    asked = tuple(ruling.request for ruling in rulings)
    return KeyAccess(path, topic, key, key.policies, asked, rulings)
