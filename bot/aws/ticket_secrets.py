"""The secrets of ticket systems and code hosts: one SecureString of Parameter Store, as JSON by
system (README.md, "Settings").

They are kept for less than five minutes, so a rotated one is used within that time, and never
longer: what cannot be read is said, and a new job reads again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from threading import Lock

from bot.aws.clients import Aws
from bot.aws.errors import found
from bot.aws.reads import Read
from bot.core.model.read import Cause, ReadFailed

GET_PARAMETERS = Read("GetParameters", "ssm:GetParameters")
KEPT_FOR = 240.0
"""Seconds for which what was read counts."""
FAILED_FOR = 10.0
"""Seconds for which a failure does: one job asks several times, and waits only once."""

_All = Mapping[str, Mapping[str, str]]
Secret = Mapping[str, str]


class TicketSecrets:
    """The secrets of one process. Every method may be called from any thread, and never raises.

    `aws` is budget-check's own account, `parameter` the setting TICKETS_SECRET_PARAMETER, "" where
    there is none. `clock` is a monotonic one.
    """

    def __init__(self, aws: Aws, parameter: str, clock: Callable[[], float]) -> None:
        self._aws = aws
        self._parameter = parameter
        self._clock = clock
        self._lock = Lock()
        self._until = 0.0
        self._kept: _All | ReadFailed | None = None

    def of(self, system: str) -> Secret | ReadFailed:
        """The members of this system's secret; {} where no parameter is set.

        ReadFailed says in its detail what is wrong with the parameter; nothing that it holds.
        """
        if not self._parameter:
            return {}
        every = self._every()
        if isinstance(every, ReadFailed):
            return every
        return every[system] if system in every else self._wrong(f'has no member "{system}"')

    def _every(self) -> _All | ReadFailed:
        with self._lock:
            if self._kept is None or self._clock() >= self._until:
                self._kept = self._read()
                failed = isinstance(self._kept, ReadFailed)
                self._until = self._clock() + (FAILED_FOR if failed else KEPT_FOR)
            return self._kept

    def _read(self) -> _All | ReadFailed:
        answer = self._aws.ask(GET_PARAMETERS, self._parameter, self._value)
        value = found(GET_PARAMETERS, self._parameter, answer)
        if isinstance(value, ReadFailed):
            return value
        return self._taken_apart(value)

    def _value(self) -> str:
        """What stands there, "" where there is no such parameter."""
        client = self._aws.ssm(self._aws.region)
        names = [self._parameter]
        there = client.get_parameters(Names=names, WithDecryption=True)["Parameters"]
        return there[0]["Value"] if there else ""

    def _taken_apart(self, value: str) -> _All | ReadFailed:
        if not value.strip():
            region = self._aws.region
            return self._wrong(f"is not there, or empty, in {region}: store it as a SecureString")
        try:
            loaded = json.loads(value)
        except ValueError:  # its words would show a part of the secret
            return self._wrong("is no JSON")
        if not isinstance(loaded, dict) or not all(map(_is_secret, loaded.values())):
            return self._wrong("is no JSON object with an object of texts for each system")
        return loaded

    def _wrong(self, what: str) -> ReadFailed:
        detail = f"The parameter {self._parameter} {what}."
        return ReadFailed(GET_PARAMETERS.action, self._parameter, Cause.FAILED, detail)


def _is_secret(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
