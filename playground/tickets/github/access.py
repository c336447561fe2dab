"""Who asks, what of, and whether it may: tokens, hidden repositories, rights.

Source: docs.github.com, "Permissions required for fine-grained personal access tokens": a missing
right is a 403 that names it in a header, a private repository that may not be seen a 404.
"""

from __future__ import annotations

from collections.abc import Mapping

from playground.tickets.github import routes
from playground.tickets.github.errors import not_found, refused
from playground.tickets.github.model import Repository, Token, User
from playground.tickets.github.state import State
from playground.tickets.wire import Request


def token_of(state: State, request: Request) -> Token | None:
    """The request's token, None for a request without one. Raises RefusedError."""
    value = request.bearer() or request.basic()[1]
    if not request.header("authorization") or request.path.startswith("/app/"):
        return None  # an app signs for itself: `apps`
    token = state.tokens.get(value)
    over = token is not None and token.ends is not None and token.ends <= state.clock.seconds()
    if token is None or over or request.ended:
        raise refused(401, "Bad credentials")
    return token


def repository_of(state: State, parts: Mapping[str, str], token: Token | None) -> Repository | None:
    """The one in the address, None where none is named. A private one is hidden from who may not
    see it. Raises RefusedError: there is none.
    """
    if "repo" not in parts:
        return None
    wanted = f"{parts['owner']}/{parts['repo']}".lower()
    for name, repository in state.repositories.items():
        if name.lower() == wanted and (not repository.private or _sees(token, repository)):
            return repository
    raise not_found()


def check_right(
    request: Request,
    token: Token | None,
    repository: Repository | None,
    operation: routes.Operation,
) -> None:
    """Raises RefusedError: without the right, or the repository is archived."""
    if repository is None:
        return
    reads = operation.level == "read"
    if token is None and not reads:
        raise refused(401, "Requires authentication")
    open_to_all = reads and not repository.private
    may = token is not None and _may(token, repository, operation)
    if not open_to_all and (not may or (request.read_only and not reads)):
        kind = "integration" if token and token.app else "personal access token"
        says = f"Resource not accessible by {kind}"
        raise refused(403, says, headers={_ACCEPTED: _accepted(operation)})
    if repository.archived and not reads:
        raise refused(403, "Repository was archived so is read-only.")


_ACCEPTED = "x-accepted-github-permissions"


def _accepted(operation: routes.Operation) -> str:
    """The rights of which one is enough, as GitHub names them."""
    return "; ".join(f"{name}={operation.level}" for name in operation.permissions)


def _may(token: Token, repository: Repository, operation: routes.Operation) -> bool:
    held = (token.may(name, operation.level) for name in operation.permissions)
    return token.sees(repository.full_name) and any(held)


def _sees(token: Token | None, repository: Repository) -> bool:
    return (
        token is not None and token.sees(repository.full_name) and _belongs(token.user, repository)
    )


def _belongs(user: User, repository: Repository) -> bool:
    return user in repository.collaborators or user.type == "Bot"
