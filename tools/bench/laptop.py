"""The environment of a laptop that has the embedded AWS for its AWS."""

from __future__ import annotations

import os

from playground.scenarios.model import REGION
from playground.scenarios.policies import ACCOUNT


def become(url: str) -> None:
    """From now on: the ordinary AWS environment is the only way to tell the bot its endpoint."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ |= {"AWS_ENDPOINT_URL": url, "AWS_ACCESS_KEY_ID": ACCOUNT}
    os.environ |= {"AWS_SECRET_ACCESS_KEY": "bench", "AWS_DEFAULT_REGION": REGION}
