"""MaxResults and NextToken as Budgets takes them: each list has its own limits
(docs/facts.md 1.3).
"""

import base64
import binascii
from typing import Any

from playground.aws.server.service import Given, RefusedError

_SALT = "budgets:"


def page(items: list[Any], given: Given, *, most: int, default: int) -> tuple[list[Any], Given]:
    """One page, and `{"NextToken": ...}` where more follow.

    Raises:
        RefusedError: InvalidParameterException for MaxResults outside 1 to `most`,
            InvalidNextTokenException for a token that Budgets did not give.

    """
    size = given.get("MaxResults")
    size = default if size is None else size
    if not isinstance(size, int) or not 1 <= size <= most:
        raise RefusedError("InvalidParameterException", f"MaxResults must be from 1 to {most}.")
    start = _start(given.get("NextToken"))
    rest = {"NextToken": _token(start + size)} if start + size < len(items) else {}
    return items[start : start + size], rest


def _token(start: int) -> str:
    return base64.b64encode(f"{_SALT}{start}".encode()).decode()


def _start(token: object) -> int:
    if token is None:
        return 0
    try:
        text = base64.b64decode(str(token), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        text = ""
    if not text.startswith(_SALT) or not text.removeprefix(_SALT).isdigit():
        raise RefusedError("InvalidNextTokenException", "The NextToken is not valid.")
    return int(text.removeprefix(_SALT))
