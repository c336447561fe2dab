"""The roles of other accounts, each assumed once for all threads."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from botocore.exceptions import BotoCoreError, ClientError

from bot.aws.apply import ONCE
from bot.aws.assume import AssumedRole, refused
from bot.aws.clients import CONFIG, Aws
from bot.aws.shared_clients import UNSHARED_RETRIES, SharedClients
from bot.core.accounts.entry import Account
from bot.core.model.read import ReadFailed

MOST_OPEN = 256
"""Roles whose credentials are kept; of others they are asked for again."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One account for who changes it: `writing` sends each request once (`bot.aws.apply.ONCE`)."""

    reading: Aws
    writing: Aws


@dataclass(frozen=True, slots=True)
class _Opened:
    role: AssumedRole
    pair: Pair


class OpenedRoles:
    """The roles that budget-check's own AWS, `hub`, has assumed. Safe between threads."""

    def __init__(self, hub: Aws) -> None:
        self._hub = hub
        self._lock = Lock()
        self._reading = SharedClients(hub.region, CONFIG.merge(UNSHARED_RETRIES))
        self._once = SharedClients(hub.region, ONCE)
        self._opened: OrderedDict[tuple[str, str, str], _Opened] = OrderedDict()
        self._opening: dict[tuple[str, str, str], Lock] = {}

    def through(self, account: Account, role: str) -> Pair | ReadFailed:
        """The account through this role, assumed once. Raises what botocore raises."""
        key = (account.id, role, account.external_id)
        with self._lock:
            opening = self._opening.setdefault(key, Lock())
        try:
            with opening:
                opened = self._kept(key) or self._keep(key, self._open(account, role))
            opened.role.renew()
        except ClientError as error:
            return refused(account, role, error)
        except BotoCoreError:
            with self._lock:
                self._opened.pop(key, None)  # the next one assumes it anew, and says what AWS says
            raise
        return opened.pair

    def _kept(self, key: tuple[str, str, str]) -> _Opened | None:
        with self._lock:
            if key in self._opened:
                self._opened.move_to_end(key)
            return self._opened.get(key)

    def _keep(self, key: tuple[str, str, str], opened: _Opened) -> _Opened:
        with self._lock:
            self._opened[key] = opened
            while len(self._opened) > MOST_OPEN:
                forgotten, _ = self._opened.popitem(last=False)
                self._opening.pop(forgotten, None)
        return opened

    def _open(self, account: Account, role: str) -> _Opened:
        assumed = AssumedRole(self._hub, account, role)
        return _Opened(assumed, Pair(assumed.open(self._reading), assumed.open(self._once)))
