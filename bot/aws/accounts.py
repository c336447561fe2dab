"""Every account that budget-check knows, and an `Aws` for each (docs/accounts.md).

The entries stand in Parameter Store, one parameter for each account. They are read again every few
minutes: what is taken out there is not assumed any longer.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from bot.aws.apply import ONCE
from bot.aws.assume import ASSUME_ROLE, AssumedRole, refused
from bot.aws.clients import CONFIG, Aws
from bot.aws.reads import Read
from bot.aws.shared_clients import UNSHARED_RETRIES, SharedClients
from bot.core.accounts.directory import Account, Directory, directory_of
from bot.core.model.read import Cause, NotFound, ReadFailed

_T = TypeVar("_T")

GET_PARAMETERS = Read("GetParametersByPath", "ssm:GetParametersByPath")
KEPT_FOR = 180.0
"""Seconds for which the entries are taken as they were read."""
MOST_OPEN = 256
"""Roles whose credentials are kept; of others they are asked for again."""
FAILED_FOR = 10.0
"""Seconds for which a failure to read them is: one job asks several times, and waits only once."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One account for who changes it: `writing` sends each request once (`bot.aws.apply.ONCE`)."""

    reading: Aws
    writing: Aws


@dataclass(frozen=True, slots=True)
class _Opened:
    role: AssumedRole
    pair: Pair


class Accounts:
    """The accounts of one process. Every method may be called from any thread, and never raises.

    `hub` is the AWS of budget-check's own credentials, `writing` the same opened with `ONCE`, None
    where nothing is ever written. `path` is the setting ACCOUNTS_PARAMETER; without one only the
    hub's own account is known. `clock` is a monotonic one.
    """

    def __init__(
        self, hub: Aws, path: str, clock: Callable[[], float], writing: Aws | None = None
    ) -> None:
        self._hub = hub
        self._path = path
        self._clock = clock
        self._writing = writing
        self._lock = Lock()
        self._kept: tuple[float, Directory] | None = None
        self._reading = SharedClients(hub.region, CONFIG.merge(UNSHARED_RETRIES))
        self._once = SharedClients(hub.region, ONCE)
        self._opened: OrderedDict[tuple[str, str, str], _Opened] = OrderedDict()
        self._opening: dict[tuple[str, str, str], Lock] = {}

    def directory(self) -> Directory | ReadFailed:
        """Every known account; ReadFailed where not even budget-check's own is known."""
        own = self._hub.account()
        if isinstance(own, ReadFailed):
            return own
        if not self._path:
            return directory_of(own, ())
        with self._lock:
            if self._kept and self._clock() < self._kept[0]:
                return self._kept[1]
        found = self._hub.ask(GET_PARAMETERS, self._path, self._parameters)
        if isinstance(found, NotFound | ReadFailed):
            return self._keep(directory_of(own, (), _unread(self._path, found)), FAILED_FOR)
        return self._keep(directory_of(own, found), KEPT_FOR)

    def reading(self, id: str) -> Aws | ReadFailed:
        """The account for who only reads: through its read role. Not for the pool's threads."""
        account = self._account(id)
        if isinstance(account, ReadFailed):
            return account
        if not account.read_role:
            return self._hub
        made = self._hub.ask(ASSUME_ROLE, account.read_role, lambda: self.read_as(account))
        return _unread(account.read_role, made) if isinstance(made, NotFound) else made

    def writing(self, id: str) -> Pair | ReadFailed:
        """The account for who mends: through its mend role. Not for the pool's threads."""
        account = self._account(id)
        if isinstance(account, ReadFailed):
            return account
        if not account.read_role:
            return Pair(self._hub, self._writing) if self._writing else _never(account)
        role = account.mend_role
        if not role:
            return _never(account)
        made = self._hub.ask(ASSUME_ROLE, role, lambda: self._assumed(account, role))
        return _unread(role, made) if isinstance(made, NotFound) else made

    def submit(self, call: Callable[[], _T]) -> Future[_T]:
        """Run it on one of the threads that all accounts share."""
        return self._hub.pool.submit(call)

    def read_as(self, account: Account) -> Aws | ReadFailed:
        """The same for an account of the directory; for a thread of the pool. May raise."""
        if not account.read_role:
            return self._hub
        pair = self._assumed(account, account.read_role)
        return pair if isinstance(pair, ReadFailed) else pair.reading

    def _keep(self, directory: Directory, seconds: float) -> Directory:
        with self._lock:
            self._kept = (self._clock() + seconds, directory)
        return directory

    def _account(self, id: str) -> Account | ReadFailed:
        directory = self.directory()
        if isinstance(directory, ReadFailed):
            return directory
        found = next((one for one in directory.all if one.id == id), None)
        if found is None:
            detail = f"No entry beneath {self._path} names it." if self._path else "It is not ours."
            return directory.unread or ReadFailed(
                ASSUME_ROLE.action, f"account {id}", Cause.FAILED, detail
            )
        return found

    def _assumed(self, account: Account, role: str) -> Pair | ReadFailed:
        """Through this role, assumed once for all threads. Raises what botocore raises."""
        key = (account.id, role, account.external_id)
        with self._lock:
            opening = self._opening.setdefault(key, Lock())
        try:
            with opening:
                opened = self._kept_open(key) or self._keep_open(key, self._open(account, role))
            opened.role.renew()
        except ClientError as error:
            return refused(account, role, error)
        except BotoCoreError:
            with self._lock:
                self._opened.pop(key, None)  # the next one assumes it anew, and says what AWS says
            raise
        return opened.pair

    def _kept_open(self, key: tuple[str, str, str]) -> _Opened | None:
        with self._lock:
            if key in self._opened:
                self._opened.move_to_end(key)
            return self._opened.get(key)

    def _keep_open(self, key: tuple[str, str, str], opened: _Opened) -> _Opened:
        with self._lock:
            self._opened[key] = opened
            while len(self._opened) > MOST_OPEN:
                forgotten, _ = self._opened.popitem(last=False)
                self._opening.pop(forgotten, None)
        return opened

    def _open(self, account: Account, role: str) -> _Opened:
        assumed = AssumedRole(self._hub, account, role)
        return _Opened(assumed, Pair(assumed.open(self._reading), assumed.open(self._once)))

    def _parameters(self) -> list[tuple[str, str]]:
        pages = (
            self._hub.ssm(self._hub.region)
            .get_paginator("get_parameters_by_path")
            .paginate(Path=self._path, WithDecryption=True)
        )
        return [(one["Name"], one["Value"]) for page in pages for one in page["Parameters"]]


def _unread(resource: str, answer: NotFound | ReadFailed) -> ReadFailed:
    if isinstance(answer, ReadFailed):
        return answer
    return ReadFailed(GET_PARAMETERS.action, resource, Cause.FAILED, answer.detail)


def _never(account: Account) -> ReadFailed:
    no_role = f"its entry {account.parameter} names no mend_role"
    why = no_role if account.read_role else "here it only reads"
    detail = f"budget-check writes nothing to account {account.title}: {why}."
    return ReadFailed(ASSUME_ROLE.action, f"account {account.id}", Cause.REFUSED, detail)
