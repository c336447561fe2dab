"""The secrets of ticket systems and code hosts: one SecureString of Parameter Store, as JSON by
system (README.md, "Settings").
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from bot.aws.clients import Aws
from bot.aws.parameter import GET_PARAMETERS, Parameter
from bot.core.model.read import Cause, ReadFailed

_All = Mapping[str, Mapping[str, str]]
Secret = Mapping[str, str]


class TicketSecrets:
    """The secrets of one process. Every method may be called from any thread, and never raises.

    `aws` is budget-check's own account, `parameter` the setting TICKETS_SECRET_PARAMETER, "" where
    there is none. `clock` is a monotonic one.
    """

    def __init__(self, aws: Aws, parameter: str, clock: Callable[[], float]) -> None:
        self._name = parameter
        self._parameter = Parameter(aws, parameter, clock)

    def of(self, system: str) -> Secret | ReadFailed:
        """The members of this system's secret; {} where no parameter is set.

        ReadFailed says in its detail what is wrong with the parameter; nothing that it holds.
        """
        if not self._name:
            return {}
        every = self._every()
        if isinstance(every, ReadFailed):
            return every
        return every[system] if system in every else self._wrong(f'has no member "{system}"')

    def _every(self) -> _All | ReadFailed:
        value = self._parameter.value()
        if isinstance(value, ReadFailed):
            return value
        try:
            loaded = json.loads(value)
        except ValueError:  # its words would show a part of the secret
            return self._wrong("is no JSON")
        if not isinstance(loaded, dict) or not all(map(_is_secret, loaded.values())):
            return self._wrong("is no JSON object with an object of texts for each system")
        return loaded

    def _wrong(self, what: str) -> ReadFailed:
        detail = f"The parameter {self._name} {what}."
        return ReadFailed(GET_PARAMETERS.action, self._name, Cause.FAILED, detail)


def _is_secret(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
