"""What it means when GitHub refuses or does not answer: a value, with a sentence for a person.

https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api and
https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api: no right is 403 or
404, a limit 403 or 429.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime

from bot.core.texts import github as words
from bot.core.tickets.section import clipped, one_line
from bot.rest.github.rights import Right
from bot.rest.http import Answer, Asked, Failure

_DETAIL = 200
_LONGEST = 3600
_LIMIT = re.compile(r"rate limit|abuse detection", re.IGNORECASE)
_ARCHIVED = re.compile(r"archived so is read-only", re.IGNORECASE)
_ISSUES_OFF = re.compile(r"issues (?:has been|are) disabled", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Doing:
    """What is asked: of which repository, with which right, at which host.

    `makes` says that it makes or changes something.
    """

    repository: str
    right: Right
    host: str
    makes: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """What GitHub finds wrong with one field of a request."""

    name: str
    code: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """No usable answer.

    `again` and `permission` as in `bot.tickets.Trouble`. `status` is GitHub's, 0 for none. `unsure`
    says that it may have been done all the same, `passing` that it is over by itself. `detail` are
    GitHub's own words, `fields` what it says of each.
    """

    says: str
    again: bool
    permission: str = ""
    status: int = 0
    unsure: bool = False
    passing: bool = False
    detail: str = ""
    fields: tuple[Field, ...] = ()


def failed(asked: Asked, doing: Doing) -> Failed:
    """What is wrong with an answer that is no success."""
    if isinstance(asked, Failure):
        return _unanswered(asked, doing)
    known = _refused(asked, doing)
    detail = detail_of(asked)
    if known.permission or known.detail:
        return _with(known, detail)
    return known


def detail_of(answer: Answer) -> str:
    """GitHub's own words, on one line, trimmed."""
    body = answer.json if isinstance(answer.json, dict) else {}
    fields = [field.message for field in _fields(body) if field.message]
    parts = [str(body.get("message") or ""), *fields]
    return clipped(one_line(" ".join(part for part in parts if part)), _DETAIL)


def no_api(asked: Answer, doing: Doing) -> Failed:
    """An answer that is not GitHub's, such as a proxy's page: of a write it says nothing."""
    if doing.makes and not 300 <= asked.status < 500:
        return Failed(words.UNSURE, again=True, status=asked.status, unsure=True)
    says = words.NO_API.format(host=doing.host, status=asked.status)
    return Failed(says, again=asked.status >= 500, status=asked.status)


def _unanswered(failure: Failure, doing: Doing) -> Failed:
    if failure is Failure.UNANSWERED:
        says = words.UNSURE if doing.makes else words.SILENT
        return Failed(says, again=True, unsure=doing.makes, passing=True)
    if failure is Failure.BUSY:
        return Failed(words.BUSY.format(minutes=words.MINUTE), again=True, passing=True)
    says = {
        Failure.UNSENT: words.UNREACHED,
        Failure.UNTRUSTED: words.UNTRUSTED,
        Failure.ELSEWHERE: words.ELSEWHERE,
    }[failure]
    passing = failure is Failure.UNSENT
    return Failed(says.format(host=doing.host), again=passing, passing=passing)


def _refused(answer: Answer, doing: Doing) -> Failed:
    if answer.status >= 500:
        says = words.UNSURE if doing.makes else words.SILENT
        unsure = doing.makes
        return Failed(says, again=True, status=answer.status, unsure=unsure, passing=True)
    if not isinstance(answer.json, dict) or "message" not in answer.json:
        return no_api(answer, doing)
    message = str(answer.json["message"])
    if answer.status in {403, 429} and _is_limit(answer.headers, message):
        says = words.BUSY.format(minutes=_wait(answer.headers))
        return Failed(says, again=True, status=answer.status, passing=True)
    if says := _in_the_way(answer.status, message):
        return Failed(says.format(repository=doing.repository), again=False, status=answer.status)
    return _not_let_in(answer, doing) or _invalid(answer, answer.json)


def _in_the_way(status: int, message: str) -> str:
    """How the repository stands, where that is what refuses."""
    if _ARCHIVED.search(message):
        return words.ARCHIVED
    if _ISSUES_OFF.search(message):
        return words.ISSUES_OFF
    return words.MOVED if 300 <= status < 400 else ""


def _not_let_in(answer: Answer, doing: Doing) -> Failed | None:
    if answer.status == 401:
        return Failed(words.ENDED, again=True, status=401)
    if answer.status == 403:
        return _no_right(answer, doing)
    if answer.status == 404:
        says = words.HIDDEN.format(repository=doing.repository, right=doing.right.says)
        return Failed(says, again=True, permission=doing.right.says, status=404)
    return None


def _no_right(answer: Answer, doing: Doing) -> Failed:
    if "x-github-sso" in answer.headers:
        says = words.SINGLE_SIGN_ON.format(repository=doing.repository)
        return Failed(says, again=True, permission=doing.right.says, status=403)
    says = words.NO_RIGHT.format(right=doing.right.says, repository=doing.repository)
    return Failed(says, again=True, permission=doing.right.says, status=403)


def _invalid(answer: Answer, body: Mapping[str, object]) -> Failed:
    fields = _fields(body)
    named = [field.name for field in fields if field.name]
    says = words.INVALID.format(field=named[0]) if named else words.REFUSED
    return Failed(says, again=False, status=answer.status, fields=fields, detail=detail_of(answer))


def _fields(body: Mapping[str, object]) -> tuple[Field, ...]:
    """Each is an object; some operations give sentences."""
    found = body.get("errors")
    made = []
    for one in found if isinstance(found, list) else ():
        if isinstance(one, dict):
            parts = (str(one.get(name) or "") for name in ("field", "code", "message"))
            made.append(Field(*parts))
        elif isinstance(one, str):
            made.append(Field("", "", one))
    return tuple(made)


def _is_limit(headers: Mapping[str, str], message: str) -> bool:
    used_up = headers.get("x-ratelimit-remaining") == "0"
    return used_up or "retry-after" in headers or bool(_LIMIT.search(message))


def _wait(headers: Mapping[str, str]) -> str:
    """In whole minutes: as long as GitHub says, or until the hour's limit begins anew."""
    said = _number(headers.get("retry-after", ""))
    if said is None and headers.get("x-ratelimit-remaining") == "0":
        said = _until(headers)
    count = -(-(said or 0) // 60)
    return words.MINUTE if count <= 1 else words.MINUTES.format(count=count)


def _until(headers: Mapping[str, str]) -> int:
    """Seconds, by GitHub's own clock; an hour where it does not tell."""
    reset = _number(headers.get("x-ratelimit-reset", ""))
    try:
        now = parsedate_to_datetime(headers.get("date", "")).timestamp()
    except ValueError:
        return _LONGEST
    return _LONGEST if reset is None else min(max(reset - int(now), 0), _LONGEST)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


def _with(known: Failed, detail: str) -> Failed:
    if not detail:
        return known
    return replace(known, says=words.SAID.format(says=known.says, detail=detail), detail=detail)
