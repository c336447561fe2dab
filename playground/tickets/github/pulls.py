"""Pull requests: open, list, read, change, merge.

Source: docs.github.com, REST API endpoints for pull requests; the words of a 422 are GitHub's.
"""

from __future__ import annotations

from playground.tickets.github import commits, issues, merging, shapes
from playground.tickets.github.call import Call
from playground.tickets.github.errors import invalid, not_found, refused, validation
from playground.tickets.github.model import Issue, Pull, Repository
from playground.tickets.wire import Answer, JsonObject


def create(call: Call) -> Answer:
    """`POST /repos/{owner}/{repo}/pulls`."""
    repository, body = call.repository, call.body
    title = str(body.get("title") or "")
    head = body["head"].removeprefix(f"{repository.owner.login}:")
    _check_new(repository, head, body["base"], draft=bool(body.get("draft")))
    issues.check_texts("PullRequest", title, body.get("body"))
    now, number = call.github.clock.now(), repository.next_number()
    pull = Pull(head, body["base"], repository.branches[head], draft=bool(body.get("draft")))
    id = repository.id * 100_000 + number
    made = Issue(id, number, title, body.get("body"), call.user, now, now, pull=pull)
    repository.issues[number] = made
    return Answer(201, whole(call.url, repository, made))


def _check_new(repository: Repository, head: str, base: str, *, draft: bool) -> None:
    for name, branch in (("head", head), ("base", base)):
        if branch not in repository.branches:
            raise invalid("PullRequest", name)
    if draft and not repository.drafts:
        raise refused(422, "Draft pull requests are not supported in this repository.")
    for issue in repository.issues.values():
        if (
            issue.pull
            and issue.state == "open"
            and (issue.pull.head, issue.pull.base) == (head, base)
        ):
            says = f"A pull request already exists for {repository.owner.login}:{head}."
            raise validation({"resource": "PullRequest", "code": "custom", "message": says})
    git = repository.git
    if repository.branches[head] in git.ancestors(repository.branches[base]):
        says = f"No commits between {base} and {head}"
        raise validation({"resource": "PullRequest", "code": "custom", "message": says})


def listed(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/pulls`. A `head` that is not OWNER:BRANCH is left out of account,
    as GitHub does.
    """
    repository, state = call.repository, call.asked("state", "open")
    owner, colon, head = call.asked("head").partition(":")
    base = call.asked("base")
    found = [
        issue
        for issue in repository.issues.values()
        if issue.pull
        and state in {"all", issue.state}
        and (not colon or (owner, head) == (repository.owner.login, issue.pull.head))
        and base in {"", issue.pull.base}
    ]
    newest = call.asked("direction", "desc") == "desc"
    found.sort(key=lambda one: one.number, reverse=newest)
    return call.page([simple(call.url, repository, one) for one in found])


def read(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/pulls/{pull_number}`."""
    return Answer(200, whole(call.url, call.repository, _pull(call)))


def files(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/pulls/{pull_number}/files`."""
    issue = _pull(call)
    old, new = merging.ends(call.repository, issue)
    return call.page(commits.changed_files(call.url, call.repository, old, new))


def update(call: Call) -> Answer:
    """`PATCH /repos/{owner}/{repo}/pulls/{pull_number}`."""
    issue, body = _pull(call), call.body
    if body.get("base") not in {None, *call.repository.branches}:
        raise invalid("PullRequest", "base")
    title, text = body.get("title", issue.title), body.get("body", issue.body)
    issues.check_texts("PullRequest", title, text)
    if issue.pull and issue.pull.merged_at and body.get("state") == "open":
        raise validation(
            {"resource": "PullRequest", "field": "state", "code": "invalid", "message": "merged"}
        )
    issue.title, issue.body = title, text
    if issue.pull and body.get("base"):
        issue.pull.base = body["base"]
    if body.get("state"):
        issues.set_state(call, issue, body["state"], call.user)
    issue.updated_at = call.github.clock.now()
    return Answer(200, whole(call.url, call.repository, issue))


def merge(call: Call) -> Answer:
    """`PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge`: whatever the method, as a merge."""
    issue = _pull(call)
    wanted = call.body.get("sha")
    if wanted and wanted != merging.ends(call.repository, issue)[1]:
        raise refused(409, "Head branch was modified. Review and try the merge again.")
    why = merging.obstacle(call.repository, issue)
    if why:
        raise refused(405, why)
    sha = merging.merge(call.repository, issue, call.user, call.github.clock.now())
    says = "Pull Request successfully merged"
    return Answer(200, {"sha": sha, "merged": True, "message": says})


def simple(base: str, repository: Repository, issue: Issue) -> JsonObject:
    """As a list shows it ("pull-request-simple")."""
    pull = _of(issue)
    at = f"{base}/repos/{repository.full_name}/pulls/{issue.number}"
    html = f"{base}/{repository.full_name}/pull/{issue.number}"
    shown = shapes.issue(base, repository, issue)
    _, head = merging.ends(repository, issue)
    urls = {
        "url": at,
        "html_url": html,
        "diff_url": f"{html}.diff",
        "patch_url": f"{html}.patch",
        "issue_url": shown["url"],
        "commits_url": f"{at}/commits",
        "review_comments_url": f"{at}/comments",
        "review_comment_url": f"{base}/repos/{repository.full_name}/pulls/comments{{/number}}",
        "comments_url": shown["comments_url"],
        "statuses_url": f"{base}/repos/{repository.full_name}/statuses/{head}",
    }
    return {
        **{name: shown[name] for name in _SHARED},
        **urls,
        "node_id": f"PR_{issue.id}",
        "merged_at": shapes.moment(pull.merged_at) if pull.merged_at else None,
        "merge_commit_sha": pull.merge_sha,
        "requested_reviewers": [],
        "requested_teams": [],
        "head": _end(base, repository, pull.head, head),
        "base": _end(base, repository, pull.base, merging.base_tip(repository, issue)),
        "_links": {name: {"href": urls[url]} for name, url in _LINKS.items()},
        "auto_merge": None,
        "draft": pull.draft,
    }


def whole(base: str, repository: Repository, issue: Issue) -> JsonObject:
    """A pull request ("pull-request")."""
    pull = _of(issue)
    old, new = merging.ends(repository, issue)
    files = commits.changed_files(base, repository, old, new)
    before = set(repository.git.ancestors(old))
    count = sum(sha not in before for sha in repository.git.ancestors(new))
    is_open = issue.state == "open"
    mergeable = not merging.conflicts(repository, issue) if is_open else None
    return {
        **simple(base, repository, issue),
        "merged": pull.merged_at is not None,
        "mergeable": mergeable,
        "rebaseable": mergeable,
        "mergeable_state": _state(pull, mergeable) if is_open else "unknown",
        "merged_by": shapes.user(base, pull.merged_by) if pull.merged_by else None,
        "comments": len(issue.comments),
        "review_comments": 0,
        "maintainer_can_modify": False,
        "commits": count,
        "additions": sum(one["additions"] for one in files),
        "deletions": sum(one["deletions"] for one in files),
        "changed_files": len(files),
    }


_SHARED = (
    *("id", "number", "title", "body", "user", "labels", "assignee", "assignees", "milestone"),
    *("state", "locked", "active_lock_reason", "author_association"),
    *("created_at", "updated_at", "closed_at"),
)
_LINKS = {
    "self": "url",
    "html": "html_url",
    "issue": "issue_url",
    "comments": "comments_url",
    "review_comments": "review_comments_url",
    "review_comment": "review_comment_url",
    "commits": "commits_url",
    "statuses": "statuses_url",
}


def _end(base: str, repository: Repository, branch: str, sha: str) -> JsonObject:
    shown = {**shapes.repository(base, repository), "has_downloads": False}
    return {
        "label": f"{repository.owner.login}:{branch}",
        "ref": branch,
        "sha": sha,
        "user": shapes.user(base, repository.owner),
        "repo": shown,
    }


def _state(pull: Pull, mergeable: bool | None) -> str:
    if pull.draft:
        return "draft"
    return "clean" if mergeable else "dirty"


def _pull(call: Call) -> Issue:
    issue = call.issue()
    if issue.pull is None:
        raise not_found()
    return issue


def _of(issue: Issue) -> Pull:
    if issue.pull is None:
        raise not_found()
    return issue.pull
