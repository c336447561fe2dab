"""What keeps budget-check from opening issues in a repository, found by reading alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from bot.core.texts import github as words
from bot.rest import Answer
from bot.rest.github import ISSUES, Failed, Right, Session
from bot.tickets._system import SetupFault

SOON = timedelta(days=14)
_ENDS = "github-authentication-token-expiration"
_FORMS = ("%Y-%m-%d %H:%M:%S %Z", "%Y-%m-%d %H:%M:%S %z")
_SETS_LABELS = ("admin", "maintain", "push", "triage")


def faults(session: Session, labels: tuple[str, ...], now: datetime) -> Iterator[SetupFault]:
    """Each, with what to do."""
    repository = session.wanted.repository
    body, found = look_at(session, repository, ISSUES, now)
    yield from found
    if body is None:
        return
    if body.get("has_issues") is False:
        yield SetupFault(words.ISSUES_OFF.format(repository=repository), words.DO_ISSUES)
        return
    listed = session.get(f"/repos/{repository}/issues?per_page=1", ISSUES)
    if isinstance(listed, Failed):
        yield fault_of(listed, repository, ISSUES)
        return
    if may_not(session, body, _SETS_LABELS):
        says = words.LABELS_DROPPED.format(repository=repository)
        yield SetupFault(says, words.MAY_LABEL.format(repository=repository))
    yield from _labels(session, labels)


def look_at(
    session: Session, repository: str, right: Right, now: datetime
) -> tuple[Mapping[str, object] | None, list[SetupFault]]:
    """The repository as GitHub shows it, None where it does not, and what is wrong with it or with
    the token, whatever it is used for.
    """
    given = session.get(f"/repos/{repository}", right)
    if isinstance(given, Failed):
        return None, [fault_of(given, repository, right)]
    body = given.json if isinstance(given.json, dict) else {}
    found = [*ends(given, repository, right, now)]
    if body.get("archived"):
        found.append(SetupFault(words.ARCHIVED.format(repository=repository), words.DO_UNARCHIVE))
    return body, found


def fault_of(failed: Failed, repository: str, right: Right) -> SetupFault:
    """A refusal as a fault of the set-up."""
    does = {
        0: words.LET_SIGN if failed.permission else words.DO_LOOK,
        401: words.STORE_ANEW.format(repository=repository, right=right.says),
        403: words.GIVE_RIGHT,
        404: words.DO_ACCESS,
        422: words.GIVE_RIGHT,
    }
    do = words.DO_LOOK if failed.passing else does.get(failed.status, words.DO_LOOK)
    return SetupFault(failed.says, do, certain=not failed.passing)


def ends(given: Answer, repository: str, right: Right, now: datetime) -> Iterator[SetupFault]:
    """A token that ends within two weeks; GitHub tells when with each answer."""
    date = _date(given.headers.get(_ENDS, ""))
    if date and date - now < SOON:
        does = words.STORE_ANEW.format(repository=repository, right=right.says)
        yield SetupFault(words.ENDS.format(date=f"{date:%Y-%m-%d}"), does, certain=False)


def _date(text: str) -> datetime | None:
    for form in _FORMS:
        try:
            found = datetime.strptime(text, form)
        except ValueError:
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def may_not(session: Session, repository: Mapping[str, object], roles: tuple[str, ...]) -> bool:
    """Whether the person whose token it is has none of these roles; an App has no role."""
    held = repository.get("permissions")
    if session.github.setup.app or not isinstance(held, Mapping):
        return False
    return not any(held.get(role) for role in roles)


def _labels(session: Session, labels: tuple[str, ...]) -> Iterator[SetupFault]:
    repository = session.wanted.repository
    for label in labels:
        given = session.get(f"/repos/{repository}/labels/{quote(label, safe='')}", ISSUES)
        if isinstance(given, Failed) and given.status == 404:
            says = words.NO_LABEL.format(label=label, repository=repository)
            yield SetupFault(says, words.MAKE_LABEL, certain=False)
