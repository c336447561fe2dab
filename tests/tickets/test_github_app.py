"""A GitHub App: KMS signs, GitHub checks the signature and gives a token for an hour."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.aws.clients import Aws
from bot.tickets import Ticket, TicketSystem, Trouble, kind_named
from playground.tickets import LocalTickets
from playground.tickets.github import seed
from playground.tickets.github.apps import RsaKey
from playground.tickets.github.model import App, Installation
from tests.aws.test_sign import KEY, Kms, aws, kms
from tests.tickets.conftest import open_aws
from tests.tickets.github import REPOSITORY, local, ports
from tests.tickets.test_github import DRAFT

__all__ = ["aws", "kms", "local", "open_aws"]

APP = {"APP_ID": "Iv23abcdefgh", "INSTALLATION_ID": "42", "KEY": KEY}
RIGHTS = {"metadata": "read", "issues": "write"}


def public(folder: Path) -> tuple[int, int]:
    """The public half of the key in KMS, as GitHub knows it."""
    words = ["openssl", "rsa", "-in", str(folder / "key.pem"), "-pubout", "-outform", "DER"]
    found = RsaKey.from_der(subprocess.run(words, check=True, capture_output=True).stdout)
    return found.n, found.e


@pytest.fixture
def installed(local: LocalTickets, kms: Kms) -> Iterator[Installation]:
    there = Installation(dict(RIGHTS), frozenset({REPOSITORY}))
    local.github.install(App(APP["APP_ID"], public(kms.folder), {"42": there}))
    yield there


def system(local: LocalTickets, aws: Aws, **settings: str) -> TicketSystem:
    """Without any secret in the store."""
    given = ports(local, **{**APP, **settings})
    return kind_named("github").make(replace(given, aws=lambda _: aws, secret=dict))


def test_an_issue_by_the_app(local: LocalTickets, aws: Aws, installed: Installation) -> None:
    made = system(local, aws).open(DRAFT)
    assert isinstance(made, Ticket), made
    (issue,) = local.github.issues()
    assert issue.user.login == "budget-check[bot]"
    assert list(system(local, aws).faults()) == []


def test_one_token_serves_for_an_hour(
    local: LocalTickets, aws: Aws, kms: Kms, installed: Installation
) -> None:
    app = system(local, aws)
    signed = []
    for minutes in (0, 50, 10, 60):
        local.clock.advance(minutes * 60)
        assert isinstance(app.open(DRAFT), Ticket)
        signed.append(len(kms.asked))
    assert signed == [1, 1, 2, 3]


@pytest.mark.parametrize(
    ("rights", "repositories"),
    [
        ({"metadata": "read", "issues": "read"}, {REPOSITORY}),
        ({"metadata": "read"}, {REPOSITORY}),
        (RIGHTS, {seed.PRIVATE}),
    ],
)
def test_what_was_not_granted(
    local: LocalTickets,
    aws: Aws,
    installed: Installation,
    rights: dict[str, str],
    repositories: set[str],
) -> None:
    installed.rights, installed.repositories = rights, frozenset(repositories)
    found = system(local, aws).open(DRAFT)
    assert isinstance(found, Trouble)
    assert found.permission == "Issues: read and write"
    assert "and acme/infra among its repositories" in found.says
    (told,) = system(local, aws).faults()
    assert (told.says, told.certain) == (found.says, True)
    installed.rights, installed.repositories = RIGHTS, frozenset({REPOSITORY})
    assert isinstance(system(local, aws).open(DRAFT), Ticket)


def test_an_installation_that_is_suspended_and_one_that_is_not_there(
    local: LocalTickets, aws: Aws, installed: Installation
) -> None:
    found = system(local, aws, INSTALLATION_ID="43").open(DRAFT)
    assert isinstance(found, Trouble)
    assert "GitHub knows no installation 43" in found.says
    installed.suspended = True
    (told,) = system(local, aws).faults()
    assert "is suspended" in told.says
    assert told.certain


def test_a_key_that_is_not_the_apps(local: LocalTickets, aws: Aws, installed: Installation) -> None:
    local.github.install(App(APP["APP_ID"], (2**2048 - 1, 3), {"42": installed}))
    (told,) = system(local, aws).faults()
    assert "does not accept what the App signs: GITHUB_APP_ID must be the App's id" in told.says
    (told,) = system(local, aws, APP_ID="12345").faults()
    assert "does not accept what the App signs" in told.says


def test_a_role_that_may_not_sign(
    local: LocalTickets, aws: Aws, kms: Kms, installed: Installation
) -> None:
    kms.refuses = "AccessDeniedException"
    found = system(local, aws).open(DRAFT)
    assert isinstance(found, Trouble)
    assert found.permission == "kms:Sign"
    assert f"needs kms:Sign on {KEY}" in found.says
    (told,) = system(local, aws).faults()
    assert "let the key's policy allow it" in told.do
    assert local.requests() == []
