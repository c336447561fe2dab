"""Is this the signature of whoever holds a certificate's key? RSA, PKCS #1 v1.5 (RFC 8017, 8.2.2).

Only a public key is used, so there is no secret to keep; the whole of what was signed is built and
compared, not parsed. It is here, and not from a library, for the standard library has none, and the
function that needs it starts for every alert.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

_PEM = re.compile(r"-----BEGIN CERTIFICATE-----(?P<der>[A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----")
_RSA = bytes.fromhex("06092a864886f70d010101")
"""rsaEncryption, the algorithm of a key (RFC 3279, 2.3.1)."""
_PREFIXES = {
    "sha1": bytes.fromhex("3021300906052b0e03021a05000414"),
    "sha256": bytes.fromhex("3031300d060960864801650304020105000420"),
}
"""What stands before the hash (RFC 8017, 9.2, note 1)."""
_SEQUENCE, _INTEGER, _BITS = 0x30, 0x02, 0x03
_LEAST_BITS = 2048


class CertificateError(Exception):
    """The text holds no certificate with an RSA key that is long enough."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """An RSA key: its modulus and its exponent."""

    modulus: int
    exponent: int


def key_of(certificate: str) -> PublicKey:
    """The key of a certificate as PEM. Raises CertificateError."""
    found = _PEM.search(certificate)
    try:
        der = base64.b64decode("".join(found["der"].split()), validate=True) if found else b""
        at = der.index(_SEQUENCE.to_bytes() + b"\x0d" + _RSA)  # the key's algorithm, with a NULL
        bits, _ = _value(der, at + 15, _BITS)
        numbers, _ = _value(bits[1:], 0, _SEQUENCE)
        modulus, after = _value(numbers, 0, _INTEGER)
        exponent, _ = _value(numbers, after, _INTEGER)
    except (ValueError, IndexError, binascii.Error) as error:
        raise CertificateError("no certificate with an RSA key") from error
    key = PublicKey(int.from_bytes(modulus), int.from_bytes(exponent))
    if key.modulus.bit_length() < _LEAST_BITS or key.exponent < 3:
        raise CertificateError("its key is too short")
    return key


def signs(key: PublicKey, signature: bytes, text: bytes, hash_: str) -> bool:
    """Whether the signature is that of the text; `hash_` is "sha1" or "sha256"."""
    size = (key.modulus.bit_length() + 7) // 8
    number = int.from_bytes(signature)
    if len(signature) != size or number >= key.modulus:
        return False
    ended = _PREFIXES[hash_] + hashlib.new(hash_, text, usedforsecurity=True).digest()
    expected = b"\x00\x01" + b"\xff" * (size - len(ended) - 3) + b"\x00" + ended
    return pow(number, key.exponent, key.modulus).to_bytes(size) == expected


def _value(der: bytes, at: int, tag: int) -> tuple[bytes, int]:
    """The value that begins at `at`, and where the next one does. Raises ValueError, IndexError."""
    if der[at] != tag:
        raise ValueError(f"no {tag} there")
    length, start = der[at + 1], at + 2
    if length >= 0x80:
        start += length & 0x7F
        length = int.from_bytes(der[at + 2 : start])
    if start + length > len(der):
        raise ValueError("it ends too early")
    return der[start : start + length], start + length
