"""What the entries beneath ACCOUNTS_PARAMETER have in common: a JSON object of texts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

_ID = re.compile(r"[0-9]{12}")
_ANY_ACCOUNT = re.compile(r"(?<![0-9A-Za-z])[0-9]{12}(?![0-9A-Za-z])")
_ANY_ORGANIZATION = re.compile(r"(?<![0-9A-Za-z])o-[a-z0-9]{10,32}(?![0-9A-Za-z])")
_PEOPLE = re.compile(r"[UWS][A-Z0-9]+")
_EXTERNAL_ID = re.compile(r"[\w+=,.@:/-]{2,1224}", re.ASCII)
"""As sts:AssumeRole takes it (STS API reference)."""


def json_object(value: str) -> Mapping[str, object] | str:
    """What the JSON says, or why it is none that is understood."""
    try:
        said = json.loads(value)
    except ValueError:
        return "holds no JSON: docs/accounts.md shows what it holds."
    return said if isinstance(said, dict) else "holds no JSON object: docs/accounts.md shows one."


def texts_of(said: Mapping[str, object], parts: Sequence[str]) -> Mapping[str, str] | str:
    """The parts, each a text, or why they are none that are understood."""
    unknown = sorted(set(said) - set(parts))
    if unknown:
        return f"holds {unknown[0]!r}, which is none of {', '.join(parts)}."
    found = {name: part for name, part in said.items() if isinstance(part, str)}
    odd = next((name for name in said if name not in found), None)
    return f"holds a {odd} that is no text: put it between quotes." if odd else found


def listed(text: str) -> tuple[str, ...]:
    """What a text lists, between commas."""
    return tuple(one.strip() for one in text.split(",") if one.strip())


def accounts_in(text: str) -> frozenset[str]:
    """The ids of accounts in a text that cannot be understood."""
    return frozenset(_ANY_ACCOUNT.findall(text))


def organizations_in(text: str) -> frozenset[str]:
    """The same of organisations."""
    return frozenset(_ANY_ORGANIZATION.findall(text))


def is_account_id(text: str) -> bool:
    """True for 12 digits."""
    return bool(_ID.fullmatch(text))


def wrong_viewers(viewers: Sequence[str]) -> str:
    """Why these are no people; "" where they are."""
    odd = next((one for one in viewers if not _PEOPLE.fullmatch(one)), None)
    if odd is None:
        return ""
    return f"names the viewer {odd!r}, which is no id of a user (U...) or user group (S...)."


def wrong_external_id(external_id: str) -> str:
    """Why STS would not take it; "" where it would."""
    if _EXTERNAL_ID.fullmatch(external_id):
        return ""
    return "has no external_id of 2 to 1224 letters, digits and any of _ + = , . @ : / and -."
