"""Declared queues and functions, as what stands behind a subscription."""

from __future__ import annotations

from collections import defaultdict

from bot.core.arns import parse_arn
from bot.core.iac.declared import (
    Declaration,
    DeclaredFunction,
    DeclaredPermission,
    DeclaredQueue,
    DeclaredSubscription,
)
from bot.core.iac.document import policy_text
from bot.core.iac.keys import Keys
from bot.core.iac.policies import Policies
from bot.core.iac.unread import later, undeclared
from bot.core.iac.value import Unknown
from bot.core.model.endpoint import FunctionState, LambdaFunction, Queue, Target
from bot.core.model.subscription import Subscription
from bot.core.model.topic import Topic


class Endpoints:
    """The queues and functions of a declaration."""

    def __init__(self, declaration: Declaration, keys: Keys) -> None:
        """Index them, and what their policies say."""
        self._identities, self._keys = declaration.identities, keys
        self._queues: dict[str, DeclaredQueue] = {}
        self._functions: dict[str, DeclaredFunction] = {}
        self._policies = Policies(declaration.declared, "sqs")
        self._statements: dict[str, list[object]] = defaultdict(list)
        self._unplaced: list[Unknown] = []
        for one in declaration.declared:
            self._enter(one)

    def _enter(self, one: object) -> None:
        match one:
            case DeclaredQueue():
                self._queues[one.arn] = one
            case DeclaredFunction():
                self._functions[one.arn] = one
            case DeclaredPermission(function=str() as name):
                self._statements[self._full(name)].append(one.statement)
            case DeclaredPermission(function=Unknown() as unknown):
                self._unplaced.append(unknown)

    @staticmethod
    def unknown(arn: str, one: DeclaredSubscription) -> Subscription:
        """A subscription whose endpoint is not known: whether it delivers cannot be told."""
        parts = (one.protocol, one.endpoint)
        unknown = next(part for part in parts if isinstance(part, Unknown))
        protocol = one.protocol if isinstance(one.protocol, str) else "lambda"
        endpoint = one.endpoint if isinstance(one.endpoint, str) else f"({unknown.expression})"
        target = later(unknown) if protocol in {"lambda", "sqs"} else None
        return Subscription(arn, protocol, endpoint, target=target)

    def target(self, protocol: str, endpoint: str, topic: Topic) -> Target | None:
        """What stands behind a Lambda or SQS endpoint; None for the other protocols."""
        if protocol == "lambda":
            return self._function(endpoint, topic)
        return self._queue(endpoint, topic) if protocol == "sqs" else None

    def _function(self, endpoint: str, topic: Topic) -> Target:
        declared = self._functions.get(endpoint)
        if declared is None:
            return undeclared(f"function {endpoint}")
        found = [*self._statements[endpoint], *self._unplaced]
        document = {"Version": "2012-10-17", "Statement": found}
        policy = policy_text(document, self._identities, [topic.arn]) if found else None
        reserved = declared.reserved
        known = later(reserved) if isinstance(reserved, Unknown) else reserved
        return LambdaFunction(endpoint, policy, FunctionState("Active", "Successful"), known)

    def _queue(self, endpoint: str, topic: Topic) -> Target:
        declared = self._queues.get(endpoint)
        if declared is None:
            return undeclared(f"queue {endpoint}")
        names = [declared.url, declared.arn]
        document = self._policies.of(names, declared.policy, declared.standing)
        arns = [topic.arn, declared.arn]
        policy = None if document is None else policy_text(document, self._identities, arns)
        arn = parse_arn(endpoint)
        region = arn.region if arn else topic.region
        return Queue(endpoint, policy, *self._keys.behind(declared.key, region))

    def _full(self, name: str) -> str:
        """The ARN of a function that a permission names, with its version or alias."""
        if parse_arn(name):
            return name
        return self._identities.arn("lambda", f"function:{name}")
