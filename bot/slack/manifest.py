"""The manifest of the Slack app (bot/slack/manifest.json), finished for where the bot runs.

https://docs.slack.dev/reference/app-manifest
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.errors import UsageError

_MANIFEST = Path(__file__).with_name("manifest.json")
_ADDRESSES = frozenset({"url", "request_url"})


def template() -> Mapping[str, Any]:
    """manifest.json as it is kept, with a placeholder in the place of each address."""
    manifest: Mapping[str, Any] = json.loads(_MANIFEST.read_text("utf-8"))
    return manifest


def for_address(address: str) -> str:
    """The manifest of an app that Slack calls over HTTPS, as JSON to paste.

    Raises UsageError for what is no https address.
    """
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname:
        raise UsageError(f"{address!r} is no address that Slack calls: it begins with https://.")
    return _as_text(_replaced(template(), address))


def for_socket_mode() -> str:
    """The manifest of an app that connects to Slack by itself: without any address."""
    manifest = _replaced(template(), "")
    manifest["settings"]["socket_mode_enabled"] = True
    return _as_text(manifest)


def _replaced(one: Any, address: str) -> Any:
    """The same with this address in every place; with "" the places are left out."""
    if isinstance(one, list):
        return [_replaced(item, address) for item in one]
    if not isinstance(one, dict):
        return one
    return {
        name: address if name in _ADDRESSES else _replaced(value, address)
        for name, value in one.items()
        if address or name not in _ADDRESSES
    }


def _as_text(manifest: Mapping[str, Any]) -> str:
    return json.dumps(manifest, indent=2, ensure_ascii=False)
