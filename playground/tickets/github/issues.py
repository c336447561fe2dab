"""Issues: create, list, read, change, comment.

Source: docs.github.com, REST API endpoints for issues; limits of title and body: the errors that
GitHub gives.
"""

from __future__ import annotations

from playground.tickets.github import labels, shapes
from playground.tickets.github.call import Call
from playground.tickets.github.errors import invalid, refused, too_long
from playground.tickets.github.model import Comment, Issue, User
from playground.tickets.wire import Answer, JsonObject

LONGEST_TITLE = 256
LONGEST_BODY = 65_536
_REASONS = {"completed": "completed", "not_planned": "not_planned", "duplicate": "duplicate"}


def create(call: Call) -> Answer:
    """`POST /repos/{owner}/{repo}/issues`. Without the right to push, labels and assignees are
    dropped in silence.
    """
    _check_on(call)
    title, body = str(call.body["title"]), call.body.get("body")
    check_texts("Issue", title, body)
    now = call.github.clock.now()
    number = call.repository.next_number()
    made = Issue(call.repository.id * 100_000 + number, number, title, body, call.user, now, now)
    if call.user in call.repository.collaborators or call.user.type == "Bot":
        made.labels = _labels(call, call.body)
        made.assignees = _assignees(call, call.body)
    call.repository.issues[number] = made
    return Answer(201, _shown(call, made))


def listed(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/issues`: pull requests too, the newest first unless asked."""
    _check_on(call)
    state = call.asked("state", "open")
    wanted = {one.strip().lower() for one in call.asked("labels").split(",") if one.strip()}
    found = [
        issue
        for issue in call.repository.issues.values()
        if state in {"all", issue.state} and wanted <= {one.lower() for one in issue.labels}
    ]
    key = "updated_at" if call.asked("sort") == "updated" else "number"
    newest = call.asked("direction", "desc") == "desc"
    found.sort(key=lambda one: getattr(one, key), reverse=newest)
    return call.page([_shown(call, one) for one in found])


def read(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/issues/{issue_number}`."""
    found = call.known_issue()
    if found is None or found.pull is None:
        _check_on(call)  # a pull request is shown even where issues are off
    return Answer(200, _shown(call, call.issue()))


def update(call: Call) -> Answer:
    """`PATCH /repos/{owner}/{repo}/issues/{issue_number}`."""
    _check_on(call)
    issue, body = call.issue(), call.body
    check_texts("Issue", str(body.get("title", issue.title)), body.get("body", issue.body))
    new_labels = _labels(call, body) if "labels" in body else issue.labels
    issue.assignees = _assignees(call, body) if "assignees" in body else issue.assignees
    issue.title, issue.body = str(body.get("title", issue.title)), body.get("body", issue.body)
    issue.labels = new_labels
    if "state" in body:
        set_state(call, issue, body["state"], call.user, body.get("state_reason"))
    issue.updated_at = call.github.clock.now()
    return Answer(200, _shown(call, issue))


def comment(call: Call) -> Answer:
    """`POST /repos/{owner}/{repo}/issues/{issue_number}/comments`."""
    issue, body = call.issue(), call.body["body"]
    if not body.strip():
        raise invalid("IssueComment", "data", "unprocessable", message="Body cannot be blank")
    if len(body) > LONGEST_BODY:
        raise too_long("IssueComment", "body", LONGEST_BODY)
    made = Comment(issue.id * 100 + len(issue.comments), call.user, body, call.github.clock.now())
    issue.comments.append(made)
    return Answer(201, shapes.comment(call.url, call.repository, issue, made))


def comments(call: Call) -> Answer:
    """`GET /repos/{owner}/{repo}/issues/{issue_number}/comments`."""
    issue = call.issue()
    return call.page(
        [shapes.comment(call.url, call.repository, issue, one) for one in issue.comments]
    )


def set_state(call: Call, issue: Issue, state: str, who: User, reason: str | None = None) -> None:
    """Close or open it again."""
    change_state(issue, state, who, call.github.clock.now(), reason)


def change_state(
    issue: Issue, state: str, who: User, now: object, reason: str | None = None
) -> None:
    """`set_state`, for who has no call."""
    if state == issue.state and reason is None:
        return
    closed = state == "closed"
    issue.state = state
    issue.state_reason = None if issue.pull else _reason(reason) if closed else "reopened"
    issue.closed_at = now if closed else None  # type: ignore[assignment]
    issue.closed_by = who if closed else None


def _reason(given: str | None) -> str:
    return _REASONS.get(given or "", "completed")


def check_texts(resource: str, title: str, body: str | None) -> None:
    """Raises RefusedError: no title, or a text over its limit."""
    if not title.strip():
        raise invalid(resource, "title", "missing_field")
    if len(title) > LONGEST_TITLE:
        raise too_long(resource, "title", LONGEST_TITLE)
    if len(body or "") > LONGEST_BODY:
        raise too_long(resource, "body", LONGEST_BODY)


def _check_on(call: Call) -> None:
    if not call.repository.has_issues:
        raise refused(410, "Issues has been disabled in this repository.")


def _labels(call: Call, body: JsonObject) -> list[str]:
    names = [one["name"] if isinstance(one, dict) else one for one in body.get("labels") or ()]
    return [labels.add(call.repository, name).name for name in dict.fromkeys(names)]


def _assignees(call: Call, body: JsonObject) -> list[User]:
    """Raises RefusedError: somebody may not be assigned."""
    wanted = list(body.get("assignees") or ())
    if isinstance(body.get("assignee"), str) and body["assignee"]:
        wanted.append(body["assignee"])
    known = {user.login.lower(): user for user in call.repository.collaborators}
    for login in wanted:
        if login.lower() not in known:
            raise invalid("Issue", "assignees", value=login)
    return [known[login.lower()] for login in dict.fromkeys(wanted)]


def _shown(call: Call, issue: Issue) -> JsonObject:
    return shapes.issue(call.url, call.repository, issue)
