"""What the three would not answer is a fault of the fake, and is seen as one."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from playground.tickets import Clock
from playground.tickets.github import schemas as of_github
from playground.tickets.github import seed
from playground.tickets.jira import calls
from playground.tickets.jira import schemas as of_jira
from playground.tickets.servicenow import schemas as of_servicenow
from playground.tickets.tickets import Tickets
from playground.tickets.wire import Request

SCHEMAS = {
    **{f"jira asks {name}": one for name, one in of_jira.REQUESTS.items()},
    **{f"jira answers {name}": one for name, one in of_jira.ANSWERS.items()},
    **{f"servicenow answers {name}": one for name, one in of_servicenow.ANSWERS.items()},
    "servicenow asks": of_servicenow.FIELDS,
    **{f"github {name}": {"allOf": [one]} for name, one in of_github.kept()["schemas"].items()},
}


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_each_is_a_schema(schema: dict[str, object]) -> None:
    Draft202012Validator.check_schema(schema)


def test_every_call_of_jira_has_its_own() -> None:
    answered = {name for name in of_jira.ANSWERS if not callable(getattr(calls, name, None))}
    asked = set(of_jira.REQUESTS) - set(of_jira.ANSWERS)
    assert (answered, asked) == (set(), set())


def test_an_answer_of_another_shape_is_told() -> None:
    tickets = Tickets(Clock(1_800_000_000.0))
    headers = {"authorization": f"Bearer {seed.TOKEN}", "user-agent": "tests"}
    path = f"/repos/{seed.REPOSITORY}/issues"
    create = Request("POST", path, {}, headers, b'{"title": "A"}')
    assert tickets.take("github", create).answer.status == 201
    assert tickets.broken == []
    tickets.github.issues()[0].state_reason = "bored"
    answer = tickets.take("github", Request("GET", f"{path}/1", {}, headers)).answer
    assert answer.status == 500
    (told,) = tickets.broken
    assert "/issues/{issue_number}" in told
    assert "bored" in told
    tickets.reset()
    assert tickets.broken == []


@pytest.mark.parametrize(
    ("told", "where"),
    [
        (of_jira.wrong_with_answer("create", {"id": 1, "key": "OPS-1", "self": ""}), "$.id"),
        (of_jira.wrong_with_answer("find", {"issues": [], "total": 0}), "total"),
        (of_servicenow.wrong_with_answer("change", {"result": {}}), "sys_id"),
        (of_servicenow.wrong_with_answer("changes", {"result": {}}), "$.result"),
        (of_github.wrong_with_answer("GET /user", 204, None), "204"),
        (
            of_github.wrong_with_query("GET /repos/{owner}/{repo}/issues", {"state": "ajar"}),
            "state",
        ),
        (of_github.wrong_with_query("GET /repos/{owner}/{repo}/issues", {"page": "one"}), "page"),
    ],
)
def test_what_is_wrong_is_named(told: str, where: str) -> None:
    assert where in told
