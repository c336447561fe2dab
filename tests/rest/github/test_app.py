"""A GitHub App: what it signs, which token it asks for, when it asks anew."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.model.read import Cause, ReadFailed
from bot.rest import Answer, Asked, Failure, Request
from bot.rest.github import ISSUES, READ_CONTENTS, Failed, GitHub, setup_of
from tests.rest.github.test_setup import APP, KEY

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


class Hub:
    """Gives tokens for an hour, one after the other, and answers with the one that it got."""

    def __init__(self) -> None:
        self.now = NOW
        self.asked: list[Request] = []
        self.mints: Asked | None = None
        self.gone: set[str] = set()

    def send(self, request: Request) -> Asked:
        self.asked.append(request)
        if request.url.endswith("/access_tokens"):
            return self.mints or self._token()
        token = request.headers["Authorization"].removeprefix("Bearer ")
        if token in self.gone:
            return Answer(401, {}, {"message": "Bad credentials"})
        return Answer(200, {}, {"token": token})

    def _token(self) -> Answer:
        ends = self.now + timedelta(hours=1)
        made = {"token": f"ghs_{len(self.minted())}", "expires_at": f"{ends:%Y-%m-%dT%H:%M:%SZ}"}
        return Answer(201, {}, made)

    def minted(self) -> list[Request]:
        return [one for one in self.asked if one.url.endswith("/access_tokens")]

    def github(self, signature: bytes | ReadFailed = b"signed\xff") -> GitHub:
        def sign(key: str, message: bytes) -> bytes | ReadFailed:
            assert key == KEY
            return signature

        return GitHub(setup_of(APP), self, dict, sign, lambda: self.now)

    def token(self, github: GitHub, repository: str = "acme/infra") -> object:
        given = github.session(repository, ISSUES).get("/", ISSUES)
        assert isinstance(given, Answer)
        assert isinstance(given.json, Mapping)
        return given.json["token"]


@pytest.fixture
def hub() -> Hub:
    return Hub()


def claims(request: Request) -> list[object]:
    signed = request.headers["Authorization"].removeprefix("Bearer ")
    parts = [base64.urlsafe_b64decode(f"{part}==") for part in signed.split(".")]
    return [json.loads(parts[0]), json.loads(parts[1]), parts[2]]


def test_what_it_signs_and_asks_for(hub: Hub) -> None:
    assert hub.token(hub.github()) == "ghs_1"
    (request,) = hub.minted()
    assert request.url == "https://api.github.com/app/installations/7654321/access_tokens"
    assert request.headers["X-GitHub-Api-Version"] == "2022-11-28"
    assert request.json == {"repositories": ["infra"], "permissions": {"issues": "write"}}
    head, body, signature = claims(request)
    assert (head, signature) == ({"alg": "RS256", "typ": "JWT"}, b"signed\xff")
    now = int(NOW.timestamp())
    assert body == {"iat": now - 60, "exp": now + 540, "iss": "12345"}


def test_a_token_is_used_until_shortly_before_its_end(hub: Hub) -> None:
    github = hub.github()
    seen = []
    for minutes in (0, 30, 24, 2, 40):
        hub.now += timedelta(minutes=minutes)
        seen.append(hub.token(github))
    assert seen == ["ghs_1", "ghs_1", "ghs_1", "ghs_2", "ghs_2"]


def test_each_repository_and_right_has_its_own(hub: Hub) -> None:
    github = hub.github()
    assert [hub.token(github), hub.token(github, "acme/other"), hub.token(github)] == [
        "ghs_1",
        "ghs_2",
        "ghs_1",
    ]
    github.session("acme/infra", READ_CONTENTS).get("/", READ_CONTENTS)
    assert [one.json for one in hub.minted()][-1] == {
        "repositories": ["infra"],
        "permissions": {"contents": "read"},
    }


def test_a_token_that_was_revoked_is_asked_for_anew_once(hub: Hub) -> None:
    github = hub.github()
    hub.token(github)
    hub.gone = {"ghs_1"}
    assert hub.token(github) == "ghs_2"
    hub.gone = {"ghs_2", "ghs_3"}
    given = github.session("acme/infra", ISSUES).get("/", ISSUES)
    assert isinstance(given, Failed)
    assert (given.status, len(hub.minted())) == (401, 3)


@pytest.mark.parametrize(
    ("answer", "words", "permission"),
    [
        (
            Answer(401, {}, {"message": "A JSON web token could not be decoded"}),
            "GITHUB_APP_ID",
            "",
        ),
        (Answer(404, {}, {"message": "Not Found"}), "knows no installation 7654321", ""),
        (Answer(403, {}, {"message": "This installation has been suspended"}), "suspended", ""),
        (
            Answer(422, {}, {"message": "The permissions requested are not granted"}),
            "Issues: read and write, and acme/infra among its repositories",
            "Issues: read and write",
        ),
        (Answer(403, {"retry-after": "60"}, {"message": "slow down"}), "just now", ""),
        (Answer(201, {}, {"token": "x"}), "not GitHub's API", ""),
        (Answer(201, {}, None), "not GitHub's API", ""),
        (Answer(502, {}, None), "did not answer", ""),
        (Failure.UNSENT, "could not be reached", ""),
    ],
)
def test_no_token(hub: Hub, answer: Asked, words: str, permission: str) -> None:
    hub.mints = answer
    given = hub.github().session("acme/infra", ISSUES).post("/", {}, ISSUES)
    assert isinstance(given, Failed)
    assert words in given.says
    assert (given.permission, given.unsure) == (permission, False)
    assert len(hub.asked) == 1


@pytest.mark.parametrize(
    ("cause", "words", "permission"),
    [
        (Cause.REFUSED, f"budget-check's role needs kms:Sign on {KEY}", "kms:Sign"),
        (Cause.FAILED, f"AWS did not sign for the App with {KEY}. It is disabled.", ""),
    ],
)
def test_no_signature(hub: Hub, cause: Cause, words: str, permission: str) -> None:
    failed = ReadFailed("kms:Sign", KEY, cause, "It is disabled.")
    given = hub.github(failed).session("acme/infra", ISSUES).get("/", ISSUES)
    assert isinstance(given, Failed)
    assert words in given.says
    assert (given.permission, given.again, hub.asked) == (permission, True, [])


@pytest.mark.parametrize(
    ("secret", "words"),
    [
        ({}, "There is no token for GitHub"),
        ({"token": "  "}, "There is no token for GitHub"),
        ({"token": "ghp_\u00e9x"}, "a character that no token has"),
        (ReadFailed("ssm:GetParameters", "/x", Cause.REFUSED, "No."), "could not be read: No."),
    ],
)
def test_no_token_in_the_store(
    hub: Hub, secret: Mapping[str, str] | ReadFailed, words: str
) -> None:
    github = GitHub(setup_of({}), hub, lambda: secret, lambda *_: b"", lambda: NOW)
    given = github.session("acme/infra", ISSUES).get("/", ISSUES)
    assert isinstance(given, Failed)
    assert words in given.says
    assert hub.asked == []
    assert "ghp_" not in repr(given)


def test_a_stored_token_is_sent_as_it_is_now(hub: Hub) -> None:
    stored = {"token": "ghp_1"}
    github = GitHub(setup_of({}), hub, lambda: stored, lambda *_: b"", lambda: NOW)
    assert hub.token(github) == "ghp_1"
    stored["token"] = "ghp_2\n"
    assert hub.token(github) == "ghp_2"
