"""GitHub Apps: a JSON Web Token of an app for a token of its installation.

Source: docs.github.com, "Generating a JSON Web Token (JWT) for a GitHub App", and "Create an
installation access token for an app". The signature is RS256: RSASSA-PKCS1-v1_5 with SHA-256
(RFC 8017, 8.2.2).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from playground.tickets.github import seed, shapes
from playground.tickets.github.call import Call
from playground.tickets.github.errors import not_found, refused
from playground.tickets.github.model import App, Installation, Token
from playground.tickets.wire import Answer, JsonObject

LASTS = 3600
LONGEST = 600
"""Seconds that a token of an app may be valid."""
_LEVELS = {"read": 1, "write": 2}
_DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")


@dataclass(frozen=True, slots=True)
class RsaKey:
    """A public key: modulus and exponent."""

    n: int
    e: int = field(default=65_537)

    @classmethod
    def from_der(cls, data: bytes) -> RsaKey:
        """From a SubjectPublicKeyInfo, as kms:GetPublicKey gives it. ValueError: it is none."""
        (_, bits) = _sequence(data)
        (n, e) = _sequence(bits[1:])
        return cls(int.from_bytes(n), int.from_bytes(e))

    def signed(self, data: bytes, signature: bytes) -> bool:
        """Whether the signature is this key's, of this text."""
        size = (self.n.bit_length() + 7) // 8
        info = _DIGEST_INFO + hashlib.sha256(data).digest()
        padded = b"\x00\x01" + b"\xff" * (size - len(info) - 3) + b"\x00" + info
        opened = pow(int.from_bytes(signature), self.e, self.n)
        return len(signature) == size and opened.to_bytes(size) == padded


def access_token(call: Call) -> Answer:
    """`POST /app/installations/{installation_id}/access_tokens`."""
    app = _app(call)
    installation = app.installations.get(call.parts["installation_id"])
    if installation is None:
        raise not_found()
    if installation.suspended:
        raise refused(403, "This installation has been suspended")
    wanted = call.body.get("repositories")
    repositories = _repositories(installation, wanted)
    rights = _rights(installation, call.body.get("permissions"))
    now = call.github.clock.seconds()
    value = f"ghs_{app.id}{len(call.github.tokens)}"
    token = Token(value, seed.APP_BOT, rights, repositories, int(now) + LASTS, app=True)
    call.github.tokens[value] = token
    return Answer(201, _shown(call, token, wanted is not None))


def _shown(call: Call, token: Token, chosen: bool) -> JsonObject:
    ends = datetime.fromtimestamp(token.ends or 0, UTC)
    shown: JsonObject = {
        "token": token.value,
        "expires_at": shapes.moment(ends),
        "permissions": dict(token.rights),
        "repository_selection": "selected",
    }
    if chosen:
        known = (call.github.repositories[name] for name in sorted(token.repositories))
        none = {"has_downloads": False}
        shown["repositories"] = [{**shapes.repository(call.url, one), **none} for one in known]
    return shown


def _app(call: Call) -> App:
    """Whose JSON Web Token it is. Raises RefusedError."""
    parts = call.request.bearer().split(".")
    if len(parts) != 3:
        raise refused(401, "A JSON web token could not be decoded")
    try:
        header, claims = (json.loads(_decoded(part)) for part in parts[:2])
        signature = _decoded(parts[2])
    except (binascii.Error, ValueError):
        raise refused(401, "A JSON web token could not be decoded") from None
    app = call.github.apps.get(str(claims.get("iss")))
    if app is None:
        raise refused(404, "Integration not found")
    text = f"{parts[0]}.{parts[1]}".encode()
    if header.get("alg") != "RS256" or not RsaKey(*app.key).signed(text, signature):
        raise refused(401, "A JSON web token could not be decoded")
    _check_times(claims, call.github.clock.seconds())
    return app


def _check_times(claims: Mapping[str, object], now: float) -> None:
    issued, ends = claims.get("iat"), claims.get("exp")
    if not isinstance(issued, int) or issued > now:
        says = "an Integer representing the time that the assertion was issued"
        raise refused(401, f"'Issued at' claim ('iat') must be {says}")
    if not isinstance(ends, int) or ends <= now:
        says = "a numeric value representing the future time at which the assertion expires"
        raise refused(401, f"'Expiration time' claim ('exp') must be {says}")
    if ends > now + LONGEST:
        raise refused(401, "'Expiration time' claim ('exp') is too far in the future")


def _repositories(installation: Installation, wanted: list[str] | None) -> frozenset[str]:
    if wanted is None:
        return installation.repositories
    named = {name.partition("/")[2]: name for name in installation.repositories}
    if not wanted or not set(wanted) <= set(named):
        raise refused(
            422,
            "There is at least one repository that does not exist or is not accessible to the "
            "parent installation.",
        )
    return frozenset(named[name] for name in wanted)


def _rights(installation: Installation, wanted: Mapping[str, str] | None) -> Mapping[str, str]:
    """Those of the installation, or fewer. Everybody may read a repository's metadata."""
    if wanted is None:
        return installation.rights
    for name, level in wanted.items():
        if _LEVELS[level] > _LEVELS.get(installation.rights.get(name, ""), 0):
            raise refused(422, "The permissions requested are not granted to this installation.")
    return {"metadata": "read", **wanted}


def _decoded(part: str) -> bytes:
    return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)


def _sequence(data: bytes) -> list[bytes]:
    """The contents of the parts of a DER sequence."""
    tag, body, rest = _part(data)
    if tag != 0x30 or rest:
        raise ValueError("not a sequence")
    parts = []
    while body:
        _, value, body = _part(body)
        parts.append(value)
    return parts


def _part(data: bytes) -> tuple[int, bytes, bytes]:
    """Tag, content and what follows."""
    if len(data) < 2:
        raise ValueError("too short")
    length, at = data[1], 2
    if length & 0x80:
        at += length & 0x7F
        length = int.from_bytes(data[2:at])
    if len(data) < at + length:
        raise ValueError("too short")
    return data[0], data[at : at + length], data[at + length :]
