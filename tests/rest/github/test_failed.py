"""What GitHub refuses is said in a sentence that names the right, the repository and what to do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.rest import Answer, Failure
from bot.rest.github.failed import Doing, failed
from bot.rest.github.rights import ISSUES

READS = Doing("acme/infra", ISSUES, "api.github.com")
MAKES = replace(READS, makes=True)


def refused(status: int, message: str | None = "Nope", **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, named, None if message is None else {"message": message})


@pytest.mark.parametrize(
    ("answer", "words", "again", "permission"),
    [
        (refused(401), "does not accept budget-check's token", True, ""),
        (
            refused(403, "Resource not accessible by personal access token"),
            "needs the permission Issues: read and write in acme/infra. GitHub says: Resource",
            True,
            ISSUES.says,
        ),
        (refused(403, x_github_sso="required"), "asks for single sign-on", True, ISSUES.says),
        (refused(404), "shows budget-check no acme/infra", True, ISSUES.says),
        (
            refused(403, "Repository was archived so is read-only."),
            "acme/infra is archived",
            False,
            "",
        ),
        (refused(410, "Issues has been disabled in this repository."), "turned off", False, ""),
        (refused(403, "You have exceeded a secondary rate limit."), "in a minute", True, ""),
        (refused(403, retry_after="150"), "Try again in 3 minutes", True, ""),
        (refused(429, retry_after="soon"), "Try again in a minute", True, ""),
        (refused(403, x_ratelimit_remaining="0"), "Try again in 60 minutes", True, ""),
        (
            refused(
                403,
                x_ratelimit_remaining="0",
                x_ratelimit_reset="1800000600",
                date="Fri, 15 Jan 2027 08:00:00 GMT",
            ),
            "Try again in 10 minutes",
            True,
            "",
        ),
        (refused(301, "Moved Permanently"), "acme/infra has another name now", False, ""),
        (refused(422, "Too long"), "does not take it. GitHub says: Too long", False, ""),
        (refused(200, None), "not GitHub's API (status 200): check GITHUB_API_URL", False, ""),
        (refused(404, None), "not GitHub's API (status 404)", False, ""),
    ],
)
def test_a_refusal(answer: Answer, words: str, again: bool, permission: str) -> None:
    known = failed(answer, READS)
    assert words in known.says
    assert (known.again, known.permission) == (again, permission)
    assert (known.status, known.unsure) == (answer.status, False)


@pytest.mark.parametrize("answer", [refused(500), refused(502, None), Failure.UNANSWERED])
def test_what_makes_something_may_have_done_it(answer: Answer | Failure) -> None:
    made, read = failed(answer, MAKES), failed(answer, READS)
    assert (made.unsure, made.again) == (True, True)
    assert "what is there is found, not repeated" in made.says
    assert (read.unsure, read.again) == (False, True)
    assert "did not answer in time" in read.says


def test_a_success_that_is_not_githubs_says_nothing_of_what_was_made() -> None:
    assert failed(refused(201, None), MAKES).unsure
    assert not failed(refused(403, None), MAKES).unsure


@pytest.mark.parametrize(
    ("failure", "words", "again"),
    [
        (Failure.UNSENT, "could not be reached at api.github.com", True),
        (Failure.BUSY, "takes no more requests just now", True),
        (Failure.UNTRUSTED, "certificate of api.github.com", False),
        (Failure.ELSEWHERE, "leads to another host", False),
    ],
)
def test_no_answer_at_all(failure: Failure, words: str, again: bool) -> None:
    for doing in (READS, MAKES):
        known = failed(failure, doing)
        assert words in known.says
        assert (known.again, known.unsure) == (again, False)


def test_the_field_that_is_wrong_is_named() -> None:
    body = {
        "message": "Validation Failed",
        "errors": [
            {"resource": "Issue", "field": "title", "code": "custom", "message": "is too long"},
            "and a sentence",
            7,
        ],
    }
    known = failed(Answer(422, {}, body), MAKES)
    assert known.says == (
        "GitHub does not take the field title. "
        "GitHub says: Validation Failed is too long and a sentence"
    )
    assert [field.name for field in known.fields] == ["title", ""]
    assert not known.again


def test_githubs_words_are_one_short_line() -> None:
    known = failed(refused(422, "a\n\u202eb" * 500), MAKES)
    assert known.detail.isprintable()
    assert len(known.detail) <= 200
