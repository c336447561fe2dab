"""Whom the page's server answers, and with what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from playground.page.files import FILES
from playground.page.server import LARGEST_BODY
from tests.page.conftest import Page


@pytest.mark.parametrize("path", sorted(FILES))
def test_the_built_files(page: Page, tmp_path: Path, path: str) -> None:
    name, kind = FILES[path]
    (tmp_path / name).write_bytes(b"built")
    answer = page.send("GET", path)
    assert (answer.status, answer.body) == (200, b"built")
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self';")


@pytest.mark.parametrize("path", sorted(FILES))
def test_what_is_not_built_says_the_command(page: Page, path: str) -> None:
    answer = page.send("GET", path)
    assert answer.status == 503 and b"run `npm run page`" in answer.body


@pytest.mark.parametrize("path", ["/../server.py", "/index.html", "/api", "/api/slack/", "/x?y"])
def test_nothing_else_is_served(page: Page, tmp_path: Path, path: str) -> None:
    (tmp_path / "index.html").write_text("page")
    status, says = page.send("GET", path).refusal
    assert status == 404 and says.startswith("There is no GET /")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{}", "127.0.0.1", "0.0.0.0:{}", ""])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_forged_host_is_turned_away(page: Page, method: str, host: str) -> None:
    named = host.format(page.server.port)
    answer = page.send(method, "/api/scenarios", b"{}" if method == "POST" else None, Host=named)
    assert answer.refusal == (403, "This server answers at 127.0.0.1 only.")


def test_localhost_is_this_host_too(page: Page) -> None:
    host = f"localhost:{page.server.port}"
    assert page.send("GET", "/api/scenarios", Host=host).status == 200
    own = page.send("POST", "/api/restart", b"{}", Host=host, Origin=f"http://{host}")
    assert own.json == {"ok": True}


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
@pytest.mark.parametrize("path", ["/api/restart", "/api/slack/say", "/api/aws/policy"])
def test_another_sites_page_may_not_act(page: Page, origin: str, path: str) -> None:
    answer = page.send("POST", path, b"{}", Origin=origin)
    assert answer.refusal == (403, "Another site's page may not act here.")
    assert page.happened == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"text"', b"\xff", b"null", b"[" * 100_000])
def test_a_body_that_is_no_object(page: Page, body: bytes) -> None:
    answer = page.send("POST", "/api/slack/say", body)
    wanted = "user must be given as a text." if body == b"" else "The body must be a JSON object."
    assert answer.refusal == (400, wanted)


def test_a_body_that_is_too_large(page: Page) -> None:
    body = json.dumps({"user": "x" * LARGEST_BODY}).encode()
    assert page.send("POST", "/api/slack/say", body).status == 413
    assert page.send("POST", "/api/slack/say", b"", Content_Length="many").status == 413


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "HEAD"])
def test_other_verbs_are_not_answered(page: Page, method: str) -> None:
    assert page.send(method, "/api/restart").status == 501


def test_an_unknown_address_to_post_to(page: Page) -> None:
    assert page.post("/api/anything").refusal == (404, "There is no POST /api/anything.")
