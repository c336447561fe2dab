"""Whatever a draft holds, the issue is one that Jira takes, with the whole statement."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from bot.core.tickets import Draft, Section, Severity
from bot.core.tickets.difference import pretty
from bot.core.tickets.section import one_line
from bot.tickets._adf import MOST, body, described
from bot.tickets._jira_form import Choice, Form, FormField
from bot.tickets._jira_request import (
    WINDOW,
    after,
    afterwards,
    issue,
    marked,
    newest,
    open_with_mark,
    service_request,
)
from bot.tickets._jira_settings import JiraSettings
from tests.core.tickets.things import ALLOW, STACK, allow_on_key, move_to_new_key
from tests.tickets import adf
from tests.tickets.test_request import drafts

DRAFT = allow_on_key(STACK)
SETTINGS = JiraSettings("CHG")
BASIC = (
    FormField("summary", "Summary", required=True),
    FormField("description", "Description", document=True),
    FormField("labels", "Labels", several=True),
    FormField(
        "priority",
        "Priority",
        choices=(Choice("1", "Highest"), Choice("2", "High"), Choice("3", "Medium")),
    ),
)
FORM = Form("10001", BASIC)


def document_of(body: Any) -> Any:
    return body["fields"]["description"]


def size(document: Any) -> int:
    """In UTF-16 units, of the JSON: more than whatever Jira counts."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return len(text.encode("utf-16-le")) // 2


@settings(max_examples=120, deadline=None)
@given(drafts())
def test_whatever_it_holds_it_fits_and_the_statement_is_whole(given: tuple[Draft, str]) -> None:
    made, statement = given
    body: Any = issue(made, FORM, SETTINGS)
    document = document_of(body)
    assert [*adf.faults(document)] == []
    assert size(document) <= 32_767
    summary = body["fields"]["summary"]
    assert 1 <= len(summary.encode("utf-16-le")) // 2 <= 255
    assert summary.isprintable() and summary.strip()
    assert not any(set(label) & set(" \t\n") for label in body["fields"]["labels"])
    code = pretty(statement).encode("utf-8", "backslashreplace").decode()
    if size(code) < 15_000 and code.isprintable():
        assert code in [*adf.codes(document)]
    assert made.dedup in [*adf.texts(document)][-1]
    assert size(body["properties"][0]["value"]) < 32_768


@settings(max_examples=60, deadline=None)
@given(drafts())
def test_what_is_left_out_is_named(given: tuple[Draft, str]) -> None:
    made, _ = given
    limit = replace(MOST, most=6_000)
    document = described(made, limit)
    assert size(document) <= limit.most
    said = [*adf.texts(document)]
    missing = [s for s in made.sections if [*body(s)] and not any(_heads(text, s) for text in said)]
    if missing:
        assert said[-2].startswith("Left out, for it is too long for this ticket: ")


def _heads(text: str, section: Section) -> bool:
    return one_line(section.title)[:40] in text


def test_the_parts_stand_in_the_order_of_the_draft() -> None:
    document = document_of(issue(DRAFT, FORM, SETTINGS))
    said = [*adf.texts(document)]
    assert said[0] == DRAFT.summary
    assert said[1] == "The conversation in Slack"
    places = [said.index(section.title) for section in DRAFT.sections]
    assert places == sorted(places)
    assert "Left out" not in " ".join(said)


def test_long_code_is_folded_and_short_code_is_not() -> None:
    long = Section("statement", "The statement", code="x\n" * 400, language="json")
    short = replace(long, id="undo", title="Roll-back", code="x")
    document: Any = described(replace(DRAFT, sections=(long, short)))
    kinds = {
        node.get("attrs", {}).get("title") or node["content"][0]["text"]: node["type"]
        for node in document["content"]
        if node["type"] in ("expand", "heading")
    }
    assert kinds == {"The statement": "expand", "Roll-back": "heading"}


def test_names_cannot_mention_or_reorder() -> None:
    bad = replace(
        DRAFT, title="Alert for @here #1\n\u202egnp\x00", budget="[~accountid:1] @here #1"
    )
    body: Any = issue(bad, FORM, SETTINGS)
    assert body["fields"]["summary"] == "Alert for @here #1 \ufffdgnp\ufffd"
    assert "mention" not in json.dumps(body)
    control = Section("x", "", code="a\x00b\x1bc\td\r\n")
    assert [*adf.codes(described(replace(DRAFT, sections=(control,))))] == [
        "a\\u0000b\\u001bc\td\\u000d\n"
    ]


def test_a_field_that_is_not_on_the_form_is_not_sent() -> None:
    body: Any = issue(DRAFT, Form("1", BASIC[:2]), SETTINGS)
    assert set(body["fields"]) == {"summary", "description", "project", "issuetype"}
    assert (body["fields"]["project"], body["fields"]["issuetype"]) == ({"key": "CHG"}, {"id": "1"})
    assert body["properties"][0]["key"] == "budget-check"
    assert body["properties"][0]["value"]["dedup"] == DRAFT.dedup


@pytest.mark.parametrize(
    ("severity", "priority"),
    [(Severity.HIGH, {"id": "2"}), (Severity.MEDIUM, {"id": "3"}), (Severity.LOW, None)],
)
def test_the_priority_is_one_that_the_project_has(
    severity: Severity, priority: dict[str, str] | None
) -> None:
    body: Any = issue(replace(DRAFT, severity=severity), FORM, SETTINGS)
    assert body["fields"].get("priority") == priority


def test_priorities_of_ones_own() -> None:
    own = JiraSettings.of({"PROJECT": "CHG", "PRIORITIES": '{"high": "highest"}'})
    assert issue(DRAFT, FORM, own)["fields"]["priority"] == {"id": "1"}  # type: ignore[index]  # JSON


CHANGE = Form(
    "10020",
    (
        *BASIC,
        FormField(
            "customfield_1",
            "Change type",
            choices=(Choice("11", "Standard"), Choice("12", "Normal")),
        ),
        FormField("customfield_2", "Change reason", choices=(Choice("21", "Repair"),)),
        FormField("customfield_3", "Change risk", choices=(Choice("31", "Very odd"),)),
        FormField("customfield_4", "Implementation plan", document=True),
        FormField("customfield_5", "Backout plan"),
        FormField("customfield_6", "Test plan", document=True),
    ),
)


def test_a_change_of_service_management() -> None:
    fields: Any = issue(DRAFT, CHANGE, SETTINGS)["fields"]
    assert fields["customfield_1"] == {"id": "12"}
    assert fields["customfield_2"] == {"id": "21"}
    assert "customfield_3" not in fields
    plan = fields["customfield_4"]
    assert [*adf.faults(plan)] == []
    assert pretty(ALLOW.statement) in [*adf.codes(plan)]
    assert fields["customfield_5"] == ALLOW.undo
    assert f"/budget-check {DRAFT.budget}" in " ".join(adf.texts(fields["customfield_6"]))


def test_values_of_ones_own_win() -> None:
    fixed = '{"customfield_1": {"value": "Emergency"}, "labels": ["ours"]}'
    own = JiraSettings.of({"PROJECT": "CHG", "FIELDS": fixed})
    fields: Any = issue(DRAFT, CHANGE, own)["fields"]
    assert fields["customfield_1"] == {"value": "Emergency"}
    assert fields["labels"] == ["ours", "budget-check", DRAFT.dedup]


def test_a_request_is_labelled_afterwards() -> None:
    own = JiraSettings.of({"PROJECT": "CHG", "SERVICE_DESK": "4", "REQUEST_TYPE": "31"})
    body: Any = service_request(DRAFT, Form("", BASIC[:2]), own)
    assert (body["serviceDeskId"], body["requestTypeId"]) == ("4", "31")
    assert set(body["requestFieldValues"]) == {"summary", "description"}
    assert DRAFT.dedup in json.dumps(body)
    assert afterwards(DRAFT, "5b1")["fields"] == {"assignee": {"id": "5b1"}}
    assert {"add": DRAFT.dedup} in afterwards(DRAFT, "")["update"]["labels"]  # type: ignore[index]


def test_what_is_searched_for() -> None:
    jql = str(open_with_mark(DRAFT, FORM, SETTINGS)["jql"])
    assert f'labels = "{DRAFT.dedup}"' in jql
    assert 'project = "CHG"' in jql and "statusCategory != Done" in jql
    assert re.fullmatch(r"budget-check-[0-9a-f]{40}", DRAFT.dedup)
    unlabelled = open_with_mark(DRAFT, Form("1", BASIC[:2]), SETTINGS)
    assert f'description ~ "\\"{DRAFT.dedup}\\""' in str(unlabelled["jql"])
    assert newest(SETTINGS)["jql"] == 'project = "CHG" ORDER BY key DESC'
    keys: Any = after("CHG-41", SETTINGS)["issueIdsOrKeys"]
    assert (keys[0], keys[-1], len(keys)) == ("CHG-42", f"CHG-{41 + WINDOW}", WINDOW)
    assert after("", SETTINGS)["issueIdsOrKeys"][0] == "CHG-1"  # type: ignore[index]
    made = issue(DRAFT, FORM, SETTINGS)
    assert marked(made, DRAFT)
    assert not marked(made, move_to_new_key())
