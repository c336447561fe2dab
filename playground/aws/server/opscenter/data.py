"""The rules for an OpsItem's operational data."""

import json
from typing import Any

from playground.aws.server.service import RefusedError

DEDUP = "/aws/dedup"
RESOURCES = "/aws/resources"
_OWN = (DEDUP, RESOURCES, "/aws/automations")
_RESERVED = ("amazon", "aws", "amzn", "ssm")
_MOST_BYTES = 20 * 1024
_MOST_RESOURCES = 100

Data = dict[str, dict[str, str]]


def invalid(name: str, why: str) -> RefusedError:
    """OpsItemInvalidParameterException about one parameter."""
    return RefusedError("OpsItemInvalidParameterException", why, members={"ParameterNames": [name]})


def checked(given: Data) -> Data:
    """Operational data that OpsCenter takes. RefusedError: it does not."""
    return {key: _value(key, value) for key, value in given.items()}


def _value(key: str, given: dict[str, str]) -> dict[str, str]:
    if key not in _OWN and key.lower().removeprefix("/").startswith(_RESERVED):
        raise invalid("OperationalData", f"The key {key} begins with a reserved word.")
    if len(given.get("Value", "").encode()) > _MOST_BYTES:
        raise RefusedError(
            "OpsItemLimitExceededException",
            f"The value of {key} exceeds the limit of 20 KB.",
            members={"LimitType": "OperationalData", "Limit": _MOST_BYTES},
        )
    if key == DEDUP and (not dedup_of({key: given}) or given.get("Type") != "SearchableString"):
        raise invalid("OperationalData", 'The value of /aws/dedup must be {"dedupString": "..."}.')
    if key == RESOURCES and not _are_resources(given.get("Value", "")):
        raise invalid(
            "OperationalData", 'The value of /aws/resources must be [{"arn": "..."}], 100 at most.'
        )
    return {"Type": "String", **given}


def dedup_of(data: Data) -> str:
    """The string that tells duplicates; "" without one."""
    read = _json(data.get(DEDUP, {}).get("Value", ""))
    found = read.get("dedupString") if isinstance(read, dict) else None
    return found if isinstance(found, str) else ""


def _are_resources(text: str) -> bool:
    read = _json(text)
    return (
        isinstance(read, list)
        and len(read) <= _MOST_RESOURCES
        and all(
            isinstance(one, dict) and str(one.get("arn", "")).startswith("arn:") for one in read
        )
    )


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
