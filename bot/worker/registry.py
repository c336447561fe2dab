"""Every handler of every feature, found by path: importing this loads them all."""

from __future__ import annotations

from bot import features
from bot.core.discovery import modules_of
from bot.jobs.registry import run

__all__ = ["run"]

_LOADED = tuple(modules_of(features.__name__, features.__path__))
