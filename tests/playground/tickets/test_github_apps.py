"""GitHub Apps: whose signed word is taken for a token, and what that token may do."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import pytest

from playground.tickets import LocalTickets
from playground.tickets.github import seed
from playground.tickets.github.apps import RsaKey
from playground.tickets.github.model import App, Installation
from tests.playground.tickets.ask import Got, github

# Two primes for a key that guards nothing: 2^521 - 1 and 2^607 - 1 (Mersenne).
P, Q, E = 2**521 - 1, 2**607 - 1, 65_537
N = P * Q
D = pow(E, -1, (P - 1) * (Q - 1))
APP, INSTALLED = "Iv23abc", "42"
TOKENS = f"/app/installations/{INSTALLED}/access_tokens"
RIGHTS = {"metadata": "read", "issues": "write", "contents": "read"}


@pytest.fixture
def app(tickets: LocalTickets) -> App:
    there = Installation(RIGHTS, frozenset({seed.REPOSITORY, seed.PRIVATE}))
    made = App(APP, (N, E), {INSTALLED: there})
    tickets.github.install(made)
    return made


def part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def signature(text: str, key: int = D) -> bytes:
    size = (N.bit_length() + 7) // 8
    info = bytes.fromhex("3031300d060960864801650304020105000420")
    info += hashlib.sha256(text.encode()).digest()
    padded = b"\x00\x01" + b"\xff" * (size - len(info) - 3) + b"\x00" + info
    return pow(int.from_bytes(padded), key, N).to_bytes(size)


def signed(tickets: LocalTickets, **claims: Any) -> str:
    """A JSON Web Token; `alg` and `key` are those of its signature, the others its claims."""
    now = int(tickets.clock.seconds())
    alg, key = claims.pop("alg", "RS256"), claims.pop("key", D)
    whole = {"iat": now - 60, "exp": now + 540, "iss": APP, **claims}
    text = ".".join(part(json.dumps(one).encode()) for one in ({"alg": alg}, whole))
    return f"{text}.{part(signature(text, key))}"


def asked(tickets: LocalTickets, jwt: str, **body: object) -> Got:
    return github(tickets, jwt).post(TOKENS, body)


def test_a_token_of_an_installation(tickets: LocalTickets, app: App) -> None:
    got = asked(tickets, signed(tickets), repositories=["infra"], permissions={"issues": "write"})
    assert got.status == 201, got.text
    assert [one["full_name"] for one in got.json["repositories"]] == [seed.REPOSITORY]
    assert got.json["permissions"] == {"metadata": "read", "issues": "write"}
    client = github(tickets, got.json["token"])
    made = client.post(f"/repos/{seed.REPOSITORY}/issues", {"title": "x", "labels": ["a"]})
    assert (made.json["user"]["login"], made.json["user"]["type"]) == ("budget-check[bot]", "Bot")
    assert [one["name"] for one in made.json["labels"]] == ["a"]
    assert "github-authentication-token-expiration" not in made.headers
    assert client.get(f"/repos/{seed.PRIVATE}").status == 404
    assert client.get("/user").status == 403
    refused = client.post(f"/repos/{seed.REPOSITORY}/pulls", {"head": "a", "base": "main"})
    assert refused.json["message"] == "Resource not accessible by integration"


def test_it_ends_after_an_hour(tickets: LocalTickets, app: App) -> None:
    token = asked(tickets, signed(tickets)).json["token"]
    assert github(tickets, token).get(f"/repos/{seed.PRIVATE}").status == 200
    tickets.clock.advance(3600)
    assert github(tickets, token).get(f"/repos/{seed.PRIVATE}").status == 401


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        ({"iat": 4_000_000_000}, "'Issued at' claim"),
        ({"exp": 1_000_000_000}, "'Expiration time' claim ('exp') must be"),
        ({"exp": 4_000_000_000}, "'Expiration time' claim ('exp') is too far in the future"),
        ({"exp": "soon"}, "'Expiration time' claim ('exp') must be"),
    ],
)
def test_the_times(tickets: LocalTickets, app: App, claims: dict[str, object], says: str) -> None:
    got = asked(tickets, signed(tickets, **claims))
    assert got.status == 401
    assert got.json["message"].startswith(says)


def test_a_word_that_is_not_the_apps(tickets: LocalTickets, app: App) -> None:
    whole = signed(tickets)
    head, claims, tail = whole.split(".")
    other = part(json.dumps({"iss": APP, "exp": 4_000_000_000}).encode())
    for jwt in (
        f"{head}.{other}.{tail}",
        f"{head}.{claims}.",
        f"{head}.{claims}.{part(bytes(len(signature('')) + 1))}",
        f"{head}.{claims}",
        "a.b.c",
        signed(tickets, key=D + 2),
        signed(tickets, alg="none"),
        seed.TOKEN,
        "",
    ):
        assert asked(tickets, jwt).status == 401, jwt
    assert asked(tickets, signed(tickets, iss="other")).status == 404


def test_what_an_installation_does_not_give(tickets: LocalTickets, app: App) -> None:
    more = asked(tickets, signed(tickets), permissions={"contents": "write"})
    says = "The permissions requested are not granted to this installation."
    assert (more.status, more.json["message"]) == (422, says)
    assert asked(tickets, signed(tickets), repositories=["mirror"]).status == 422
    elsewhere = github(tickets, signed(tickets)).post("/app/installations/7/access_tokens", {})
    assert elsewhere.status == 404
    app.installations[INSTALLED].suspended = True
    assert asked(tickets, signed(tickets)).status == 403


def test_a_key_is_read_as_kms_gives_it() -> None:
    def der(tag: int, body: bytes) -> bytes:
        size = len(body)
        length = bytes([size]) if size < 128 else bytes([0x82, size >> 8, size & 255])
        return bytes([tag]) + length + body

    number = N.to_bytes((N.bit_length() + 8) // 8)
    key = der(0x30, der(2, number) + der(2, E.to_bytes(3)))
    algorithm = der(0x30, bytes.fromhex("06092a864886f70d0101010500"))
    whole = der(0x30, algorithm + der(3, b"\0" + key))
    assert RsaKey.from_der(whole) == RsaKey(N, E)
    for data in (b"", whole[:-1], whole + b"\0", key[1:]):
        with pytest.raises(ValueError, match=r"sequence|short"):
            RsaKey.from_der(data)
