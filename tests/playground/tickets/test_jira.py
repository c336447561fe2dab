"""Jira: what an issue may hold, the search that lags, what a doctor reads, who may what."""

from __future__ import annotations

from typing import Any

import pytest

from playground.tickets import LocalTickets
from playground.tickets.jira import Status, seed
from tests.playground.tickets.ask import Got, jira, site

API = "/rest/api/3"
MARK = "budget-check-0a1b2c3d4e5f"
JQL = f'project = OPS AND labels = "{MARK}" AND statusCategory != Done'


def text(words: str, *marks: dict[str, Any]) -> dict[str, Any]:
    return {"type": "text", "text": words, **({"marks": list(marks)} if marks else {})}


def node(kind: str, *content: dict[str, Any], **attrs: object) -> dict[str, Any]:
    return {"type": kind, "content": list(content), **({"attrs": attrs} if attrs else {})}


def doc(*content: dict[str, Any]) -> dict[str, Any]:
    return {"version": 1, **node("doc", *content)}


def fields(**more: object) -> dict[str, Any]:
    return {
        "project": {"key": "OPS"},
        "issuetype": {"id": "10001"},
        "summary": "Alerts are lost",
        "description": doc(node("paragraph", text("Why"))),
        "labels": [MARK],
        **more,
    }


def opened(tickets: LocalTickets, **more: object) -> Any:
    got = jira(tickets).post(f"{API}/issue", {"fields": fields(**more)})
    assert got.status == 201, got.text
    return got.json


def found(tickets: LocalTickets, **more: object) -> list[Any]:
    body = {"jql": JQL, "fields": ["status"], **more}
    answer: list[Any] = jira(tickets).post(f"{API}/search/jql", body).json["issues"]
    return answer


def test_an_issue_is_opened_and_read(tickets: LocalTickets) -> None:
    made = opened(tickets)
    assert made["key"] == "OPS-1"
    read = jira(tickets).get(f"{API}/issue/OPS-1?fields=status,resolution,assignee").json
    assert read["fields"]["status"]["statusCategory"]["key"] == "new"
    assert set(read["fields"]) == {"status", "resolution", "assignee"}
    assert opened(tickets)["key"] == "OPS-2"


def test_its_page(tickets: LocalTickets) -> None:
    opened(tickets, summary="<i>")
    page = site(tickets).get("/browse/OPS-1")
    assert "&lt;i&gt;" in page.text
    assert "Why" in page.text


def test_somebody_moves_it(tickets: LocalTickets) -> None:
    opened(tickets)
    tickets.jira.move("OPS-1", Status.DECLINED, "Won't Do")
    read = jira(tickets).get(f"{API}/issue/OPS-1?fields=status,resolution").json["fields"]
    assert read["status"]["statusCategory"]["key"] == "done"
    assert read["resolution"]["name"] == "Won't Do"


def test_the_search_lags_but_for_what_it_is_told_to_look_at(tickets: LocalTickets) -> None:
    made = opened(tickets)
    assert found(tickets) == []
    assert [one["key"] for one in found(tickets, reconcileIssues=[int(made["id"])])] == ["OPS-1"]
    tickets.jira.catch_up()
    assert [one["key"] for one in found(tickets)] == ["OPS-1"]
    tickets.jira.move("OPS-1", Status.DONE)
    assert len(found(tickets)) == 1
    assert found(tickets, reconcileIssues=[int(made["id"])]) == []


def test_the_search_gives_ids_alone_where_no_field_is_named(tickets: LocalTickets) -> None:
    made = opened(tickets)
    tickets.jira.catch_up()
    assert jira(tickets).post(f"{API}/search/jql", {"jql": JQL}).json == {
        "issues": [{"id": made["id"]}],
        "isLast": True,
    }


def test_the_search_comes_in_pages(tickets: LocalTickets) -> None:
    for _ in range(3):
        opened(tickets)
    tickets.jira.catch_up()
    body = {"jql": JQL, "fields": ["status"], "maxResults": 2}
    first = jira(tickets).post(f"{API}/search/jql", body).json
    second = (
        jira(tickets)
        .post(f"{API}/search/jql", {**body, "nextPageToken": first["nextPageToken"]})
        .json
    )
    assert [one["key"] for one in first["issues"] + second["issues"]] == ["OPS-3", "OPS-2", "OPS-1"]
    assert (first["isLast"], second["isLast"], "total" in first) == (False, True, False)


def test_the_old_search_is_gone(tickets: LocalTickets) -> None:
    got = jira(tickets).post(f"{API}/search", {"jql": JQL})
    assert got.status == 410
    assert "/rest/api/3/search/jql" in got.json["errorMessages"][0]


BAD_JQL = {
    "": "Unbounded JQL queries are not allowed here.",
    "ORDER BY created": "Unbounded JQL queries are not allowed here.",
    "project = NONE": "The value 'NONE' does not exist for the field 'project'.",
    "project = HIDDEN": "The value 'HIDDEN' does not exist for the field 'project'.",
    "colour = red": "Field 'colour' does not exist or you do not have permission to view it.",
    "project OPS": "Error in the JQL Query",
    '(labels = "a"': "Error in the JQL Query",
    'labels = "a" "b"': "Error in the JQL Query",
    'labels = "a': "Error in the JQL Query",
    'labels = "a" AND': "Error in the JQL Query",
    "labels in a": "Error in the JQL Query",
    "labels ~ a": "The operator '~' is not supported by the 'labels' field.",
    "summary = a": "The operator '=' is not supported by the 'summary' field.",
    "labels = a ORDER BY colour": "Field 'colour' does not exist",
}


@pytest.mark.parametrize(("jql", "says"), BAD_JQL.items())
def test_jql_that_is_refused(tickets: LocalTickets, jql: str, says: str) -> None:
    got = jira(tickets).post(f"{API}/search/jql", {"jql": jql})
    assert got.status == 400
    assert got.json["errorMessages"][0].startswith(says)


GOOD_JQL = {
    JQL: ["OPS-1"],
    JQL.lower() + " order by created desc": ["OPS-1"],
    "labels in ('other', unheard-of)": ["OPS-2"],
    'labels not in ("other") and key = OPS-1': ["OPS-1"],
    'statusCategory = "To Do"': ["OPS-2", "OPS-1"],
    "statusCategory = done": [],
    "issuetype = Task AND status != Done": ["OPS-2", "OPS-1"],
    f'labels = "other" OR labels = "{MARK}" ORDER BY key ASC': ["OPS-1", "OPS-2"],
    'project = OPS AND (labels = "none" OR description ~ "why")': ["OPS-2", "OPS-1"],
    'description ~ "\\"marked-other\\""': [],
    'text ~ "are lost why" AND summary !~ "found"': ["OPS-2", "OPS-1"],
}


@pytest.mark.parametrize(("jql", "keys"), GOOD_JQL.items())
def test_jql_that_is_understood(tickets: LocalTickets, jql: str, keys: list[str]) -> None:
    opened(tickets)
    opened(tickets, labels=["other"])
    tickets.jira.catch_up()
    got = jira(tickets).post(f"{API}/search/jql", {"jql": jql, "fields": ["status"]})
    assert [one["key"] for one in got.json["issues"]] == keys


SEARCHES: dict[str, dict[str, object]] = {
    "no jql": {},
    "a part of the old search": {"jql": JQL, "startAt": 0},
    "fields that are no list": {"jql": JQL, "fields": "status"},
    "keys in place of ids": {"jql": JQL, "reconcileIssues": ["OPS-1"]},
    "too many to reconcile": {"jql": JQL, "reconcileIssues": list(range(51))},
    "a token of its own": {"jql": JQL, "nextPageToken": "next"},
}


@pytest.mark.parametrize("body", SEARCHES.values(), ids=SEARCHES)
def test_a_search_that_is_refused(tickets: LocalTickets, body: dict[str, object]) -> None:
    got = jira(tickets).post(f"{API}/search/jql", body)
    assert got.status == 400
    assert len(got.json["errorMessages"]) == 1


WRONG: dict[str, tuple[dict[str, object], dict[str, str]]] = {
    "no summary": ({"summary": ""}, {"summary": "You must specify a summary of the issue."}),
    "a summary of two lines": (
        {"summary": "a\nb"},
        {"summary": "The summary is invalid because it contains newline characters."},
    ),
    "a summary of 256": (
        {"summary": "x" * 256},
        {"summary": "Summary can't exceed 255 characters."},
    ),
    "a label with a space": (
        {"labels": ["a b"]},
        {"labels": "The label 'a b' contains spaces which is invalid."},
    ),
    "a description in plain text": (
        {"description": "Why"},
        {
            "description": (
                "Operation value must be an Atlassian Document (see the Atlassian Document Format)"
            )
        },
    ),
    "a description of 32,768": (
        {"description": doc(node("paragraph", text("x" * 32_768)))},
        {
            "description": (
                "The entered text is too long. It exceeds the allowed limit of 32,767 characters."
            )
        },
    ),
    "no such project": (
        {"project": {"key": "NONE"}},
        {"project": "valid project is required"},
    ),
    "a project of others": (
        {"project": {"key": "HIDDEN"}},
        {"project": "valid project is required"},
    ),
    "a project only to read": (
        {"project": {"key": "READ"}},
        {"project": "You do not have permission to create issues in this project."},
    ),
    "a type of another project": (
        {"issuetype": {"id": "10003"}},
        {"issuetype": "Specify a valid issue type"},
    ),
    "an unknown field": (
        {"customfield_1": "x"},
        {
            "customfield_1": (
                "Field 'customfield_1' cannot be set. It is not on the appropriate screen, "
                "or unknown."
            )
        },
    ),
    "an unknown priority": (
        {"priority": {"name": "Urgent"}},
        {"priority": "Specify the Priority (name) in the string format"},
    ),
    "nobody": ({"assignee": {"id": "1"}}, {"assignee": "Specify a valid 'id' for Assignee"}),
    "a required field left out": (
        {"project": {"key": "SEC"}, "issuetype": {"id": "10003"}},
        {"customfield_10050": "Owning team is required."},
    ),
    "a required field with another value": (
        {
            "project": {"key": "SEC"},
            "issuetype": {"id": "10003"},
            "customfield_10050": {"value": "Sales"},
        },
        {"customfield_10050": "Option value 'Sales' is not valid"},
    ),
}


@pytest.mark.parametrize(("more", "errors"), WRONG.values(), ids=WRONG)
def test_a_field_that_is_refused(
    tickets: LocalTickets, more: dict[str, object], errors: dict[str, str]
) -> None:
    got = jira(tickets).post(f"{API}/issue", {"fields": fields(**more)})
    assert (got.status, got.json) == (400, {"errorMessages": [], "errors": errors})
    assert tickets.jira.issues == []


def test_the_longest_texts_are_taken(tickets: LocalTickets) -> None:
    long = doc(node("paragraph", text("x" * 32_767)))
    assert opened(tickets, summary="x" * 255, description=long)["key"] == "OPS-1"


STRONG, CODE = {"type": "strong"}, {"type": "code"}
LINK = {"type": "link", "attrs": {"href": "https://a.example"}}
DOCUMENTS = {
    "what a ticket needs": doc(
        node("heading", text("What"), level=2),
        node("paragraph", text("a", STRONG), {"type": "hardBreak"}, text("b", CODE, LINK)),
        node("bulletList", node("listItem", node("paragraph", text("c")))),
        node("codeBlock", text("{}"), language="json"),
        node("expand", node("paragraph", text("d")), title="More"),
        node("paragraph"),
        {"type": "rule"},
    ),
    "nothing": doc(),
}


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_that_is_taken(tickets: LocalTickets, document: dict[str, Any]) -> None:
    assert opened(tickets, description=document)["key"] == "OPS-1"


BAD_DOCUMENTS = {
    "an empty text": doc(node("paragraph", text(""))),
    "no version": node("doc", node("paragraph", text("a"))),
    "version 2": {**doc(), "version": 2},
    "an unknown node": doc(node("div", text("a"))),
    "text beside blocks": doc(text("a")),
    "a paragraph in a paragraph": doc(node("paragraph", node("paragraph", text("a")))),
    "a list of texts": doc(node("bulletList", node("listItem", text("a")))),
    "an empty list": doc(node("bulletList")),
    "a heading without a level": doc(node("heading", text("a"))),
    "a heading of level 7": doc(node("heading", text("a"), level=7)),
    "marks in a code block": doc(node("codeBlock", text("a", STRONG))),
    "an unknown mark": doc(node("paragraph", text("a", {"type": "bold"}))),
    "a link that leads nowhere": doc(node("paragraph", text("a", {"type": "link"}))),
    "code that is strong": doc(node("paragraph", text("a", CODE, STRONG))),
    "an expand in an expand": doc(node("expand", node("expand", node("paragraph", text("a"))))),
    "an expand in a list": doc(node("bulletList", node("listItem", node("expand", text("a"))))),
}


@pytest.mark.parametrize("document", BAD_DOCUMENTS.values(), ids=BAD_DOCUMENTS)
def test_a_document_that_is_refused(tickets: LocalTickets, document: dict[str, Any]) -> None:
    got = jira(tickets).post(f"{API}/issue", {"fields": fields(description=document)})
    assert (got.status, got.json) == (400, {"errorMessages": ["INVALID_INPUT"], "errors": {}})
    assert tickets.jira.issues == []


def test_a_change_of_the_service_desk(tickets: LocalTickets) -> None:
    change = {
        "project": {"key": "CHG"},
        "issuetype": {"id": "10004"},
        "customfield_10005": {"value": "Normal"},
        "customfield_10008": "2026-12-01T10:00:00.000+0000",
        "customfield_10010": doc(node("paragraph", text("Add the statement"))),
    }
    assert opened(tickets, **change)["key"] == "CHG-1"
    got = jira(tickets).post(
        f"{API}/issue", {"fields": fields(**{**change, "customfield_10008": "tomorrow"})}
    )
    assert list(got.json["errors"]) == ["customfield_10008"]


def test_a_request_of_the_service_desk(tickets: LocalTickets) -> None:
    values = {
        "summary": "Alerts are lost",
        "description": "Why\n\nand how",
        "customfield_10005": {"value": "Normal"},
    }
    body = {
        "serviceDeskId": seed.DESK,
        "requestTypeId": seed.REQUEST_TYPE,
        "requestFieldValues": values,
    }
    client = jira(tickets)
    got = client.post("/rest/servicedeskapi/request", body)
    assert (got.status, got.json["issueKey"]) == (201, "CHG-1")
    assert got.json["_links"]["agent"] == f"{tickets.jira_url}/browse/CHG-1"
    assert client.get(f"{API}/issue/CHG-1?fields=summary").json["fields"] == {
        "summary": "Alerts are lost"
    }
    refused = client.post("/rest/servicedeskapi/request", {**body, "serviceDeskId": "9"})
    assert (refused.status, "errorMessage" in refused.json) == (404, True)


def test_what_a_doctor_reads(tickets: LocalTickets) -> None:
    client = jira(tickets)
    types = client.get(f"{API}/issue/createmeta/SEC/issuetypes").json["issueTypes"]
    assert [(one["id"], one["name"]) for one in types] == [("10003", "Task")]
    meta = client.get(f"{API}/issue/createmeta/SEC/issuetypes/10003").json["fields"]
    required = {one["fieldId"] for one in meta if one["required"] and not one["hasDefaultValue"]}
    assert required == {"project", "issuetype", "summary", "customfield_10050"}
    assert client.get(f"{API}/issue/createmeta/NONE/issuetypes").status == 404
    names = {one["name"]: one["id"] for one in client.get(f"{API}/field").json}
    assert names["Change type"] == "customfield_10005"
    assert client.get(f"{API}/myself").json["emailAddress"] == seed.EMAIL
    assert site(tickets, "").get("/_edge/tenant_info").json == {"cloudId": seed.CLOUD_ID}


@pytest.mark.parametrize(("project", "may"), [("OPS", True), ("READ", False)])
def test_the_permissions(tickets: LocalTickets, project: str, may: bool) -> None:
    asked = f"{API}/mypermissions?permissions=CREATE_ISSUES,BROWSE_PROJECTS&projectKey={project}"
    held = jira(tickets).get(asked).json["permissions"]
    assert held["CREATE_ISSUES"]["havePermission"] is may
    assert held["BROWSE_PROJECTS"]["havePermission"] is True
    assert jira(tickets).get(f"{API}/mypermissions").status == 400


def create(tickets: LocalTickets, token: str, *, at_site: bool = False) -> Got:
    client = site(tickets, token) if at_site else jira(tickets, token)
    return client.post(f"{API}/issue", {"fields": fields()})


def test_a_token_with_scopes_is_for_the_gateway_and_a_classic_one_for_the_site(
    tickets: LocalTickets,
) -> None:
    assert create(tickets, seed.TOKEN, at_site=True).status == 401
    assert create(tickets, seed.CLASSIC_TOKEN).json == {"code": 401, "message": "Unauthorized"}
    assert create(tickets, seed.CLASSIC_TOKEN, at_site=True).status == 201
    assert create(tickets, seed.ENDED_TOKEN).status == 401
    assert create(tickets, "none").status == 401


def test_a_missing_scope(tickets: LocalTickets) -> None:
    got = create(tickets, seed.READER_TOKEN)
    assert got.json == {"code": 401, "message": "Unauthorized; scope does not match"}
    assert jira(tickets, seed.READER_TOKEN).get(f"{API}/field").status == 200


def test_properties_and_comments(tickets: LocalTickets) -> None:
    body = {"fields": fields(), "properties": [{"key": "budget-check", "value": {"a": 1}}]}
    assert jira(tickets).post(f"{API}/issue", body).status == 201
    assert tickets.jira.issues[0].properties == {"budget-check": {"a": 1}}
    said = doc(node("paragraph", text("Mended")))
    got = jira(tickets).post(f"{API}/issue/OPS-1/comment", {"body": said})
    assert got.status == 201
    assert jira(tickets).post(f"{API}/issue/OPS-1/comment", {"body": "Mended"}).status == 400
    assert jira(tickets).post(f"{API}/issue", {**body, "properties": {"a": 1}}).status == 400


def test_issues_are_fetched_as_they_are_now(tickets: LocalTickets) -> None:
    opened(tickets)
    body = {"issueIdsOrKeys": ["OPS-1", "OPS-2"], "fields": ["labels"]}
    got = jira(tickets).post(f"{API}/issue/bulkfetch", body)
    assert [(one["key"], one["fields"]) for one in got.json["issues"]] == [
        ("OPS-1", {"labels": [MARK]})
    ]
    many = {"issueIdsOrKeys": [f"OPS-{n}" for n in range(101)]}
    assert jira(tickets).post(f"{API}/issue/bulkfetch", many).status == 400


def test_an_issue_is_edited(tickets: LocalTickets) -> None:
    opened(tickets)
    path = f"{API}/issue/OPS-1"
    body = {"update": {"labels": [{"add": "new"}, {"remove": MARK}]}, "fields": {"summary": "B"}}
    assert jira(tickets).send("PUT", path, body).status == 204
    read = jira(tickets).get(f"{path}?fields=labels,summary").json["fields"]
    assert read == {"labels": ["new"], "summary": "B"}
    spaced = {"update": {"labels": [{"add": "a b"}]}}
    assert list(jira(tickets).send("PUT", path, spaced).json["errors"]) == ["labels"]
    twice = {"update": {"labels": [{"set": []}]}, "fields": {"labels": []}}
    assert jira(tickets).send("PUT", path, twice).status == 400


def test_who_moved_it_is_in_the_changelog(tickets: LocalTickets) -> None:
    opened(tickets)
    tickets.jira.move("OPS-1", Status.IN_PROGRESS)
    tickets.jira.move("OPS-1", Status.DONE)
    read = jira(tickets).get(f"{API}/issue/OPS-1?fields=status&expand=changelog").json
    newest = read["changelog"]["histories"][0]
    assert newest["author"]["displayName"] == "Dana Developer"
    assert newest["items"][0]["toString"] == "Done"


def test_the_form_of_a_request(tickets: LocalTickets) -> None:
    path = f"/rest/servicedeskapi/servicedesk/{seed.DESK}/requesttype/{seed.REQUEST_TYPE}/field"
    shown = {one["fieldId"]: one for one in jira(tickets).get(path).json["requestTypeFields"]}
    assert [one["label"] for one in shown["customfield_10005"]["validValues"]] == [
        "Standard",
        "Normal",
        "Emergency",
    ]
    assert "labels" not in shown
    values = {"summary": "x", "labels": ["a"], "customfield_10005": {"value": "Normal"}}
    body = {"serviceDeskId": seed.DESK, "requestTypeId": seed.REQUEST_TYPE}
    got = jira(tickets).post("/rest/servicedeskapi/request", {**body, "requestFieldValues": values})
    assert (got.status, "labels" in got.json["errorMessage"]) == (400, True)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("query=dana@acme.example", ["Dana Developer"]),
        ("accountId=712020:ad4", ["Ada Admin"]),
        ("query=nobody", []),
    ],
)
def test_who_may_be_assigned(tickets: LocalTickets, query: str, names: list[str]) -> None:
    got = jira(tickets).get(f"{API}/user/assignable/search?project=OPS&{query}")
    assert [one["displayName"] for one in got.json] == names


def test_what_is_not_there(tickets: LocalTickets) -> None:
    assert jira(tickets).get(f"{API}/issue/OPS-9").status == 404
    assert jira(tickets).get(f"{API}/nothing").status == 404
    assert jira(tickets).post(f"{API}/issue", "{").status == 400
    assert jira(tickets).post(f"{API}/issue", {"fields": []}).status == 400
