"""JSON as Slack's wire carries it: the one place where types are as loose as the wire."""

from __future__ import annotations

from typing import Any

JsonObject = dict[str, Any]
JsonList = list[Any]
