"""The tokens of a GitHub App's installation, for an hour each.

A JSON Web Token is signed with the App's private key, which lies in KMS and never leaves it.
https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from threading import Lock

from bot.core.model.read import Cause, ReadFailed
from bot.core.texts import github as words
from bot.core.texts.unread import WHY
from bot.rest.github.failed import Doing, Failed, failed, no_api
from bot.rest.github.rights import Right, said
from bot.rest.github.setup import App
from bot.rest.http import Answer, Asked, Http, Request

Sign = Callable[[str, bytes], bytes | ReadFailed]
"""The signature of a text by the KMS key of this ARN: RSASSA_PKCS1_V1_5_SHA_256."""
Clock = Callable[[], datetime]

BEFORE = timedelta(seconds=60)
"""GitHub's clock may be behind ours."""
LASTS = timedelta(minutes=9)
"""Of a JSON Web Token; GitHub takes none over 10 minutes."""
SPARE = timedelta(minutes=5)
"""A token that ends sooner is not used for another act."""

_NO_APP = re.compile(r"integration not found", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """For which repository ("owner/name") a token is, and with which rights."""

    repository: str
    rights: tuple[Right, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    value: str = field(repr=False)
    ends: datetime


class AppTokens:
    """The tokens of one installation. Safe to share between threads."""

    def __init__(self, url: str, app: App, sign: Sign, clock: Clock) -> None:
        self._url = url
        self._app = app
        self._sign = sign
        self._clock = clock
        self._lock = Lock()
        self._kept: dict[Wanted, _Token] = {}

    def token(self, http: Http, wanted: Wanted, doing: Doing) -> str | Failed:
        """One that lasts for the act, for this repository and these rights alone. Whatever fails
        here, nothing of the act was done.
        """
        doing = replace(doing, makes=False)
        with self._lock:
            kept = self._kept.get(wanted)
            if kept and self._clock() + SPARE < kept.ends:
                return kept.value
            made = self._made(http, wanted, doing)
            if isinstance(made, Failed):
                return made
            self._kept[wanted] = made
            return made.value

    def refused(self, token: str) -> bool:
        """GitHub does not accept it any more: whether another one may help."""
        with self._lock:
            gone = [wanted for wanted, kept in self._kept.items() if kept.value == token]
            for wanted in gone:
                del self._kept[wanted]
        return bool(gone)

    def _made(self, http: Http, wanted: Wanted, doing: Doing) -> _Token | Failed:
        path = f"/app/installations/{self._app.installation}/access_tokens"
        only = {
            "repositories": [wanted.repository.rpartition("/")[2]],
            "permissions": {right.name: right.level for right in wanted.rights},
        }
        asked = self._asked(http, path, only)
        if isinstance(asked, Failed):
            return asked
        if not isinstance(asked, Answer) or asked.status != 201:
            return self._failed(asked, doing, said(wanted.rights))
        body = asked.json if isinstance(asked.json, dict) else {}
        value, ends = body.get("token"), _time(body.get("expires_at"))
        if not isinstance(value, str) or ends is None:
            return no_api(asked, doing)
        return _Token(value, ends)

    def _asked(self, http: Http, path: str, json: object) -> Asked | Failed:
        """A token too many does no harm: it may be asked for again."""
        signed = self._signed()
        if isinstance(signed, Failed):
            return signed
        headers = headers_of(signed)
        return http.send(Request("POST", f"{self._url}{path}", headers, json, safe=True))

    def _failed(self, asked: Asked, doing: Doing, rights: str) -> Failed:
        known = failed(asked, doing)
        if known.passing:
            return known
        if known.status == 422:
            says = words.NOT_GRANTED.format(right=rights, repository=doing.repository)
            return replace(known, says=says, permission=rights, again=True)
        says = {
            401: words.APP_UNKNOWN,
            403: words.SUSPENDED,
            404: words.NOT_INSTALLED.format(installation=self._app.installation),
        }.get(known.status, known.says)
        unknown = _NO_APP.search(known.detail)
        return replace(known, says=words.APP_UNKNOWN if unknown else says, permission="")

    def _signed(self) -> str | Failed:
        """The JSON Web Token (RFC 7519), by RS256."""
        now = self._clock().astimezone(UTC)
        claims = {
            "iat": int((now - BEFORE).timestamp()),
            "exp": int((now + LASTS).timestamp()),
            "iss": self._app.id,
        }
        text = f"{_part({'alg': 'RS256', 'typ': 'JWT'})}.{_part(claims)}"
        signature = self._sign(self._app.key, text.encode())
        if isinstance(signature, ReadFailed):
            return _not_signed(signature, self._app.key)
        return f"{text}.{_base64(signature)}"


def headers_of(token: str) -> dict[str, str]:
    """https://docs.github.com/en/rest/about-the-rest-api/api-versions"""
    return {
        "Accept": "application/vnd.github+json",
        "X-GitHub-Api-Version": API_VERSION,
        "Authorization": f"Bearer {token}",
    }


API_VERSION = "2022-11-28"


def _not_signed(read: ReadFailed, key: str) -> Failed:
    if read.cause is Cause.REFUSED:
        says = words.NOT_SIGNED.format(action=read.action, key=key)
        return Failed(says, again=True, permission=read.action)
    why = WHY[read.cause].format(action=read.action)
    return Failed(words.NOT_SIGNED_OTHERWISE.format(key=key, why=read.detail or why), again=True)


def _time(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _part(claims: dict[str, object]) -> str:
    return _base64(json.dumps(claims, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
