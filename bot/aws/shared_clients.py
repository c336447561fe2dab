"""One client for each service and Region of the process, signed with whose account it is just now.

A client of one's own for each account is 2 MB and some 34 ms of CPU an account: a worker that
sweeps some hundreds of accounts would run out of memory. Only credentials differ between accounts,
so they alone are kept for each.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from contextvars import ContextVar
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast

import boto3
import botocore.session
from botocore.config import Config
from botocore.credentials import CredentialProvider, CredentialResolver, Credentials
from botocore.exceptions import NoCredentialsError
from botocore.loaders import Loader

from bot.aws.client_hooks import hook

if TYPE_CHECKING:
    from botocore.client import BaseClient
    from botocore.credentials import ReadOnlyCredentials
    from botocore.paginate import Paginator

_T = TypeVar("_T")
_LENT: ContextVar[Credentials | None] = ContextVar("lent", default=None)

_LOADER = Loader()
"""Its cache is shared: the service models are read once."""
UNSHARED_RETRIES = Config(retries={"mode": "legacy", "total_max_attempts": 4})
"""The one mode in which a client keeps nothing of one call for the next: in the others an account
that is throttled would slow down all that share its clients
(https://docs.aws.amazon.com/boto3/latest/guide/retries.html).
"""


class SharedClients:
    """The clients of all accounts of a process. Every method may be called from any thread."""

    def __init__(self, region: str, config: Config) -> None:
        self._region = region
        self._session: boto3.Session | None = None
        self.config = config
        self._lock = Lock()
        self._clients: dict[tuple[str, str], BaseClient] = {}

    @property
    def session(self) -> boto3.Session:
        """Whose credentials are borrowed; made once there is another account than the hub's, for
        it takes as long as several calls.
        """
        with self._lock:
            if self._session is None:
                self._session = _borrowing(self._region)
            return self._session

    def get(
        self, service: str, region: str, make: Callable[..., _T], credentials: Credentials
    ) -> _T:
        """The client that `make` makes of `session`, for who signs with these credentials."""
        with self._lock:
            if (service, region) not in self._clients:
                made = cast("BaseClient", make(region_name=region, config=self.config))
                self._clients[service, region] = hook(made)
            return cast("_T", _signed_with(self._clients[service, region], credentials))


class _OfTheMoment(Credentials):
    """Those of whose call it is: never somebody else's, and never the hub's own."""

    def __init__(self) -> None:
        super().__init__("lent", "lent")

    def get_frozen_credentials(self) -> ReadOnlyCredentials:
        """Raises NoCredentialsError outside of a call for an account."""
        lent = _LENT.get()
        if lent is None:
            raise NoCredentialsError
        return lent.get_frozen_credentials()


class _Borrowed(CredentialProvider):
    METHOD = "lent"

    def load(self) -> Credentials:
        return _OfTheMoment()


def _borrowing(region: str) -> boto3.Session:
    core = botocore.session.Session()
    core.register_component("data_loader", _LOADER)
    core.register_component("credential_provider", CredentialResolver([_Borrowed()]))
    return boto3.Session(botocore_session=core, region_name=region)


def _signed_with(client: BaseClient, credentials: Credentials) -> BaseClient:
    """The same client, whose every call, a page's as well, is signed with these credentials."""
    other = object.__new__(type(client))
    other.__dict__.update(client.__dict__)

    def call(operation: str, given: object) -> object:
        token = _LENT.set(credentials)
        try:
            return client._make_api_call(operation, given)  # type: ignore[attr-defined]
        finally:
            _LENT.reset(token)

    # A copy of the one that the client keeps (`bot.aws.client_hooks`).
    def pager(operation: str) -> Paginator[object]:
        made = copy.copy(client.get_paginator(operation))
        made._method = getattr(other, operation)  # type: ignore[attr-defined]
        return made

    # What botocore generates for each operation, and so its pagers, call this.
    other._make_api_call = call  # type: ignore[attr-defined]
    other.get_paginator = pager  # type: ignore[method-assign,assignment]
    return other
