"""GitHub's API: where it is, who asks, and what its refusals mean.

https://docs.github.com/en/rest, in the version of API_VERSION.
"""

from bot.rest.github.app import Sign
from bot.rest.github.failed import Failed
from bot.rest.github.rights import (
    CONTENTS,
    ISSUES,
    PULL_REQUESTS,
    READ_CONTENTS,
    READ_PULL_REQUESTS,
    Right,
)
from bot.rest.github.session import GitHub, Session
from bot.rest.github.setup import SECRET, SETTINGS, Setup, setup_of

__all__ = [
    "CONTENTS",
    "ISSUES",
    "PULL_REQUESTS",
    "READ_CONTENTS",
    "READ_PULL_REQUESTS",
    "SECRET",
    "SETTINGS",
    "Failed",
    "GitHub",
    "Right",
    "Session",
    "Setup",
    "Sign",
    "setup_of",
]
