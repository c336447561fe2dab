"""The pull request of a branch: found, or opened as a draft. Every function raises StoppedError.

https://docs.github.com/en/rest/pulls/pulls
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote, urlencode

from bot.core.texts import github as words
from bot.core.tickets.section import clipped
from bot.pull_requests._github_stop import answered, part, refused, stop, unsure
from bot.pull_requests._host import Proposal, PullRequest, PullRequestState, Standing
from bot.rest import Answer
from bot.rest.github import PULL_REQUESTS, Failed, Session
from bot.rest.github.text import quiet, quiet_line

TITLE = 256
BODY = 65_536
_NO_DRAFTS = re.compile(r"draft pull requests are not supported", re.IGNORECASE)
_THERE = re.compile(r"pull request already exists", re.IGNORECASE)
_NO_COMMITS = re.compile(r"no commits between", re.IGNORECASE)


def of_branch(session: Session, proposal: Proposal) -> PullRequest | None:
    """The one of this branch that is open."""
    repository = proposal.place.repository
    owner = repository.partition("/")[0]
    asked = {"head": f"{owner}:{proposal.branch}", "base": proposal.place.base, "state": "open"}
    query = urlencode(asked, quote_via=quote)
    given = answered(session.get(f"/repos/{repository}/pulls?{query}", PULL_REQUESTS))
    found = given.json if isinstance(given.json, list) else []
    ours = (one for one in found if isinstance(one, dict) and _is_of(one, proposal))
    first = next((made for one in ours if (made := _pull_request(one, repository))), None)
    return replace(first, already_open=True) if first else None


def opened(session: Session, proposal: Proposal) -> PullRequest:
    """A draft; where the repository's plan has none, a pull request that is ready."""
    given = _posted(session, proposal, draft=True)
    if isinstance(given, Failed) and _NO_DRAFTS.search(given.detail):
        given = _posted(session, proposal, draft=False)
    if isinstance(given, Answer):
        body = given.json if isinstance(given.json, dict) else {}
        made = _pull_request(body, proposal.place.repository)
        if made:
            return made
        return _after_all(session, proposal)
    if given.unsure:
        return _after_all(session, proposal)
    if _THERE.search(given.detail) and (known := of_branch(session, proposal)):
        return known
    if _NO_COMMITS.search(given.detail):
        names = {"branch": proposal.place.base, "repository": proposal.place.repository}
        raise stop(words.NOTHING_TO_DO.format(**names))
    raise refused(given)


def state(session: Session, number: str) -> PullRequestState:
    """How it stands, and who brought it there."""
    where = session.wanted.repository
    given = answered(session.get(f"/repos/{where}/pulls/{number}", PULL_REQUESTS))
    if merged := _time(part(given, "merged_at")):
        return PullRequestState(Standing.MERGED, _login(given, "merged_by"), merged)
    if part(given, "state") != "closed":
        return PullRequestState(Standing.OPEN)
    # Only the issue that every pull request is says who closed it; that is worth no failure.
    issue = session.get(f"/repos/{where}/issues/{number}", PULL_REQUESTS)
    who = _login(issue, "closed_by") if isinstance(issue, Answer) else ""
    return PullRequestState(Standing.CLOSED, who, _time(part(given, "closed_at")))


def _posted(session: Session, proposal: Proposal, *, draft: bool) -> Answer | Failed:
    """What other people wrote notifies nobody, and closes and links no issue."""
    wanted = {
        "title": clipped(quiet_line(proposal.title), TITLE // 2),
        "head": proposal.branch,
        "base": proposal.place.base,
        "body": clipped(quiet(proposal.body), BODY),
        "draft": draft,
    }
    return session.post(f"/repos/{proposal.place.repository}/pulls", wanted, PULL_REQUESTS)


def _after_all(session: Session, proposal: Proposal) -> PullRequest:
    """What came of a request whose answer was lost."""
    known = of_branch(session, proposal)
    if known is None:
        raise unsure()
    return replace(known, already_open=False)


def _is_of(pull: Mapping[str, object], proposal: Proposal) -> bool:
    """A filter that GitHub does not understand it leaves out."""
    head = pull.get("head")
    return isinstance(head, dict) and head.get("ref") == proposal.branch


def _pull_request(pull: Mapping[str, object], repository: str) -> PullRequest | None:
    number, url = pull.get("number"), pull.get("html_url")
    if not isinstance(number, int) or not isinstance(url, str):
        return None
    return PullRequest(f"{repository}#{number}", url)


def _login(given: Answer, name: str) -> str:
    found = part(given, name, "login")
    return found if isinstance(found, str) else ""


def _time(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
