"""AWS clients for the embedded AWS, one for each service, account and Region, shared by threads."""

from __future__ import annotations

from threading import Lock
from typing import Any

import botocore
from botocore.config import Config
from botocore.loaders import Loader
from botocore.session import Session

Client = Any
"""A botocore client: its methods are made at run time, so no type names them."""

_LOADER = Loader()  # its cache, shared: reading the service models anew costs most of a seeding
_CONFIG = Config(
    max_pool_connections=16,
    retries={"total_max_attempts": 1},
    connect_timeout=60,
    read_timeout=120,
    # Without a fixed one botocore builds it anew for each request.
    user_agent=f"Botocore/{botocore.__version__}",
    parameter_validation=False,
)


class Clients:
    """Hands out clients that act as an account's root: its number is the access key id."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session = Session()
        self._session.register_component("data_loader", _LOADER)
        self._made: dict[tuple[str, str, str], Client] = {}
        self._lock = Lock()

    def of(self, service: str, account: str, region: str) -> Client:
        """The client; made on first use."""
        with self._lock:
            wanted = (service, account, region)
            if wanted not in self._made:
                self._made[wanted] = self._session.create_client(
                    service,
                    region_name=region,
                    endpoint_url=self._url,
                    aws_access_key_id=account,
                    aws_secret_access_key="playground",
                    config=_CONFIG,
                )
            return self._made[wanted]

    def close(self) -> None:
        """Close every connection."""
        for client in self._made.values():
            client.close()
