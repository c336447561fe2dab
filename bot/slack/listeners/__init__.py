"""The listeners, one file per kind of request, found by path: each ties itself to what it hears."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from slack_bolt import App

from bot.slack.listeners.job_sender import JobSender

# Without pkgutil, which a cold start would load for this alone.
_FILES = sorted(Path(__file__).parent.glob("[a-z]*.py"))
_MODULES = tuple(import_module(f"{__name__}.{file.stem}") for file in _FILES)


def register(app: App, sender: JobSender) -> None:
    """Tie each kind of request to its listener."""
    for module in _MODULES:
        tie = getattr(module, "register", None)
        if tie:
            tie(app, sender)
