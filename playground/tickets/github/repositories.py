"""A repository, and who asks."""

from __future__ import annotations

from playground.tickets.github import shapes
from playground.tickets.github.call import Call
from playground.tickets.github.errors import refused
from playground.tickets.wire import Answer


def read(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}`."""
    viewer = call.token.user if call.token else None
    return Answer(200, shapes.repository(call.url, call.repository, viewer))


def user(call: Call) -> Answer:
    """`GET /user`: whose token it is. An app's token has no user."""
    if call.token is None:
        raise refused(401, "Requires authentication")
    if call.token.app:
        raise refused(403, "Resource not accessible by integration")
    made = {"created_at": "2020-01-01T00:00:00Z", "updated_at": "2020-01-01T00:00:00Z"}
    none = ("name", "company", "blog", "location", "email", "hireable", "bio")
    counts = dict.fromkeys(("public_repos", "public_gists", "followers", "following"), 0)
    shown = shapes.user(call.url, call.token.user)
    return Answer(
        200, {**shown, **dict.fromkeys(none), **counts, **made, "user_view_type": "public"}
    )
