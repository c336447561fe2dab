"""Whatever a draft holds, each field of the change takes it, and the statement is whole."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from bot.core.tickets import Draft, Section
from bot.core.tickets.difference import pretty
from bot.tickets._servicenow_request import change, journal, open_with_mark, where
from bot.tickets._servicenow_settings import ChangeType, ServiceNowSettings
from tests.core.tickets.things import ALLOW, STACK, allow_on_key
from tests.tickets.test_request import drafts

DRAFT = allow_on_key(STACK)
GROUP, ITEM, TEMPLATE = "a" * 32, "b" * 32, "c" * 32
LENGTHS = {
    **{"short_description": 160, "work_notes": 65_000, "correlation_id": 100},
    **{"correlation_display": 100, "priority": 40, "assignment_group": 32, "cmdb_ci": 32},
}
"""The others take 4,000."""


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@settings(max_examples=120, deadline=None)
@given(drafts())
def test_whatever_it_holds_it_fits_and_the_statement_is_whole(given: tuple[Draft, str]) -> None:
    made, statement = given
    fields = change(made, GROUP, ITEM)
    for name, text in fields.items():
        assert 1 <= units(text) <= LENGTHS.get(name, 4000), name
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)
    assert fields["short_description"].isprintable()
    assert "[code]" not in fields.get("work_notes", "").casefold()
    code = pretty(statement).encode("utf-8", "backslashreplace").decode()
    if units(code) < 60_000 and code.isprintable() and "[" not in statement:
        assert code in fields["implementation_plan"] or code in fields["work_notes"]


def test_ours_map_one_to_one() -> None:
    fields = change(DRAFT, GROUP, ITEM)
    assert fields["short_description"] == DRAFT.title
    assert fields["description"].startswith(f"{DRAFT.summary}\nThe conversation in Slack: http")
    assert f"== What is wrong: {DRAFT.code} ==" in fields["description"]
    plan = fields["implementation_plan"]
    assert pretty(ALLOW.statement) in plan and "== Terraform ==" in plan
    assert ALLOW.undo in fields["backout_plan"]
    assert ALLOW.impact[0] in fields["risk_impact_analysis"]
    assert "Cost: Nothing." in fields["risk_impact_analysis"]
    assert fields["test_plan"].startswith(f"Check it again in Slack: /budget-check {DRAFT.budget}.")
    assert (fields["correlation_id"], fields["priority"]) == (DRAFT.dedup, "2")
    assert (fields["assignment_group"], fields["cmdb_ci"]) == (GROUP, ITEM)


def test_what_is_not_set_is_not_sent() -> None:
    fields = change(replace(DRAFT, sections=()), "", "")
    assert not {"assignment_group", "cmdb_ci", "work_notes"} & set(fields)
    assert fields["backout_plan"].startswith("budget-check has not worked this out")


def test_what_is_too_long_for_its_field_is_whole_in_the_work_notes() -> None:
    long = Section("statement", "The statement", code="x" * 9000, language="json")
    evidence = Section("evidence", "Evidence", points=("y" * 5000,))
    fields = change(replace(DRAFT, sections=(evidence, long)), "", "")
    for name in ("description", "implementation_plan"):
        assert fields[name].endswith("in the work notes, for it is too long for this field.")
    assert "x" * 9000 in fields["work_notes"] and "y" * 5000 in fields["work_notes"]
    assert fields["work_notes"].startswith("== The statement ==")
    assert "\n== Evidence ==\n" in fields["work_notes"]


def test_other_peoples_text_is_no_html_in_a_journal() -> None:
    assert journal("[code]<b>x</b>[/CODE] [codex]") == "[ code]<b>x</b>[ /CODE] [codex]"
    assert journal("\x1b[31m\x00") == "\\u001b[31m\\u0000"


def test_where_it_is_opened() -> None:
    at = ServiceNowSettings("https://acme.service-now.com")
    standard = replace(at, type=ChangeType.STANDARD, template=TEMPLATE)
    assert where(at) == "/api/sn_chg_rest/change/normal"
    emergency = replace(at, type=ChangeType.EMERGENCY)
    assert where(emergency) == "/api/sn_chg_rest/change/emergency"
    assert where(standard) == f"/api/sn_chg_rest/change/standard/{TEMPLATE}"
    found = open_with_mark(DRAFT.dedup)
    assert found == f"/api/sn_chg_rest/change?correlation_id={DRAFT.dedup}&active=true"


@pytest.mark.parametrize("name", ["@here #1", "😀" * 100, "a\nb", "\u202egnp"])
def test_a_name_that_means_ill(name: str) -> None:
    fields = change(replace(DRAFT, title=f"{name} {'x' * 90}", budget=name), "", "")
    assert units(fields["short_description"]) <= 160
    assert fields["short_description"].isprintable()
    assert "\u202e" not in fields["test_plan"]
