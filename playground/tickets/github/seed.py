"""GitHub as it starts: one organisation, its repositories, people and tokens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from playground.tickets.github.git import FILE, Entry
from playground.tickets.github.model import Label, Repository, Token, User

ACME = User(1, "acme", "Organization")
BOT = User(2, "budget-check-bot")
DANA = User(3, "dana")
ARI = User(4, "ari")
STRANGER = User(5, "stella")
APP_BOT = User(6, "budget-check[bot]", "Bot")
USERS = (ACME, BOT, DANA, ARI, STRANGER, APP_BOT)

REPOSITORY = "acme/infra"
PRIVATE = "acme/secrets"
ARCHIVED = "acme/old-infra"
WITHOUT_ISSUES = "acme/mirror"

TOKEN = "playground"
ISSUES_TOKEN = "playground-issues"
READER_TOKEN = "playground-reader"
ENDED_TOKEN = "playground-ended"
STRANGER_TOKEN = "playground-stranger"
_INFRA = Path(__file__).with_name("infra")
_YEAR = 365 * 24 * 3600.0
_RIGHTS = {
    "metadata": "read",
    "issues": "write",
    "contents": "write",
    "pull_requests": "write",
}


def tokens(now: float) -> dict[str, Token]:
    """The tokens, by value."""
    known = (
        Token(TOKEN, BOT, _RIGHTS, ends=now + _YEAR),
        Token(
            ISSUES_TOKEN,
            BOT,
            {"metadata": "read", "issues": "write"},
            frozenset({REPOSITORY, ARCHIVED, WITHOUT_ISSUES}),
        ),
        Token(READER_TOKEN, BOT, dict.fromkeys(_RIGHTS, "read"), ends=now + _YEAR),
        Token(ENDED_TOKEN, BOT, _RIGHTS, ends=now - 1),
        Token(STRANGER_TOKEN, STRANGER, {"metadata": "read"}, frozenset({"stella/notes"})),
    )
    return {token.value: token for token in known}


def repositories(now: datetime) -> dict[str, Repository]:
    """The repositories, by full name."""
    made = now - timedelta(days=400)
    staff = (BOT, DANA, ARI)
    known = (
        Repository(101, ACME, "infra", made, collaborators=staff),
        Repository(102, ACME, "secrets", made, private=True, collaborators=staff),
        Repository(103, ACME, "old-infra", made, archived=True, collaborators=staff),
        Repository(104, ACME, "mirror", made, has_issues=False, collaborators=staff),
    )
    for repository in known:
        repository.labels = {label.name.lower(): label for label in _labels(repository.id)}
        _fill(repository)
    return {repository.full_name: repository for repository in known}


def _fill(repository: Repository) -> None:
    """The first commit: what a team's repository of Terraform holds."""
    git = repository.git
    files = {path: Entry(FILE, git.blob(data)) for path, data in _files()}
    made = git.commit(git.tree(files), (), "Begin", DANA.by(repository.created_at))
    repository.branches[repository.default_branch] = made.sha


@cache
def _files() -> tuple[tuple[str, bytes], ...]:
    every = (path for path in _INFRA.rglob("*") if path.is_file())
    return tuple((path.relative_to(_INFRA).as_posix(), path.read_bytes()) for path in sorted(every))


def _labels(repository: int) -> Iterator[Label]:
    for n, (name, color) in enumerate((("bug", "d73a4a"), ("documentation", "0075ca"))):
        yield Label(repository * 1000 + n, name, color)
