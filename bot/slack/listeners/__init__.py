"""The listeners, one file per kind of request, found by path: each ties itself to what it hears."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from slack_bolt import App

from bot.slack.listeners.job_sender import JobSender

# Without pkgutil, which a cold start would load for this alone, and without glob, which is slow.
_NAMES = sorted(f.stem for f in Path(__file__).parent.iterdir() if f.suffix == ".py")
_MODULES = tuple(import_module(f"{__name__}.{name}") for name in _NAMES if name != "__init__")


def register(app: App, sender: JobSender) -> None:
    """Tie each kind of request to its listener."""
    for module in _MODULES:
        tie = getattr(module, "register", None)
        if tie:
            tie(app, sender)
