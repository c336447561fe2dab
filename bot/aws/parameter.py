"""One parameter of Parameter Store that somebody keeps, in budget-check's own account and Region.

It is kept for less than five minutes, so a change of it counts within that time.
"""

from __future__ import annotations

from collections.abc import Callable
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


class Parameter:
    """The parameter of this name. Any thread may call it, and it never raises.

    `clock` is a monotonic one.
    """

    def __init__(self, aws: Aws, name: str, clock: Callable[[], float]) -> None:
        self._aws = aws
        self._name = name
        self._clock = clock
        self._lock = Lock()
        self._until = 0.0
        self._kept: str | ReadFailed | None = None

    def value(self) -> str | ReadFailed:
        """What stands there."""
        with self._lock:
            if self._kept is None or self._clock() >= self._until:
                self._kept = self._read()
                failed = isinstance(self._kept, ReadFailed)
                self._until = self._clock() + (FAILED_FOR if failed else KEPT_FOR)
            return self._kept

    def _read(self) -> str | ReadFailed:
        answer = self._aws.ask(GET_PARAMETERS, self._name, self._value)
        value = found(GET_PARAMETERS, self._name, answer)
        if isinstance(value, ReadFailed) or value.strip():
            return value
        detail = f"The parameter {self._name} is not there, or empty, in {self._aws.region}."
        return ReadFailed(GET_PARAMETERS.action, self._name, Cause.FAILED, detail)

    def _value(self) -> str:
        """What stands there, "" where there is no such parameter."""
        client = self._aws.ssm(self._aws.region)
        there = client.get_parameters(Names=[self._name], WithDecryption=True)["Parameters"]
        return there[0]["Value"] if there else ""
