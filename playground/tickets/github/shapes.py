"""What GitHub shows of accounts, repositories, labels and issues, as its schemas want it."""

from __future__ import annotations

from datetime import datetime

from playground.tickets.github.model import Comment, Issue, Label, Pull, Repository, User
from playground.tickets.wire import JsonObject

_USER_PARTS = {
    "followers_url": "/followers",
    "following_url": "/following{/other_user}",
    "gists_url": "/gists{/gist_id}",
    "starred_url": "/starred{/owner}{/repo}",
    "subscriptions_url": "/subscriptions",
    "organizations_url": "/orgs",
    "repos_url": "/repos",
    "events_url": "/events{/privacy}",
    "received_events_url": "/received_events",
}
_REPOSITORY_PARTS = {
    "archive_url": "/{archive_format}{/ref}",
    "assignees_url": "/assignees{/user}",
    "blobs_url": "/git/blobs{/sha}",
    "branches_url": "/branches{/branch}",
    "collaborators_url": "/collaborators{/collaborator}",
    "comments_url": "/comments{/number}",
    "commits_url": "/commits{/sha}",
    "compare_url": "/compare/{base}...{head}",
    "contents_url": "/contents/{+path}",
    "contributors_url": "/contributors",
    "deployments_url": "/deployments",
    "downloads_url": "/downloads",
    "events_url": "/events",
    "forks_url": "/forks",
    "git_commits_url": "/git/commits{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "git_tags_url": "/git/tags{/sha}",
    "hooks_url": "/hooks",
    "issue_comment_url": "/issues/comments{/number}",
    "issue_events_url": "/issues/events{/number}",
    "issues_url": "/issues{/number}",
    "keys_url": "/keys{/key_id}",
    "labels_url": "/labels{/name}",
    "languages_url": "/languages",
    "merges_url": "/merges",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}",
    "pulls_url": "/pulls{/number}",
    "releases_url": "/releases{/id}",
    "stargazers_url": "/stargazers",
    "statuses_url": "/statuses/{sha}",
    "subscribers_url": "/subscribers",
    "subscription_url": "/subscription",
    "tags_url": "/tags",
    "teams_url": "/teams",
    "trees_url": "/git/trees{/sha}",
}


def user(base: str, one: User) -> JsonObject:
    """An account ("simple-user")."""
    url = f"{base}/users/{one.login}"
    return {
        "login": one.login,
        "id": one.id,
        "node_id": f"U_{one.id}",
        "avatar_url": f"{base}/avatars/{one.id}",
        "gravatar_id": "",
        "url": url,
        "html_url": f"{base}/{one.login}",
        **{name: url + part for name, part in _USER_PARTS.items()},
        "type": one.type,
        "site_admin": False,
    }


def repository(base: str, one: Repository, viewer: User | None = None) -> JsonObject:
    """A repository ("full-repository"). `permissions` are the user's own, not the token's."""
    url, html = f"{base}/repos/{one.full_name}", f"{base}/{one.full_name}"
    open_issues = sum(issue.state == "open" for issue in one.issues.values())
    shown = {
        "id": one.id,
        "node_id": f"R_{one.id}",
        "name": one.name,
        "full_name": one.full_name,
        "owner": user(base, one.owner),
        "private": one.private,
        "visibility": "private" if one.private else "public",
        "html_url": html,
        "url": url,
        "description": None,
        "fork": False,
        **{name: url + part for name, part in _REPOSITORY_PARTS.items()},
        **dict.fromkeys(("clone_url", "git_url", "ssh_url"), f"{html}.git"),
        "svn_url": html,
        "mirror_url": None,
        "homepage": None,
        "language": "HCL",
        "license": None,
        **dict.fromkeys(_COUNTS, 0),
        "open_issues": open_issues,
        "open_issues_count": open_issues,
        "default_branch": one.default_branch,
        "has_issues": one.has_issues,
        **dict.fromkeys(("has_projects", "has_wiki", "has_pages", "has_discussions"), False),
        "archived": one.archived,
        "disabled": False,
        **dict.fromkeys(("created_at", "pushed_at", "updated_at"), moment(one.created_at)),
    }
    if viewer is not None:
        shown["permissions"] = _role(one, viewer)
    return shown


_COUNTS = (
    *("forks", "forks_count", "stargazers_count", "watchers", "watchers_count"),
    *("size", "network_count", "subscribers_count"),
)


def _role(one: Repository, viewer: User) -> JsonObject:
    push = viewer in one.collaborators
    pull = push or not one.private
    return {"admin": False, "maintain": False, "push": push, "triage": push, "pull": pull}


def label(base: str, one: Repository, given: Label) -> JsonObject:
    """A label."""
    return {
        "id": given.id,
        "node_id": f"LA_{given.id}",
        "url": f"{base}/repos/{one.full_name}/labels/{given.name}",
        "name": given.name,
        "color": given.color,
        "default": given.name == "bug",
        "description": given.description,
    }


def issue(base: str, one: Repository, given: Issue) -> JsonObject:
    """An issue; of a pull request, what the list of issues shows of it."""
    at = f"{base}/repos/{one.full_name}/issues/{given.number}"
    assignees = [user(base, each) for each in given.assignees]
    page = f"{base}/{one.full_name}/{'pull' if given.pull else 'issues'}/{given.number}"
    pull = _pull(f"{base}/repos/{one.full_name}/pulls/{given.number}", page, given.pull)
    return {
        "id": given.id,
        "node_id": f"I_{given.id}",
        "number": given.number,
        "title": given.title,
        "body": given.body,
        "user": user(base, given.user),
        "labels": [label(base, one, one.labels[name.lower()]) for name in given.labels],
        "assignee": assignees[0] if assignees else None,
        "assignees": assignees,
        "milestone": None,
        "state": given.state,
        "state_reason": given.state_reason,
        "locked": False,
        "active_lock_reason": None,
        "comments": len(given.comments),
        "author_association": "COLLABORATOR" if given.user in one.collaborators else "NONE",
        "created_at": moment(given.created_at),
        "updated_at": moment(given.updated_at),
        "closed_at": moment(given.closed_at) if given.closed_at else None,
        "closed_by": user(base, given.closed_by) if given.closed_by else None,
        "url": at,
        "html_url": page,
        **pull,
        "repository_url": f"{base}/repos/{one.full_name}",
        "labels_url": at + "/labels{/name}",
        "comments_url": f"{at}/comments",
        "events_url": f"{at}/events",
    }


def _pull(at: str, page: str, pull: Pull | None) -> JsonObject:
    """What the issue of a pull request says of it."""
    if pull is None:
        return {}
    urls = {"url": at, "html_url": page, "diff_url": f"{page}.diff", "patch_url": f"{page}.patch"}
    merged = moment(pull.merged_at) if pull.merged_at else None
    return {"pull_request": {**urls, "merged_at": merged}}


def comment(base: str, one: Repository, on: Issue, given: Comment) -> JsonObject:
    """A comment."""
    at = f"{base}/repos/{one.full_name}/issues"
    return {
        "id": given.id,
        "node_id": f"IC_{given.id}",
        "url": f"{at}/comments/{given.id}",
        "html_url": f"{base}/{one.full_name}/issues/{on.number}#issuecomment-{given.id}",
        "issue_url": f"{at}/{on.number}",
        "user": user(base, given.user),
        "body": given.body,
        "author_association": "COLLABORATOR",
        "created_at": moment(given.at),
        "updated_at": moment(given.at),
    }


def moment(at: datetime) -> str:
    """A time as GitHub writes it."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
