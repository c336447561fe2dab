"""The app with a fake AWS behind it."""

from __future__ import annotations

from tests.slack.conftest import viewers, world

__all__ = ["viewers", "world"]
