"""What a policy says to one call, for other programs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from bot.core.policy.access import LabelledStatement, rule
from bot.core.policy.asked import asked
from bot.core.policy.decision import Effect
from bot.core.policy.explain import suspects
from bot.core.texts.policy_answer import policy_answer
from bot.errors import UsageError

_SERVICE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_ACTION = re.compile(r"[A-Za-z0-9-]+:[A-Za-z0-9]+")


class Call(NamedTuple):
    """Who wants to do what to which resource, and the condition keys that the request has."""

    service: str
    action: str
    resource: str
    context: Mapping[str, str | list[str]]


def policy_explanation(policy: str, call: Call) -> dict[str, object]:
    """The effect, the statements that decided it, and words.

    `mistakes` are what an Allow that means the service got wrong. Raises UsageError for what is
    neither a service principal, one action nor an ARN.
    """
    _refuse_odd(call)
    request = asked(*call)
    ruling = rule([policy], request)
    unknown = ruling.effect is Effect.UNKNOWN
    return {
        "effect": ruling.effect.value,
        "says": policy_answer(ruling),
        "deciding": [_statement(one) for one in (ruling.undecided if unknown else ruling.deciding)],
        "unknown_keys": list(ruling.unknown_keys),
        "mistakes": [one.says for one in suspects(policy, request) if one.meant],
    }


def _statement(one: LabelledStatement) -> dict[str, object]:
    return {"statement": one.result.index + 1, "sid": one.result.sid, "effect": one.result.effect}


def _refuse_odd(call: Call) -> None:
    if not _SERVICE.fullmatch(call.service):
        raise UsageError(
            f"service {call.service!r} is no service principal: one reads budgets.amazonaws.com."
        )
    if not _ACTION.fullmatch(call.action):
        raise UsageError(f"action {call.action!r} is not one action: it reads like sns:Publish.")
    if not call.resource.startswith("arn:"):
        raise UsageError(f"resource {call.resource!r} is no ARN.")
